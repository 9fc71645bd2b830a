/** Which pictures the phone draws: PNG and JPEG carried in the flow itself, of a size that phones open; nothing fetched. */

export type CheckedImage =
  | { readonly ok: true; readonly src: string; readonly width: number; readonly height: number }
  /** Why it is not drawn, in words for the author. */
  | { readonly ok: false; readonly problem: string }

const CARRIED = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/

/** Longest side in pixels, and most pixels altogether: what is larger fills a phone's memory when it is opened. */
const MAX_SIDE = 8000
const MAX_PIXELS = 24_000_000
/** Most base64 characters; some 3 MB, ten times what the platform takes. */
const MAX_CHARS = 4_000_000
/** In a JPEG the size stands behind metadata; further back than this it is not looked for. */
const HEAD_CHARS = 400_000

const KIND = 'The picture cannot be shown: PNG or JPEG as base64 is needed.'
const BROKEN = 'The picture cannot be shown: its data is broken.'

/** Looks at the bytes: their real type, and the size they unpack to, before anything unpacks them. */
export function checkImage(src: string | null): CheckedImage {
  if (src !== null && src.length > MAX_CHARS) {
    const mb = ((src.length * 0.75) / 1024 / 1024).toFixed(1)
    return { ok: false, problem: `The picture is too heavy for a phone: ${mb} MB.` }
  }
  const found = src === null ? null : CARRIED.exec(src)
  if (!found || src === null) return { ok: false, problem: KIND }
  const bytes = headOf(found[2] ?? '')
  if (bytes === null) return { ok: false, problem: BROKEN }
  const isPng = startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const isJpeg = startsWith(bytes, [0xff, 0xd8, 0xff])
  if (found[1] === 'png' ? !isPng : !isJpeg) return { ok: false, problem: KIND }
  const size = isPng ? pngSize(bytes) : jpegSize(bytes)
  if (size === null || size.width === 0 || size.height === 0) return { ok: false, problem: BROKEN }
  const { width, height } = size
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const sides = `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`
    return { ok: false, problem: `The picture is too large for a phone: ${sides} pixels.` }
  }
  return { ok: true, src, width, height }
}

/** The source when it may be drawn, else null. */
export function safeImage(src: string | null): string | null {
  const checked = checkImage(src)
  return checked.ok ? checked.src : null
}

function headOf(base64: string): Uint8Array | null {
  const head = base64.length > HEAD_CHARS ? base64.slice(0, HEAD_CHARS) : base64
  try {
    return Uint8Array.from(atob(head), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

const startsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean =>
  wanted.every((byte, at) => bytes[at] === byte)

type Size = { width: number; height: number }

/** IHDR is the first chunk of every PNG. */
function pngSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 24 || !startsWith(bytes.subarray(12), [0x49, 0x48, 0x44, 0x52])) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Walks the segments up to the frame header (SOF0 … SOF15 without DHT, JPG and DAC). */
function jpegSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}
