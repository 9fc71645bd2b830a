/** Writes submissions down, one row a provider message id, however often they come. */
import type { Db } from '../../db/client.ts'
import { jsonChunks } from '../../db/json-chunks.ts'

export type Submission = {
  id: string
  workspaceId: string
  flowId: string
  publicId: string
  channelId: string
  messageId: string
  providerMessageId: string
  phoneNumber: string | null
  contactName: string | null
  flowToken: string | null
  /** JSON text of an object. */
  answers: string
  submittedAt: number
}

/** The statements that insert them; one that is there already stays as it is. */
export function insertSubmissions(
  db: Db,
  submissions: readonly Submission[],
  now: number,
): D1PreparedStatement[] {
  const statement = db.$client.prepare(
    `insert into responses (id, workspace_id, flow_id, public_id, channel_id, message_id, provider_message_id,
       phone_number, contact_name, flow_token, answers, submitted_at, created_at)
     select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
       value->>9, value->>10, value->>11, ?2 from json_each(?1) where true
     on conflict do nothing`,
  )
  const rows = submissions.map((it) =>
    JSON.stringify([
      it.id,
      it.workspaceId,
      it.flowId,
      it.publicId,
      it.channelId,
      it.messageId,
      it.providerMessageId,
      it.phoneNumber,
      it.contactName,
      it.flowToken,
      it.answers,
      it.submittedAt,
    ]),
  )
  return jsonChunks(rows).map((chunk) => statement.bind(chunk, now))
}
