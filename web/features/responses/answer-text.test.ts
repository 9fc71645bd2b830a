/** Answers read as words, and a range of days holds both its ends. */
import { expect, test } from 'vitest'
import { answerText, shortToken } from './answer-text.ts'
import { dayOf, rangeBounds, readDayRange } from './day-range.ts'

const options = [
  { id: 'plumb', title: 'Plumbing' },
  { id: 'elec', title: 'Electrical' },
]

test('an option shows its title, an unknown one its id', () => {
  expect(answerText({ kind: 'choice', options }, 'plumb')).toBe('Plumbing')
  expect(answerText({ kind: 'choice', options }, 'gone')).toBe('gone')
  expect(answerText({ kind: 'choices', options }, ['elec', 'plumb'])).toBe('Electrical, Plumbing')
})

test('a calendar day stays the same day, and milliseconds become one', () => {
  expect(answerText({ kind: 'date', options: null }, '2026-11-22')).toBe('22 Nov 2026')
  expect(answerText({ kind: 'date', options: null }, '1795305600000')).toBe('22 Nov 2026')
  expect(answerText({ kind: 'date', options: null }, 'soon')).toBe('soon')
})

test('yes and no, nothing, and anything else', () => {
  expect(answerText({ kind: 'boolean', options: null }, true)).toBe('Yes')
  expect(answerText({ kind: 'text', options: null }, false)).toBe('No')
  expect(answerText({ kind: 'text', options: null }, undefined)).toBe('')
  expect(answerText({ kind: 'text', options: null }, null)).toBe('')
  expect(answerText({ kind: 'number', options: null }, 0)).toBe('0')
  expect(answerText({ kind: 'file', options: null }, { id: 1 })).toBe('{"id":1}')
})

test('a token is shortened only where it is long', () => {
  expect(shortToken('ft_1')).toBe('ft_1')
  expect(shortToken('085a1c2d-1111-2222')).toBe('085a1c2d…')
})

test('a range of days reaches from the first moment to the end of the last day', () => {
  const bounds = rangeBounds({ from: '2026-11-22', to: '2026-11-22' })
  expect(bounds.from).toBe(new Date(2026, 10, 22).getTime())
  expect(bounds.to).toBe(new Date(2026, 10, 23).getTime())
  expect(rangeBounds({ from: null, to: null })).toEqual({})
})

test('an address with a reversed or broken range is read kindly', () => {
  expect(readDayRange({ from: '2026-11-22', to: '2026-11-01' })).toEqual({
    from: '2026-11-01',
    to: '2026-11-22',
  })
  expect(readDayRange({ from: 'yesterday', to: ['a'] })).toEqual({ from: null, to: null })
  expect(readDayRange({ from: '2026-99-99' })).toEqual({ from: null, to: null })
})

test('days count back over a month', () => {
  expect(dayOf(new Date(2026, 10, 2, 23, 59), 6)).toBe('2026-10-27')
})
