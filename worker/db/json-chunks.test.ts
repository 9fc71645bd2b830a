import { expect, test } from 'vitest'
import { jsonChunks } from './json-chunks.ts'

test('rows keep their order over as many arrays as they need', () => {
  const rows = Array.from({ length: 1201 }, (_, i) => String(i))
  const chunks = jsonChunks(rows).map((chunk) => JSON.parse(chunk) as number[])
  expect(chunks.map((chunk) => chunk.length)).toEqual([500, 500, 201])
  expect(chunks.flat()).toEqual(rows.map(Number))
})

test('large rows stand in arrays of their own, and one that fits no parameter is refused', () => {
  const large = JSON.stringify('x'.repeat(600_000))
  expect(jsonChunks([large, '1', large]).length).toBe(3)
  expect(() => jsonChunks([JSON.stringify('x'.repeat(2_000_000))])).toThrow(RangeError)
})

test('no rows need no statement', () => {
  expect(jsonChunks([])).toEqual([])
})
