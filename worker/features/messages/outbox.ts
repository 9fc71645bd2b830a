/** The way out of a message, in the table: intent, claim, result, each a single conditional statement (design, I5). */
import type { OutboundContent, ProviderError } from '../../channels/channel.ts'
import { jsonChunks } from '../../db/json-chunks.ts'
import { sendStateSql } from './delivery.ts'

/** A message to be sent, before anything leaves. */
export type Intent = {
  id: string
  workspaceId: string
  channelId: string
  subaccountId: string
  campaignId: string | null
  phoneNumber: string
  content: OutboundContent
  templateId: string | null
  publicId: string | null
  flowToken: string | null
  clientMessageId: string | null
  /** When it is to go out; at once where left out. */
  scheduledAt?: number
  /** Why it is left out, where it is. */
  skipped?: string
}

/** Statements that write intents: one a few hundred rows, since a statement takes 100 parameters. */
export function insertIntents(
  d1: D1Database,
  intents: readonly Intent[],
  now: number,
): D1PreparedStatement[] {
  const statement = d1.prepare(
    `insert into messages (id, workspace_id, channel_id, subaccount_id, campaign_id, direction, phone_number, kind,
       content, template_id, public_id, flow_token, client_message_id, send_state, error_text, attempt,
       due_at, scheduled_at, created_at, updated_at)
     select value->>0, value->>1, value->>2, value->>3, value->>4, 'out', value->>5, value->>6,
       value->>7, value->>8, value->>9, value->>10, value->>11, value->>12, value->>13, 0,
       value->>14, value->>14, ?2, ?2
     from json_each(?1)`,
  )
  return jsonChunks(intents.map(rowOf)).map((rows) => statement.bind(rows, now))
}

const rowOf = (it: Intent): string =>
  JSON.stringify([
    it.id,
    it.workspaceId,
    it.channelId,
    it.subaccountId,
    it.campaignId,
    it.phoneNumber,
    it.content.kind,
    // A text inside the JSON, so that it comes out of it letter by letter.
    JSON.stringify(it.content),
    it.templateId,
    it.publicId,
    it.flowToken,
    it.clientMessageId,
    it.skipped === undefined ? 'pending' : 'skipped',
    it.skipped ?? null,
    it.scheduledAt ?? null,
  ])

/** A message that is ours to send: nobody else has this attempt. */
export type Claimed = {
  id: string
  workspaceId: string
  channelId: string
  phoneNumber: string
  clientMessageId: string | null
  content: OutboundContent
  attempt: number
  /** Since when it is to go out. */
  wantedAt: number
}

/** Claims those of these messages that are waiting and due. */
export async function claim(
  d1: D1Database,
  ids: readonly string[],
  now: number,
): Promise<Claimed[]> {
  const { results } = await d1
    .prepare(
      `update messages set send_state = 'claimed', attempt = attempt + 1, claimed_at = ?2, updated_at = ?2
       where id in (select value from json_each(?1)) and send_state = 'pending' and (due_at is null or due_at <= ?2)
       returning id, workspace_id, channel_id, phone_number, client_message_id, content, attempt,
         coalesce(scheduled_at, created_at) as wanted_at`,
    )
    .bind(JSON.stringify(ids), now)
    .all<{
      id: string
      workspace_id: string
      channel_id: string
      phone_number: string
      client_message_id: string | null
      content: string
      attempt: number
      wanted_at: number
    }>()
  return results.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    phoneNumber: row.phone_number,
    clientMessageId: row.client_message_id,
    content: JSON.parse(row.content),
    attempt: row.attempt,
    wantedAt: row.wanted_at,
  }))
}

/**
 * The provider took it. True whatever the row says by now: news of it may have been faster than its answer. Changes no
 * row where another message has this provider id already.
 */
export const recordSent = (d1: D1Database, id: string, providerMessageId: string, now: number) =>
  d1
    .prepare(
      `update or ignore messages set provider_message_id = coalesce(provider_message_id, ?2), due_at = null,
         send_state = ${sendStateSql("coalesce(delivery, 'queued')")}, delivery = coalesce(delivery, 'queued'),
         error_code = iif(delivery = 'failed', error_code, null), error_text = iif(delivery = 'failed', error_text, null),
         updated_at = ?3
       where id = ?1`,
    )
    .bind(id, providerMessageId, now)
    .run()

