/** What stands in the way of publishing, and what is said of it. */
import { expect, test } from 'vitest'
import { blockedBy, type Known, preconditionsOf } from './preconditions.ts'

const ready: Known = {
  findings: [],
  flow: { version: '7.3', dataApiVersion: null },
  endpointUri: null,
  rehearsed: { state: 'passed', everyWay: true },
  waived: false,
  categories: ['LEAD_GENERATION'],
  channel: { name: 'Sandbox', answers: true, words: null },
}
const blocked = (over: Partial<Known>) => blockedBy(preconditionsOf({ ...ready, ...over }))
const helps = (over: Partial<Known>) =>
  preconditionsOf({ ...ready, ...over }).flatMap(({ key, help }) => help && [[key, help.does]])

test('where everything holds, nothing is in the way', () => {
  expect(blocked({})).toBeNull()
  expect(preconditionsOf(ready).map(({ words }) => words)).toEqual([
    'No problems',
    'Flow JSON 7.3',
    'Rehearsal passed',
    'Lead generation',
    'Sandbox, asked just now',
  ])
})

test.each<[string, Partial<Known>, string | null]>([
  ['problems', { findings: [{ severity: 'error', message: 'x' }] }, null],
  [
    'version',
    {
      findings: [{ severity: 'error', message: 'Expired.', code: 'INVALID_FLOW_JSON_VERSION' }],
    },
    'settings',
  ],
  ['endpoint', { flow: { version: '7.3', dataApiVersion: '3.0' } }, 'settings'],
  ['rehearsal', { rehearsed: { state: 'failed', problems: 2 } }, 'checks'],
  ['rehearsal', { rehearsed: { state: 'refused', words: 'No screen.' } }, 'checks'],
  ['category', { categories: [] }, 'settings'],
  ['channel', { channel: { name: 'Sandbox', answers: false, words: 'Down.' } }, 'ask-channel'],
  ['channel', { channel: 'You are offline.' }, 'ask-channel'],
])('%s stands in the way, and what helps is beside it', (key, over, does) => {
  expect(blocked(over)).toMatch(/not yet/)
  if (does) expect(helps(over)).toContainEqual([key, does])
})

test('what is still being asked is waited for', () => {
  for (const over of [
    { findings: null },
    { channel: null },
    { rehearsed: { state: 'running' } },
  ] as const)
    expect(blocked(over)).toBe('The flow is being checked.')
})

test('a rehearsal is waived by somebody’s word, and by nothing else', () => {
  const failed = { rehearsed: { state: 'failed', problems: 1 } } as const
  expect(blocked({ ...failed, waived: true })).toBeNull()
  expect(blocked(failed)).toBe('This text was rehearsed: not yet. It found 1 problem.')
})
