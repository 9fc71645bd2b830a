/** Comments over HTTP: who may do what, nothing twice, nothing lost, and who is told. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Notifications, Thread, Threads } from '../../../shared/api/comments.ts'
import { anchorAt } from '../../../shared/collab/anchors.ts'
import { flowText } from '../../../shared/collab/doc.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { freeze } from '../flows/frozen.ts'
import { roomOf } from '../flows/room.ts'
import { createDraftFrom, findVersion, removeDraft } from '../flows/store.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { addMember } from '../workspaces/store.ts'
import { addComment, changeComment, listThreads, resolveThread } from './store.ts'

const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const origin = 'https://comments.test'
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

type Somebody = { id: string; cookie: string; name: string }

const text = JSON.stringify({
  version: '7.3',
  screens: [
    {
      id: 'ASK',
      layout: {
        type: 'SingleColumnLayout',
        children: [{ type: 'TextInput', name: 'city', label: 'City' }],
      },
    },
  ],
})
const city = 'screens[0].layout.children[0]'

let ana: Somebody
let ben: Somebody
let workspaceId: string
let flowId: string
let publicId: string

const someone = async (name: string): Promise<Somebody> => ({
  ...(await signUp(bindings, origin, `${name}-${crypto.randomUUID()}@comments.test`)),
  name,
})

beforeAll(async () => {
  ana = await someone('ana')
  ben = await someone('ben')
  ;({ workspaceId, flowId, publicId } = await workspaceWithFlow(bindings, origin, ana.id, {
    name: 'Talked about',
    text,
  }))
  await addMember(db, workspaceId, ben.id, 'reviewer', Date.now())
})

const ask = (who: Somebody, method: string, path: string, body?: unknown): Promise<Response> =>
  serve.fetch(
    new Request(`${origin}/app/${workspaceId}${path}`, {
      method,
      headers: { cookie: who.cookie, origin, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
const at = () => `/flows/${flowId}/threads`
const listed = async (who: Somebody, query = ''): Promise<Threads> =>
  (await ask(who, 'GET', `${at()}?room=${publicId}${query}`)).json()
const told = async (who: Somebody): Promise<Notifications> =>
  (await ask(who, 'GET', '/notifications')).json()

/** An anchor on the City field, as a client in the room makes it. */
async function anchor() {
  const doc = new Y.Doc()
  const copy = await roomOf(bindings, workspaceId, publicId).text()
  flowText(doc).insert(0, copy)
  const { target, about, ...ends } = anchorAt(flowText(doc), city)!
  // The room's own characters are not these: it finds the field by what it is called.
  return { target, about, start: ends.start, end: ends.end }
}

const comment = (body: string, mentions: string[] = [], id = crypto.randomUUID()) => ({
  id,
  body,
  mentions,
})

async function start(who: Somebody, body: string, mentions: string[] = []) {
  const wanted = {
    id: crypto.randomUUID(),
    publicId,
    anchor: await anchor(),
    comment: comment(body, mentions),
  }
  const reply = await ask(who, 'POST', at(), wanted)
  return { reply, wanted }
}

const threadOf = ({ threads }: Pick<Threads, 'threads'>, id: string): Thread =>
  threads.find((one) => one.id === id)!

test('sent twice, as after a lost answer, it is one thread and one comment, of whom the server knows', async () => {
  const { wanted, reply } = await start(ben, 'Which city?')
  expect(reply.status).toBe(204)
  expect((await ask(ben, 'POST', at(), wanted)).status).toBe(204)
  const answer = comment('Any.')
  const replies = `${at()}/${wanted.id}/comments`
  for (let i = 0; i < 2; i++) expect((await ask(ana, 'POST', replies, answer)).status).toBe(204)
  const thread = threadOf(await listed(ana), wanted.id)
  expect(thread.comments.map(({ body, author }) => [body, author.kind, author.id])).toEqual([
    ['Which city?', 'user', ben.id],
    ['Any.', 'user', ana.id],
  ])
  // Somebody else's id is refused, and changes nothing.
  expect((await ask(ben, 'POST', replies, { ...answer, body: 'Mine now' })).status).toBe(400)
  expect(threadOf(await listed(ana), wanted.id).comments[1]!.body).toBe('Any.')
})

test('only what changed since is sent again', async () => {
  const { wanted } = await start(ana, 'First')
  const { revision } = await listed(ana)
  expect((await listed(ana, `&after=${revision}`)).threads).toEqual([])
  await ask(ben, 'POST', `${at()}/${wanted.id}/comments`, comment('Second'))
  const { threads } = await listed(ana, `&after=${revision}`)
  expect(threads.map(({ id }) => id)).toEqual([wanted.id])
})

test('one changes and deletes one’s own alone, and takes that back', async () => {
  const { wanted } = await start(ben, 'Mine')
  const path = `${at()}/${wanted.id}/comments/${wanted.comment.id}`
  const other = await someone('cleo')
  await addMember(db, workspaceId, other.id, 'editor', Date.now())
  expect((await ask(other, 'PATCH', path, { body: 'Theirs', mentions: [] })).status).toBe(403)
  expect((await ask(other, 'PATCH', path, { deleted: true })).status).toBe(403)
  await ask(ben, 'PATCH', path, { body: 'Mine, better', mentions: [] })
  expect(threadOf(await listed(ana), wanted.id).comments[0]).toMatchObject({
    body: 'Mine, better',
    editedAt: expect.any(Number),
  })
  await ask(ben, 'PATCH', path, { deleted: true })
  expect(threadOf(await listed(ana), wanted.id).comments[0]).toMatchObject({
    body: '',
    deletedAt: expect.any(Number),
  })
  await ask(ben, 'PATCH', path, { deleted: false })
  expect(threadOf(await listed(ana), wanted.id).comments[0]!.body).toBe('Mine, better')
})

