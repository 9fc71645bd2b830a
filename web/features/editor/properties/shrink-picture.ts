/** Makes a picture small enough for a flow: fewer points, then coarser, until it fits. */

export type Shrunk = {
  /** Without a `data:` prefix, as flows hold pictures. */
  base64: string
  /** Of the picture itself; base64 takes a third more. */
  bytes: number
  width: number
  height: number
}

/** Why a file gives no picture. */
export class NoPicture extends Error {}

/** Nobody's phone shows a flow's picture wider than this. */
const MAX_SIDE = 1200
const SMALLEST_SIDE = 48
const QUALITIES = [0.86, 0.74, 0.6, 0.45]

/**
 * The picture in a file as PNG or JPEG of at most `maxBytes`. A file that fits as it is stays as it is. Throws NoPicture
 * where the file is none or cannot be made to fit.
 */
export async function shrinkPicture(file: Blob, maxBytes: number): Promise<Shrunk> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new NoPicture('This file is no picture that a browser can read. Use PNG or JPEG.')
  })
  try {
    const isKept = /^image\/(png|jpeg)$/.test(file.type) && file.size <= maxBytes
    if (isKept && Math.max(bitmap.width, bitmap.height) <= MAX_SIDE * 2)
      return shrunk(file, bitmap.width, bitmap.height)
    const hasHoles = file.type !== 'image/jpeg' && isTransparent(bitmap)
    let side = Math.min(MAX_SIDE, Math.max(bitmap.width, bitmap.height))
    while (side >= SMALLEST_SIDE) {
      const canvas = drawn(bitmap, side)
      const tries: ImageEncodeOptions[] = hasHoles
        ? [{ type: 'image/png' }]
        : QUALITIES.map((quality) => ({ type: 'image/jpeg', quality }))
      for (const options of tries) {
        const blob = await canvas.convertToBlob(options)
        if (blob.size <= maxBytes) return shrunk(blob, canvas.width, canvas.height)
      }
      side = Math.floor(side * 0.75)
    }
    throw new NoPicture('This picture cannot be made small enough.')
  } finally {
    bitmap.close()
  }
}

function drawn(bitmap: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  )
  const context = canvas.getContext('2d')
  if (!context) throw new NoPicture('This browser cannot draw pictures.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Whether something shines through, looked at in a small copy. */
function isTransparent(bitmap: ImageBitmap): boolean {
  const canvas = drawn(bitmap, 64)
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 250) return true
  return false
}

async function shrunk(blob: Blob, width: number, height: number): Promise<Shrunk> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return { base64: btoa(binary), bytes: bytes.length, width, height }
}
