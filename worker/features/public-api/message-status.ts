/** How far a message came, in 8x8's words (messaging-platforms.md §4). */

import { isoTime } from '../../../shared/api/public/fields.ts'
import type { MessageStatus } from '../../../shared/api/public/messages.ts'
import { receiptCodeOf } from '../../../shared/api/public/receipt-codes.ts'
import type { MessageRow } from '../messages/store.ts'

type Row = Pick<
  MessageRow,
  | 'direction'
  | 'sendState'
  | 'delivery'
  | 'errorCode'
  | 'errorText'
  | 'sentAt'
  | 'deliveredAt'
  | 'readAt'
  | 'submittedAt'
  | 'failedAt'
  | 'createdAt'
  | 'updatedAt'
>

/** A submission is an inbound message of its own: of the message that led to it, it shows that it was read. */
export function statusOf(row: Row): MessageStatus {
  const { state, detail, at } = standing(row)
  const failed = state === 'undelivered' || state === 'rejected'
  return {
    state,
    ...(detail === undefined ? {} : { detail }),
    timestamp: isoTime(at ?? row.updatedAt),
    ...(failed && row.errorCode !== null ? { errorCode: receiptCodeOf(row.errorCode) } : {}),
    ...(failed && row.errorText !== null ? { errorMessage: row.errorText } : {}),
  }
}

type Standing = Pick<MessageStatus, 'state' | 'detail'> & { at: number | null }

function standing(row: Row): Standing {
  if (row.direction === 'in') return { state: 'delivered', at: row.createdAt }
  switch (row.delivery) {
    case 'submitted':
    case 'read':
      return { state: 'read', at: row.readAt ?? row.submittedAt }
    case 'delivered':
      return { state: 'delivered', detail: 'delivered_to_recipient', at: row.deliveredAt }
    case 'sent':
      return { state: 'sent', at: row.sentAt }
    case 'failed':
      return { state: 'undelivered', detail: 'undelivered_to_recipient', at: row.failedAt }
  }
  switch (row.sendState) {
    case 'failed':
      return { state: 'undelivered', detail: 'rejected_by_operator', at: row.failedAt }
    case 'skipped':
      return { state: 'rejected', at: row.createdAt }
    case 'unknown':
      return { state: 'unknown', at: row.updatedAt }
    default:
      return { state: 'queued', at: row.createdAt }
  }
}
