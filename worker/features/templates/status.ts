/** A template's status as the provider's news move it. */
import { and, eq, isNull, ne, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { type TemplateStatus, templates } from '../../db/schema.ts'

/** What the provider's words mean for us; the others (FLAGGED, ARCHIVED…) change nothing that we show. */
const statuses = new Map<string, TemplateStatus>([
  ['PENDING', 'PENDING'],
  ['IN_APPEAL', 'PENDING'],
  ['APPROVED', 'APPROVED'],
  ['REINSTATED', 'APPROVED'],
  ['REJECTED', 'REJECTED'],
  ['PAUSED', 'PAUSED'],
  ['DISABLED', 'DISABLED'],
  ['LIMIT_EXCEEDED', 'DISABLED'],
  ['PENDING_DELETION', 'DELETED'],
  ['DELETED', 'DELETED'],
])

export type StatusNews = {
  providerTemplateId: string | null
  name?: string | null
  language?: string | null
  status: string
  reason: string | null
}

/**
 * Writes a status down, on the template that the news names by provider id or by name and language. Returns whether
 * anything changed. `only` keeps the news from overwriting a status that came later.
 */
export async function applyTemplateStatus(
  db: Db,
  channelId: string,
  news: StatusNews,
  now: number,
  only?: TemplateStatus,
): Promise<boolean> {
  const status = statuses.get(news.status.toUpperCase())
  if (!status) return false
  const byId = news.providerTemplateId
    ? eq(templates.providerTemplateId, news.providerTemplateId)
    : undefined
  // The decision can come before we have read the provider's id from its answer.
  const byName =
    news.name && news.language
      ? and(
          isNull(templates.providerTemplateId),
          eq(templates.name, news.name),
          eq(templates.language, news.language),
        )
      : undefined
  const which = or(byId, byName)
  if (!which) return false
  const changed = await db
    .update(templates)
    .set({
      status,
      reason: status === 'APPROVED' || status === 'PENDING' ? null : news.reason,
      ...(news.providerTemplateId && { providerTemplateId: news.providerTemplateId }),
      updatedAt: now,
    })
    .where(
      and(
        eq(templates.channelId, channelId),
        ne(templates.status, 'DELETED'),
        only ? eq(templates.status, only) : ne(templates.status, status),
        which,
      ),
    )
    .returning({ id: templates.id })
  return changed.length > 0
}
