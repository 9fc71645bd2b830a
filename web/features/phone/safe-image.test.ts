/** Pictures are judged by their bytes, before anything unpacks them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkImage } from './safe-image.ts'

const base64 = (bytes: number[] | Uint8Array) => Buffer.from(bytes).toString('base64')
const word = (value: number) => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
]
const png = (width: number, height: number, tail: number[] = []) => [
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
  ...word(width),
  ...word(height),
  ...[8, 6, 0, 0, 0],
  ...tail,
]
const jpeg = (width: number, height: number) => [
  ...[0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4],
  ...[0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 0, 0],
]
const check = (type: string, bytes: number[]) =>
  checkImage(`data:image/${type};base64,${base64(bytes)}`)

test('PNG and JPEG are drawn, with the size they have', () => {
  expect(check('png', png(640, 480))).toMatchObject({ ok: true, width: 640, height: 480 })
  expect(check('jpeg', jpeg(1200, 630))).toMatchObject({ ok: true, width: 1200, height: 630 })
})

test('20,000 × 20,000 pixels are refused in words, before they are unpacked', () => {
  const found = check('png', png(20_000, 20_000))
  expect(found).toEqual({
    ok: false,
    problem: 'The picture is too large for a phone: 20,000 × 20,000 pixels.',
  })
  expect(check('jpeg', jpeg(9000, 10)).ok).toBe(false)
  expect(check('png', png(7000, 7000)).ok).toBe(false)
})

test('one pixel of 5 MB is refused by its weight', () => {
  const heavy = `data:image/png;base64,${base64(png(1, 1))}${'A'.repeat(6_800_000)}`
  expect(checkImage(heavy)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/too heavy/),
  })
})

test.each([
  ['SVG', 'data:image/svg+xml;base64,PHN2Zz4='],
  [
    'SVG that says it is PNG',
    `data:image/png;base64,${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`,
  ],
  ['JPEG that says it is PNG', `data:image/png;base64,${base64(jpeg(1, 1))}`],
  ['an address', 'https://example.com/a.png'],
  ['a page', 'data:text/html;base64,PHNjcmlwdD4='],
  ['a quote in it', 'data:image/png;base64,iVBORw0KGgo=" onerror="alert(1)'],
  ['nothing but a beginning', 'data:image/png;base64,iVBORw0KGgo='],
  ['no size', `data:image/png;base64,${base64(png(0, 5))}`],
  ['nothing', null],
])('%s is not drawn', (_, src) => {
  expect(checkImage(src).ok).toBe(false)
})

test('a page behind a PNG stays data of a picture', () => {
  const tail = [...Buffer.from('<html><script>alert(1)</script></html>')]
  expect(check('png', png(2, 2, tail))).toMatchObject({ ok: true, width: 2 })
})

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const start of [[], [0xff, 0xd8, 0xff], png(3, 3).slice(0, 16)])
        check(start[0] === 0xff ? 'jpeg' : 'png', [...start, ...bytes])
    }),
  )
})
