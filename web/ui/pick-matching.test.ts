/** What a quick pick finds for the words one types. */
import { expect, test } from 'vitest'
import { matching } from './pick-matching.ts'

const picks = ['Format the JSON', 'Minify the JSON', 'Go to symbol', 'Reformat'].map((label) => ({
  label,
  detail: label === 'Go to symbol' ? 'screens and components' : '',
  onPick: () => {},
}))
const found = (wanted: string) => matching(picks, wanted).map(({ label }) => label)

test('every word counts, labels that begin with the first come first, and nothing is asked for nothing', () => {
  expect(found('format')).toEqual(['Format the JSON', 'Reformat'])
  expect(found('json MIN')).toEqual(['Minify the JSON'])
  expect(found('screens')).toEqual(['Go to symbol'])
  expect(found('')).toHaveLength(4)
  expect(found('zzz')).toEqual([])
})
