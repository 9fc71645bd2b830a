/** Our files at a channel's provider: samples for reviewers, and files for messages, uploaded once and used until they are stale. */
import { and, eq, gt } from 'drizzle-orm'
import { err, ok } from '../../../shared/result.ts'
import type { Asked, ChannelAdapter, MediaFile, ProviderError } from '../../channels/channel.ts'
import type { Db } from '../../db/client.ts'
import { mediaCopies } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { mediaIn, readMedia } from './store.ts'

/** What a channel says that takes no media. */
const takesNoMedia: ProviderError = {
  kind: 'refused',
  code: null,
  message:
    'Messages of this channel take no picture, video or document in the header. Use a text header, or none.',
}

const gone: ProviderError = {
  kind: 'refused',
  code: null,
  message: 'The file of the header is gone.',
}

/** Uploads a sample for reviewers. Doing it twice does no harm: each handle stands for itself. */
export async function sampleHandle(
  env: Env,
  db: Db,
  adapter: ChannelAdapter,
  { workspaceId, mediaId }: { workspaceId: string; mediaId: string },
): Asked<{ handle: string }> {
  if (!adapter.uploadSample) return err(takesNoMedia)
  const file = await fileOf(env, db, workspaceId, mediaId)
  return file ? adapter.uploadSample(file) : err(gone)
}

type Wanted = { workspaceId: string; channelId: string; mediaId: string }

/** The provider's id of a file; `isNew` where it was uploaded just now. */
export type ProviderCopy = { providerMediaId: string; isNew: boolean }

/** The provider's id of a file for messages: the one it has, or that of a new upload. */
export async function providerMedia(
  env: Env,
  db: Db,
  adapter: ChannelAdapter,
  { workspaceId, channelId, mediaId }: Wanted,
  now: number,
): Asked<ProviderCopy> {
  if (!adapter.uploadMedia) return err(takesNoMedia)
  const [known] = await db
    .select({ providerMediaId: mediaCopies.providerMediaId })
    .from(mediaCopies)
    .where(
      and(
        eq(mediaCopies.mediaId, mediaId),
        eq(mediaCopies.channelId, channelId),
        gt(mediaCopies.expiresAt, now),
      ),
    )
  if (known) return ok({ ...known, isNew: false })
  const file = await fileOf(env, db, workspaceId, mediaId)
  if (!file) return err(gone)
  const uploaded = await adapter.uploadMedia(file)
  if (!uploaded.ok) {
    // Nothing was sent: an upload whose answer was lost is simply done again.
    return uploaded.error.kind === 'unknown' ? err({ ...uploaded.error, kind: 'later' }) : uploaded
  }
  const { providerMediaId, keptMs } = uploaded.value
  const copy = { providerMediaId, expiresAt: now + keptMs }
  await db
    .insert(mediaCopies)
    .values({ mediaId, channelId, ...copy })
    .onConflictDoUpdate({ target: [mediaCopies.mediaId, mediaCopies.channelId], set: copy })
  return ok({ providerMediaId, isNew: true })
}

/** The provider has lost it: the next message uploads it anew. */
export const forgetCopy = (db: Db, mediaId: string, channelId: string, providerMediaId: string) =>
  db
    .delete(mediaCopies)
    .where(
      and(
        eq(mediaCopies.mediaId, mediaId),
        eq(mediaCopies.channelId, channelId),
        eq(mediaCopies.providerMediaId, providerMediaId),
      ),
    )

async function fileOf(
  env: Env,
  db: Db,
  workspaceId: string,
  mediaId: string,
): Promise<MediaFile | null> {
  const row = await mediaIn(db, workspaceId, mediaId)
  if (!row) return null
  return { name: row.fileName, type: row.type, bytes: await readMedia(env, row.sha256) }
}
