/** A run goes on while the flow is edited under it. */
import { expect, test } from 'vitest'
import { readFlow } from '../../../shared/flow/index.ts'
import { step, view } from '../../../shared/flow/interpret/index.ts'
import { settle } from './create-run.ts'

const flowWith = (...names: string[]) =>
  readFlow(
    JSON.stringify({
      version: '7.3',
      screens: [
        {
          id: 'ASK',
          title: 'Ask',
          layout: {
            type: 'SingleColumnLayout',
            children: names.map((name) => ({ type: 'TextInput', name, label: name })),
          },
        },
      ],
    }),
  ).flow

const typed = (name: string, value: string, flow = flowWith('city', 'street')!) => {
  const begun = settle(flow, null, {})!
  return { flow, state: step(flow, begun.state, { type: 'input', name, value }).state }
}
const shown = (run: ReturnType<typeof settle>) =>
  run && view(run.flow, run.state).items.map((item) => ('value' in item ? item.value : null))

test('without a flow there is no run', () => {
  expect(settle(null, null, {})).toBeNull()
})

test('the same flow keeps the very same state', () => {
  const held = typed('city', 'Lyon')
  expect(settle(held.flow, held, {})).toBe(held)
})

test('an edited flow keeps what was entered', () => {
  expect(shown(settle(flowWith('street', 'city'), typed('city', 'Lyon'), {}))).toEqual(['', 'Lyon'])
})

test('what an edit took away for a moment comes back', () => {
  const held = typed('city', 'Lyon')
  expect(shown(settle(flowWith('street'), held, {}))).toEqual([''])
  expect(shown(settle(flowWith('city'), held, {}))).toEqual(['Lyon'])
})
