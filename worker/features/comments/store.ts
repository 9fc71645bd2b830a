/** Where comments rest: threads, what is written in them, and who has seen what. */
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import {
  type Author,
  type ChangeComment,
  type Comment,
  commentsMax,
  type NewComment,
  type NewThread,
  type Thread,
  threadsMax,
} from '../../../shared/api/comments.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { placeOf } from '../../../shared/collab/anchors.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import { comments, notifications, threadReads, threads } from '../../db/schema.ts'
import { namesOf, notify } from './notify.ts'

export type ThreadRow = typeof threads.$inferSelect
type CommentRow = typeof comments.$inferSelect

/** Which flow of which workspace, as the guard and the path say. */
export type Where = { workspaceId: string; flowId: string }

/** What was done, and which members are to be told of it. */
export type Written = { toTell: string[] }

/** Comments that one author writes within a minute at most. */
const mostAMinute = 60

/** The next number of the flow's changes. */
const nextRevision = (flowId: string) =>
  sql<number>`(select coalesce(max(revision), 0) + 1 from threads where flow_id = ${flowId})`

/** Threads that changed after a revision, oldest first, with all their comments; and the newest revision. */
export async function listThreads(
  db: Db,
  { workspaceId, flowId }: Where,
  after: number,
): Promise<{ threads: Thread[]; revision: number }> {
  const which = and(
    eq(threads.workspaceId, workspaceId),
    eq(threads.flowId, flowId),
    gt(threads.revision, after),
  )
  const [rows, written] = await db.batch([
    db.select().from(threads).where(which).orderBy(asc(threads.createdAt), asc(threads.id)),
    db
      .select({ comment: comments })
      .from(comments)
      .innerJoin(threads, eq(threads.id, comments.threadId))
      .where(which)
      .orderBy(asc(comments.createdAt), asc(comments.id)),
  ])
  const byThread = Map.groupBy(written, ({ comment }) => comment.threadId)
  return {
    threads: rows.map((row) => ({
      id: row.id,
      target: row.anchor.target,
      was: placeOf(row.anchor).was,
      createdAt: row.createdAt,
      resolved:
        row.resolvedAt === null ? null : { at: row.resolvedAt, name: row.resolvedByName ?? '' },
      comments: (byThread.get(row.id) ?? []).map(({ comment }) => commentFrom(comment)),
    })),
    revision: rows.reduce((most, { revision }) => Math.max(most, revision), after),
  }
}

/** What a room has to know of each thread to say where it stands. */
export const threadAnchors = (
  db: Db,
  { workspaceId, flowId }: Where,
): Promise<Pick<ThreadRow, 'id' | 'publicId' | 'anchor'>[]> =>
  db
    .select({ id: threads.id, publicId: threads.publicId, anchor: threads.anchor })
    .from(threads)
    .where(and(eq(threads.workspaceId, workspaceId), eq(threads.flowId, flowId)))

const commentFrom = (row: CommentRow): Comment => ({
  id: row.id,
  author: { kind: row.authorKind, id: row.authorId, name: row.authorName },
  body: row.deletedAt === null ? row.body : '',
  mentions: row.deletedAt === null ? row.mentions : [],
  createdAt: row.createdAt,
  editedAt: row.editedAt,
  deletedAt: row.deletedAt,
})

export async function findThread(
  db: Db,
  { workspaceId, flowId }: Where,
  threadId: string,
): Promise<ThreadRow | undefined> {
  const [row] = await db
    .select()
    .from(threads)
    .where(
      and(
        eq(threads.id, threadId),
        eq(threads.workspaceId, workspaceId),
        eq(threads.flowId, flowId),
      ),
    )
  return row
}

/** Begins a thread. Sent again it is the same thread. Refusals: bad-request (id, comment.mentions), too-large, too-many-requests. */
export async function startThread(
  db: Db,
  where: Where,
  author: Author,
  { id, publicId, anchor, comment }: NewThread,
  now: number,
): Promise<Result<Written, Problem>> {
  const [known] = await db.select().from(threads).where(eq(threads.id, id))
  if (known && (known.flowId !== where.flowId || known.workspaceId !== where.workspaceId))
    return err(idTaken)
  if (!known) {
    const [count] = await db
      .select({ count: sql<number>`count(*)` })
      .from(threads)
      .where(eq(threads.flowId, where.flowId))
    if ((count?.count ?? 0) >= threadsMax)
      return err(
        problem('too-large', { detail: `A flow holds at most ${threadsMax} threads of comments.` }),
      )
  }
  return write(db, where, id, author, comment, now, [
    db
      .insert(threads)
      .values({
        id,
        ...where,
        publicId,
        anchor: { ...anchor, gone: false, others: [] },
        createdAt: now,
        revision: nextRevision(where.flowId),
      })
      .onConflictDoNothing(),
  ])
}

