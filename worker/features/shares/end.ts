/** Ends guests' visits in the rooms they are in, and sends them on where their link shows another version. */
import { and, eq } from 'drizzle-orm'
import { createDb, type Db } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import type { FlowRoom } from '../../room/flow-room.ts'
import { roomOf } from '../flows/room.ts'
import { forgetEnded } from './guests.ts'
import { expiredLinks, hasFollowers, noteClosed } from './links.ts'

type Which = { workspaceId: string; flowId: string }

/** All rooms of a flow: a guest may still be in that of a version which their link no longer shows. */
async function roomsOf(
  env: Env,
  db: Db,
  { workspaceId, flowId }: Which,
): Promise<DurableObjectStub<FlowRoom>[]> {
  const rows = await db
    .select({ publicId: versions.publicId })
    .from(versions)
    .where(and(eq(versions.workspaceId, workspaceId), eq(versions.flowId, flowId)))
  return rows.map(({ publicId }) => roomOf(env, workspaceId, publicId))
}

/** Closes the sockets of everybody who came by a link. Mark the link as ended first: then nobody comes back. */
export async function endVisits(env: Env, db: Db, link: Which & { id: string }): Promise<void> {
  const rooms = await roomsOf(env, db, link)
  await Promise.all(rooms.map((room) => room.endGuests(link.id)))
}

/** The flow has a new draft: guests whose links follow come along. */
export async function moveFollowers(env: Env, db: Db, which: Which, now: number): Promise<void> {
  if (!(await hasFollowers(db, which.flowId, now))) return
  const rooms = await roomsOf(env, db, which)
  await Promise.all(rooms.map((room) => room.moveGuests()))
}

/** Once a minute: sockets of links whose time is over, which a quiet room does not notice by itself; and old rows. */
export async function endExpiredLinks(env: Env, now: number): Promise<void> {
  const db = createDb(env.DB)
  for (const link of await expiredLinks(db, now)) {
    await endVisits(env, db, link)
    await noteClosed(db, link.id, now)
  }
  await forgetEnded(db, now)
}
