/** Where share links rest: making, listing, finding and ending them, and which version one shows now. */
import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { NewShareLink, ShareLink } from '../../../shared/api/shares.ts'
import type { Db } from '../../db/client.ts'
import { apiKeys, flows, shareLinks, user, versions } from '../../db/schema.ts'
import { mintToken, sha256Hex } from '../../http/secrets.ts'
import { hashPassword } from '../sign-in/password.ts'

export type LinkRecord = typeof shareLinks.$inferSelect

/** More than anybody reads; those that work come first. */
const mostListed = 200

const works = (now: number) =>
  and(isNull(shareLinks.revokedAt), or(isNull(shareLinks.expiresAt), gt(shareLinks.expiresAt, now)))

/** Makes a link and returns its token: the only time it can be read, unless the caller can derive it again. */
export async function createLink(
  db: Db,
  link: NewShareLink & { workspaceId: string; flowId: string; createdBy: string },
  now: number,
  { id, token } = { id: crypto.randomUUID() as string, token: mintToken() },
): Promise<{ id: string; token: string }> {
  await db.insert(shareLinks).values({
    id,
    workspaceId: link.workspaceId,
    flowId: link.flowId,
    publicId: link.publicId,
    access: link.access,
    label: link.label ?? '',
    tokenHash: await sha256Hex(token),
    passwordHash: link.password ? await hashPassword(link.password) : null,
    expiresAt: link.expiresAt ?? null,
    createdAt: now,
    createdBy: link.createdBy,
  })
  return { id, token }
}

/** People make links, and programs with a key. */
const makerName = sql<string | null>`coalesce(${user.name}, ${apiKeys.name})`

/** A flow's links without their tokens: those that work first, each part newest first. */
export async function listLinks(
  db: Db,
  workspaceId: string,
  flowId: string,
  now: number,
  only?: string,
): Promise<ShareLink[]> {
  const rows = await db
    .select({ link: shareLinks, number: versions.number, createdBy: makerName })
    .from(shareLinks)
    .leftJoin(versions, eq(versions.publicId, shareLinks.publicId))
    .leftJoin(user, eq(user.id, shareLinks.createdBy))
    .leftJoin(apiKeys, eq(apiKeys.id, shareLinks.createdBy))
    .where(
      and(
        eq(shareLinks.workspaceId, workspaceId),
        eq(shareLinks.flowId, flowId),
        only === undefined ? undefined : eq(shareLinks.id, only),
      ),
    )
    .orderBy(sql`case when ${works(now)} then 0 else 1 end`, desc(shareLinks.createdAt))
    .limit(mostListed)
  return rows.map(({ link, number, createdBy }) => ({
    id: link.id,
    label: link.label,
    access: link.access,
    version: link.publicId === null ? null : { publicId: link.publicId, number },
    hasPassword: link.passwordHash !== null,
    state: stateOf(link, now),
    expiresAt: link.expiresAt,
    revokedAt: link.revokedAt,
    createdAt: link.createdAt,
    createdBy: createdBy ?? link.createdBy,
    lastOpenedAt: link.lastOpenedAt,
  }))
}

/** What has become of a link. */
export function stateOf(
  { revokedAt, expiresAt }: Pick<LinkRecord, 'revokedAt' | 'expiresAt'>,
  now: number,
): ShareLink['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live'
}

/** The link of a token, as long as it works. */
export async function linkOfToken(db: Db, token: string, now: number): Promise<LinkRecord | null> {
  const [link] = await db
    .select()
    .from(shareLinks)
    .where(and(eq(shareLinks.tokenHash, await sha256Hex(token)), works(now)))
  return link ?? null
}

/** Whether a link still works. */
export async function isLive(db: Db, linkId: string, now: number): Promise<boolean> {
  const rows = await db
    .select({ id: shareLinks.id })
    .from(shareLinks)
    .where(and(eq(shareLinks.id, linkId), works(now)))
  return rows.length > 0
}

/** Ends a link of this flow; false where the flow has none of that id. Ending it again changes nothing. */
export async function revokeLink(
  db: Db,
  workspaceId: string,
  flowId: string,
  linkId: string,
  now: number,
): Promise<boolean> {
  const ended = await db
    .update(shareLinks)
    .set({ revokedAt: sql`coalesce(${shareLinks.revokedAt}, ${now})` })
    .where(
      and(
        eq(shareLinks.id, linkId),
        eq(shareLinks.workspaceId, workspaceId),
        eq(shareLinks.flowId, flowId),
      ),
    )
    .returning({ id: shareLinks.id })
  return ended.length > 0
}

/** Whether a flow has links that go along to its next draft. */
export async function hasFollowers(db: Db, flowId: string, now: number): Promise<boolean> {
  const rows = await db
    .select({ id: shareLinks.id })
    .from(shareLinks)
    .where(and(eq(shareLinks.flowId, flowId), isNull(shareLinks.publicId), works(now)))
    .limit(1)
  return rows.length > 0
}

/** Links whose time is over and whose rooms were not told yet. */
export async function expiredLinks(db: Db, now: number): Promise<LinkRecord[]> {
  return db
    .select()
    .from(shareLinks)
    .where(and(lte(shareLinks.expiresAt, now), isNull(shareLinks.closedAt)))
    .limit(50)
}

export const noteClosed = (db: Db, linkId: string, now: number) =>
  db.update(shareLinks).set({ closedAt: now }).where(eq(shareLinks.id, linkId))

export const noteOpened = (db: Db, linkId: string, now: number) =>
  db.update(shareLinks).set({ lastOpenedAt: now }).where(eq(shareLinks.id, linkId))

export type Shown = Pick<typeof versions.$inferSelect, 'publicId' | 'number' | 'state'> & {
  name: string
}

/**
 * The version that a link shows now, with the flow's name; null where it was deleted. One that follows shows the draft,
 * else the newest published version, else the newest deprecated one.
 */
export async function versionShown(db: Db, link: LinkRecord): Promise<Shown | null> {
  const [row] = await db
    .select({
      publicId: versions.publicId,
      number: versions.number,
      state: versions.state,
      name: flows.name,
    })
    .from(versions)
    .innerJoin(flows, eq(flows.id, versions.flowId))
    .where(
      and(
        eq(versions.workspaceId, link.workspaceId),
        eq(versions.flowId, link.flowId),
        link.publicId === null ? undefined : eq(versions.publicId, link.publicId),
      ),
    )
    .orderBy(
      sql`case ${versions.state} when 'draft' then 0 when 'published' then 1 else 2 end`,
      desc(versions.number),
    )
    .limit(1)
  return row ?? null
}

/** The name of whoever made a link. */
export async function makerOf(db: Db, { createdBy }: LinkRecord): Promise<string> {
  const [[person], [key]] = await db.batch([
    db.select({ name: user.name }).from(user).where(eq(user.id, createdBy)),
    db.select({ name: apiKeys.name }).from(apiKeys).where(eq(apiKeys.id, createdBy)),
  ])
  return person?.name ?? key?.name ?? 'Somebody who left'
}

/** Whether the workspace has this flow, and where a version is named, whether it is the flow's. */
export async function hasFlow(
  db: Db,
  workspaceId: string,
  flowId: string,
  publicId: string | null,
): Promise<boolean> {
  const rows = await db
    .select({ publicId: versions.publicId })
    .from(versions)
    .where(
      and(
        eq(versions.workspaceId, workspaceId),
        eq(versions.flowId, flowId),
        publicId === null ? undefined : eq(versions.publicId, publicId),
      ),
    )
    .limit(1)
  return rows.length > 0
}
