import { expect, test } from 'vitest'
import { statusOf } from './message-status.ts'

const row = {
  direction: 'out' as const,
  sendState: 'pending' as const,
  delivery: null,
  errorCode: null,
  errorText: null,
  sentAt: 2000,
  deliveredAt: 3000,
  readAt: 4000,
  submittedAt: 5000,
  failedAt: 6000,
  createdAt: 1000,
  updatedAt: 7000,
}

test.each([
  [{}, 'queued', undefined, 1],
  [{ sendState: 'claimed' }, 'queued', undefined, 1],
  [{ sendState: 'sent', delivery: 'queued' }, 'queued', undefined, 1],
  [{ sendState: 'sent', delivery: 'sent' }, 'sent', undefined, 2],
  [{ sendState: 'sent', delivery: 'delivered' }, 'delivered', 'delivered_to_recipient', 3],
  [{ sendState: 'sent', delivery: 'read' }, 'read', undefined, 4],
  [{ sendState: 'sent', delivery: 'submitted' }, 'read', undefined, 4],
  [{ sendState: 'sent', delivery: 'submitted', readAt: null }, 'read', undefined, 5],
  [{ sendState: 'failed', delivery: 'failed' }, 'undelivered', 'undelivered_to_recipient', 6],
  [{ sendState: 'failed' }, 'undelivered', 'rejected_by_operator', 6],
  [{ sendState: 'skipped' }, 'rejected', undefined, 1],
  [{ sendState: 'unknown' }, 'unknown', undefined, 7],
] as const)('%j is %s', (change, state, detail, seconds) => {
  const status = statusOf({ ...row, ...change })
  expect([status.state, status.detail]).toEqual([state, detail])
  expect(status.timestamp).toBe(`1970-01-01T00:00:0${seconds}.000Z`)
})

test('an error is told of failures alone, in the codes of receipts', () => {
  const error = { errorCode: 131049, errorText: 'Not delivered' }
  expect(statusOf({ ...row, ...error, sendState: 'failed', delivery: 'failed' })).toMatchObject({
    errorCode: 1024,
    errorMessage: 'Not delivered',
  })
  const odd = { sendState: 'failed' as const, errorCode: 999_999 }
  expect(statusOf({ ...row, ...odd })).toMatchObject({ errorCode: 57 })
  expect(statusOf({ ...row, ...error })).not.toHaveProperty('errorCode')
})
