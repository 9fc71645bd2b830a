/** What a member was told of: listed, counted and marked as read. */
import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Notifications } from '../../../shared/api/comments.ts'
import type { Db } from '../../db/client.ts'
import { comments, flows, notifications } from '../../db/schema.ts'

const shown = 100
const excerptUnits = 160

/** The newest hundred, newest first; what was written and deleted again is left out. */
export async function listNotifications(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Notifications> {
  const own = and(
    eq(notifications.workspaceId, workspaceId),
    eq(notifications.userId, userId),
    isNull(comments.deletedAt),
  )
  const [rows, unread] = await db.batch([
    db
      .select({
        id: notifications.id,
        kind: notifications.kind,
        threadId: notifications.threadId,
        createdAt: notifications.createdAt,
        readAt: notifications.readAt,
        authorKind: comments.authorKind,
        authorId: comments.authorId,
        authorName: comments.authorName,
        body: comments.body,
        flowName: flows.name,
        publicId: sql<string>`(select public_id from versions where flow_id = ${flows.id} order by number desc limit 1)`,
      })
      .from(notifications)
      .innerJoin(comments, eq(comments.id, notifications.commentId))
      .innerJoin(flows, eq(flows.id, notifications.flowId))
      .where(own)
      .orderBy(desc(notifications.createdAt), desc(notifications.id))
      .limit(shown),
    db
      .select({ count: count() })
      .from(notifications)
      .innerJoin(comments, eq(comments.id, notifications.commentId))
      .innerJoin(flows, eq(flows.id, notifications.flowId))
      .where(and(own, isNull(notifications.readAt))),
  ])
  return {
    notifications: rows.map(({ authorKind, authorId, authorName, body, readAt, ...row }) => ({
      ...row,
      by: { kind: authorKind, id: authorId, name: authorName },
      excerpt: body.slice(0, excerptUnits),
      read: readAt !== null,
    })),
    unread: unread[0]?.count ?? 0,
  }
}

/** Marks a member's own as read: some by id, or all. */
export async function readNotifications(
  db: Db,
  workspaceId: string,
  userId: string,
  ids: 'all' | readonly string[],
  now: number,
): Promise<void> {
  await db
    .update(notifications)
    .set({ readAt: now })
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        eq(notifications.userId, userId),
        isNull(notifications.readAt),
        ids === 'all'
          ? undefined
          : inArray(notifications.id, sql`(select value from json_each(${JSON.stringify(ids)}))`),
      ),
    )
}