/** An attempt that brought nothing; only while it is still this attempt's row. */
export const recordAttempt = (
  d1: D1Database,
  { id, attempt }: Pick<Claimed, 'id' | 'attempt'>,
  error: ProviderError,
  to:
    | { state: 'pending'; dueAt: number; countsAsAttempt: boolean }
    | { state: 'failed' | 'unknown' },
  now: number,
) =>
  d1
    .prepare(
      `update messages set send_state = ?3, due_at = ?4, attempt = attempt - ?5, error_code = ?6, error_text = ?7,
         failed_at = iif(?3 = 'failed', ?8, null), updated_at = ?8
       where id = ?1 and attempt = ?2 and send_state = 'claimed'`,
    )
    .bind(
      id,
      attempt,
      to.state,
      to.state === 'pending' ? to.dueAt : null,
      to.state === 'pending' && !to.countsAsAttempt ? 1 : 0,
      error.code,
      error.message,
      now,
    )
    .run()

/** The condition of the index over open messages, spelled as there, so that it is used. */
const isOpen = `send_state in ('pending', 'claimed', 'unknown')`

export type OpenClaim = { id: string; attempt: number; channelId: string; claimedAt: number }

/** Claims that have no result yet. */
export async function openClaims(d1: D1Database): Promise<OpenClaim[]> {
  const { results } = await d1
    .prepare(
      `select id, attempt, channel_id as channelId, claimed_at as claimedAt from messages
       where send_state = 'claimed' and ${isOpen} order by due_at limit 5000`,
    )
    .all<OpenClaim>()
  return results
}

/** What happens to claims whose holder is gone: again where that cannot double, else a person decides. */
export const releaseClaims = (
  d1: D1Database,
  claims: readonly Pick<OpenClaim, 'id' | 'attempt'>[],
  to: 'pending' | 'unknown',
  now: number,
) =>
  d1
    .prepare(
      `update messages set send_state = ?2, due_at = null, updated_at = ?3,
         error_text = iif(?2 = 'unknown', 'The server stopped before the provider had answered: it may have been sent.', null)
       where send_state = 'claimed'
         and (id, attempt) in (select value->>0, value->>1 from json_each(?1))`,
    )
    .bind(JSON.stringify(claims.map(({ id, attempt }) => [id, attempt])), to, now)
    .run()

/** Waiting messages that belong to no campaign and fall due until then (0: due at once), longest waiting first. */
export async function dueSingles(
  d1: D1Database,
  until: number,
): Promise<{ id: string; workspaceId: string; dueAt: number }[]> {
  const { results } = await d1
    .prepare(
      `select id, workspace_id as workspaceId, coalesce(due_at, 0) as dueAt from messages
       where send_state = 'pending' and ${isOpen} and campaign_id is null and (due_at is null or due_at <= ?1)
       order by due_at limit 5000`,
    )
    .bind(until)
    .all<{ id: string; workspaceId: string; dueAt: number }>()
  return results
}

/**
 * Calls back what has not been tried yet, one message or all of a batch. Returns how many; whoever claims at the same
 * moment either has the message or does not.
 */
export async function cancelUnsent(
  d1: D1Database,
  which: { workspaceId: string; subaccountId: string } & (
    | { messageId: string }
    | { campaignId: string }
  ),
  now: number,
): Promise<number> {
  const [column, id] =
    'messageId' in which ? ['id', which.messageId] : ['campaign_id', which.campaignId]
  const { meta } = await d1
    .prepare(
      `update messages set send_state = 'skipped', due_at = null, error_text = 'Cancelled before it was sent.',
         updated_at = ?4
       where ${column} = ?1 and workspace_id = ?2 and subaccount_id = ?3 and direction = 'out'
         and send_state = 'pending' and attempt = 0`,
    )
    .bind(id, which.workspaceId, which.subaccountId, now)
    .run()
  return meta.changes
}
