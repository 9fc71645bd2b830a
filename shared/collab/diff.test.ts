/** Edits between two texts are right, small, and leave what others touch alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits } from '../text-edit.ts'
import { textEdits } from './diff.ts'

const lines = fc.array(fc.constantFrom('{', '}', '"a": 1,', '"b": "é😀",', '"c": [', ']', ''), {
  maxLength: 40,
})

test('applying the edits always gives the other text', () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const [before, after] = [a.join('\n'), b.join('\n')]
      expect(applyEdits(before, textEdits(before, after))).toBe(after)
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      (before, after) => {
        expect(applyEdits(before, textEdits(before, after))).toBe(after)
      },
    ),
  )
})

test('equal texts need no edit', () => {
  expect(textEdits('{"a":1}', '{"a":1}')).toEqual([])
})

test('a changed value is one edit of that value alone', () => {
  const before = '{\n  "title": "Book",\n  "id": "A"\n}'
  expect(textEdits(before, before.replace('Book', 'Boat'))).toEqual([
    { at: before.indexOf('ok"'), remove: 2, insert: 'at' },
  ])
})

test('changes far apart stay apart, with or without line breaks', () => {
  const screens = Array.from({ length: 60 }, (_, i) => ({ id: `S${i}`, title: `Screen ${i}` }))
  for (const indent of [2, 0]) {
    const before = JSON.stringify({ screens }, null, indent)
    const after = before.replace('Screen 3"', 'Third"').replace('Screen 50"', 'Fiftieth"')
    const edits = textEdits(before, after)
    expect(edits).toHaveLength(2)
    expect(edits.reduce((sum, edit) => sum + edit.remove + edit.insert.length, 0)).toBeLessThan(40)
    expect(applyEdits(before, edits)).toBe(after)
  }
})

test('no edit tears a character in two', () => {
  const edits = textEdits('a😀b', 'a😁b')
  expect(edits).toEqual([{ at: 1, remove: 2, insert: '😁' }])
  expect(textEdits('x😀', 'x😀😀')).toEqual([{ at: 3, remove: 0, insert: '😀' }])
})

test('texts with nothing in common are replaced whole, however long', () => {
  const before = Array.from({ length: 5_000 }, (_, i) => `a${i % 700}`).join('\n')
  const after = Array.from({ length: 5_000 }, (_, i) => `b${i % 700}`).join('\n')
  expect(applyEdits(before, textEdits(before, after))).toBe(after)
})
