/** When a link ends, from what its maker picked. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, endingAt, endings } from './ending.ts'

const noon = new Date(2026, 10, 28, 12).getTime()

test.each([
  ['never', '', { at: null }],
  ['1', '', { at: noon + 24 * 3600_000 }],
  ['date', '2026-11-28', { at: new Date(2026, 10, 28, 23, 59, 59, 999).getTime() }],
  ['date', '2026-11-27', { wrong: 'Pick today or a later day.' }],
  ['date', '', { wrong: 'Pick a day.' }],
  ['date', '2026-02-31', { wrong: 'Pick a day.' }],
  ['date', '28.11.2026', { wrong: 'Pick a day.' }],
] as const)('%s %j', (ending, day, expected) => {
  expect(endingAt(ending, day, noon)).toEqual(expected)
})

test('whatever is picked, the end lies ahead, and a day from the calendar counts to its last moment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000 }),
      fc.constantFrom(...endings.map(({ value }) => value)),
      (days, ending) => {
        const day = dayOf(noon + days * 24 * 3600_000)
        const end = endingAt(ending, day, noon)
        if (!('at' in end)) throw new Error(end.wrong)
        if (end.at === null) return ending === 'never'
        return end.at > noon && (ending !== 'date' || dayOf(end.at) === day)
      },
    ),
  )
})
