/** Saved replies of a flow in D1: listed, kept within their number, changed and deleted, each inside its workspace. */
import { and, desc, eq, sql } from 'drizzle-orm'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import {
  type ChangeReply,
  type NewReply,
  repliesMax,
  type SavedReply,
} from '../../../shared/api/replies.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { type Db, forRow } from '../../db/client.ts'
import { savedReplies, user } from '../../db/schema.ts'

/** The flow that replies belong to. */
export type ReplyOwner = { workspaceId: string; flowId: string }

const mine = ({ workspaceId, flowId }: ReplyOwner) =>
  and(eq(savedReplies.workspaceId, workspaceId), eq(savedReplies.flowId, flowId))

const columns = {
  id: savedReplies.id,
  name: savedReplies.name,
  screen: savedReplies.screen,
  action: savedReplies.action,
  answer: savedReplies.answer,
  updatedAt: savedReplies.updatedAt,
  updatedBy: sql<string>`coalesce(${user.name}, ${savedReplies.updatedBy})`,
}

/** All of a flow, what was changed last first. */
export const listReplies = (db: Db, owner: ReplyOwner): Promise<SavedReply[]> =>
  db
    .select(columns)
    .from(savedReplies)
    .leftJoin(user, eq(user.id, savedReplies.updatedBy))
    .where(mine(owner))
    .orderBy(desc(savedReplies.updatedAt), savedReplies.id)

async function replyById(db: Db, owner: ReplyOwner, id: string): Promise<SavedReply | null> {
  const [found] = await db
    .select(columns)
    .from(savedReplies)
    .leftJoin(user, eq(user.id, savedReplies.updatedBy))
    .where(and(mine(owner), eq(savedReplies.id, id)))
  return found ?? null
}

/** Keeps a new one. Counting and writing are one statement, so that a hundred stay a hundred. */
export async function createReply(
  db: Db,
  owner: ReplyOwner,
  reply: NewReply,
  by: string,
  now: number,
): Promise<Result<SavedReply, Problem>> {
  const id = crypto.randomUUID()
  const answer = forRow(JSON.stringify(reply.answer))
  try {
    const done = await db.run(sql`
      insert into saved_replies (id, workspace_id, flow_id, screen, action, name, answer, updated_at, updated_by)
      select ${id}, ${owner.workspaceId}, ${owner.flowId}, ${reply.screen}, ${reply.action}, ${reply.name}, ${answer},
        ${now}, ${by}
      where (select count(*) from saved_replies where flow_id = ${owner.flowId}) < ${repliesMax}`)
    if (done.meta.changes === 0)
      return err(
        problem('bad-request', {
          detail: `A flow keeps at most ${repliesMax} replies. Delete one that is not needed any more.`,
        }),
      )
  } catch (error) {
    if (isTaken(error)) return err(taken(reply.name))
    throw error
  }
  const made = await replyById(db, owner, id)
  return made ? ok(made) : err(problem('not-found'))
}

/** Changes name and answer; null where the flow has no such reply. */
export async function changeReply(
  db: Db,
  owner: ReplyOwner,
  id: string,
  change: ChangeReply,
  by: string,
  now: number,
): Promise<Result<SavedReply, Problem>> {
  forRow(JSON.stringify(change.answer))
  try {
    await db
      .update(savedReplies)
      .set({ ...change, updatedAt: now, updatedBy: by })
      .where(and(mine(owner), eq(savedReplies.id, id)))
  } catch (error) {
    if (isTaken(error)) return err(taken(change.name))
    throw error
  }
  const changed = await replyById(db, owner, id)
  return changed ? ok(changed) : err(gone())
}

export async function deleteReply(
  db: Db,
  owner: ReplyOwner,
  id: string,
): Promise<Result<null, Problem>> {
  const removed = await db
    .delete(savedReplies)
    .where(and(mine(owner), eq(savedReplies.id, id)))
    .returning({ id: savedReplies.id })
  return removed.length > 0 ? ok(null) : err(gone())
}

const gone = (): Problem => problem('not-found', { detail: 'This flow has no such saved reply.' })

const taken = (name: string): Problem =>
  problem('name-taken', {
    field: 'name',
    detail: `This step already has a saved reply called "${name}". Choose another name, or edit that one.`,
  })

/** The index's refusal, which Drizzle wraps. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  (/UNIQUE constraint failed/.test(error.message) ||
    (error.cause instanceof Error && /UNIQUE constraint failed/.test(error.cause.message)))
