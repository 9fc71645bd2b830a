/** The calendar counts days without any time zone. */
import { expect, test } from 'vitest'
import { addDays, addMonths, clampDate, daysOf, isDate, rangeOf, weekdayOf } from './calendar.ts'

test('months know their length and their first weekday', () => {
  expect(daysOf('2026-11')).toMatchObject({ before: 6, days: { length: 30 } })
  expect(daysOf('2024-02').days.at(-1)).toBe('2024-02-29')
  expect(daysOf('2100-02').days.length).toBe(28)
})

test('counting goes over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  // The night the clocks change in much of Europe.
  expect(addDays('2026-10-24', 1)).toBe('2026-10-25')
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
})

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-11-23')).toBe(0)
  expect(weekdayOf('2026-11-29')).toBe(6)
})

test('a date outside the range moves to its nearer end', () => {
  expect(clampDate('2020-01-01', '2026-01-01', '2026-12-31')).toBe('2026-01-01')
  expect(clampDate('2030-01-01', '2026-01-01', '2026-12-31')).toBe('2026-12-31')
})

test('half-typed ends of a range fall back, swapped ones turn round', () => {
  expect(isDate('2026-02-29')).toBe(false)
  expect(rangeOf('2026-', '2026-12-31')).toEqual({ min: '1900-01-01', max: '2026-12-31' })
  expect(rangeOf('2027-01-01', '2026-01-01')).toEqual({ min: '2026-01-01', max: '2027-01-01' })
})
