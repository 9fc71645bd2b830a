/** What the provider tells of messages that went out: matched to their rows, applied without ever falling back. */
import type { ChannelEvent } from '../../channels/events.ts'
import { jsonChunks } from '../../db/json-chunks.ts'
import type { DeliveryState } from '../../db/schema.ts'
import { deliveryOrder, furthest, furthestSql, sendStateSql } from './delivery.ts'

export type StatusEvent = Extract<ChannelEvent, { type: 'message-status' }>

/** News of one message, several taken together. */
export type News = {
  messageId: string
  providerMessageId: string | null
  /** When each state was reached, the earliest that was told. */
  at: Partial<Record<DeliveryState, number>>
  error: { code: number | null; message: string } | null
}

export type Outgoing = { id: string; campaignId: string | null }

export type Matched = {
  /** The message of each status, in their order: null where none is ours, 'several' where more than one could be it. */
  of: (Outgoing | null | 'several')[]
}

type Candidate = Outgoing & {
  providerMessageId: string | null
  clientMessageId: string | null
  phoneNumber: string
}

/**
 * Finds the messages that statuses are about: by the provider's id, else (the status was faster than the answer to our
 * request, or that was lost) by the id that we sent along.
 */
export async function matchStatuses(
  d1: D1Database,
  channelId: string,
  statuses: readonly StatusEvent[],
): Promise<Matched> {
  const select = `select id, campaign_id as campaignId, provider_message_id as providerMessageId,
    client_message_id as clientMessageId, phone_number as phoneNumber from messages where channel_id = ?1 and direction = 'out'`
  const ids = JSON.stringify([...new Set(statuses.map((it) => it.providerMessageId))])
  const { results } = await d1
    .prepare(`${select} and provider_message_id in (select value from json_each(?2))`)
    .bind(channelId, ids)
    .all<Candidate>()
  const byProviderId = new Map(results.map((row) => [row.providerMessageId, row]))

  const ours = statuses.flatMap(({ providerMessageId, correlationId }) =>
    byProviderId.has(providerMessageId) || correlationId === null ? [] : [correlationId],
  )
  const candidates = ours.length === 0 ? [] : await withoutProviderId(d1, channelId, select, ours)
  return {
    of: statuses.map((status) => {
      const known = byProviderId.get(status.providerMessageId)
      if (known) return known
      const fitting = candidates.filter(
        ({ id, clientMessageId, phoneNumber }) =>
          (id === status.correlationId || clientMessageId === status.correlationId) &&
          (status.phoneNumber === null || phoneNumber === status.phoneNumber),
      )
      return fitting.length > 1 ? 'several' : (fitting[0] ?? null)
    }),
  }
}

async function withoutProviderId(
  d1: D1Database,
  channelId: string,
  select: string,
  ours: readonly string[],
): Promise<Candidate[]> {
  const list = JSON.stringify([...new Set(ours)])
  const within = `in (select value from json_each(?2)) and provider_message_id is null and attempt > 0`
  const found = await d1.batch<Candidate>([
    d1.prepare(`${select} and id ${within}`).bind(channelId, list),
    d1.prepare(`${select} and client_message_id ${within}`).bind(channelId, list),
  ])
  const byId = new Map(found.flatMap(({ results }) => results).map((row) => [row.id, row]))
  return [...byId.values()]
}

/** Takes the news of each message together, so that one statement can apply them all. */
export function gather(list: readonly News[]): News[] {
  const byMessage = new Map<string, News>()
  for (const news of list) {
    const before = byMessage.get(news.messageId)
    if (!before) byMessage.set(news.messageId, news)
    else byMessage.set(news.messageId, together(before, news))
  }
  return [...byMessage.values()]
}

function together(a: News, b: News): News {
  const at = { ...a.at }
  for (const state of deliveryOrder) {
    const times = [a.at[state], b.at[state]].filter((it) => it !== undefined)
    if (times.length > 0) at[state] = Math.min(...times)
  }
  return {
    messageId: a.messageId,
    providerMessageId: a.providerMessageId ?? b.providerMessageId,
    at,
    error: a.error ?? b.error,
  }
}

/** The statements that apply news; applying them again, or in another order, leads to the same rows. */
export function applyNews(
  d1: D1Database,
  list: readonly News[],
  now: number,
): D1PreparedStatement[] {
  const earliest = (column: string) =>
    `${column} = coalesce(min(messages.${column}, news.${column}), messages.${column}, news.${column})`
  const statement = d1.prepare(
    `update or ignore messages set
       provider_message_id = coalesce(messages.provider_message_id, news.provider_message_id),
       send_state = ${sendStateSql('news.state')}, delivery = ${furthestSql('news.state')},
       ${['sent_at', 'delivered_at', 'read_at', 'submitted_at', 'failed_at'].map(earliest).join(', ')},
       error_code = iif((${furthestSql('news.state')}) = 'failed', coalesce(news.error_code, messages.error_code), null),
       error_text = iif((${furthestSql('news.state')}) = 'failed', coalesce(news.error_text, messages.error_text), null),
       due_at = null, updated_at = ?2
     from (
       select value->>0 as message_id, value->>1 as provider_message_id, value->>2 as state, value->>3 as sent_at,
         value->>4 as delivered_at, value->>5 as read_at, value->>6 as submitted_at, value->>7 as failed_at,
         value->>8 as error_code, value->>9 as error_text
       from json_each(?1)
     ) as news
     where messages.id = news.message_id`,
  )
  const rows = gather(list).map(({ messageId, providerMessageId, at, error }) =>
    JSON.stringify([
      messageId,
      providerMessageId,
      deliveryOrder
        .filter((state) => at[state] !== undefined)
        .reduce<DeliveryState | null>(furthest, null),
      at.sent,
      at.delivered,
      at.read,
      at.submitted,
      at.failed,
      error?.code ?? null,
      error?.message ?? null,
    ]),
  )
  return jsonChunks(rows).map((chunk) => statement.bind(chunk, now))
}
