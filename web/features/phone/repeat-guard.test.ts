/** A tap that comes twice in a moment counts once. */
import { expect, test } from 'vitest'
import { createRepeatGuard } from './repeat-guard.ts'

test('only the same tap on the same screen within a moment is a repeat', () => {
  let now = 0
  let screen = 'A'
  const repeats = createRepeatGuard(
    () => screen,
    () => now,
  )
  const tap = { type: 'tap', target: 'footer' } as const
  expect(repeats(tap)).toBe(false)
  now = 100
  expect(repeats(tap)).toBe(true)
  expect(repeats({ type: 'tap-item', name: 'menu', id: 'one' })).toBe(false)
  expect(repeats(tap)).toBe(false)
  screen = 'B'
  expect(repeats(tap)).toBe(false)
  now = 1000
  expect(repeats(tap)).toBe(false)
  const input = { type: 'input', name: 'a', value: 'x' } as const
  expect([repeats(input), repeats(input)]).toEqual([false, false])
})
