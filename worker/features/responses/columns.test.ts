import { expect, test } from 'vitest'
import { distinctlyLabelled } from './columns.ts'

const column = (key: string, label: string) => ({
  key,
  label,
  kind: 'text' as const,
  options: null,
})

test('columns of one label are told apart by their keys, the first keeps its label', () => {
  const labelled = distinctlyLabelled(
    [column('a', 'A'), column('A', 'A'), column('a ', 'A'), column('notes_2', 'Notes')],
    ['Notes'],
  )
  expect(labelled.map(({ label }) => label)).toEqual(['A', 'A (A)', 'A (a )', 'Notes (notes_2)'])
  expect(labelled.map(({ key }) => key)).toEqual(['a', 'A', 'a ', 'notes_2'])
})
