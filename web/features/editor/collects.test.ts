/** The list of what a flow collects names every field, and says which go nowhere. */
import { expect, test } from 'vitest'
import { readFlow } from '../../../shared/flow/index.ts'
import { collectsOf } from './collects.ts'

const flow = readFlow(
  JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'A',
        title: 'A',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextInput', name: 'city', label: 'City' },
            { type: 'TextInput', name: 'notes', label: 'Notes' },
            { type: 'OptIn', name: 'terms', label: 'Terms' },
            {
              type: 'If',
              condition: '${form.terms}',
              // biome-ignore lint/suspicious/noThenProperty: the language's own word
              then: [{ type: 'TextBody', text: 'Thanks' }],
            },
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': {
                name: 'complete',
                payload: { town: '${form.city}', source: 'web' },
              },
            },
          ],
        },
      },
    ],
  }),
).flow!

test('columns come first, then the fields whose value goes nowhere', () => {
  expect(collectsOf(flow).map(({ key, sent }) => [key, sent])).toEqual([
    ['town', true],
    ['source', true],
    ['notes', false],
  ])
})

test('a field that a condition reads is of use and not listed as lost', () => {
  expect(collectsOf(flow).some(({ key }) => key === 'terms')).toBe(false)
})
