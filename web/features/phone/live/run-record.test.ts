/** What a run did, told as steps and as lines of the log. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  open,
  type RunEvent,
  type RunState,
  readFlow,
  type StartOptions,
  step,
} from '../../../../shared/flow/index.ts'
import { type Happening, type LogLine, linesOf, logAsJson, titleOf } from './run-record.ts'

const fixture = (name: string) =>
  readFlow(
    readFileSync(new URL(`../../../../shared/flow/fixtures/${name}.json`, import.meta.url), 'utf8'),
  ).flow!
const endpoint = fixture('endpoint')

/** Titles of the steps, and the log's lines with their payloads. */
function told(events: readonly RunEvent[], options: StartOptions = {}, flow = endpoint) {
  const titles: (string | null)[] = []
  const lines: LogLine[] = []
  let state: RunState | null = null
  const happened = (happening: Happening) => {
    const stepped =
      happening.type === 'event' && state ? step(flow, state, happening.event) : open(flow, options)
    titles.push(titleOf(happening, stepped))
    lines.push(...linesOf(happening, state, stepped, flow.dataApiVersion))
    state = stepped.state
  }
  happened({ type: 'start', about: { flow_token: 'token' } })
  for (const event of events) happened({ type: 'event', event, by: 'by hand' })
  return { titles, lines: lines.map(({ title }) => title), last: lines.at(-1), all: lines }
}

const day: RunEvent = { type: 'input', name: 'day', value: '2026-11-30' }
const tap: RunEvent = { type: 'tap', target: 'footer' }
const reply = (screen: string, data: Record<string, unknown> = {}): RunEvent => ({
  type: 'reply',
  screen,
  data,
})

test('requests are told as the protocol writes them', () => {
  const { titles, lines, last } = told([day], { flowToken: 'token' })
  expect(titles).toEqual(['Opened PICK', 'Filled in day'])
  expect(lines).toEqual(['Opened', 'Filled in day', 'Request: data_exchange'])
  expect(last?.payload).toEqual({
    version: '4.0',
    action: 'data_exchange',
    screen: 'PICK',
    data: { day: '2026-11-30' },
    flow_token: 'token',
  })
})

test('answers, notices, faults and the end', () => {
  const slots = [{ id: 'nine', title: 'Nine' }]
  const { titles, all } = told([
    day,
    reply('PICK', { error_message: 'Closed' }),
    tap,
    { type: 'request-failed', message: 'Too slow', fault: 'timeout_error' },
    { type: 'back' },
    tap,
    reply('SLOT', { slots }),
    { type: 'back' },
    reply('PICK'),
    tap,
    reply('SUCCESS', { extension_message_response: { params: { flow_token: 'other' } } }),
  ])
  expect(titles).toEqual([
    'Opened PICK',
    'Filled in day',
    'Answered: PICK',
    'Asked the endpoint',
    'The request failed',
    'Back to PICK',
    'Asked the endpoint',
    'Answered: SLOT',
    'Back, asked',
    'Answered: PICK',
    'Asked the endpoint',
    'Answered: the end',
  ])
  const find = (title: string) => all.find((line) => line.title === title)
  expect(find('Notice on the phone')?.payload).toEqual({ message: 'Closed' })
  expect(find('timeout_error')).toMatchObject({ kind: 'error', payload: { message: 'Too slow' } })
  expect(find('Answered by hand')?.payload).toMatchObject({ screen: 'PICK' })
  expect(find('Request: BACK')?.payload).toMatchObject({ action: 'BACK', screen: 'SLOT' })
  expect(all.at(-1)).toMatchObject({ kind: 'end', payload: { flow_token: 'other' } })
})

test('opening by asking, and leaving a field is no step', () => {
  const asked = told([{ type: 'blur', name: 'day' }], { asksEndpoint: true })
  expect(asked.titles).toEqual(['Asked for the first screen', null])
  expect(asked.last).toMatchObject({ title: 'Request: INIT', payload: { screen: '' } })
})

test('update_data is told with what it laid over', () => {
  const flow = fixture('update-data')
  const ran = flow.screens.flatMap(({ children }) => JSON.stringify(children)).join()
  expect(ran).toContain('update_data')
  const item = /"name":"(\w+)"[^}]*"data-source":\[\{"id":"(\w+)"/.exec(ran)
  const { lines } = told(
    [{ type: 'input', name: item?.[1] ?? '', value: item?.[2] ?? '' }],
    {},
    flow,
  )
  expect(lines).toContain('update_data')
})

test('the copied log has times and whole payloads', () => {
  const [entry] = JSON.parse(
    logAsJson([
      { id: 1, at: 0, kind: 'action', screen: 'A', title: 'navigate → B', payload: { a: 1 } },
    ]),
  )
  expect(entry).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    kind: 'action',
    screen: 'A',
    action: 'navigate → B',
    payload: { a: 1 },
  })
})
