/** The adapter of a channel, by its provider. */
import type { Env } from '../env.ts'
import { type ChannelRow, secretsOf } from '../features/channels/store.ts'
import type { ChannelAdapter } from './channel.ts'
import { cloudApi } from './cloud-api.ts'

/** @throws where the provider has no adapter yet, or the secrets were sealed under another key. */
export async function adapterFor(env: Env, channel: ChannelRow): Promise<ChannelAdapter> {
  if (channel.provider !== 'cloud-api')
    throw new Error(`no adapter for provider ${channel.provider}`)
  return cloudApi(env, channel, await secretsOf(env, channel))
}
