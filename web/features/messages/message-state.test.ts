/** A message's state is said by one rule, whatever page shows it. */
import { expect, test } from 'vitest'
import { errorWords, messageState, messageSteps } from './message-state.ts'

const out = { direction: 'out', sendState: null, delivery: null, scheduledAt: null } as const

test.each([
  [{ ...out, sendState: 'pending' }, 'Waiting'],
  [{ ...out, sendState: 'pending', scheduledAt: 5 }, 'Scheduled'],
  [{ ...out, sendState: 'claimed' }, 'Sending'],
  [{ ...out, sendState: 'sent' }, 'Accepted'],
  [{ ...out, sendState: 'sent', delivery: 'queued' }, 'Accepted'],
  [{ ...out, sendState: 'sent', delivery: 'delivered' }, 'Delivered'],
  [{ ...out, sendState: 'unknown', delivery: 'read' }, 'Read'],
  [{ ...out, sendState: 'sent', delivery: 'failed' }, 'Failed'],
  [{ ...out, sendState: 'unknown' }, 'Needs decision'],
  [{ ...out, sendState: 'skipped' }, 'Skipped'],
  [{ ...out, direction: 'in' }, 'Received'],
] as const)('%o reads "%s"', (message, word) => {
  expect(messageState(message).word).toBe(word)
})

test('steps stand in order and leave out what never happened', () => {
  const steps = messageSteps({
    direction: 'out',
    createdAt: 1,
    scheduledAt: null,
    sentAt: 2,
    deliveredAt: null,
    readAt: 4,
    submittedAt: null,
  })
  expect(steps.map((step) => step.word)).toEqual(['Created', 'Sent', 'Read'])
})

test('a failure is said in our words where we have them, else in the provider’s', () => {
  expect(errorWords({ errorCode: 131047, errorText: 'x' })).toContain('24 hours')
  expect(errorWords({ errorCode: 999999, errorText: 'Provider words' })).toBe('Provider words')
  expect(errorWords({ errorCode: null, errorText: null })).toBeNull()
})
