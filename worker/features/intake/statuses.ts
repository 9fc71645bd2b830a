/** Applies the statuses of a channel's webhooks to the messages that they are about. */
import type { Topic } from '../../../shared/api/feed.ts'
import type { ChannelRow } from '../channels/store.ts'
import { applyNews, matchStatuses, type News, type StatusEvent } from '../messages/news.ts'
import type { Reading } from './reading.ts'

export async function applyStatuses(
  d1: D1Database,
  channel: ChannelRow,
  readings: readonly Reading[],
  topics: Set<Topic>,
): Promise<void> {
  const told = readings.flatMap((reading) =>
    reading.events.flatMap((event) =>
      event.type === 'message-status' ? [{ event, reading }] : [],
    ),
  )
  if (told.length === 0) return
  const matched = await matchStatuses(
    d1,
    channel.id,
    told.map(({ event }) => event),
  )
  const news: News[] = []
  for (const [at, { event, reading }] of told.entries()) {
    const message = matched.of[at]
    // Two messages with one id of the client's are on their way: the answers to our requests will tell them apart.
    if (message === 'several')
      reading.again = 'Several messages could be the one that a status is about.'
    // Sent by another program over the same number: none of ours.
    else if (message) {
      news.push(newsOf(message.id, event, reading.raw.receivedAt))
      if (message.campaignId) topics.add(`campaign:${message.campaignId}`).add('campaigns')
    }
  }
  const statements = applyNews(d1, news, Date.now())
  if (statements.length === 0) return
  await d1.batch(statements)
  topics.add('messages')
}

const newsOf = (messageId: string, event: StatusEvent, receivedAt: number): News => ({
  messageId,
  providerMessageId: event.providerMessageId,
  at: { [event.status]: event.at ?? receivedAt },
  error:
    event.status === 'failed'
      ? (event.error ?? { code: null, message: 'The provider gave no reason.' })
      : null,
})
