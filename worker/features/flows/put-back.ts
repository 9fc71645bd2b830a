/** Puts an earlier text back into its draft, as an edit of whoever asks: everybody in the room sees it. */
import type { Context } from 'hono'
import { touchDraft } from '../../db/touch.ts'
import { announce } from '../../feed/workspace-feed.ts'
import type { AppEnv } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'
import { refusalOf } from '../../room/refusal.ts'
import { roomOf } from './room.ts'
import type { VersionRecord } from './store.ts'

/** @throws Refusal not-a-draft, or being-published. */
export async function putBack(
  c: Context<AppEnv>,
  version: VersionRecord,
  text: string,
): Promise<Response> {
  if (version.state !== 'draft')
    throw new Refusal('not-a-draft', {
      detail: `A ${version.state} version stays as it is. Make a new draft from it.`,
    })
  if (version.publishStartedAt !== null) throw new Refusal('being-published')
  const { id, name } = c.get('actor')
  try {
    await roomOf(c.env, version.workspaceId, version.publicId).replace(text, { id, name })
  } catch (error) {
    // Published in the meantime.
    if (refusalOf(error)?.kind === 'frozen') throw new Refusal('being-published')
    throw error
  }
  await touchDraft(c.get('db'), version.publicId, Date.now())
  await announce(c.env, version.workspaceId, ['flows', `flow:${version.publicId}`])
  return c.body(null, 204)
}
