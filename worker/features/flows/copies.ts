/**
 * Copies of rooms in R2: a draft that changed is copied within a day, and a copy can be put back, even where nothing that
 * the room itself stored can be read any more. Published texts need none: their bytes lie in R2 already.
 */
import { and, asc, eq, lte } from 'drizzle-orm'
import type { Context } from 'hono'
import type { CopyRestored, RoomCopies, RoomCopy } from '../../../shared/api/copies.ts'
import { createDb } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import { touchDraft } from '../../db/touch.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { refusalOf } from '../../room/refusal.ts'
import { roomOf } from './room.ts'
import { findVersion, type VersionRecord } from './store.ts'

type Which = { workspaceId: string; publicId: string }

/** Rooms copied a minute at most, so that a day's end never piles up. */
const roomsARun = 20
/** A copy that failed is tried again after this long. */
const againMs = 3_600_000
/** Days kept of each room. */
const daysKept = 30

const folderOf = ({ workspaceId, publicId }: Which): string => `rooms/${workspaceId}/${publicId}/`
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Copies the drafts whose day is over. Running twice at once copies twice, which does no harm. */
export async function copyDueRooms(env: Env, now: number): Promise<void> {
  const db = createDb(env.DB)
  const due = await db
    .select({ workspaceId: versions.workspaceId, publicId: versions.publicId })
    .from(versions)
    .where(and(lte(versions.copyDueAt, now), eq(versions.state, 'draft')))
    .orderBy(asc(versions.copyDueAt))
    .limit(roomsARun)
  const setDue = (publicId: string, copyDueAt: number | null) =>
    db
      .update(versions)
      .set({ copyDueAt })
      .where(and(eq(versions.publicId, publicId), eq(versions.state, 'draft')))
  for (const which of due) {
    // What changes from here on is due for the next copy.
    await setDue(which.publicId, null)
    try {
      await makeCopy(env, which, now)
    } catch (error) {
      console.error(`room ${which.publicId} not copied: ${String(error)}`)
      await setDue(which.publicId, now + againMs)
    }
  }
}

/** Copies one room now, in place of an earlier copy of the same day. */
async function makeCopy(env: Env, which: Which, now: number): Promise<RoomCopy> {
  const bytes = await roomOf(env, which.workspaceId, which.publicId).copy()
  const day = dayOf(now)
  await env.BUCKET.put(`${folderOf(which)}${day}`, bytes)
  const old = (await copiesOf(env, which)).slice(daysKept)
  if (old.length > 0) await env.BUCKET.delete(old.map((copy) => `${folderOf(which)}${copy.day}`))
  return { day, at: now, size: bytes.byteLength }
}

/** Newest first. */
async function copiesOf(env: Env, which: Which): Promise<RoomCopy[]> {
  const { objects } = await env.BUCKET.list({ prefix: folderOf(which) })
  return objects
    .map(({ key, uploaded, size }) => ({
      day: key.slice(folderOf(which).length),
      at: uploaded.getTime(),
      size,
    }))
    .reverse()
}

const list: Handler = async (c) => {
  const copies = await copiesOf(c.env, await wanted(c))
  return c.json({ copies } satisfies RoomCopies)
}

const make: Handler = async (c) => {
  const version = await draft(c)
  return c.json((await makeCopy(c.env, version, Date.now())) satisfies RoomCopy)
}

const restore: Handler = async (c) => {
  const version = await draft(c)
  const day = c.req.param('day') ?? ''
  const object = /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? await c.env.BUCKET.get(`${folderOf(version)}${day}`)
    : null
  if (!object)
    throw new Refusal('not-found', {
      detail: `There is no copy of flow ${version.publicId} of the day "${day.slice(0, 20)}".`,
    })
  const { id, name } = c.get('actor')
  const room = roomOf(c.env, version.workspaceId, version.publicId)
  try {
    const how = await room.restore(new Uint8Array(await object.arrayBuffer()), { id, name })
    await touchDraft(c.get('db'), version.publicId, Date.now())
    await announce(c.env, version.workspaceId, ['flows', `flow:${version.publicId}`])
    return c.json({ how } satisfies CopyRestored)
  } catch (error) {
    if (refusalOf(error)?.kind === 'frozen') throw new Refusal('being-published')
    throw error
  }
}

/** The version that the path names. @throws Refusal not-found. */
async function wanted(c: Context<AppEnv>): Promise<VersionRecord> {
  const publicId = c.req.param('publicId') ?? ''
  const found = await findVersion(c.get('db'), c.get('workspaceId'), publicId)
  if (!found) throw new Refusal('not-found', { detail: `No flow ${publicId} in this workspace.` })
  return found.version
}

/** @throws Refusal not-found, not-a-draft. */
async function draft(c: Context<AppEnv>): Promise<VersionRecord> {
  const version = await wanted(c)
  if (version.state !== 'draft')
    throw new Refusal('not-a-draft', {
      detail: `A ${version.state} version stays as it is, and its bytes are kept by their hash.`,
    })
  return version
}

export const copyRoutes = {
  'copies.list': list,
  'copies.make': make,
  'copies.restore': restore,
} satisfies Partial<Handlers>
