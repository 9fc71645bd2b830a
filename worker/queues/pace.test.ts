import { expect, test } from 'vitest'
import { holdLine, takePlace } from './pace.ts'

test('sends stand in line at the pace of their channel', () => {
  expect([0, 0, 0, 0].map(() => takePlace('a', 80, 1000))).toEqual([0, 12.5, 25, 37.5])
  expect(takePlace('b', 80, 1000)).toBe(0)
  expect(takePlace('a', 80, 1100)).toBe(0)
})

test('a pause that the provider asks for holds the whole line', () => {
  holdLine('c', 5000)
  expect(takePlace('c', 80, 4000)).toBe(1000)
  expect(takePlace('c', 80, 4000)).toBe(1012.5)
})
