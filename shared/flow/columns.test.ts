/** Response columns: what final payloads can carry, named by the components behind them. */
import { expect, test } from 'vitest'
import { responseColumns } from './columns.ts'
import { readFlow } from './read.ts'
import { flowOf, footer, input, navigateFooter, radio, screenOf } from './testing.ts'

const columnsOf = (text: string) => {
  const { flow } = readFlow(text)
  return flow ? responseColumns(flow) : []
}

test('labels and options follow a value through payload, data and global references', () => {
  const data = (...names: string[]) => ({
    data: Object.fromEntries(names.map((name) => [name, { type: 'string', __example__: 'x' }])),
  })
  const text = flowOf([
    screenOf('A', [
      radio('size', ['s', 'm'], { label: 'Your size' }),
      { type: 'OptIn', name: 'ok', label: 'Agreed' },
      navigateFooter('B', { chosen: '${form.size}' }),
    ]),
    screenOf(
      'B',
      [
        input('age', { 'input-type': 'number', label: 'Age' }),
        navigateFooter('C', { picked: '${data.chosen}', age: '${form.age}' }),
      ],
      data('chosen'),
    ),
    screenOf(
      'C',
      [
        footer({
          fixed: 'yes',
          age: '${data.age}',
          size_key: '${data.picked}',
          ok: '${screen.A.form.ok}',
        }),
      ],
      { terminal: true, ...data('picked', 'age') },
    ),
  ])
  expect(columnsOf(text)).toEqual([
    {
      key: 'size_key',
      label: 'Your size',
      kind: 'choice',
      options: [
        { id: 's', title: 'S' },
        { id: 'm', title: 'M' },
      ],
    },
    { key: 'ok', label: 'Agreed', kind: 'boolean' },
    { key: 'age', label: 'Age', kind: 'number' },
    { key: 'fixed', label: 'Fixed', kind: 'text' },
  ])
})

test('data that only passes itself round ends', () => {
  const loop = (id: string, next: string) =>
    screenOf(id, [navigateFooter(next, { x: '${data.x}' })], { data: { x: { type: 'string' } } })
  const text = flowOf([
    loop('A', 'B'),
    loop('B', 'A'),
    screenOf('C', [footer({ x: '${screen.A.data.x}' })]),
  ])
  expect(columnsOf(text)).toEqual([{ key: 'x', label: 'X', kind: 'text' }])
})

test('the same key of two endings is one column', () => {
  const text = flowOf([
    screenOf('A', [input('a'), footer({ k: 'x' })]),
    screenOf('B', [input('b', { label: 'Bee' }), footer({ k: '${form.b}' })]),
  ])
  expect(columnsOf(text)).toEqual([{ key: 'k', label: 'Bee', kind: 'text' }])
})
