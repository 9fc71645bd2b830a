/** Comments over HTTP, for members and for guests of a share link: the author is whom the server knows, never what is sent. */
import { and, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import {
  type Author,
  ChangeComment,
  NewComment,
  NewThread,
  ReadNotifications,
  ReadThreads,
  ResolveThread,
} from '../../../shared/api/comments.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import { isUuid } from '../../../shared/ids.ts'
import type { Result } from '../../../shared/result.ts'
import { flows } from '../../db/schema.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { findVersion } from '../flows/store.ts'
import { listNotifications, readNotifications } from './notifications.ts'
import { membersOf } from './notify.ts'
import { placesIn } from './places.ts'
import {
  addComment,
  changeComment,
  listThreads,
  markSeen,
  resolveThread,
  seenBy,
  startThread,
  threadAnchors,
  type Where,
  type Written,
} from './store.ts'
import { tellFlow, tellMembers } from './tell.ts'

type C = Context<AppEnv>

/** The flow of the path, in the workspace that the guard admitted to. @throws Refusal not-found. */
async function flowInPath(c: C): Promise<Where> {
  const flowId = c.req.param('flowId') ?? ''
  const workspaceId = c.get('workspaceId')
  const [flow] = await c
    .get('db')
    .select({ id: flows.id })
    .from(flows)
    .where(and(eq(flows.id, flowId), eq(flows.workspaceId, workspaceId)))
  if (!flow) throw new Refusal('not-found', { detail: 'No such flow in this workspace.' })
  return { workspaceId, flowId }
}

/** A version of that flow. @throws Refusal not-found. */
async function versionOf(c: C, { workspaceId, flowId }: Where, publicId: string): Promise<string> {
  const found = await findVersion(c.get('db'), workspaceId, publicId)
  // Who came by a link to one version is told of no other.
  const pinned = c.get('visiting')?.link.publicId ?? publicId
  if (found?.flow.id !== flowId || pinned !== publicId)
    throw new Refusal('not-found', { detail: 'No such version of this flow.' })
  return publicId
}

/** Who writes. @throws Refusal not-allowed: programs have no voice of their own. */
function authorOf(c: C): Author & { resolvesAll: boolean; moderates: boolean } {
  const { kind, id, name, capabilities } = c.get('actor')
  if (kind === 'key') throw new Refusal('not-allowed', { detail: 'API keys do not comment.' })
  const isMember = kind === 'user'
  return {
    kind,
    id,
    name: name.slice(0, 100),
    resolvesAll: isMember && can(capabilities, 'comment'),
    moderates: isMember && can(capabilities, 'manage-members'),
  }
}

const idIn = (c: C, name: 'threadId' | 'commentId'): string => {
  const id = c.req.param(name) ?? ''
  if (!isUuid(id)) throw new Refusal('not-found', { detail: 'These comments are not there.' })
  return id
}

const list: Handler = async (c) => {
  const where = await flowInPath(c)
  const db = c.get('db')
  const { resolvesAll, moderates: _, ...me } = authorOf(c)
  const after = Math.max(0, Number(c.req.query('after')) || 0)
  const room = c.req.query('room')
  const publicId = room ? await versionOf(c, where, room) : null
  const [found, seen, anchors] = await Promise.all([
    listThreads(db, where, after),
    seenBy(db, where, me.id),
    publicId ? threadAnchors(db, where) : [],
  ])
  const places = publicId ? await placesIn(c.env, where.workspaceId, publicId, anchors) : {}
  return c.json({ ...found, seen, places, me, resolvesAll })
}

/** Answers what was written, and tells everybody of it. */
async function done(c: C, where: Where, written: Result<Written, Problem>): Promise<Response> {
  if (!written.ok) {
    if (written.error.kind === 'too-many-requests') c.header('retry-after', '60')
    return refuse(c, written.error)
  }
  await Promise.all([
    tellFlow(c.env, c.get('db'), where.workspaceId, where.flowId),
    tellMembers(c.env, where.workspaceId, written.value.toTell),
  ])
  return c.body(null, 204)
}

const start: Handler = async (c) => {
  const wanted = await readBody(c, NewThread)
  const where = await flowInPath(c)
  await versionOf(c, where, wanted.publicId)
  const written = await startThread(c.get('db'), where, authorOf(c), wanted, Date.now())
  // The room holds on to it at once, before what it is on can move away.
  if (written.ok)
    await placesIn(c.env, where.workspaceId, wanted.publicId, [
      { ...wanted, anchor: { ...wanted.anchor, gone: false, others: [] } },
    ])
  return done(c, where, written)
}

const reply: Handler = async (c) => {
  const wanted = await readBody(c, NewComment)
  const where = await flowInPath(c)
  const threadId = idIn(c, 'threadId')
  return done(
    c,
    where,
    await addComment(c.get('db'), where, threadId, authorOf(c), wanted, Date.now()),
  )
}

const edit: Handler = async (c) => {
  const change = await readBody(c, ChangeComment)
  const where = await flowInPath(c)
  const which = { threadId: idIn(c, 'threadId'), commentId: idIn(c, 'commentId') }
  return done(
    c,
    where,
    await changeComment(c.get('db'), where, which, authorOf(c), change, Date.now()),
  )
}

const resolve: Handler = async (c) => {
  const { resolved } = await readBody(c, ResolveThread)
  const where = await flowInPath(c)
  const threadId = idIn(c, 'threadId')
  return done(
    c,
    where,
    await resolveThread(c.get('db'), where, threadId, authorOf(c), resolved, Date.now()),
  )
}

const read: Handler = async (c) => {
  const { threads } = await readBody(c, ReadThreads)
  const where = await flowInPath(c)
  const { id } = c.get('actor')
  await markSeen(c.get('db'), where, id, threads, Date.now())
  await tellMembers(c.env, where.workspaceId, [id])
  return c.body(null, 204)
}

/** Guests learn of nobody but those whose words they read. */
const people: Handler = async (c) => {
  const { workspaceId } = await flowInPath(c)
  const isMember = c.get('actor').kind === 'user'
  return c.json({ people: isMember ? await membersOf(c.get('db'), workspaceId) : [] })
}

const notifications: Handler = async (c) =>
  c.json(await listNotifications(c.get('db'), c.get('workspaceId'), c.get('actor').id))

const notificationsRead: Handler = async (c) => {
  const { ids } = await readBody(c, ReadNotifications)
  const { id } = c.get('actor')
  await readNotifications(c.get('db'), c.get('workspaceId'), id, ids, Date.now())
  await tellMembers(c.env, c.get('workspaceId'), [id])
  return c.body(null, 204)
}

export const commentRoutes = {
  'comments.list': list,
  'comments.start': start,
  'comments.reply': reply,
  'comments.edit': edit,
  'comments.resolve': resolve,
  'comments.read': read,
  'comments.people': people,
  'notifications.list': notifications,
  'notifications.read': notificationsRead,
} satisfies Partial<Handlers>
