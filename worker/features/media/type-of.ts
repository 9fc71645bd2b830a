/** What a file is, read from its bytes: its name and the type it was sent with do not count. */
import { readPictureBytes } from '../../../shared/flow/picture.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { type MediaType, pixelsMax } from '../../../shared/templates/media.ts'

export type MediaFacts = { type: MediaType; width: number | null; height: number | null }

/** So many bytes tell the type. */
export const headBytes = 32

/** The type that a file begins like, or what is there instead, in a sentence. */
export function typeOfHead(head: Uint8Array): Result<MediaType, string> {
  const text = latin(head.subarray(0, headBytes))
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return ok('image/png')
  if (text.startsWith('\xff\xd8\xff')) return ok('image/jpeg')
  if (text.startsWith('%PDF-')) return ok('application/pdf')
  if (text.slice(4, 8) === 'ftyp') return typeOfBrand(text.slice(8, 12))
  const start = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<(\?xml|svg|!doctype|html|script|!--)/i.test(start))
    return err('This is a drawing or a web page written as text, not a picture. Use JPEG or PNG.')
  if (/^GIF8|^RIFF....WEBP|^BM|^II\*|^MM\0\*/s.test(text))
    return err('WhatsApp takes no pictures of this kind. Save it as JPEG or PNG.')
  if (text.startsWith('PK\x03\x04') || text.startsWith('\xd0\xcf\x11\xe0'))
    return err('This is an Office file or an archive. Save it as PDF.')
  return err(
    'This is no JPEG, PNG, MP4, 3GP or PDF file. What counts is its content, not its name.',
  )
}

function typeOfBrand(brand: string): Result<MediaType, string> {
  if (/^3g[p2]/i.test(brand)) return ok('video/3gpp')
  if (/^(iso.|avc1|mp4[12]|M4V |MSNV|dash|f4v )$/.test(brand)) return ok('video/mp4')
  if (/^(hei[cfxm]|hev[cx]|mif1|msf1|avi[fs])$/.test(brand))
    return err('WhatsApp takes no pictures of this kind. Save it as JPEG or PNG.')
  if (brand === 'qt  ') return err('This is a QuickTime video. Save it as MP4.')
  return err('This is no MP4 or 3GP video.')
}

/** What a whole file is, once it was looked through; else what is wrong with it, in a sentence. */
export function factsOf(bytes: Uint8Array): Result<MediaFacts, string> {
  const type = typeOfHead(bytes)
  if (!type.ok) return type
  switch (type.value) {
    case 'image/png':
      return pictureFacts(bytes, 'image/png', pngSize(bytes))
    case 'image/jpeg':
      return pictureFacts(bytes, 'image/jpeg', jpegSize(bytes))
    case 'application/pdf':
      return isWholePdf(bytes) ? ok(sizeless(type.value)) : err(`This PDF ${damaged}`)
    default:
      return isWholeVideo(bytes) ? ok(sizeless(type.value)) : err(`This video ${damaged}`)
  }
}

const damaged = 'is damaged or cut short, or something else hangs behind it. Save it again.'
const sizeless = (type: MediaType): MediaFacts => ({ type, width: null, height: null })

type Size = { width: number; height: number; amiss?: string }

function pictureFacts(
  bytes: Uint8Array,
  type: MediaType,
  size: Size | null,
): Result<MediaFacts, string> {
  if (!size) return err(`This picture ${damaged}`)
  const { width, height, amiss } = size
  // Before anything walks through it: what unpacks to more than this is made to hurt.
  if (width * height > pixelsMax)
    return err(
      `This picture has ${width.toLocaleString('en')} × ${height.toLocaleString('en')} points; at most 50 million in all. Make it smaller.`,
    )
  const read = readPictureBytes(bytes)
  if (!read.ok) return err(`This picture cannot be read: ${read.error}. Save it again.`)
  return amiss === undefined ? ok({ type, width, height }) : err(amiss)
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** From the header; a picture that goes on after its end is damaged. */
function pngSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 45) return null
  const view = viewOf(bytes)
  const size: Size = { width: view.getUint32(16), height: view.getUint32(20) }
  if (bytes[24] === 16)
    size.amiss =
      'This PNG has 16 bits a colour; WhatsApp takes 8. Save it again with 8, or as JPEG.'
  // Its pieces follow each other to the end mark, and nothing hangs behind that.
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (latin(bytes.subarray(at + 4, at + 8)) === 'IEND')
      return at + 12 === bytes.length ? size : null
  return null
}

/** From the frame header; what cameras put behind the picture stays, and is never read as anything else. */
function jpegSize(bytes: Uint8Array): Size | null {
  const view = viewOf(bytes)
  for (let at = 2; at + 10 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const size: Size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
      if (bytes[at + 9] === 4)
        size.amiss = 'This JPEG has the colours of print (CMYK). Save it again with RGB.'
      return size
    }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Its boxes follow each other to the last byte, and one of them tells what is in the others. */
function isWholeVideo(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let hasIndex = false
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = view.getUint32(at)
    const isLong = short === 1
    if (isLong && at + 16 > bytes.length) return false
    const length =
      short === 0 ? bytes.length - at : isLong ? Number(view.getBigUint64(at + 8)) : short
    if (length < (isLong ? 16 : 8)) return false
    hasIndex ||= latin(bytes.subarray(at + 4, at + 8)) === 'moov'
    at += length
  }
  return hasIndex && at === bytes.length
}

/** Ends with its end mark, and nothing but space and zeros behind it. */
const isWholePdf = (bytes: Uint8Array): boolean =>
  /%%EOF[\s\0]*$/.test(latin(bytes.subarray(-1024)))

/** Byte by byte. */
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