/** Answers in a thread. Sent again it is the same comment. Refusals as for `startThread`, not-found. */
export async function addComment(
  db: Db,
  where: Where,
  threadId: string,
  author: Author,
  comment: NewComment,
  now: number,
): Promise<Result<Written, Problem>> {
  const thread = await findThread(db, where, threadId)
  if (!thread) return err(noThread)
  const [count] = await db
    .select({ count: sql<number>`count(*)` })
    .from(comments)
    .where(eq(comments.threadId, threadId))
  if ((count?.count ?? 0) >= commentsMax)
    return err(
      problem('too-large', {
        detail: `A thread holds at most ${commentsMax} comments. Begin a new one.`,
      }),
    )
  return write(db, where, threadId, author, comment, now, [])
}

const noThread = problem('not-found', { detail: 'These comments are not there any more.' })
const idTaken = problem('bad-request', { field: 'id', detail: 'This id is already in use.' })

type Statement = Parameters<Db['batch']>[0][number]

async function write(
  db: Db,
  where: Where,
  threadId: string,
  author: Author,
  { id, body, mentions }: NewComment,
  now: number,
  first: Statement[],
): Promise<Result<Written, Problem>> {
  const [known] = await db.select().from(comments).where(eq(comments.id, id))
  if (known) {
    const isTheirs = known.authorId === author.id && known.threadId === threadId
    return isTheirs ? ok({ toTell: [] }) : err(idTaken)
  }
  const [recent] = await db
    .select({ count: sql<number>`count(*)` })
    .from(comments)
    .where(and(eq(comments.authorId, author.id), gt(comments.createdAt, now - 60_000)))
  if ((recent?.count ?? 0) >= mostAMinute)
    return err(
      problem('too-many-requests', {
        detail: `At most ${mostAMinute} comments a minute. Try again in a moment.`,
      }),
    )
  const named = await namesOf(db, where.workspaceId, body, mentions)
  if (!named.ok) return named
  const told = await notify(db, where, { id, threadId }, author, named.value, now)
  await db.batch([
    ...first,
    db
      .insert(comments)
      .values({
        id,
        workspaceId: where.workspaceId,
        threadId,
        authorKind: author.kind,
        authorId: author.id,
        authorName: author.name,
        body,
        mentions: named.value,
        createdAt: now,
      })
      .onConflictDoNothing(),
    // Whoever writes has read what stands there.
    readUpTo(db, author.id, threadId, now),
    touch(db, where.flowId, threadId),
    ...told.statements,
  ] as unknown as [Statement, ...Statement[]])
  return ok({ toTell: told.userIds })
}

const touch = (db: Db, flowId: string, threadId: string) =>
  db
    .update(threads)
    .set({ revision: nextRevision(flowId) })
    .where(eq(threads.id, threadId))

const readUpTo = (db: Db, readerId: string, threadId: string, at: number) =>
  db
    .insert(threadReads)
    .values({ threadId, readerId, readAt: at })
    .onConflictDoUpdate({
      target: [threadReads.threadId, threadReads.readerId],
      set: { readAt: sql`max(read_at, ${at})` },
    })

/**
 * Changes one's own comment, deletes it, or takes that back. `moderates`: may delete others' as well.
 * Refusals: not-found, not-allowed, bad-request.
 */
