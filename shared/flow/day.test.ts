/** Days agree with the platform's calendar. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayOfMoment, dayText, WEEKDAYS, weekdayOf } from './day.ts'

test('days, weekdays and moments agree with the calendar of the runtime', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
      const date = new Date(number * 86_400_000)
      const text = date.toISOString().slice(0, 10)
      expect(dayText(number)).toBe(text)
      expect(dayNumber(text)).toBe(number)
      expect(dayOfMoment(number * 86_400_000 + 5)).toBe(text)
      expect(weekdayOf(number)).toBe(WEEKDAYS[(date.getUTCDay() + 6) % 7])
    }),
  )
})

test.each(['', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-04-31'])(
  '%s is no day',
  (text) => expect(dayNumber(text)).toBeNull(),
)
