/** Channels over HTTP: one WhatsApp number at one provider each. */
import { z } from '../zod.ts'

export const Channel = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.enum(['cloud-api', '8x8']),
  sandbox: z.boolean(),
  phoneNumber: z.string(),
  createdAt: z.number(),
})
export type Channel = z.infer<typeof Channel>

/** Reply of `channels.list`. */
export const ChannelList = z.object({ channels: z.array(Channel) })
export type ChannelList = z.infer<typeof ChannelList>

/** Body of `channels.create`: for now, one's own sandbox channel. Reply: a Channel. */
export const NewChannel = z.object({ kind: z.literal('sandbox') })
export type NewChannel = z.infer<typeof NewChannel>
