/** When a draft was last changed, for its version and its flow; never set back. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { flows, versions } from './schema.ts'

/** A draft that changed is copied a day later, with whatever else came until then. */
export const dayMs = 86_400_000

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
      .set({
        updatedAt: sql`max(${versions.updatedAt}, ${at})`,
        copyDueAt: sql`coalesce(${versions.copyDueAt}, ${at + dayMs})`,
      })
      .where(draft),
  ])
}
