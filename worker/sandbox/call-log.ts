/** The newest webhook calls as they went out, for whoever writes a receiver: body, where to, and how it ended. */
import { escapeNonAscii, signBody } from './signing.ts'
import type { World } from './world-context.ts'

const KEPT = 200

type CallRow = {
  id: number
  at: number
  call_id: number
  url: string | null
  attempt: number
  result: string
  body: string
}

/** Notes one attempt, or a call that is lost on purpose. */
export function noteCall(
  world: World,
  call: { callId: number; url: string | null; attempt: number; result: string; body: string },
): void {
  const { id } = world.sql
    .exec<{ id: number }>(
      `INSERT INTO calls (at, call_id, url, attempt, result, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
      world.now(),
      call.callId,
      call.url,
      call.attempt,
      call.result.slice(0, 500),
      call.body,
    )
    .one()
  world.sql.exec('DELETE FROM calls WHERE id <= ?', id - KEPT)
}

/** `GET /sandbox/webhooks?after=`: oldest first; `next` is the value for the next `after`. */
export async function listCalls(world: World, after: number, limit: number): Promise<Response> {
  const rows = world.sql
    .exec<CallRow>('SELECT * FROM calls WHERE id > ? ORDER BY id LIMIT ?', after, limit)
    .toArray()
  const calls = await Promise.all(
    rows.map(async ({ body: written, ...row }) => {
      const body = escapeNonAscii(written)
      return {
        at: new Date(row.at).toISOString(),
        /** The same for all attempts of one call. */
        callId: row.call_id,
        url: row.url,
        attempt: row.attempt,
        /** `delivered`, `lost`, or in words why it was not taken. */
        result: row.result,
        /** The text that was sent, byte for byte, and its signature. */
        body,
        signature: await signBody(world.config.appSecret, new TextEncoder().encode(body)),
      }
    }),
  )
  return Response.json({ calls, next: rows.at(-1)?.id ?? after })
}
