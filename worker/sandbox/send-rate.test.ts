import { expect, test } from 'vitest'
import { SendRate } from './send-rate.ts'

const taken = (rate: SendRate, now: number, tries: number) =>
  Array.from({ length: tries }, () => rate.take(now)).filter(Boolean).length

test('one second’s worth passes at once, then as much as time brings', () => {
  const rate = new SendRate(80)
  expect(taken(rate, 1_000, 200)).toBe(80)
  expect(taken(rate, 1_500, 200)).toBe(40)
  expect(taken(rate, 60_000, 200)).toBe(80)
})

test('a clock that goes back brings nothing', () => {
  const rate = new SendRate(10)
  taken(rate, 5_000, 10)
  expect(taken(rate, 4_000, 10)).toBe(0)
})

test('no limit lets everything pass', () => {
  expect(taken(new SendRate(null), 0, 1_000)).toBe(1_000)
})
