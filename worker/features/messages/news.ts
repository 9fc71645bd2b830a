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

/** The messages among these flow tokens, by token. */
export async function messagesByToken(
  d1: D1Database,
  channelId: string,
  workspaceId: string,
  tokens: readonly string[],
): Promise<Map<string, FlowMessage>> {
  const { results } = await d1
    .prepare(
      `select ${flowMessage}, flow_token as flowToken from messages
       where workspace_id = ?1 and flow_token in (select value from json_each(?2)) and channel_id = ?3
         and direction = 'out' and public_id is not null`,
    )
    .bind(workspaceId, JSON.stringify(tokens), channelId)
    .all<FlowMessage & { flowToken: string }>()
  return new Map(results.map((row) => [row.flowToken, row]))
}

/** A message that carried a flow. */
export type FlowMessage = { id: string; campaignId: string | null; publicId: string }

const flowMessage = 'id, campaign_id as campaignId, public_id as publicId'

/** The flow message that somebody replied to. */
export const flowMessageByProviderId = (
  d1: D1Database,
  channelId: string,
  providerMessageId: string,
): Promise<FlowMessage | null> =>
  d1
    .prepare(
      `select ${flowMessage} from messages
       where channel_id = ?1 and direction = 'out' and provider_message_id = ?2 and public_id is not null`,
    )
    .bind(channelId, providerMessageId)
    .first<FlowMessage>()

/** The newest flow message to somebody that went out, those without an answer first. */
export const newestFlowMessage = (
  d1: D1Database,
  channelId: string,
  phoneNumber: string,
): Promise<FlowMessage | null> =>
  d1
    .prepare(
      `select ${flowMessage} from messages
       where channel_id = ?1 and phone_number = ?2 and direction = 'out' and public_id is not null
         and attempt > 0 and send_state in ('sent', 'unknown', 'claimed')
       order by submitted_at is null desc, created_at desc, id desc limit 1`,
    )
    .bind(channelId, phoneNumber)
    .first<FlowMessage>()

/** A message from a person. */
export type Received = {
  id: string
  workspaceId: string
  channelId: string
  subaccountId: string
  phoneNumber: string | null
  kind: string
  content: unknown
  publicId: string | null
  providerMessageId: string
  createdAt: number
}

/** The statements that write inbound messages down, each once. */
export function insertReceived(
  d1: D1Database,
  received: readonly Received[],
  now: number,
): D1PreparedStatement[] {
  const statement = d1.prepare(
    `insert into messages (id, workspace_id, channel_id, subaccount_id, direction, phone_number, kind, content, public_id,
       provider_message_id, attempt, created_at, updated_at)
     select value->>0, value->>1, value->>2, value->>3, 'in', value->>4, value->>5, value->>6, value->>7, value->>8, 0,
       value->>9, ?2 from json_each(?1) where true
     on conflict do nothing`,
  )
  const rows = received.map((it) =>
    JSON.stringify([
      it.id,
      it.workspaceId,
      it.channelId,
      it.subaccountId,
      it.phoneNumber ?? '',
      it.kind,
      JSON.stringify(it.content),
      it.publicId,
      it.providerMessageId,
      it.createdAt,
    ]),
  )
  return jsonChunks(rows).map((chunk) => statement.bind(chunk, now))
}
