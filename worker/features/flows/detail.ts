/** One version whole: what the editor, preview and responses pages say about it. */
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Capability } from '../../../shared/access.ts'
import type { VersionDetail, VersionSummary } from '../../../shared/api/flows.ts'
import type { Db } from '../../db/client.ts'
import { channels, namedTexts, responses, templates, user, versions } from '../../db/schema.ts'
import { replacements, runningOf, runningWith } from '../cut-over/running.ts'
import { allowed, limitOf } from './allowed.ts'
import type { Found, VersionRecord } from './store.ts'

/** Everything that the pages of one version say about it. */
export async function versionDetail(
  db: Db,
  held: readonly Capability[],
  { version, flow }: Found,
): Promise<VersionDetail> {
  const [[channel], all, named, users, [count], running, replaced] = await Promise.all([
    db.select({ name: channels.name }).from(channels).where(eq(channels.id, flow.channelId)),
    db.select().from(versions).where(eq(versions.flowId, flow.id)).orderBy(desc(versions.number)),
    db
      .select()
      .from(namedTexts)
      .where(eq(namedTexts.publicId, version.publicId))
      .orderBy(desc(namedTexts.createdAt)),
    templatesOf(db, version.publicId),
    db.select({ n: sql<number>`count(*)` }).from(responses).where(eq(responses.flowId, flow.id)),
    runningOf(db, flow.id),
    replacements(db, flow.id),
  ])
  const live = all.find(({ state, number }) => state === 'published' && number < version.number)
  const leftBehind = version.state === 'draft' && live ? await templatesOf(db, live.publicId) : []
  const numberOf = (publicId: string) =>
    all.flatMap((v) => (v.publicId === publicId ? [{ publicId, number: v.number }] : []))
  const names = await namesOf(db, [
    ...all.flatMap((v) => [v.publishedBy, v.rehearsalWaivedBy]),
    ...named.map((n) => n.createdBy),
  ])
  const summary = (v: VersionRecord): VersionSummary => ({
    publicId: v.publicId,
    number: v.number,
    state: v.state,
    createdAt: v.createdAt,
    updatedAt: v.updatedAt,
    publishedAt: v.publishedAt,
    publishedBy: v.publishedBy && (names.get(v.publishedBy) ?? v.publishedBy),
    publishNote: v.publishNote,
    rehearsalWaived:
      v.rehearsalWaivedBy === null || v.rehearsalWaivedAt === null
        ? null
        : {
            by: names.get(v.rehearsalWaivedBy) ?? v.rehearsalWaivedBy,
            at: v.rehearsalWaivedAt,
          },
    sha256: v.sha256,
    replacedBy:
      replaced.flatMap(({ old, next }) => (old === v.publicId ? numberOf(next) : []))[0] ?? null,
    replaced: replaced.flatMap(({ old, next }) => (next === v.publicId ? numberOf(old) : [])),
  })
  return {
    ...summary(version),
    flowId: flow.id,
    name: flow.name,
    channelId: flow.channelId,
    channelName: channel?.name ?? '',
    categories: flow.categories,
    endpointUri: flow.endpointUri,
    responses: count?.n ?? 0,
    limit: limitOf(version),
    publishing: version.publishStartedAt !== null,
    cutOver: running && runningWith(running, all),
    leavesBehind:
      live && leftBehind.length > 0
        ? {
            publicId: live.publicId,
            number: live.number,
            templates: [...new Set(leftBehind.map(({ name }) => name))],
          }
        : null,
    versions: all.map(summary),
    named: named.map((n) => ({
      id: n.id,
      name: n.name,
      createdAt: n.createdAt,
      createdBy: names.get(n.createdBy) ?? n.createdBy,
    })),
    templates: users,
    allowed: allowed(
      {
        state: version.state,
        publishing: version.publishStartedAt !== null,
        responses: count?.n ?? 0,
        templates: users.map((t) => t.name),
      },
      held,
    ),
  }
}

/** The living templates whose button opens a version. */
const templatesOf = (db: Db, publicId: string) =>
  db
    .select({ id: templates.id, name: templates.name, status: templates.status })
    .from(templates)
    .where(and(eq(templates.publicId, publicId), ne(templates.status, 'DELETED')))
    .orderBy(templates.name, templates.language)

/** People's names by id; an API key or one who left keeps the id. */
export async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))].slice(0, 90)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, wanted))
  return new Map(rows.map((row) => [row.id, row.name]))
}
