/** Simulated phones are found by their number, and their chats read by day. */
import { expect, test } from 'vitest'
import { byDay, dayWords } from './chat-days.ts'
import { nextFreeNumber, numberInAddress, spacedNumber } from './handset-number.ts'

test.each([
  ['+9990000001', '+9990000001'],
  [' 9990000001', '+9990000001'],
  ['999 000 0001', '+9990000001'],
  ['', null],
  ['abc', null],
  [undefined, null],
  [['+1'], null],
])('an address with %o means %o', (text, number) => {
  expect(numberInAddress(text)).toBe(number)
})

test('the next free number leaves no gap', () => {
  expect(nextFreeNumber([])).toBe('+9990000001')
  expect(nextFreeNumber(['+9990000001', '+9990000003'])).toBe('+9990000002')
})

test('sandbox numbers are spaced for reading', () => {
  expect(spacedNumber('+9990000001')).toBe('+999 000 0001')
  expect(spacedNumber('+6581234567')).toBe('+6581234567')
})

test('messages stand under their day', () => {
  const now = new Date(2026, 10, 22, 9)
  const at = (day: number, hour: number) => ({ at: new Date(2026, 10, day, hour).toISOString() })
  const days = byDay([at(1, 8), at(21, 23), at(22, 0), at(22, 8)], now)
  expect(days.map((day) => day.messages.length)).toEqual([1, 1, 2])
  expect(days.slice(1).map((day) => day.words)).toEqual(['Yesterday', 'Today'])
})

test('a clock that runs ahead says the date, not "today"', () => {
  expect(dayWords(new Date(2026, 10, 23), new Date(2026, 10, 22))).not.toBe('Today')
})
