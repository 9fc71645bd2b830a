/** Pictures in a flow: how much they weigh, and whether a phone can open them. */
import { err, ok, type Result } from '../result.ts'

/** KB of the picture that a base64 text holds, as platforms count it (reference §1.3). */
export const pictureKb = (base64: string): number => (base64.length * 0.75) / 1024

/**
 * Whether the bytes behind a raw base64 text, or a data address, are a whole PNG, JPEG, WebP or GIF:
 * its parts are walked to the end and their sums checked; the pixels are not unpacked. Else why not.
 */
export function readPicture(source: string): Result<{ format: string }, string> {
  const base64 = source.trim().replace(/^data:[^,]*,/i, '')
  const bytes = decoded(base64)
  return bytes === null ? err('it is no base64 text') : readPictureBytes(bytes)
}

/** The same for the bytes themselves. */
export function readPictureBytes(bytes: Uint8Array): Result<{ format: string }, string> {
  for (const { format, begins, fault } of FORMATS)
    if (begins.every((byte, at) => byte === null || bytes[at] === byte)) {
      const wrong = fault(bytes)
      return wrong === null ? ok({ format }) : err(wrong)
    }
  return err('it is no PNG, JPEG, WebP or GIF picture')
}

type Format = {
  readonly format: string
  /** The first bytes; null where any may stand. */
  readonly begins: readonly (number | null)[]
  /** What is wrong with the rest, or null. */
  readonly fault: (bytes: Uint8Array) => string | null
}

const CUT = 'it is cut short'
const EMPTY = 'it is no pixel wide or high'

const FORMATS: readonly Format[] = [
  { format: 'PNG', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], fault: pngFault },
  { format: 'JPEG', begins: [0xff, 0xd8, 0xff], fault: jpegFault },
  { format: 'GIF', begins: [0x47, 0x49, 0x46, 0x38, null, 0x61], fault: gifFault },
  {
    format: 'WebP',
    begins: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
    fault: webpFault,
  },
]

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SIXES = new Uint8Array(128).fill(255)
for (let value = 0; value < 64; value++) SIXES[DIGITS.charCodeAt(value)] = value

/** The bytes of a base64 text, with or without line ends; null when another character stands in it. */
function decoded(base64: string): Uint8Array | null {
  const text = base64.replace(/\s+|=+\s*$/g, '')
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let index = 0; index < text.length; index++) {
    const value = SIXES[text.charCodeAt(index)] ?? 255
    if (value === 255) return null
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at++] = (bits >> held) & 0xff
  }
  return bytes
}

const wide = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Chunks from the header to the end mark, each with its sum. */
function pngFault(bytes: Uint8Array): string | null {
  const view = wide(bytes)
  let hasPixels = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const end = at + 8 + length
    if (end + 4 > bytes.length) return CUT
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at === 8 && (type !== 'IHDR' || length !== 13)) return 'its header is missing'
    if (at === 8 && (view.getUint32(16) === 0 || view.getUint32(20) === 0)) return EMPTY
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return 'it is damaged'
    hasPixels ||= type === 'IDAT' && length > 0
    if (type === 'IEND') return hasPixels ? null : 'it holds no pixels'
    at = end + 4
  }
  return CUT
}

/** Segments up to the picture's lines, which must be followed by the end mark. */
function jpegFault(bytes: Uint8Array): string | null {
  const view = wide(bytes)
  let hasFrame = false
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return 'it is damaged'
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return CUT
    // Frames: C0 to CF without tables (C4, CC) and the reserved C8.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (length < 8) return 'it is damaged'
      if (view.getUint16(at + 7) === 0) return EMPTY
      hasFrame = true
    }
    if (marker === 0xda) {
      if (!hasFrame) return 'its header is missing'
      for (let end = bytes.length - 2; end > at; end--)
        if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return null
      return CUT
    }
    at += 2 + length
  }
  return CUT
}

function gifFault(bytes: Uint8Array): string | null {
  if (bytes.length < 14) return CUT
  const view = wide(bytes)
  if (view.getUint16(6, true) === 0 || view.getUint16(8, true) === 0) return EMPTY
  return bytes.lastIndexOf(0x3b) > 12 ? null : CUT
}

function webpFault(bytes: Uint8Array): string | null {
  if (bytes.length < 20) return CUT
  const view = wide(bytes)
  if (view.getUint32(4, true) + 8 > bytes.length) return CUT
  const type = String.fromCharCode(...bytes.subarray(12, 16))
  if (!['VP8 ', 'VP8L', 'VP8X'].includes(type)) return 'its header is missing'
  return 20 + view.getUint32(16, true) > bytes.length ? CUT : null
}

const SUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (sum >>> 8) ^ (SUMS[(sum ^ byte) & 0xff] ?? 0)
  return (sum ^ 0xffffffff) >>> 0
}
