/** A template's status as the provider's news move it. */
import { and, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
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

export type StatusNews = Named & { status: string; reason: string | null; advice?: string | null }

/** How news name a template. */
type Named = { providerTemplateId: string | null; name?: string | null; language?: string | null }

/** The living template of the channel that the news name by provider id, or by name and language; undefined for none. */
function named(channelId: string, news: Named): SQL | undefined {
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
  return which && and(eq(templates.channelId, channelId), ne(templates.status, 'DELETED'), which)
}

/**
 * Writes a status down, on the template that the news name. Returns whether
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
  const which = named(channelId, news)
  if (!which) return false
  const isSound = status === 'APPROVED' || status === 'PENDING'
  const changed = await db
    .update(templates)
    .set({
      status,
      reason: isSound ? null : news.reason,
      advice: isSound ? null : (news.advice ?? null),
      ...(news.providerTemplateId && { providerTemplateId: news.providerTemplateId }),
      updatedAt: now,
    })
    .where(and(which, only ? eq(templates.status, only) : ne(templates.status, status)))
    .returning({ id: templates.id })
  return changed.length > 0
}

/** Writes down how people take a template. Returns whether that is news. */
export async function applyTemplateQuality(
  db: Db,
  channelId: string,
  news: Named & { quality: string | null },
  now: number,
): Promise<boolean> {
  const { quality } = news
  const changed = await db
    .update(templates)
    .set({ quality, updatedAt: now })
    .where(and(named(channelId, news) ?? never, sql`${templates.quality} is not ${quality}`))
    .returning({ id: templates.id })
  return changed.length > 0
}

/** Writes down the category that a template has, and the one that it is going to have. Returns whether that is news. */
export async function applyTemplateCategory(
  db: Db,
  channelId: string,
  news: Named & { category: string; coming: { category: string; at: number | null } | null },
  now: number,
): Promise<boolean> {
  const category = news.category.slice(0, 40)
  const comingCategory = news.coming?.category.slice(0, 40) ?? null
  const changed = await db
    .update(templates)
    .set({ category, comingCategory, comingCategoryAt: news.coming?.at ?? null, updatedAt: now })
    .where(
      and(
        named(channelId, news) ?? never,
        or(
          ne(templates.category, category),
          sql`${templates.comingCategory} is not ${comingCategory}`,
        ),
      ),
    )
    .returning({ id: templates.id })
  return changed.length > 0
}

/** News that name nothing change nothing. */
const never = sql`0`
