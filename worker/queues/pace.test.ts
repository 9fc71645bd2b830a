import { expect, test } from 'vitest'
import { heldUntil, holdLine, takePlace } from './pace.ts'

const wait = (channelId: string, now: number) => takePlace(channelId, 80, now).waitMs

test('sends stand in line at the pace of their channel', () => {
  expect([0, 0, 0, 0].map(() => wait('a', 1000))).toEqual([0, 12.5, 25, 37.5])
  expect(wait('b', 1000)).toBe(0)
  expect(wait('a', 1100)).toBe(0)
})

test('a pause that the provider asks for holds the whole line', () => {
  holdLine('c', 5000)
  expect(heldUntil('c', 4000)).toBe(null)
  expect(wait('c', 4000)).toBe(1000)
  expect(wait('c', 4000)).toBe(1012.5)
})

test('a long pause is waited for outside the line, and takes no places of those who come after it', () => {
  holdLine('d', 300_000)
  expect(heldUntil('d', 1000)).toBe(300_000)
  for (let n = 0; n < 1000; n++) {
    expect(takePlace('d', 80, 1000)).toEqual({ waitMs: 299_000, isPlace: false })
  }
  expect(heldUntil('d', 300_000)).toBe(null)
  expect(takePlace('d', 80, 300_000)).toEqual({ waitMs: 0, isPlace: true })
  expect(takePlace('d', 80, 300_000)).toEqual({ waitMs: 12.5, isPlace: true })
})

test('a shorter pause never ends a longer one', () => {
  holdLine('e', 60_000)
  holdLine('e', 10_000)
  expect(heldUntil('e', 1000)).toBe(60_000)
})
