/** Takes in a webhook that has proved itself: stored with its dedupe key, then answered; everything else happens later. */
import type { Context } from 'hono'
import type { AppEnv } from '../../http/context.ts'
import { sha256Hex } from '../../http/secrets.ts'
import { storeEvent } from './store.ts'

/** The platforms send up to 3 MB (design, limits). */
export const bodyMaxBytes = 3 * 1024 * 1024

export async function takeIn(
  c: Context<AppEnv>,
  { workspaceId, channelId }: { workspaceId: string; channelId: string },
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const dedupeKey = await sha256Hex(body)
  const id = await storeEvent(c.env.DB, { workspaceId, channelId, dedupeKey, body }, Date.now())
  if (id !== null) {
    // Parsing is not waited for; should the queue lose it, the sweeper finds the stored event.
    c.executionCtx.waitUntil(
      c.env.INTAKE_QUEUE.send({ rawEventIds: [id] }).catch((error: unknown) =>
        console.error(`intake queue: ${String(error)}`),
      ),
    )
  }
  return c.text('ok')
}
