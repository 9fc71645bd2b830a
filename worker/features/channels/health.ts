/** What the provider's webhooks say of a number, kept beside what the last test found. */
import { and, eq } from 'drizzle-orm'
import type { NumberHealth } from '../../../shared/api/channels.ts'
import type { ChannelEvent } from '../../channels/events.ts'
import type { Db } from '../../db/client.ts'
import { channels } from '../../db/schema.ts'
import { channelById } from './store.ts'

const nothingSaid: Omit<NumberHealth, 'at'> = {
  verifiedName: null,
  quality: null,
  messagingLimit: null,
  nameStatus: null,
  throughput: null,
  status: null,
  tokenEndsAt: null,
}

/** Returns whether it is about this channel's number: an account's webhooks speak of all its numbers. */
export async function noteHealth(
  db: Db,
  channelId: string,
  { phoneNumber, change }: Extract<ChannelEvent, { type: 'number-health' }>,
  now: number,
): Promise<boolean> {
  const channel = await channelById(db, channelId)
  if (channel?.phoneNumber !== phoneNumber) return false
  await db
    .update(channels)
    .set({ health: { ...nothingSaid, ...channel.health, ...change, at: now } })
    .where(and(eq(channels.id, channelId), eq(channels.phoneNumber, phoneNumber)))
  return true
}
