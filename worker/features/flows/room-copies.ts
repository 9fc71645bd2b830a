/** Where copies of rooms lie in R2: one a day and room, the newest thirty. */
import type { RoomCopy } from '../../../shared/api/copies.ts'
import type { Env } from '../../env.ts'
import { roomOf } from './room.ts'

type Which = { workspaceId: string; publicId: string }

/** Days kept of each room. */
const daysKept = 30

const folderOf = ({ workspaceId, publicId }: Which): string => `rooms/${workspaceId}/${publicId}/`
const keyOf = (which: Which, day: string): string => `${folderOf(which)}${day}`

/** Copies one room now, in place of an earlier copy of the same day. */
export async function makeCopy(env: Env, which: Which, now: number): Promise<RoomCopy> {
  const bytes = await roomOf(env, which.workspaceId, which.publicId).copy()
  const day = new Date(now).toISOString().slice(0, 10)
  await env.BUCKET.put(keyOf(which, day), bytes)
  await drop(env, which, (await copiesOf(env, which)).slice(daysKept))
  return { day, at: now, size: bytes.byteLength }
}

/** Newest first. */
export async function copiesOf(env: Env, which: Which): Promise<RoomCopy[]> {
  const { objects } = await env.BUCKET.list({ prefix: folderOf(which) })
  return objects
    .map(({ key, uploaded, size }) => ({
      day: key.slice(folderOf(which).length),
      at: uploaded.getTime(),
      size,
    }))
    .reverse()
}

/** Null where there is no copy of that day. */
export async function readCopy(env: Env, which: Which, day: string): Promise<Uint8Array | null> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const object = await env.BUCKET.get(keyOf(which, day))
  return object && new Uint8Array(await object.arrayBuffer())
}

/** The room is being removed, and its copies go with it. */
export const dropCopies = async (env: Env, which: Which): Promise<void> =>
  drop(env, which, await copiesOf(env, which))

async function drop(env: Env, which: Which, copies: readonly RoomCopy[]): Promise<void> {
  if (copies.length > 0) await env.BUCKET.delete(copies.map(({ day }) => keyOf(which, day)))
}
