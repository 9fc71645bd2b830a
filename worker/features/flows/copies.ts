/**
 * Copies of rooms: a draft that changed is copied a day later, and a copy can be put back, even where nothing that the
 * room itself stored can be read any more. Published texts need none: their bytes lie in R2 already.
 */
import { and, asc, eq, lte } from 'drizzle-orm'
import type { CopyRestored, RoomCopies, RoomCopy } from '../../../shared/api/copies.ts'
import { createDb } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { changeDraft, onlyDraft } from './put-back.ts'
import { copiesOf, makeCopy, readCopy } from './room-copies.ts'
import { versionInPath } from './version-in-path.ts'

/** Rooms copied a minute at most, so that a day's end never piles up. */
const roomsARun = 20
/** A copy that failed is tried again after this long. */
const againMs = 3_600_000

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

const list: Handler = async (c) => {
  const { version } = await versionInPath(c)
  return c.json({ copies: await copiesOf(c.env, version) } satisfies RoomCopies)
}

const make: Handler = async (c) => {
  const { version } = await versionInPath(c)
  onlyDraft(version)
  return c.json((await makeCopy(c.env, version, Date.now())) satisfies RoomCopy)
}

const restore: Handler = async (c) => {
  const { version } = await versionInPath(c)
  const day = c.req.param('day') ?? ''
  const copy = await readCopy(c.env, version, day)
  if (!copy)
    throw new Refusal('not-found', {
      detail: `There is no copy of flow ${version.publicId} of the day "${day.slice(0, 20)}".`,
    })
  const how = await changeDraft(c, version, (room, author) => room.restore(copy, author))
  return c.json({ how } satisfies CopyRestored)
}

export const copyRoutes = {
  'copies.list': list,
  'copies.make': make,
  'copies.restore': restore,
} satisfies Partial<Handlers>
