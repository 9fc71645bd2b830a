/** Asks the provider about templates whose creation was cut off, or whose decision is overdue: part of the sweep. */
import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { adapterFor } from '../../channels/index.ts'
import type { Db } from '../../db/client.ts'
import { templates } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { channelById } from '../channels/store.ts'
import { type TemplateRow, textOf } from './rows.ts'
import { applyTemplateStatus } from './status.ts'
import { submitTemplate, uploadSample } from './submit.ts'

/** A template without the provider's id is asked for after this long: its creation was cut off. */
const cutOffAfterMs = 30_000
/** A decision is asked for after this long, in case its webhook was lost. */
const overdueAfterMs = 120_000

/** Finishes creations that were cut off, and asks for decisions that are overdue. Part of the sweep. */
export async function recheckTemplates(env: Env, db: Db, now: number): Promise<void> {
  const waiting = await db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.status, 'PENDING'),
        or(
          and(isNull(templates.providerTemplateId), lt(templates.createdAt, now - cutOffAfterMs)),
          and(
            isNotNull(templates.providerTemplateId),
            lt(templates.updatedAt, now - overdueAfterMs),
          ),
        ),
      ),
    )
    // No matter how many wait, each gets its turn.
    .orderBy(sql`random()`)
    .limit(10)
  for (const row of waiting) {
    try {
      if (await recheck(env, db, row, now)) await announce(env, row.workspaceId, ['templates'])
    } catch (error) {
      console.error(`template ${row.id}: ${String(error)}`)
    }
  }
}

/** Returns whether the template changed. */
async function recheck(env: Env, db: Db, row: TemplateRow, now: number): Promise<boolean> {
  const channel = await channelById(db, row.channelId)
  if (!channel) return false
  const adapter = await adapterFor(env, channel)
  if (row.providerTemplateId) {
    const { providerTemplateId } = row
    const news = await adapter.templateStatus(providerTemplateId)
    return (
      news.ok &&
      applyTemplateStatus(db, row.channelId, { providerTemplateId, ...news.value }, now, 'PENDING')
    )
  }
  const found = await adapter.findTemplate(row.name, row.language)
  if (!found.ok) return false
  if (found.value) {
    const { providerTemplateId } = found.value
    await db.update(templates).set({ providerTemplateId }).where(eq(templates.id, row.id))
    return applyTemplateStatus(db, row.channelId, found.value, now, 'PENDING')
  }
  const sample = await uploadSample(env, db, channel, textOf(row).headerMedia)
  const refusal = sample.ok ? await submitTemplate(env, db, row, sample.value) : sample.error
  if (refusal?.kind !== 'refused') return false
  await db
    .update(templates)
    .set({ status: 'REJECTED', reason: refusal.message, updatedAt: now })
    .where(and(eq(templates.id, row.id), eq(templates.status, 'PENDING')))
  return true
}
