import { expect, test } from 'vitest'
import { nextAttemptAt } from './retry-times.ts'

test('tries come after 1, 10, 30 and 90 seconds, then ever later', () => {
  const delays = Array.from({ length: 12 }, (_, at) => nextAttemptAt(at + 1, 0, 0) ?? 0)
  expect(delays.slice(0, 4)).toEqual([1_000, 10_000, 30_000, 90_000])
  expect(delays).toEqual([...delays].sort((a, b) => a - b))
})

test('after seven days a call is given up, not before', () => {
  let now = 0
  let attempts = 0
  for (;;) {
    const next = nextAttemptAt(++attempts, 0, now)
    if (next === null) break
    now = next
  }
  const days = now / 86_400_000
  expect(days).toBeGreaterThan(6.7)
  expect(days).toBeLessThanOrEqual(7)
})
