/** The inspector shows what the run holds and what the footer would do. */
import { expect, test } from 'vitest'
import { type RunEvent, readFlow, start, step, view } from '../../../../shared/flow/index.ts'
import { inline, inspect } from './inspector.ts'

const flow = readFlow(
  JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'ASK',
        title: 'Ask',
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextInput', name: 'city', label: 'City', required: true },
            {
              type: 'Footer',
              label: 'Next',
              'on-click-action': {
                name: 'navigate',
                next: { type: 'screen', name: 'DONE' },
                payload: { city: '${form.city}' },
              },
            },
          ],
        },
      },
      {
        id: 'DONE',
        title: 'Done',
        terminal: true,
        data: { city: { type: 'string', __example__: 'Lyon' } },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload: { city: '${data.city}' } },
            },
          ],
        },
      },
    ],
  }),
).flow!

const after = (...events: RunEvent[]) => {
  const begun = start(flow, { examples: true, flowToken: 'preview' })
  const state = events.reduce((now, event) => step(flow, now, event).state, begun)
  return inspect(flow, state, view(flow, state))
}
const city: RunEvent = { type: 'input', name: 'city', value: 'Paris' }
const tap: RunEvent = { type: 'tap', target: 'footer' }

test('before the screen is complete it says where the footer will lead', () => {
  expect(after()).toEqual([
    { word: 'form', text: '{ }' },
    { word: 'next', text: 'DONE, once this screen is complete' },
  ])
})

test('a complete screen shows what it hands on', () => {
  expect(after(city)).toEqual([
    { word: 'form', text: '{ city: "Paris" }' },
    { word: 'next', text: 'DONE { city: "Paris" }' },
  ])
})

test('the last screen shows its data and the very payload it sends', () => {
  expect(after(city, tap)).toEqual([
    { word: 'data', text: '{ city: "Paris" }' },
    { word: 'form', text: '{ }' },
    { word: 'sends', text: '{ city: "Paris", flow_token: "preview" }' },
  ])
})

test('long texts are cut, odd values do not throw', () => {
  expect(inline('x'.repeat(100)).length).toBeLessThan(60)
  expect(inline([1, null, undefined, { a: [] }])).toBe('[1, null, undefined, { a: [] }]')
})
