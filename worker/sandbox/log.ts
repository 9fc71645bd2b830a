/** Every message each phone showed, as JSON lines: kept by the emulator alone, so that sending can be judged from outside. */
import type { Bubble } from './graph/message-content.ts'
import type { MessageRow } from './message-store.ts'
import type { World } from './world-context.ts'

const PAGE = 500

/** `after` is a `seq`; everything later follows, oldest first, without end of page. */
export function streamLog(world: World, after: number): Response {
  const encoder = new TextEncoder()
  let last = after
  const lines = new ReadableStream<Uint8Array>({
    pull(controller) {
      const rows = world.sql
        .exec<MessageRow>(
          `SELECT * FROM messages WHERE seq > ? AND direction = 'to-phone' ORDER BY seq LIMIT ?`,
          last,
          PAGE,
        )
        .toArray()
      if (rows.length > 0) {
        last = rows.at(-1)?.seq ?? last
        controller.enqueue(encoder.encode(rows.map(renderLine).join('')))
      }
      if (rows.length < PAGE) controller.close()
    },
  })
  return new Response(lines, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function renderLine(row: MessageRow): string {
  const { header, body } = JSON.parse(row.bubble) as Bubble
  const line = {
    seq: row.seq,
    at: new Date(row.delivered_at ?? row.accepted_at).toISOString(),
    phoneNumber: `+${row.number}`,
    messageId: row.id,
    correlationId: row.correlation_id,
    kind: row.kind,
    ...(row.template !== null && { template: row.template }),
    ...(header && { header: { kind: header.kind, text: header.text } }),
    text: body,
  }
  return `${JSON.stringify(line)}\n`
}
