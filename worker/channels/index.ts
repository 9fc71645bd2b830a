/** What a channel's provider brings, by its name: the adapter, and how its webhooks are read. */
import type { Env } from '../env.ts'
import { eightByEightOf } from '../features/channels/eight-by-eight.ts'
import { type ChannelRow, secretsOf } from '../features/channels/store.ts'
import { unseal } from '../http/secrets.ts'
import type { ChannelAdapter } from './channel.ts'
import { cloudApi } from './cloud-api.ts'
import { readMetaEvents } from './cloud-api-events.ts'
import { eightByEight } from './eight-by-eight.ts'
import { readEightByEightEvents } from './eight-by-eight-events.ts'
import type { ChannelEvent } from './events.ts'

/** @throws where the secrets were sealed under another key. */
export async function adapterFor(env: Env, channel: ChannelRow): Promise<ChannelAdapter> {
  if (channel.provider === 'cloud-api') return cloudApi(env, channel, await secretsOf(env, channel))
  const settings = eightByEightOf(channel)
  return eightByEight(env, settings, await unseal(env, settings.sealedKey))
}

/** The events in a webhook of this channel. */
export const readEvents = (channel: ChannelRow, body: unknown): ChannelEvent[] =>
  channel.provider === 'cloud-api' ? readMetaEvents(body) : readEightByEightEvents(body)

/** The provider's id of the channel's number, as its webhooks name it. */
export const providerNumberOf = (channel: ChannelRow): string =>
  channel.provider === 'cloud-api' ? channel.phoneNumberId : eightByEightOf(channel).channelId
