/** The page believes nothing that the phone's frame says and that it has not checked. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFromFrame, readShown } from './messages.ts'

const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)])

test.each([
  { type: 'event', event: { type: 'input', name: 'email', value: 'a@b.c' } },
  { type: 'event', event: { type: 'input', name: 'days', value: ['mon', 'tue'] } },
  { type: 'event', event: { type: 'input', name: 'stay', value: { 'start-date': '2026-01-01' } } },
  { type: 'event', event: { type: 'input', name: 'papers', value: [{ file_name: 'a', size: 3 }] } },
  { type: 'event', event: { type: 'tap', target: 'footer' } },
  { type: 'event', event: { type: 'tap-link', path: 'screens[0].layout.children[2]' } },
  { type: 'event', event: { type: 'back' } },
  { type: 'key', key: 'Enter', ctrl: true, meta: false },
  { type: 'key', key: '?', ctrl: false, meta: false },
  { type: 'pick', path: 'screens[1]' },
  { type: 'drawn', seq: 4 },
])('takes %j as it is', (message) => {
  expect(readFromFrame(message)).toEqual(message)
})

test.each([
  ['an endpoint’s answer', { type: 'event', event: { type: 'reply', screen: 'A', data: {} } }],
  ['a failed request', { type: 'event', event: { type: 'request-failed', message: 'x' } }],
  ['another tap', { type: 'event', event: { type: 'tap', target: 'window' } }],
  ['a path that is none', { type: 'pick', path: '__proto__' }],
  ['a key that types', { type: 'key', key: 'a', ctrl: false, meta: false }],
  ['a key of the browser', { type: 'key', key: 'w', ctrl: true, meta: false }],
  [
    'a value too long',
    { type: 'event', event: { type: 'input', name: 'a', value: 'x'.repeat(1e6 + 1) } },
  ],
  ['a value too deep', { type: 'event', event: { type: 'input', name: 'a', value: deep(9) } }],
  [
    'a value of too many',
    { type: 'event', event: { type: 'input', name: 'a', value: Array(2000).fill(0) } },
  ],
  [
    'a value of another kind',
    { type: 'event', event: { type: 'input', name: 'a', value: new Map() } },
  ],
  ['no number', { type: 'event', event: { type: 'input', name: 'a', value: Number.NaN } }],
  ['a name too long', { type: 'event', event: { type: 'blur', name: 'x'.repeat(10_001) } }],
  ['nothing', null],
  ['a word', 'event'],
])('refuses %s', (_, message) => {
  expect(readFromFrame(message)).toBeNull()
})

test('parts that were not asked for do not come along', () => {
  expect(readFromFrame({ type: 'restart', extra: 1 })).toEqual({ type: 'restart' })
  expect(
    readFromFrame({ type: 'event', event: { type: 'blur', name: 'a', value: 'b', on: {} } }),
  ).toEqual({ type: 'event', event: { type: 'blur', name: 'a' } })
})

test('whatever comes, nothing throws and types are known ones', () => {
  const types = fc.constantFrom('event', 'pick', 'key', 'open', 'drawn', 'mark')
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.record({ type: types, event: fc.anything() })),
      (data) => {
        const read = readFromFrame(data)
        expect(read === null || typeof read.type === 'string').toBe(true)
        readShown(data)
      },
    ),
  )
})
