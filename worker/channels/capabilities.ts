/** What a channel can do, by its provider: known without asking anybody. */
import type { ChannelRow } from '../features/channels/store.ts'
import type { Capabilities } from './channel.ts'
import { cloudApiCapabilities } from './cloud-api.ts'
import { eightByEightCapabilities } from './eight-by-eight.ts'

export const capabilitiesOf = (channel: ChannelRow): Capabilities =>
  channel.provider === 'cloud-api' ? cloudApiCapabilities(channel) : eightByEightCapabilities