test('a guest writes, and changes what is theirs; resolving what others began is not', async () => {
  const { wanted } = await start(ana, 'What do you think?')
  const where = { workspaceId, flowId }
  const guest = { kind: 'guest' as const, id: `guest-${crypto.randomUUID()}`, name: 'Gus' }
  const now = Date.now()
  const own = comment('Fine by me')
  expect(await addComment(db, where, wanted.id, guest, own, now)).toMatchObject({ ok: true })
  expect(
    await resolveThread(db, where, wanted.id, { ...guest, resolvesAll: false }, true, now),
  ).toMatchObject({ ok: false, error: { kind: 'not-allowed' } })
  const change = (commentId: string) =>
    changeComment(
      db,
      where,
      { threadId: wanted.id, commentId },
      { ...guest, moderates: false },
      { body: 'Changed', mentions: [] },
      now,
    )
  expect(await change(wanted.comment.id)).toMatchObject({
    ok: false,
    error: { kind: 'not-allowed' },
  })
  expect(await change(own.id)).toMatchObject({ ok: true })
  const { threads } = await listThreads(db, where, 0)
  expect(threadOf({ threads }, wanted.id).comments[1]!.author).toEqual(guest)
  // Ana, who began it, is told that a guest answered.
  expect((await told(ana)).notifications[0]).toMatchObject({ kind: 'reply', by: guest })
})

test('who is named and who wrote before is told, once, and in every tab until it is read', async () => {
  const { wanted } = await start(ana, 'Look here @nobody')
  const before = (await told(ben)).unread
  const members = await (await ask(ana, 'GET', `/flows/${flowId}/people`)).json<{
    people: { id: string; name: string }[]
  }>()
  const called = members.people.find(({ id }) => id === ben.id)!.name
  const replies = `${at()}/${wanted.id}/comments`
  const naming = comment(`@${called} what now?`, [ben.id])
  await ask(ana, 'POST', replies, naming)
  await ask(ana, 'POST', replies, naming)
  const { notifications, unread } = await told(ben)
  expect(unread).toBe(before + 1)
  expect(notifications[0]).toMatchObject({
    kind: 'mention',
    threadId: wanted.id,
    publicId,
    read: false,
  })
  await ask(ben, 'POST', replies, comment('Later'))
  expect((await told(ana)).notifications[0]).toMatchObject({ kind: 'reply', threadId: wanted.id })
  // Having seen the thread is having read what told of it.
  await ask(ben, 'POST', `${at()}/read`, { threads: [{ id: wanted.id, at: Date.now() }] })
  expect((await told(ben)).unread).toBe(before)
  expect((await listed(ben)).seen[wanted.id]).toBeGreaterThan(0)
  const stranger = await someone('stranger')
  const refused = await ask(ana, 'POST', replies, comment('@stranger', [stranger.id]))
  expect(refused.status).toBe(400)
})

test('members resolve and open again; words that are none, too long or for another flow are refused', async () => {
  const { wanted } = await start(ben, 'Done?')
  await ask(ana, 'PATCH', `${at()}/${wanted.id}`, { resolved: true })
  expect(threadOf(await listed(ben), wanted.id).resolved).toMatchObject({ at: expect.any(Number) })
  await ask(ben, 'PATCH', `${at()}/${wanted.id}`, { resolved: false })
  expect(threadOf(await listed(ben), wanted.id).resolved).toBe(null)
  const replies = `${at()}/${wanted.id}/comments`
  for (const body of ['', '   ', 'é'.repeat(4097)])
    expect((await ask(ana, 'POST', replies, comment(body))).status).toBe(400)
  expect((await ask(ana, 'POST', replies, comment('é'.repeat(4096)))).status).toBe(204)
  const other = await workspaceWithFlow(bindings, origin, ana.id, { name: 'Other', text })
  const foreign = await ask(ana, 'POST', `/flows/${other.flowId}/threads`, wanted)
  expect(foreign.status).toBe(404)
  const here = await ask(ana, 'POST', at(), { ...wanted, publicId: other.publicId })
  expect(here.status).toBe(404)
})

test('in the flow’s next draft a thread is where it was, and says so when what it is on goes', async () => {
  const { wanted } = await start(ana, 'Over the versions')
  const found = (await findVersion(db, workspaceId, publicId))!
  expect((await listed(ana)).places[wanted.id]).toMatchObject({ gone: false })
  // As published: the draft's place is free again.
  const { sha256, size } = await freeze(bindings, text)
  await bindings.DB.prepare(
    "update versions set state = 'published', sha256 = ?2, size = ?3, published_at = 1 where public_id = ?1",
  )
    .bind(publicId, sha256, size)
    .run()
  const made = await createDraftFrom(bindings, db, found, Date.now())
  if (!made.ok) throw new Error(made.error.title)
  const next = async () =>
    (await (await ask(ana, 'GET', `${at()}?room=${made.value.publicId}`)).json<Threads>()).places[
      wanted.id
    ]!
  expect(await next()).toMatchObject({ gone: false, was: { name: 'city', screen: 'ASK' } })
  const room = roomOf(bindings, workspaceId, made.value.publicId)
  await room.replace(text.replace(/\{"type":"TextInput".*?\}/, ''), { id: ana.id, name: 'ana' })
  expect(await next()).toMatchObject({ gone: true, was: { name: 'city', screen: 'ASK' } })
  // The version before keeps it.
  expect((await listed(ana)).places[wanted.id]).toMatchObject({ gone: false })
  const draft = (await findVersion(db, workspaceId, made.value.publicId))!
  expect((await removeDraft(bindings, db, draft)).ok).toBe(true)
  expect(threadOf(await listed(ana), wanted.id).comments).toHaveLength(1)
})
