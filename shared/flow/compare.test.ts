/** Changes of a flow in sentences. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits } from '../text-edit.ts'
import { changesBetween } from './compare.ts'
import { applyIntent, type Intent } from './edit/index.ts'
import { randomIntent } from './edit/random-intents.ts'
import { exampleFlows } from './examples/index.ts'
import { readFlow } from './read.ts'

const text = exampleFlows[0]!.text
const home = 'screens[0].layout.children'

/** What is said after some intents. */
function said(...intents: Intent[]): string[] {
  let now = text
  for (const intent of intents) {
    const applied = applyIntent(now, intent)
    if (!applied.ok) throw new Error(applied.error.message)
    now = applyEdits(now, applied.value.edits)
  }
  return changesBetween(readFlow(text).flow!, readFlow(now).flow!).map(({ words }) => words)
}

test('an option, a label, a field, a component, a screen', () => {
  expect(
    said({
      kind: 'add-item',
      list: `${home}[1].data-source`,
      value: { id: 'roof', title: 'Roof' },
    }),
  ).toEqual(['Option “Roof” added to Dropdown service on screen SERVICE'])
  expect(
    said({ kind: 'set-property', path: `${home}[1]`, property: 'label', value: 'Trade' }),
  ).toEqual(['Label of Dropdown service on screen SERVICE: “Type of service” became “Trade”'])
  expect(said({ kind: 'delete-component', path: `${home}[0]` })).toEqual([
    'Heading removed from screen SERVICE',
  ])
  expect(said({ kind: 'move-component', path: `${home}[1]`, list: home, index: 0 })).toEqual([
    'Dropdown service moved on screen SERVICE',
  ])
  expect(said({ kind: 'move-screen', id: 'TERMS', index: 0 })).toEqual(['Screen TERMS moved'])
  expect(said({ kind: 'duplicate-screen', id: 'TERMS' })).toEqual(['Screen TERMS_B added'])
})

test('a rename is said once, with what follows from it', () => {
  const [first, ...rest] = said({ kind: 'rename-screen', id: 'ADDRESS', to: 'PLACE' })
  expect([first, ...rest]).toContain('Screen ADDRESS is called PLACE now')
  expect(rest.some((words) => /added|removed/.test(words))).toBe(false)
  expect(said({ kind: 'rename-field', screen: 'SERVICE', name: 'service', to: 'trade' })[0]).toBe(
    'Field service on screen SERVICE is called trade now',
  )
})

test('nothing is said of the same flow, and something of every intent that changed it', () => {
  const flow = readFlow(text).flow!
  expect(changesBetween(flow, readFlow(text).flow!)).toEqual([])
  fc.assert(
    fc.property(randomIntent(text), (intent) => {
      const applied = applyIntent(text, intent)
      if (!applied.ok || applied.value.edits.length === 0) return
      const after = readFlow(applyEdits(text, applied.value.edits)).flow
      if (!after || JSON.stringify(strip(after)) === JSON.stringify(strip(flow))) return
      expect(changesBetween(flow, after).length, JSON.stringify(intent)).toBeGreaterThan(0)
    }),
    { numRuns: 400 },
  )
})

/** What a flow says, without where it stands, and without routes, flags and lists that are told elsewhere. */
const strip = (flow: unknown) =>
  JSON.parse(
    JSON.stringify(flow, (key, value) =>
      [
        'range',
        'path',
        'routingModel',
        'success',
        'refreshOnBack',
        'sensitive',
        'requiredData',
      ].includes(key)
        ? undefined
        : value,
    ),
  )
