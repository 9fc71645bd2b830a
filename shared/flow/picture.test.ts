/** Pictures that phones can open, and the ways in which they cannot. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPicture } from './picture.ts'
import { PNG } from './random-flow.ts'

const base64 = (bytes: number[]): string => Buffer.from(bytes).toString('base64')
const JPEG = [
  ...[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0x12, 0xff, 0xd9],
]
const GIF = [
  ...[0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0, 0, 0],
  ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
]
const WEBP = [
  ...[0x52, 0x49, 0x46, 0x46, 16, 0, 0, 0, 0x57, 0x45, 0x42, 0x50],
  ...[0x56, 0x50, 0x38, 0x4c, 4, 0, 0, 0, 0x2f, 0, 0, 0],
]

test.each([
  ['PNG', PNG],
  ['PNG', `data:image/png;base64,${PNG}`],
  ['PNG', PNG.replace(/(.{20})/g, '$1\n')],
  ['JPEG', base64(JPEG)],
  ['GIF', base64(GIF)],
  ['WebP', base64(WEBP)],
])('a whole %s', (format, source) => {
  expect(readPicture(source)).toEqual({ ok: true, value: { format } })
})

test.each<[string, string, RegExp]>([
  ['nothing', '', /no PNG/],
  ['words', 'not a picture!', /no base64/],
  ['another kind of file', base64([0x25, 0x50, 0x44, 0x46, 1, 2, 3, 4]), /no PNG/],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'), /no PNG/],
  ['a signature alone', 'iVBORw0KGgo=', /cut short/],
  ['a JPEG without its end', base64(JPEG.slice(0, -2)), /cut short/],
  ['a JPEG without size', base64([...JPEG.slice(0, 9), 0, 0, ...JPEG.slice(11)]), /no pixel/],
  ['a GIF without its end', base64(GIF.slice(0, -1)), /cut short/],
  ['a WebP without its end', base64(WEBP.slice(0, -3)), /cut short/],
])('%s is none', (_, source, why) => {
  const read = readPicture(source)
  expect(read.ok ? '' : read.error).toMatch(why)
})

test('a PNG that is cut or changed anywhere is none', () => {
  const bytes = [...Buffer.from(PNG, 'base64')]
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      expect(readPicture(base64(bytes.slice(0, at))).ok).toBe(false)
      const changed = bytes.map((byte, index) => (index === at ? byte ^ change : byte))
      expect(readPicture(base64(changed)).ok).toBe(false)
    }),
  )
})

test('any text is answered', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, text) => {
      readPicture(Buffer.from(bytes).toString('base64'))
      for (const begin of [JPEG.slice(0, 3), GIF.slice(0, 6), WEBP.slice(0, 12)])
        readPicture(base64([...begin, ...bytes]))
      readPicture(text)
    }),
  )
})
