/** Takes the comments of a flow away with the flow. */
import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { comments, notifications, threadReads, threads } from '../../db/schema.ts'

/** Does nothing while the flow is there. */
export async function dropCommentsOf(db: Db, flowId: string): Promise<void> {
  const gone = sql`select id from threads where flow_id = ${flowId} and not exists (select 1 from flows where id = ${flowId})`
  await db.batch([
    db.delete(notifications).where(sql`thread_id in (${gone})`),
    db.delete(threadReads).where(sql`thread_id in (${gone})`),
    db.delete(comments).where(sql`thread_id in (${gone})`),
    db.delete(threads).where(sql`id in (${gone})`),
  ])
}