export async function changeComment(
  db: Db,
  where: Where,
  which: { threadId: string; commentId: string },
  author: Author & { moderates: boolean },
  change: ChangeComment,
  now: number,
): Promise<Result<Written, Problem>> {
  const { threadId, commentId } = which
  const thread = await findThread(db, where, threadId)
  const [comment] = await db
    .select()
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.threadId, threadId)))
  if (!thread || !comment) return err(noThread)
  const isOwn = comment.authorId === author.id && comment.authorKind === author.kind
  if (!isOwn && !('deleted' in change && author.moderates))
    return err(problem('not-allowed', { detail: 'Only who wrote a comment can change it.' }))
  if ('deleted' in change) {
    await db.batch([
      db
        .update(comments)
        .set({ deletedAt: change.deleted ? now : null })
        .where(eq(comments.id, commentId)),
      touch(db, where.flowId, threadId),
    ])
    const rows = await db
      .select({ userId: notifications.userId })
      .from(notifications)
      .where(eq(notifications.commentId, commentId))
    return ok({ toTell: rows.map(({ userId }) => userId) })
  }
  if (comment.deletedAt !== null)
    return err(problem('not-found', { detail: 'This comment was deleted.' }))
  const named = await namesOf(db, where.workspaceId, change.body, change.mentions)
  if (!named.ok) return named
  const before = new Set(comment.mentions.map(({ id }) => id))
  const told = await notify(
    db,
    where,
    { id: commentId, threadId },
    author,
    named.value.filter(({ id }) => !before.has(id)),
    now,
    'mentioned only',
  )
  await db.batch([
    db
      .update(comments)
      .set({
        body: change.body,
        mentions: named.value,
        ...(change.body === comment.body ? {} : { editedAt: now }),
      })
      .where(eq(comments.id, commentId)),
    touch(db, where.flowId, threadId),
    ...told.statements,
  ] as unknown as [Statement, ...Statement[]])
  return ok({ toTell: told.userIds })
}

/** Resolves a thread or opens it again. `own`: only one that this author began. Refusals: not-found, not-allowed. */
export async function resolveThread(
  db: Db,
  where: Where,
  threadId: string,
  author: Author & { resolvesAll: boolean },
  resolved: boolean,
  now: number,
): Promise<Result<Written, Problem>> {
  const thread = await findThread(db, where, threadId)
  if (!thread) return err(noThread)
  if (!author.resolvesAll) {
    const [first] = await db
      .select({ authorId: comments.authorId })
      .from(comments)
      .where(eq(comments.threadId, threadId))
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(1)
    if (first?.authorId !== author.id)
      return err(
        problem('not-allowed', {
          detail: 'Guests resolve what they began themselves, nothing else.',
        }),
      )
  }
  await db
    .update(threads)
    .set({
      resolvedAt: resolved ? now : null,
      resolvedBy: resolved ? author.id : null,
      resolvedByName: resolved ? author.name : null,
      revision: nextRevision(where.flowId),
    })
    .where(eq(threads.id, threadId))
  return ok({ toTell: [] })
}

/** Up to when a reader has seen each thread of a flow. */
export async function seenBy(
  db: Db,
  { workspaceId, flowId }: Where,
  readerId: string,
): Promise<Record<string, number>> {
  const rows = await db
    .select({ threadId: threadReads.threadId, readAt: threadReads.readAt })
    .from(threadReads)
    .innerJoin(threads, eq(threads.id, threadReads.threadId))
    .where(
      and(
        eq(threads.workspaceId, workspaceId),
        eq(threads.flowId, flowId),
        eq(threadReads.readerId, readerId),
      ),
    )
  return Object.fromEntries(rows.map(({ threadId, readAt }) => [threadId, readAt]))
}

/** Notes what a reader has seen; never takes it back. What told them of it is read as well. */
export async function markSeen(
  db: Db,
  { workspaceId, flowId }: Where,
  readerId: string,
  seen: readonly { id: string; at: number }[],
  now: number,
): Promise<void> {
  if (seen.length === 0) return
  const list = JSON.stringify(seen.map(({ id, at }) => [id, Math.min(at, now)]))
  await db.run(sql`insert into thread_reads (thread_id, reader_id, read_at)
    select t.id, ${readerId}, s.value->>1 from json_each(${list}) s join threads t on t.id = s.value->>0
    where t.workspace_id = ${workspaceId} and t.flow_id = ${flowId}
    on conflict (thread_id, reader_id) do update set read_at = max(read_at, excluded.read_at)`)
  await db
    .update(notifications)
    .set({ readAt: now })
    .where(
      and(
        eq(notifications.userId, readerId),
        eq(notifications.workspaceId, workspaceId),
        isNull(notifications.readAt),
        sql`exists (select 1 from json_each(${list}) s where s.value->>0 = ${notifications.threadId} and s.value->>1 >= ${notifications.createdAt})`,
      ),
    )
}
