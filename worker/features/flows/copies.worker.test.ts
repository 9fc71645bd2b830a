/** Daily copies of rooms: made of what changed, bounded, and good enough to begin anew from. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDb } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import { dayMs, touchDraft } from '../../db/touch.ts'
import type { Env } from '../../env.ts'
import { refusalOf } from '../../room/refusal.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { copyDueRooms } from './copies.ts'
import { roomOf } from './room.ts'
import { findVersion, removeDraft } from './store.ts'

const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const origin = 'https://copies.test'
const author = { id: 'ana', name: 'Ana' }

async function newFlow(text: string) {
  const { id } = await signUp(bindings, origin)
  const { workspaceId, publicId } = await workspaceWithFlow(bindings, origin, id, {
    name: 'Copies',
    text,
  })
  const keys = async () =>
    (await bindings.BUCKET.list({ prefix: `rooms/${workspaceId}/${publicId}/` })).objects.map(
      ({ key }) => key.slice(-10),
    )
  const copyOf = async (day: string) => {
    const object = await bindings.BUCKET.get(`rooms/${workspaceId}/${publicId}/${day}`)
    return new Uint8Array(await object!.arrayBuffer())
  }
  const dueAt = async () =>
    (await db.select().from(versions).where(eq(versions.publicId, publicId)))[0]?.copyDueAt
  return {
    workspaceId,
    publicId,
    room: roomOf(bindings, workspaceId, publicId),
    keys,
    copyOf,
    dueAt,
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

test('a draft is copied a day after it first changed, once, and again after it changed again', async () => {
  const flow = await newFlow('{"a":1}')
  const start = Date.parse('2026-11-26T08:00:00Z')
  await copyDueRooms(bindings, start + 10 * dayMs)
  expect(await flow.keys()).toEqual([])

  await flow.room.replace('{"a":2}', author)
  await touchDraft(db, flow.publicId, start)
  await touchDraft(db, flow.publicId, start + 1000)
  expect(await flow.dueAt()).toBe(start + dayMs)
  await copyDueRooms(bindings, start + dayMs - 1)
  expect(await flow.keys()).toEqual([])
  await copyDueRooms(bindings, start + dayMs)
  expect(await flow.keys()).toEqual(['2026-11-27'])
  expect(await flow.dueAt()).toBeNull()

  for (let day = 2; day < 35; day++) {
    await touchDraft(db, flow.publicId, start + day * dayMs)
    await copyDueRooms(bindings, start + (day + 1) * dayMs)
  }
  expect(await flow.keys()).toHaveLength(30)
  expect((await flow.keys()).at(-1)).toBe(dayOf(start + 35 * dayMs))
}, 60_000)

test('a deleted draft takes its copies with it', async () => {
  const flow = await newFlow('{}')
  await touchDraft(db, flow.publicId, 0)
  await copyDueRooms(bindings, dayMs)
  expect(await flow.keys()).toHaveLength(1)
  const found = await findVersion(db, flow.workspaceId, flow.publicId)
  expect(await removeDraft(bindings, db, found!)).toMatchObject({ ok: true })
  expect(await flow.keys()).toEqual([])
})

test('a room that is gone leaves the others their copies, and is tried again an hour later', async () => {
  const [gone, sound] = [await newFlow('{}'), await newFlow('{}')]
  const start = Date.now()
  for (const { publicId } of [gone, sound]) await touchDraft(db, publicId, start - dayMs)
  await gone.room.destroy()
  await copyDueRooms(bindings, start)
  expect(await gone.keys()).toEqual([])
  expect(await gone.dueAt()).toBe(start + 3_600_000)
  expect(await sound.keys()).toHaveLength(1)
})

test('a copy comes back as an edit where the room is sound, and makes it anew where nothing can be read', async () => {
  const flow = await newFlow('{"a":1}')
  await touchDraft(db, flow.publicId, 0)
  await copyDueRooms(bindings, dayMs)
  const copy = await flow.copyOf(dayOf(dayMs))

  await flow.room.replace('{"a":1,"b":2}', author)
  expect(await flow.room.restore(copy, author)).toBe('edited')
  expect(await flow.room.text()).toBe('{"a":1}')

  await runInDurableObject(flow.room, (_, { storage }) => {
    storage.sql.exec("update snap set data = x'00'; update log set data = x'ff'")
  })
  await evictDurableObject(flow.room)
  const refused = await flow.room.text().catch((error: unknown) => refusalOf(error))
  expect(refused).toMatchObject({ kind: 'unreadable' })
  expect(await flow.room.restore(copy, author)).toBe('rebuilt')
  expect(await flow.room.text()).toBe('{"a":1}')
  await flow.room.replace('{"a":3}', author)
  expect(await flow.room.text()).toBe('{"a":3}')
})
