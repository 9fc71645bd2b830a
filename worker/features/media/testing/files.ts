/** Small whole files of each type, for tests, and what can be wrong with them. */

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

export function joined(...parts: (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((part) => (typeof part === 'string' ? latin(part) : part))
  const whole = new Uint8Array(bytes.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of bytes) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const big = (value: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (value / 256 ** (length - 1 - at)) & 255)

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

const chunk = (type: string, data: Uint8Array | string) => {
  const body = joined(type, data)
  return joined(big(body.length - 4, 4), body, big(crc32(body), 4))
}

/** A PNG by its form: the pixels are `data`, as they are. */
export const png = (width = 4, height = 3, more: { depth?: number; data?: string } = {}) =>
  joined(
    '\x89PNG\r\n\x1a\n',
    chunk(
      'IHDR',
      joined(big(width, 4), big(height, 4), Uint8Array.of(more.depth ?? 8, 2, 0, 0, 0)),
    ),
    chunk('IDAT', more.data ?? 'pixels'),
    chunk('IEND', ''),
  )

/** A JPEG by its form. */
export const jpeg = (width = 4, height = 3, more: { colours?: number; data?: string } = {}) =>
  joined(
    '\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00',
    '\xff\xc0\x00\x0b\x08',
    big(height, 2),
    big(width, 2),
    Uint8Array.of(more.colours ?? 3, 1, 0x11, 0),
    '\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00',
    more.data ?? 'lines',
    '\xff\xd9',
  )

const box = (type: string, data: Uint8Array | string) => joined(big(8 + data.length, 4), type, data)

/** A video by its form, of a brand. */
export const video = (brand = 'isom', data: Uint8Array | string = 'frames') =>
  joined(
    box('ftyp', `${brand}\x00\x00\x02\x00isomiso2`),
    box('moov', box('mvhd', 'x'.repeat(100))),
    box('mdat', data),
  )

export const pdf = (data: Uint8Array | string = '') =>
  joined('%PDF-1.7\n1 0 obj\n<< >>\nendobj\n', data, '\ntrailer\n<< >>\n%%EOF\n')
