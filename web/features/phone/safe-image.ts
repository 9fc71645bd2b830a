/** Which image sources the phone draws: PNG and JPEG carried in the flow itself, nothing fetched. */

const CARRIED = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/

/** How the bytes of each kind begin, written in base64. */
const BEGINNINGS = { png: 'iVBORw0KGgo', jpeg: '/9j/' } as const

/** The source when it is a data address whose bytes begin as its type says, else null. */
export function safeImage(src: string | null): string | null {
  const found = src === null ? null : CARRIED.exec(src)
  if (!found) return null
  return found[2]!.startsWith(BEGINNINGS[found[1] as keyof typeof BEGINNINGS]) ? src : null
}
