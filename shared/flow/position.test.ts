/** Lines, columns and sizes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineStartsOf, positionAt, positionIn, utf8Length } from './position.ts'

test('lines end at \\n, \\r\\n and \\r; columns begin at 1', () => {
  const text = 'ab\ncd\r\nef\rgh'
  expect(positionAt(text, 0)).toEqual({ line: 1, column: 1 })
  expect(positionAt(text, 4)).toEqual({ line: 2, column: 2 })
  expect(positionAt(text, 7)).toEqual({ line: 3, column: 1 })
  expect(positionAt(text, 10)).toEqual({ line: 4, column: 1 })
  expect(positionAt(text, 999)).toEqual({ line: 4, column: 3 })
})

test('both ways to a position agree', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'é') }),
      fc.nat(30),
      (text, at) => {
        const offset = Math.min(at, text.length)
        expect(positionIn(lineStartsOf(text), offset)).toEqual(positionAt(text, offset))
      },
    ),
  )
})

test('UTF-8 size is what an encoder makes, lone surrogates included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
    }),
  )
  expect(utf8Length('\ud800a\udc00')).toBe(7)
})
