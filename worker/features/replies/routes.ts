/** Saved replies over HTTP: of the flow whose version the path names. */
import type { Context } from 'hono'
import { ChangeReply, NewReply, type ReplyList } from '../../../shared/api/replies.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { answer, refuse } from '../../http/refuse.ts'
import { versionInPath } from '../flows/version-in-path.ts'
import { changeReply, createReply, deleteReply, listReplies, type ReplyOwner } from './store.ts'

type C = Context<AppEnv>

/** @throws Refusal not-found. */
async function ownerInPath(c: C): Promise<ReplyOwner> {
  const { version } = await versionInPath(c)
  return { workspaceId: version.workspaceId, flowId: version.flowId }
}

/** Pages that show this version's replies look again. */
const tell = (c: C) =>
  announce(c.env, c.get('workspaceId'), [`replies:${c.req.param('publicId') ?? ''}`])

const list: Handler = async (c) =>
  c.json({
    replies: await listReplies(c.get('db'), await ownerInPath(c)),
  } satisfies ReplyList)

const create: Handler = async (c) => {
  const reply = await readBody(c, NewReply)
  const owner = await ownerInPath(c)
  const made = await createReply(c.get('db'), owner, reply, c.get('actor').id, Date.now())
  if (made.ok) await tell(c)
  return answer(c, made, 201)
}

const change: Handler = async (c) => {
  const wanted = await readBody(c, ChangeReply)
  const owner = await ownerInPath(c)
  const id = c.req.param('replyId') ?? ''
  const done = await changeReply(c.get('db'), owner, id, wanted, c.get('actor').id, Date.now())
  if (done.ok) await tell(c)
  return answer(c, done)
}

const remove: Handler = async (c) => {
  const done = await deleteReply(c.get('db'), await ownerInPath(c), c.req.param('replyId') ?? '')
  if (!done.ok) return refuse(c, done.error)
  await tell(c)
  return c.body(null, 204)
}

export const replyRoutes = {
  'replies.list': list,
  'replies.create': create,
  'replies.change': change,
  'replies.delete': remove,
} satisfies Partial<Handlers>
