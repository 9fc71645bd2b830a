/** Where messages rest, in both directions, and what happens to each next. */
import type { Bubble, MessageContent, SentFlow } from './graph/message-content.ts'
import type { World } from './world-context.ts'

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'

/** A row of `messages`; times are Unix milliseconds. */
export type MessageRow = {
  id: string
  number: string
  direction: 'to-phone' | 'from-phone'
  kind: MessageContent['kind'] | 'flow-reply'
  bubble: string
  template: string | null
  category: string | null
  flow: string | null
  flow_used: number
  reply_to: string | null
  correlation_id: string | null
  input: string | null
  pricing: string | null
  status: MessageStatus
  error_code: number | null
  due_status: MessageStatus | null
  accepted_at: number
  expires_at: number | null
  sent_at: number | null
  delivered_at: number | null
  read_at: number | null
  seq: number | null
}

export function getMessage(world: World, id: string): MessageRow | undefined {
  const [row] = world.sql.exec<MessageRow>('SELECT * FROM messages WHERE id = ?', id)
  return row
}

/** The message accepted under this key, if one was. */
export function getMessageByKey(world: World, key: string): MessageRow | undefined {
  const [row] = world.sql.exec<MessageRow>('SELECT * FROM messages WHERE idempotency_key = ?', key)
  return row
}

/** Stores an accepted message to a phone; its first event comes after the world's delay. */
export function insertToPhone(
  world: World,
  message: {
    id: string
    number: string
    kind: MessageRow['kind']
    bubble: Bubble
    template: string | null
    flow: SentFlow | null
    replyTo: string | null
    correlationId: string | null
    input: string
    key: string | null
    category: string | null
    pricing: object
    expiresAt: number
    errorCode: number | null
  },
): void {
  const now = world.now()
  const dueAt = now + world.settings.sentDelayMs
  world.sql.exec(
    `INSERT INTO messages (id, number, direction, kind, bubble, template, flow, reply_to, correlation_id, input,
       idempotency_key, category, pricing, status, error_code, due_at, due_status, accepted_at, expires_at)
     VALUES (?, ?, 'to-phone', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?)`,
    message.id,
    message.number,
    message.kind,
    JSON.stringify(message.bubble),
    message.template,
    message.flow && JSON.stringify(message.flow),
    message.replyTo,
    message.correlationId,
    message.input,
    message.key,
    message.category,
    JSON.stringify(message.pricing),
    message.errorCode,
    dueAt,
    message.errorCode === null ? 'sent' : 'failed',
    now,
    message.expiresAt,
  )
  world.wakeAt(dueAt)
}

/** Stores what a phone said; it is seen at once. Returns its place in the order of everything phones showed. */
export function insertFromPhone(
  world: World,
  message: {
    id: string
    number: string
    kind: 'text' | 'flow-reply'
    bubble: Bubble
    replyTo: string | null
  },
): number {
  const now = world.now()
  const seq = nextSeq(world)
  world.sql.exec(
    `INSERT INTO messages (id, number, direction, kind, bubble, reply_to, status, accepted_at, sent_at, delivered_at, seq)
     VALUES (?, ?, 'from-phone', ?, ?, ?, 'delivered', ?, ?, ?, ?)`,
    message.id,
    message.number,
    message.kind,
    JSON.stringify(message.bubble),
    message.replyTo,
    now,
    now,
    now,
    seq,
  )
  return seq
}

export const nextSeq = (world: World): number =>
  world.sql.exec<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM messages').one().seq
