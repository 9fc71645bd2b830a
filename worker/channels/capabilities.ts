/** What a channel can do, by its provider: known without asking anybody. */
import type { ChannelRow } from '../features/channels/store.ts'
import type { Capabilities } from './channel.ts'
import { cloudApiCapabilities } from './cloud-api.ts'

/** @throws where the provider has no adapter yet. */
export function capabilitiesOf(channel: ChannelRow): Capabilities {
  if (channel.provider !== 'cloud-api')
    throw new Error(`no adapter for provider ${channel.provider}`)
  return cloudApiCapabilities(channel)
}
