/** Changes a draft's text from outside its room, as an edit of whoever asks: everybody in the room sees it. */
import type { Context } from 'hono'
import { touchDraft } from '../../db/touch.ts'
import { announce } from '../../feed/workspace-feed.ts'
import type { AppEnv } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'
import type { FlowRoom } from '../../room/flow-room.ts'
import { refusalOf } from '../../room/refusal.ts'
import { roomOf } from './room.ts'
import type { VersionRecord } from './store.ts'

type Author = { id: string; name: string }

/** Puts an earlier text back. @throws Refusal not-a-draft, or being-published. */
export async function putBack(
  c: Context<AppEnv>,
  version: VersionRecord,
  text: string,
): Promise<Response> {
  await changeDraft(c, version, (room, author) => room.replace(text, author))
  return c.body(null, 204)
}

/** Returns what the change returned. @throws Refusal not-a-draft, or being-published. */
export async function changeDraft<T>(
  c: Context<AppEnv>,
  version: VersionRecord,
  change: (room: DurableObjectStub<FlowRoom>, author: Author) => Promise<T>,
): Promise<T> {
  onlyDraft(version)
  if (version.publishStartedAt !== null) throw new Refusal('being-published')
  const { id, name } = c.get('actor')
  const { workspaceId, publicId } = version
  let changed: T
  try {
    changed = await change(roomOf(c.env, workspaceId, publicId), { id, name })
  } catch (error) {
    // Published in the meantime.
    if (refusalOf(error)?.kind === 'frozen') throw new Refusal('being-published')
    throw error
  }
  await touchDraft(c.get('db'), publicId, Date.now())
  await announce(c.env, workspaceId, ['flows', `flow:${publicId}`])
  return changed
}

/** @throws Refusal not-a-draft. */
export function onlyDraft({ state }: VersionRecord): void {
  if (state !== 'draft')
    throw new Refusal('not-a-draft', {
      detail: `A ${state} version stays as it is. Make a new draft from it.`,
    })
}
