/** Flows played from scripts. */
import { expect, test } from 'vitest'
import { readFlow } from '../read.ts'
import { flowOf, footer, ifShown, input, navigateFooter, radio, screenOf } from '../testing.ts'
import { play } from './index.ts'

const played = (text: string, steps: unknown) => {
  const { flow } = readFlow(text)
  if (!flow) throw new Error('unreadable')
  const result = play(flow, steps)
  if (!result.ok) throw new Error(`${result.error.at}: ${result.error.message}`)
  return result.value
}

const data = { city: { type: 'string', __example__: 'Lyon' } }
const flow = flowOf([
  screenOf(
    'DONE',
    [
      { type: 'TextBody', text: "`'You chose ' ${data.city}`" },
      {
        type: 'EmbeddedLink',
        text: 'Terms',
        'on-click-action': { name: 'open_url', url: 'https://example.com/' },
      },
      footer({ city: '${data.city}' }),
    ],
    { terminal: true, data },
  ),
  screenOf('ASK', [
    input('city', { required: true, 'min-chars': 2 }),
    radio('more', ['yes', 'no']),
    ifShown("${form.more} == 'yes'", [
      input('why', { visible: true }),
      input('hidden', { visible: false }),
    ]),
    navigateFooter('DONE', { city: '${form.city}' }),
  ]),
])

test('begins on the entry screen, shows errors of inputs at once, and a greyed footer does nothing', () => {
  expect(
    played(flow, [
      { event: 'tap', target: 'footer' },
      { event: 'input', name: 'city', value: 'x' },
    ]),
  ).toEqual({
    status: 'open',
    screen: 'ASK',
    data: {},
    form: { city: 'x' },
    visible: [
      { type: 'TextInput', name: 'city', label: 'Label' },
      { type: 'RadioButtonsGroup', name: 'more', label: 'Label' },
      { type: 'Footer', label: 'Next' },
    ],
    footer: { label: 'Next', enabled: false },
    errors: { city: 'Use at least 2 characters' },
    request: null,
    payload: null,
    opened: [],
  })
})

test('goes on, opens links, goes back with values, and completes', () => {
  const steps = [
    { event: 'input', name: 'city', value: 'Rome' },
    { event: 'input', name: 'more', value: 'yes' },
    { event: 'tap', target: 'footer' },
    { event: 'tap', link: 'Terms' },
  ]
  const there = played(flow, steps)
  expect(there).toMatchObject({
    screen: 'DONE',
    data: { city: 'Rome' },
    opened: ['https://example.com/'],
  })
  expect(there.visible[0]).toEqual({ type: 'TextBody', text: 'You chose Rome' })
  const back = played(flow, [...steps, { event: 'back' }])
  expect(back).toMatchObject({ screen: 'ASK', form: { city: 'Rome', more: 'yes' } })
  expect(back.visible.map(({ name }) => name)).toEqual(['city', 'more', 'why', undefined])
  expect(
    played(flow, { flow_token: 't', events: [...steps, { event: 'tap', target: 'footer' }] }),
  ).toMatchObject({
    status: 'completed',
    payload: { city: 'Rome', flow_token: 't' },
  })
})

test('starts where it is told, with just that data; examples fill the entry screen otherwise', () => {
  expect(
    played(flow, { start: { screen: 'DONE', data: { city: 'Oslo' } }, events: [] }).visible[0]
      ?.text,
  ).toBe('You chose Oslo')
  const one = flowOf([
    screenOf('ONLY', [{ type: 'TextBody', text: '${data.city}' }, footer()], {
      terminal: true,
      data,
    }),
  ])
  expect(played(one, []).data).toEqual({ city: 'Lyon' })
  expect(played(one, { start: { screen: 'ONLY' }, events: [] }).data).toEqual({})
})

test('asks the endpoint and takes its replies', () => {
  const asking = flowOf(
    [
      screenOf(
        'A',
        [
          input('city', { 'error-message': '${data.wrong}' }),
          {
            type: 'Footer',
            label: 'Go',
            'on-click-action': { name: 'data_exchange', payload: { city: '${form.city}' } },
          },
        ],
        { data: { wrong: { type: 'string', __example__: '' } } },
      ),
      screenOf('B', [footer()], { terminal: true }),
    ],
    { data_api_version: '3.0', routing_model: { A: ['B'], B: [] } },
  )
  const steps = [
    { event: 'input', name: 'city', value: 'x' },
    { event: 'tap', target: 'footer' },
  ]
  const request = { action: 'data_exchange', screen: 'A', data: { city: 'x' } }
  expect(played(asking, steps)).toMatchObject({ status: 'waiting', request })
  expect(
    played(asking, [...steps, { event: 'reply', screen: 'A', data: { wrong: 'Not there' } }]),
  ).toMatchObject({
    status: 'open',
    errors: { city: 'Not there' },
    footer: { enabled: false },
    request,
  })
  expect(
    played(asking, [
      ...steps,
      {
        event: 'reply',
        screen: 'SUCCESS',
        data: { extension_message_response: { params: { flow_token: 't', ok: 1 } } },
      },
    ]),
  ).toMatchObject({ status: 'completed', payload: { flow_token: 't', ok: 1 } })
  expect(played(asking, [{ event: 'back' }])).toMatchObject({ status: 'completed', payload: null })
})

test.each<[unknown, string]>([
  ['x', ''],
  [{}, 'events'],
  [{ events: [], start: { data: {} } }, 'start.screen'],
  [[{ event: 'tap' }], 'events[0]'],
  [[{ event: 'jump' }], 'events[0].event'],
  [[{ event: 'input', value: 1 }], 'events[0].name'],
  [[{ event: 'back' }, null], 'events[1]'],
  [[{ event: 'reply', screen: 1 }], 'events[0].screen'],
])('steps %j are refused at %s', (steps, at) => {
  const { flow: read } = readFlow(flow)
  expect(read && play(read, steps)).toMatchObject({ ok: false, error: { at } })
})
