import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryOrder, furthest, sendStateOf } from './delivery.ts'

const table = {
  //          queued      sent        failed      delivered    read         submitted
  null: ['queued', 'sent', 'failed', 'delivered', 'read', 'submitted'],
  queued: ['queued', 'sent', 'failed', 'delivered', 'read', 'submitted'],
  sent: ['sent', 'sent', 'failed', 'delivered', 'read', 'submitted'],
  failed: ['failed', 'failed', 'failed', 'delivered', 'read', 'submitted'],
  delivered: ['delivered', 'delivered', 'delivered', 'delivered', 'read', 'submitted'],
  read: ['read', 'read', 'read', 'read', 'read', 'submitted'],
  submitted: ['submitted', 'submitted', 'submitted', 'submitted', 'submitted', 'submitted'],
} as const

test.each(Object.entries(table))('from %s no event lowers the state', (current, after) => {
  const from = current === 'null' ? null : (current as (typeof deliveryOrder)[number])
  expect(deliveryOrder.map((event) => furthest(from, event))).toEqual(after)
})

test('events lead to the same state in any order and number', () => {
  const events = fc.array(fc.constantFrom(...deliveryOrder), { minLength: 1 })
  const end = (list: readonly (typeof deliveryOrder)[number][]) =>
    list.reduce<(typeof deliveryOrder)[number] | null>(furthest, null)
  fc.assert(
    fc.property(events, (list) => {
      expect(end([...list].reverse())).toBe(end(list))
      expect(end([...list, ...list])).toBe(end(list))
    }),
  )
})

test('only a failure that nothing outranks counts as failed', () => {
  expect(deliveryOrder.map(sendStateOf)).toEqual(['sent', 'sent', 'failed', 'sent', 'sent', 'sent'])
})
