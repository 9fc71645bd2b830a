import { expect, test } from 'vitest'
import { parseFields, pick } from './fields.ts'

test('fields lose their arguments and inner selections', () => {
  expect(
    parseFields('id,preview.invalidate(false), application{id,name} ,metric.name(A).since(1,2)'),
  ).toEqual(['id', 'preview', 'application', 'metric'])
  expect(parseFields('')).toEqual([])
})

test('an object gives the fields asked for and its id; names of Object’s own are no fields', () => {
  const fields = { id: () => '7', name: () => 'n', empty: () => null }
  expect(pick({}, fields, 'name,empty', ['id'], 'Node')).toEqual({ id: '7', name: 'n' })
  expect(pick({}, fields, undefined, ['name'], 'Node')).toEqual({ id: '7', name: 'n' })
  expect(() => pick({}, fields, 'constructor', [], 'Node')).toThrow(/nonexisting field/)
})
