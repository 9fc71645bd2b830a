/** Sending: intents are written whole, then handed to the queue; what the queue loses, the sweeper brings back. */
import type { Problem } from '../../../shared/api/problem.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import type { Env, SendJob } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { composer, type ToSend } from './compose.ts'
import { orderedId } from './ordered-id.ts'
import { type Intent, insertIntents } from './outbox.ts'

export type { Said, ToSend } from './compose.ts'

/** A message that is written down and will go out. `id` is ours. */
export type Accepted = { id: string; phoneNumber: string; clientMessageId: string | null }

/** Writes one message down and has it sent. Refusals name the field. */
export async function sendOne(
  env: Env,
  db: Db,
  { workspaceId, subaccountId }: { workspaceId: string; subaccountId: string },
  wanted: ToSend,
  now: number,
): Promise<Result<Accepted, Problem>> {
  const intent = await composer(env, db, workspaceId, subaccountId).compose(wanted, now)
  if (!intent.ok) return intent
  await db.$client.batch(insertIntents(db.$client, [intent.value], now))
  await enqueue(env, { workspaceId, messageIds: [intent.value.id] })
  await announce(env, workspaceId, ['messages'])
  return ok(acceptedOf(intent.value))
}

export const batchMax = 10_000

export type BatchReply = {
  /** The campaign that holds the batch; it exists where at least one entry was accepted. */
  batchId: string
  /** One per entry, in their order. */
  entries: Result<Accepted, Problem>[]
}

/** Writes a batch down as one campaign, each entry accepted or refused by itself, all accepted ones at once. */
export async function sendBatch(
  env: Env,
  db: Db,
  about: {
    workspaceId: string
    subaccountId: string
    createdBy: string
    clientBatchId?: string
    name?: string
  },
  wanted: readonly ToSend[],
  now: number,
): Promise<BatchReply> {
  const { compose } = composer(env, db, about.workspaceId, about.subaccountId)
  const campaignId = orderedId(now)
  const composed: Result<Intent, Problem>[] = []
  for (const one of wanted) composed.push(await compose(one, now))
  const intents = composed.flatMap((it) => (it.ok ? [{ ...it.value, campaignId }] : []))
  const [first] = intents
  if (first) {
    await writeCampaign(env, db, {
      id: campaignId,
      workspaceId: about.workspaceId,
      subaccountId: about.subaccountId,
      channelId: first.channelId,
      templateId: intents.every((it) => it.templateId === first.templateId)
        ? first.templateId
        : null,
      name:
        about.name ?? about.clientBatchId ?? `Batch ${new Date(now).toISOString().slice(0, 16)}Z`,
      clientBatchId: about.clientBatchId ?? null,
      createdBy: about.createdBy,
      intents,
      now,
    })
  }
  return {
    batchId: campaignId,
    entries: composed.map((it) => (it.ok ? ok(acceptedOf(it.value)) : it)),
  }
}

/** Writes a campaign and all its messages in one step, and starts its chain of jobs. */
export async function writeCampaign(
  env: Env,
  db: Db,
  campaign: {
    id: string
    workspaceId: string
    subaccountId: string
    channelId: string
    templateId: string | null
    name: string
    clientBatchId: string | null
    createdBy: string
    intents: readonly Intent[]
    now: number
  },
): Promise<void> {
  const { id, workspaceId, intents, now } = campaign
  const chain = crypto.randomUUID()
  await db.$client.batch([
    db.$client
      .prepare(
        `insert into campaigns (id, workspace_id, channel_id, subaccount_id, template_id, name, client_batch_id, state,
           chain, total, created_by, created_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'sending', ?8, ?9, ?10, ?11)`,
      )
      .bind(
        id,
        workspaceId,
        campaign.channelId,
        campaign.subaccountId,
        campaign.templateId,
        campaign.name,
        campaign.clientBatchId,
        chain,
        intents.length,
        campaign.createdBy,
        now,
      ),
    ...insertIntents(db.$client, intents, now),
  ])
  await enqueue(env, { workspaceId, campaignId: id, chain })
  await announce(env, workspaceId, ['campaigns', 'messages'])
}

/** Hands a job to the queue. The rows are written: a queue that refuses only makes it wait for the sweeper. */
export async function enqueue(env: Env, job: SendJob, delaySeconds = 0): Promise<void> {
  await env.SEND_QUEUE.send(job, { delaySeconds }).catch((error: unknown) =>
    console.error(`send queue: ${String(error)}`),
  )
}

const acceptedOf = ({ id, phoneNumber, clientMessageId }: Intent): Accepted => ({
  id,
  phoneNumber,
  clientMessageId,
})
