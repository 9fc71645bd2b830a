/** Preview links over the public API: one a key and version at a time, whose token can be told again. */
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { shareLinks } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { derivedToken } from '../../http/secrets.ts'
import { endVisits } from './end.ts'
import { createLink, revokeLink } from './links.ts'

const lifeMs = 30 * 86_400_000
/** One that ends sooner than this is not handed out again. */
const leastLeftMs = 86_400_000

/** By this label members see where it comes from, and we find it again. */
const label = 'Preview over the API'

type Wanted = {
  workspaceId: string
  flowId: string
  publicId: string
  /** The key that asks. */
  createdBy: string
  /** Whether the link that it was given before is to end. */
  refresh: boolean
  now: number
}

export async function previewLink(
  env: Env,
  db: Db,
  { workspaceId, flowId, publicId, createdBy, refresh, now }: Wanted,
): Promise<{ token: string; expiresAt: number; isNew: boolean }> {
  const [known] = await db
    .select({ id: shareLinks.id, expiresAt: shareLinks.expiresAt })
    .from(shareLinks)
    .where(
      and(
        eq(shareLinks.workspaceId, workspaceId),
        eq(shareLinks.flowId, flowId),
        eq(shareLinks.publicId, publicId),
        eq(shareLinks.createdBy, createdBy),
        eq(shareLinks.label, label),
        isNull(shareLinks.revokedAt),
        gt(shareLinks.expiresAt, now),
      ),
    )
    .orderBy(desc(shareLinks.createdAt))
    .limit(1)
  if (known?.expiresAt && !refresh && known.expiresAt > now + leastLeftMs) {
    return { token: await tokenOf(env, known.id), expiresAt: known.expiresAt, isNew: false }
  }
  if (known && refresh) {
    // Ended first, so that whoever is sent off finds it so.
    await revokeLink(db, workspaceId, flowId, known.id, now)
    await endVisits(env, db, { id: known.id, workspaceId, flowId })
  }
  const id = crypto.randomUUID()
  const token = await tokenOf(env, id)
  const expiresAt = now + lifeMs
  await createLink(
    db,
    { workspaceId, flowId, publicId, createdBy, access: 'view', label, expiresAt },
    now,
    { id, token },
  )
  return { token, expiresAt, isNew: true }
}

const tokenOf = (env: Env, linkId: string): Promise<string> =>
  derivedToken(env, `preview link ${linkId}`)
