/** A phone's chat as its screen shows it. */
import { sendMedia } from './graph/media.ts'
import type { Bubble, SentFlow } from './graph/message-content.ts'
import { getMessage, type MessageRow } from './message-store.ts'
import { problem } from './problems.ts'
import type { World } from './world-context.ts'

/**
 * Messages of one phone, oldest first: those after a place, those before one, or else the newest.
 * `hasEarlier` says whether older ones exist before the first of them.
 */
export function listChat(
  world: World,
  number: string,
  wanted: { limit: number; after: number | null; before: number | null },
) {
  const isForward = wanted.after !== null
  const rows = world.sql
    .exec<MessageRow>(
      `SELECT * FROM messages WHERE number = ? AND seq > ? AND seq < ?
       ORDER BY seq ${isForward ? 'ASC' : 'DESC'} LIMIT ?`,
      number,
      wanted.after ?? 0,
      wanted.before ?? Number.MAX_SAFE_INTEGER,
      wanted.limit,
    )
    .toArray()
  if (!isForward) rows.reverse()
  const firstSeq = rows[0]?.seq ?? 0
  const hasEarlier =
    world.sql
      .exec('SELECT 1 FROM messages WHERE number = ? AND seq < ? LIMIT 1', number, firstSeq)
      .toArray().length > 0
  return { messages: rows.map(renderMessage), hasEarlier }
}

/** The picture, video or document that this phone was sent with a message. */
export function fileOfMessage(world: World, number: string, messageId: string): Response {
  const message = getMessage(world, messageId)
  const isShown = message?.number === number && message.seq !== null
  const media = isShown ? (JSON.parse(message.bubble) as Bubble).header?.media : undefined
  if (media === undefined) return problem('not-found', 'The phone has no such file.')
  const file = sendMedia(world, media)
  // A chat is drawn anew whenever something comes in.
  if (file.ok) file.headers.set('cache-control', 'private, max-age=3600')
  return file
}

function renderMessage(row: MessageRow) {
  const bubble = JSON.parse(row.bubble) as Bubble
  const flow = row.flow === null ? null : (JSON.parse(row.flow) as SentFlow)
  return {
    id: row.id,
    /** The order in which phones showed messages; the value for `after` and `before`. */
    seq: row.seq,
    direction: row.direction,
    kind: row.kind,
    header: bubble.header
      ? {
          kind: bubble.header.kind,
          text: bubble.header.text,
          hasFile: Boolean(bubble.header.media),
        }
      : null,
    body: bubble.body,
    footer: bubble.footer ?? null,
    buttons: bubble.buttons.map(({ kind, label }) =>
      kind === 'flow' && flow
        ? { kind, label, flowId: flow.flowId, messageId: row.id, used: row.flow_used > 0 }
        : { kind, label },
    ),
    replyTo: row.reply_to,
    /** Ticks: sent one, delivered two, read two in colour. */
    status: row.status,
    at: new Date(row.delivered_at ?? row.accepted_at).toISOString(),
  }
}
