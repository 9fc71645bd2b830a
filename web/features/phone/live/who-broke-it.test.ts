/** Whoever stands at the break is named, and nobody else. */
import { expect, test } from 'vitest'
import { lineStartsOf } from '../../../../shared/flow/position.ts'
import { brokenInWords, type CursorPlace, whoIsNear } from './who-broke-it.ts'

const text = Array.from({ length: 20 }, (_, i) => `line ${String(i + 1).padStart(2, '0')}`).join(
  '\n',
)
const starts = lineStartsOf(text)
/** Offset of a column in a one-based line; every line has 7 characters and a line break. */
const at = (line: number, column = 0) => (line - 1) * 8 + column
const cursor = (name: string, offset: number, isMe = false): CursorPlace => ({ name, offset, isMe })

test('the nearest cursor is named', () => {
  const ana = cursor('Ana', at(9, 3))
  expect(whoIsNear(starts, at(10), [cursor('Ben', at(12)), ana])).toBe(ana)
})

test('a cursor on the same line is nearer than one a line away, whatever the characters', () => {
  const same = cursor('Ana', at(10, 7))
  expect(whoIsNear(starts, at(10), [cursor('Ben', at(9, 7)), same])).toBe(same)
})

test('nobody far away is blamed', () => {
  expect(whoIsNear(starts, at(2), [cursor('Ana', at(12))])).toBeNull()
  expect(whoIsNear(starts, at(2), [])).toBeNull()
})

test('of two at the same place the other person is named', () => {
  const me = cursor('Me', at(5), true)
  const ana = cursor('Ana', at(5))
  expect(whoIsNear(starts, at(5), [me, ana])).toBe(ana)
  expect(whoIsNear(starts, at(5), [ana, me])).toBe(ana)
})

test('the sentence says where, what and who', () => {
  const broken = { line: 17, message: 'A comma is missing before this.' }
  expect(brokenInWords(broken, cursor('Ana', 0))).toBe(
    'Line 17: A comma is missing before this — Ana is typing there.',
  )
  expect(brokenInWords(broken, cursor('Me', 0, true))).toMatch(/you are typing there\.$/)
  expect(brokenInWords(broken, null)).toBe('Line 17: A comma is missing before this.')
})
