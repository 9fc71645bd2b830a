/** When a draft was last changed, for its version and its flow; never set back. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { flows, versions } from './schema.ts'

/** Notes a change of a draft's text. A frozen version keeps its time. */
export async function touchDraft(db: Db, publicId: string, at: number): Promise<void> {
  const draft = and(eq(versions.publicId, publicId), eq(versions.state, 'draft'))
  await db.batch([
    db
      .update(flows)
      .set({ updatedAt: sql`max(${flows.updatedAt}, ${at})` })
      .where(inArray(flows.id, db.select({ id: versions.flowId }).from(versions).where(draft))),
    db
      .update(versions)
      .set({ updatedAt: sql`max(${versions.updatedAt}, ${at})` })
      .where(draft),
  ])
}
