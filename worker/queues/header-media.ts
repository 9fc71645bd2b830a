/** Files in the headers of messages: at the provider before the messages are claimed, since an upload outlasts a claim. */
import { err, ok, type Result } from '../../shared/result.ts'
import type { ChannelAdapter, OutboundContent, ProviderError } from '../channels/channel.ts'
import type { Db } from '../db/client.ts'
import type { Env } from '../env.ts'
import { forgetCopy, type ProviderCopy, providerMedia } from '../features/media/at-provider.ts'
import type { Claimed } from '../features/messages/outbox.ts'

type Uploaded = Result<ProviderCopy, ProviderError>

export type HeaderMedia = {
  /** The message's content as it goes out; else why it cannot. */
  fill(message: Claimed): Result<OutboundContent, ProviderError>
  /** What a refusal means: a file that the provider has lost is uploaded anew for the next attempt. */
  afterRefusal(
    adapter: ChannelAdapter,
    message: Claimed,
    error: ProviderError,
  ): Promise<ProviderError>
}

/** Uploads what the waiting ones of these messages need, each file once. */
export async function headerMedia(
  env: Env,
  db: Db,
  adapterOf: (channelId: string) => Promise<ChannelAdapter | null>,
  ids: readonly string[],
): Promise<HeaderMedia> {
  const { results } = await env.DB.prepare(
    `select distinct workspace_id as workspaceId, channel_id as channelId,
       content->>'$.headerMedia.mediaId' as mediaId
     from messages where id in (select value from json_each(?1)) and send_state = 'pending'
       and content->>'$.headerMedia.mediaId' is not null`,
  )
    .bind(JSON.stringify(ids))
    .all<{ workspaceId: string; channelId: string; mediaId: string }>()
  const uploaded = new Map<string, Uploaded>()
  for (const wanted of results) {
    const adapter = await adapterOf(wanted.channelId)
    if (!adapter) continue
    const copy = await providerMedia(env, db, adapter, wanted, Date.now()).catch((error) => {
      console.error(`media ${wanted.mediaId}: ${String(error)}`)
      return unreadable
    })
    uploaded.set(keyOf(wanted.channelId, wanted.mediaId), copy)
  }
  const copyFor = ({ channelId, content }: Claimed) =>
    content.kind === 'template' && content.headerMedia
      ? (uploaded.get(keyOf(channelId, content.headerMedia.mediaId)) ?? notYet)
      : null
  return {
    fill(message) {
      const { content } = message
      const copy = copyFor(message)
      if (copy === null || content.kind !== 'template' || !content.headerMedia) return ok(content)
      if (!copy.ok) return copy
      const { providerMediaId } = copy.value
      return ok({ ...content, headerMedia: { ...content.headerMedia, providerMediaId } })
    },
    async afterRefusal(adapter, message, error) {
      const copy = copyFor(message)
      if (!copy?.ok || message.content.kind !== 'template' || !message.content.headerMedia)
        return error
      if (!adapter.hasLostMedia?.(error)) return error
      const { mediaId } = message.content.headerMedia
      await forgetCopy(db, mediaId, message.channelId, copy.value.providerMediaId)
      // Where a new upload did not help, it was something else.
      return copy.value.isNew ? error : { ...error, kind: 'later' }
    },
  }
}

const keyOf = (channelId: string, mediaId: string): string => `${channelId} ${mediaId}`

/** Storage may have had a bad moment: it is tried again a few times, then it fails. */
const unreadable: Uploaded = err({
  kind: 'later',
  code: null,
  message: 'The file of the header cannot be read.',
})

/** It came to wait after we had looked. */
const notYet: Uploaded = err({
  kind: 'later',
  code: null,
  message: 'Its file is being uploaded.',
  retryAfterSeconds: 1,
})
