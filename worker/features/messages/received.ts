/** What people send: written down once each, and the message of ours that a submission answers. */
import { jsonChunks } from '../../db/json-chunks.ts'

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
