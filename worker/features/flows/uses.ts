/** What uses a version: templates that open it, campaigns that send those, and share links that show it. */
import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Uses } from '../../../shared/api/flows.ts'
import type { Db } from '../../db/client.ts'
import { campaigns, templates, versions } from '../../db/schema.ts'
import { listLinks } from '../shares/links.ts'
import type { Found } from './store.ts'

/** More than anybody reads. */
const mostListed = 200

export async function usesOf(db: Db, { version, flow }: Found, now: number): Promise<Uses> {
  const [opening, links, siblings] = await Promise.all([
    db
      .select({
        id: templates.id,
        name: templates.name,
        language: templates.language,
        status: templates.status,
      })
      .from(templates)
      .where(
        and(
          eq(templates.workspaceId, version.workspaceId),
          eq(templates.publicId, version.publicId),
          ne(templates.status, 'DELETED'),
        ),
      )
      .orderBy(templates.name, templates.language)
      .limit(mostListed),
    listLinks(db, version.workspaceId, flow.id, now),
    db
      .select({ publicId: versions.publicId, state: versions.state })
      .from(versions)
      .where(eq(versions.flowId, flow.id))
      .orderBy(desc(versions.number)),
  ])
  const sending = await db
    .select({ id: campaigns.id, name: campaigns.name, state: campaigns.state })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.workspaceId, version.workspaceId),
        inArray(
          campaigns.templateId,
          db
            .select({ id: templates.id })
            .from(templates)
            .where(eq(templates.publicId, version.publicId)),
        ),
      ),
    )
    .orderBy(desc(campaigns.createdAt))
    .limit(mostListed)
  const followed = siblings.find(({ state }) => state === 'draft') ?? siblings[0]
  return {
    templates: opening,
    campaigns: sending,
    links: links.flatMap(({ id, label, state, version: pinned }) =>
      state === 'live' && (pinned ?? followed)?.publicId === version.publicId
        ? [{ id, label, follows: pinned === null }]
        : [],
    ),
  }
}
