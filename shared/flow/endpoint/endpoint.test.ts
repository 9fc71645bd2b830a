/** Answers that stand in for an endpoint: the likeliest screen, its example data, and JSON typed by hand. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findScreen } from '../flow.ts'
import { run } from '../interpret/testing.ts'
import { readFlow } from '../read.ts'
import {
  type EndpointRequest,
  exampleData,
  exampleReply,
  replyScreens,
  successReply,
} from './example-reply.ts'
import { problemText, readData } from './read-data.ts'

const text = readFileSync(new URL('../fixtures/endpoint.json', import.meta.url), 'utf8')
const flow = readFlow(text).flow!
const slot = findScreen(flow, 'SLOT')!

const request = (about: Partial<EndpointRequest>): EndpointRequest => ({
  action: 'data_exchange',
  screen: 'PICK',
  data: { day: '2026-11-30' },
  flowToken: 'token',
  history: ['PICK'],
  byChoice: false,
  ...about,
})

test('a tap is answered with the screen that the routing model names, and its examples', () => {
  expect(replyScreens(flow, request({}))).toEqual(['SLOT', 'PICK', 'SUCCESS'])
  expect(exampleReply(flow, request({}))).toEqual({
    screen: 'SLOT',
    data: { slots: slot.data.slots!.example },
  })
})

test('a choice is answered with the screen it was made on', () => {
  expect(exampleReply(flow, request({ byChoice: true })).screen).toBe('PICK')
})

test('a last screen ends the flow with what it sent and the token', () => {
  const last = request({ screen: 'SLOT', data: { slot: 'nine' }, history: ['PICK', 'SLOT'] })
  expect(replyScreens(flow, last)[0]).toBe('SUCCESS')
  expect(exampleReply(flow, last)).toEqual(successReply(last))
  expect(successReply(last).data).toEqual({
    extension_message_response: { params: { flow_token: 'token', slot: 'nine' } },
  })
})

test('opening is answered with an entry, going back with the screen before', () => {
  expect(exampleReply(flow, request({ action: 'INIT', screen: '', history: [] })).screen).toBe(
    'PICK',
  )
  const back = request({ action: 'BACK', screen: 'SLOT', history: ['PICK', 'SLOT'] })
  expect(exampleReply(flow, back).screen).toBe('PICK')
})

test('without a routing model the screens behind this one are next', () => {
  const plain = readFlow(text.replace('"routing_model"', '"rooting_model"')).flow!
  expect(replyScreens(plain, request({}))).toEqual(['SLOT', 'PICK', 'SUCCESS'])
})

test('a field without an example gets an empty value of its type', () => {
  const bare = readFlow(text.replace('"__example__"', '"___"')).flow!
  expect(exampleData(findScreen(bare, 'SLOT')!)).toEqual({ slots: [] })
})

test('the fixture is walked to its end with example answers', () => {
  const phone = run(text, { asksEndpoint: true, flowToken: 'token' })
  const answer = (byChoice: boolean) => {
    const asked = phone.effects.findLast((effect) => effect.type === 'request')!
    if (asked.type !== 'request') throw new Error('nothing was asked')
    const { screen, data } = exampleReply(flow, {
      ...asked,
      byChoice,
      history: phone.state.history,
    })
    phone.reply(screen, { ...data })
  }
  answer(false)
  phone.type('day', '2026-11-30')
  answer(true)
  expect(phone.view.screenId).toBe('PICK')
  phone.tap()
  answer(false)
  expect(phone.view.screenId).toBe('SLOT')
  phone.back()
  expect(phone.state.status).toBe('waiting')
  answer(false)
  expect(phone.view.screenId).toBe('PICK')
  phone.tap()
  answer(false)
  phone.type('slot', 'ten')
  phone.tap()
  answer(false)
  expect(phone.state).toMatchObject({
    status: 'completed',
    payload: { flow_token: 'token', slot: 'ten', day: '2026-11-30' },
  })
})

test('an edit while the first screen is being asked for does not end the asking', () => {
  const phone = run(text, { asksEndpoint: true })
  phone.edit(text.replace('"Search"', '"Find"'))
  expect(phone.state.status).toBe('waiting')
  phone.reply('PICK')
  expect(phone.view.footer?.label).toBe('Find')
})

test('a time-out shows the error view until the user goes back, and on opening closes the flow', () => {
  const phone = run(text)
  phone.type('day', '2026-11-30')
  phone.does({ type: 'request-failed', message: 'Too slow', fault: 'timeout_error' })
  expect(phone.view.error).toEqual({ kind: 'timeout_error', message: 'Too slow' })
  phone.back()
  expect(phone.view).toMatchObject({ error: null, screenId: 'PICK' })
  const opening = run(text, { asksEndpoint: true })
  opening.does({ type: 'request-failed', message: 'Too slow', fault: 'timeout_error' })
  opening.back()
  expect(opening.state.status).toBe('closed')
})

test('typed data: sound', () => {
  const read = readData('{"slots": [{"id": "a", "title": "A"}]}', slot)
  expect(read).toMatchObject({ ok: true, value: { value: { slots: [{ id: 'a' }] }, advice: [] } })
  expect(readData('  ', null)).toMatchObject({ ok: true, value: { value: {} } })
})

test.each([
  ['{\n  "a": 1,\n  "b"\n}', /^Line [34]: /],
  ['[1]', /^Line 1: Data is an object/],
  ['\n\n"text"', /^Line 3: Data is an object/],
  ['{"a": }', /^Line 1: /],
  ['nonsense', /^Line 1: /],
])('typed data: %j is refused with its line', (typed, words) => {
  const read = readData(typed, slot)
  expect(read.ok ? '' : problemText(read.error)).toMatch(words)
})

test('typed data: what the data model does not want is said with its line', () => {
  const advice = (typed: string) => {
    const read = readData(typed, slot)
    return read.ok ? read.value.advice.map(problemText) : null
  }
  expect(advice('{\n"slots": "none"\n}')).toEqual([
    'Line 2: "slots" is to be of type array, not string.',
  ])
  expect(advice('{"slots": [\n{"id": 1}\n]}')).toEqual([
    'Line 2: "items of slots.id" is to be of type string, not number.',
  ])
  expect(advice('{"seats": 1, "error_message": "Closed"}')).toEqual([
    'Line 1: Screen SLOT does not declare "seats", so nothing shows it.',
  ])
  expect(advice('{"constructor": 1}')).toHaveLength(1)
})
