/** The past as one list: newest first, named states among the work, and the beginning where it began. */
import { expect, test } from 'vitest'
import { byDay, momentsOf, sizeInWords } from './moments.ts'

const ana = { id: 'ana', name: 'Ana' }
const day = 86_400_000

test('work, names and the beginning stand by time, the text now on top', () => {
  const moments = momentsOf(
    {
      checkpoints: [
        { id: 2, since: 5 * day, at: 6 * day, writers: [ana], added: 3, removed: 0 },
        { id: 1, since: 5 * day, at: 5 * day, writers: [], added: 9, removed: 0 },
      ],
      damages: [],
      open: { since: 8 * day, at: 9 * day, writers: [ana] },
    },
    {
      createdAt: 1 * day,
      updatedAt: 9 * day,
      named: [{ id: 'x', name: 'Before', createdAt: 7 * day, createdBy: 'Ana' }],
    },
  )
  expect(moments.map(({ kind, at }) => [kind, at / day])).toEqual([
    ['now', 9],
    ['named', 7],
    ['work', 6],
    ['start', 1],
  ])
  expect(moments[0]).toMatchObject({ writers: [ana] })
  expect(byDay(moments).map(({ moments }) => moments.length)).toEqual([1, 1, 1, 1])
})

test('without a past there is the text now and nothing else', () => {
  const moments = momentsOf(
    { checkpoints: [], open: null, damages: [] },
    { createdAt: 1, updatedAt: 2, named: [] },
  )
  expect(moments).toEqual([{ kind: 'now', key: 'now', at: 2, writers: [] }])
})

test('sizes read as what came and went', () => {
  expect(sizeInWords(1200, 4)).toBe('+1,200 −4')
  expect(sizeInWords(0, 4)).toBe('−4')
})
