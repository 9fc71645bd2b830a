/** Who is told of a comment: members whom it names, and those who wrote in its thread before. */
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Author } from '../../../shared/api/comments.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import { comments, members, notifications, user } from '../../db/schema.ts'
import type { Where } from './store.ts'

export type Named = { id: string; name: string }

/** The members of a workspace by name. */
export const membersOf = (db: Db, workspaceId: string): Promise<Named[]> =>
  db
    .select({ id: user.id, name: user.name })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(user.name)

/** Those of the ids that are members and stand in the words as `@Name`. Refuses an id that is nobody's here. */
export async function namesOf(
  db: Db,
  workspaceId: string,
  body: string,
  ids: readonly string[],
): Promise<Result<Named[], Problem>> {
  if (ids.length === 0) return ok([])
  const known = new Map((await membersOf(db, workspaceId)).map((one) => [one.id, one]))
  const named: Named[] = []
  for (const id of new Set(ids)) {
    const one = known.get(id)
    if (!one)
      return err(
        problem('bad-request', {
          field: 'mentions',
          detail: 'Somebody mentioned is no member of this workspace.',
        }),
      )
    if (body.includes(`@${one.name}`)) named.push(one)
  }
  return ok(named)
}

/** The rows that tell members of a comment, once each: being named counts more than an answer. */
export async function notify(
  db: Db,
  { workspaceId, flowId }: Where,
  comment: { id: string; threadId: string },
  author: Author,
  named: readonly Named[],
  now: number,
  whom: 'all' | 'mentioned only' = 'all',
): Promise<{ userIds: string[]; statements: unknown[] }> {
  const kinds = new Map<string, 'mention' | 'reply'>()
  if (whom === 'all')
    for (const id of await writersIn(db, workspaceId, comment.threadId)) kinds.set(id, 'reply')
  for (const { id } of named) kinds.set(id, 'mention')
  kinds.delete(author.id)
  return {
    userIds: [...kinds.keys()],
    statements: [...kinds].map(([userId, kind]) =>
      db
        .insert(notifications)
        .values({
          id: crypto.randomUUID(),
          workspaceId,
          userId,
          kind,
          flowId,
          threadId: comment.threadId,
          commentId: comment.id,
          createdAt: now,
        })
        // Named only now, in a comment that told them of an answer: it is news again.
        .onConflictDoUpdate({
          target: [notifications.commentId, notifications.userId],
          set: { kind: sql`excluded.kind`, readAt: null, createdAt: now },
          setWhere: sql`${notifications.kind} <> excluded.kind`,
        }),
    ),
  }
}

/** Members who wrote in a thread and have not taken it back. */
async function writersIn(db: Db, workspaceId: string, threadId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: comments.authorId })
    .from(comments)
    .innerJoin(
      members,
      and(eq(members.userId, comments.authorId), eq(members.workspaceId, workspaceId)),
    )
    .where(
      and(
        eq(comments.threadId, threadId),
        ne(comments.authorKind, 'guest'),
        isNull(comments.deletedAt),
      ),
    )
  return rows.map(({ id }) => id)
}
