/** Rows of a spreadsheet become options with ids of their own. */
import { expect, test } from 'vitest'
import { optionsFromRows } from './option-rows.ts'

const all = ['id', 'title', 'description', 'metadata', 'enabled']

test('titles, descriptions and metadata in columns; ids are made of titles and never twice', () => {
  const rows = [['Fuse box (old)', 'In the cellar', '+ $15'], ['Fuse box, old'], [' Küche '], ['']]
  expect(optionsFromRows(rows, all, new Set(['kuche']))).toEqual([
    {
      id: 'fuse_box_old',
      title: 'Fuse box (old)',
      description: 'In the cellar',
      metadata: '+ $15',
    },
    { id: 'fuse_box_old_2', title: 'Fuse box, old' },
    { id: 'kuche_2', title: 'Küche' },
  ])
})

test('a row of names says what the columns hold', () => {
  const rows = [
    ['ID', 'Title'],
    ['m', 'Morning'],
    ['m', 'Midday'],
    ['x', ''],
  ]
  expect(optionsFromRows(rows, all, new Set())).toEqual([
    { id: 'm', title: 'Morning' },
    { id: 'm_2', title: 'Midday' },
  ])
})

test('what these options cannot say is left out, and other scripts get numbers', () => {
  expect(optionsFromRows([['東京', 'Tokio'], ['大阪']], ['id', 'title'], new Set())).toEqual([
    { id: 'option_1', title: '東京' },
    { id: 'option_2', title: '大阪' },
  ])
})
