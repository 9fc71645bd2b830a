/** Moves messages on: accepted → sent → delivered, or failed, and read once the phone opens the chat. */
import { type Bubble, lineOf } from './graph/message-content.ts'
import { type MessageRow, nextSeq } from './message-store.ts'
import { ensurePhone, getPhone, noteMessage } from './phone-store.ts'
import { statusChange } from './webhooks.ts'
import type { WebhookChange, World } from './world-context.ts'

/** How many events one run handles, and one webhook call carries. */
const SLICE = 100

/** Lets the events happen that are due, at most one slice of them, in one turn with their webhook. */
export function stepMessages(world: World): void {
  const now = world.now()
  const due = world.sql
    .exec<MessageRow>(
      'SELECT * FROM messages WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      now,
      SLICE,
    )
    .toArray()
  if (due.length === 0) return
  const changes: WebhookChange[] = []
  const shownOn = new Set<string>()
  let seq = nextSeq(world)
  for (const message of due) {
    if (message.due_status === 'sent') {
      world.sql.exec(
        "UPDATE messages SET status = 'sent', sent_at = ?, due_status = 'delivered', due_at = ? WHERE id = ?",
        now,
        now + world.settings.deliveredDelayMs,
        message.id,
      )
      changes.push(statusChange(world.config, message, 'sent', now))
    } else if (message.due_status === 'delivered') {
      if (!isReachable(world, message)) continue
      show(world, message, seq++)
      shownOn.add(message.number)
      changes.push(statusChange(world.config, message, 'delivered', now))
    } else {
      world.sql.exec(
        "UPDATE messages SET status = 'failed', failed_at = ?, due_status = NULL, due_at = NULL WHERE id = ?",
        now,
        message.id,
      )
      changes.push(statusChange(world.config, message, 'failed', now))
    }
  }
  world.announce(changes)
  world.changed(shownOn)
}

/**
 * False for a phone that is off, where the message waits until it is on, and for a person who blocked the business,
 * where it waits for good: the business sees one tick, as on the platform.
 */
function isReachable(world: World, message: MessageRow): boolean {
  const phone = getPhone(world, message.number)
  const isLate = message.expires_at !== null && message.expires_at <= world.now()
  if (!isLate && !phone?.offline && !phone?.blocks_business) return true
  world.sql.exec(
    'UPDATE messages SET due_at = NULL, due_status = ? WHERE id = ?',
    isLate || phone?.blocks_business ? null : 'delivered',
    message.id,
  )
  return false
}

/** The phone shows the message. */
function show(world: World, message: MessageRow, seq: number): void {
  world.sql.exec(
    `UPDATE messages SET status = 'delivered', delivered_at = ?, seq = ?, due_status = NULL, due_at = NULL
     WHERE id = ?`,
    world.now(),
    seq,
    message.id,
  )
  ensurePhone(world, message.number)
  const text = lineOf(JSON.parse(message.bubble) as Bubble)
  noteMessage(world, message.number, { seq, text, direction: 'to-phone' })
}

/** Somebody opened the phone's chat: everything shown there becomes read. Returns how many messages did. */
export function readChat(world: World, number: string): number {
  const now = world.now()
  const unread = world.sql
    .exec<MessageRow>(
      `SELECT * FROM messages WHERE number = ? AND direction = 'to-phone' AND status = 'delivered'
       ORDER BY seq`,
      number,
    )
    .toArray()
  world.sql.exec('UPDATE phones SET unread = 0 WHERE number = ?', number)
  if (unread.length === 0) return 0
  world.sql.exec(
    `UPDATE messages SET status = 'read', read_at = ?
     WHERE number = ? AND direction = 'to-phone' AND status = 'delivered'`,
    now,
    number,
  )
  for (let at = 0; at < unread.length; at += SLICE) {
    world.announce(
      unread
        .slice(at, at + SLICE)
        .map((message) => statusChange(world.config, message, 'read', now)),
    )
  }
  world.changed([number])
  return unread.length
}

export function nextMessageAt(world: World): number | null {
  return world.sql
    .exec<{ at: number | null }>('SELECT min(due_at) AS at FROM messages WHERE due_at IS NOT NULL')
    .one().at
}
