/** Drafts of answers: what they begin with, what they become, and back again. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EndpointReply, EndpointRequest } from '../../../shared/flow/endpoint/example-reply.ts'
import { readFlow } from '../../../shared/flow/read.ts'
import { type AnswerDraft, draftFor, draftOf, readDraft } from './answer-draft.ts'

const fixture = new URL('../../../shared/flow/fixtures/endpoint.json', import.meta.url)
const flow = readFlow(readFileSync(fixture, 'utf8')).flow!

const asked: EndpointRequest = {
  action: 'data_exchange',
  screen: 'PICK',
  data: { day: '2026-11-30' },
  flowToken: 'token',
  history: ['PICK'],
  byChoice: false,
}
const read = (change: Partial<AnswerDraft>, here = 'PICK') =>
  readDraft(flow, { ...draftFor(flow, asked), ...change }, here)

test('a draft begins as the likeliest answer', () => {
  expect(read({})).toMatchObject({
    reply: { screen: 'SLOT', data: { slots: [{ id: 'nine' }, { id: 'ten' }] } },
    problem: null,
    advice: [],
  })
  const last = draftFor(flow, { ...asked, screen: 'SLOT', history: ['PICK', 'SLOT'] })
  expect(last.kind).toBe('end')
  expect(readDraft(flow, last, 'SLOT').reply?.data).toEqual({
    extension_message_response: { params: { flow_token: 'token', day: '2026-11-30' } },
  })
})

test('an error message stays on the screen that asked, and has to say something', () => {
  expect(read({ kind: 'message', message: ' Full ' }).reply).toEqual({
    screen: 'PICK',
    data: { error_message: 'Full' },
  })
  expect(read({ kind: 'message', message: ' ' })).toMatchObject({ reply: null })
})

test('broken JSON is no answer, a wrong type is advice', () => {
  expect(read({ data: '{\n"slots": [\n}' }).problem).toBe('Line 2: This [ is not closed with ].')
  expect(read({ data: '{"slots": 1}' })).toMatchObject({
    reply: { data: { slots: 1 } },
    advice: ['Line 1: "slots" is to be of type array, not number.'],
  })
})

test.each<EndpointReply>([
  { screen: 'SLOT', data: { slots: [] } },
  { screen: 'PICK', data: { error_message: 'Full' } },
  { screen: 'SLOT', data: { slots: [], error_message: 'One left' } },
  { screen: 'SUCCESS', data: { extension_message_response: { params: { flow_token: 't' } } } },
])('%j becomes a draft and the same answer again', (reply) => {
  expect(readDraft(flow, draftOf(flow, reply), 'PICK').reply).toEqual(reply)
})
