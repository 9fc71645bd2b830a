/** Sending: intents are written whole, then handed to the queue; what the queue loses, the sweeper brings back. */
import type { Problem } from '../../../shared/api/problem.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import type { Env, SendJob } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { composer, type ToSend, takenAmong } from './compose.ts'
import { orderedId } from './ordered-id.ts'
import { type Intent, insertIntents } from './outbox.ts'

export type { Said, ToSend } from './compose.ts'

/** A message that is written down and will go out. `id` is ours. */
export type Accepted = { id: string; phoneNumber: string; clientMessageId: string | null }

/** Another message took a flow token between the question and the writing: asked again, it is found. */
const isTokenTaken = (error: unknown): boolean =>
  /UNIQUE constraint failed: [^:]*messages\.flow_token/.test(String(error))

/** Statements that are to be written with the messages or not at all, made from what will have been accepted. */
type Along<T> = (accepted: T) => Promise<D1PreparedStatement[]>

/** Writes one message down and has it sent. Refusals name the field. */
export async function sendOne(
  env: Env,
  db: Db,
  { workspaceId, subaccountId, id }: { workspaceId: string; subaccountId: string; id?: string },
  wanted: ToSend,
  now: number,
  along: Along<Accepted> = async () => [],
): Promise<Result<Accepted, Problem>> {
  const taken = await takenAmong(db, workspaceId, [wanted])
  const composed = await composer(env, db, workspaceId, subaccountId, taken).compose(wanted, now)
  if (!composed.ok) return composed
  const intent: Intent = { ...composed.value, ...(id && { id }) }
  const accepted = acceptedOf(intent)
  try {
    await db.$client.batch([
      ...insertIntents(db.$client, [intent], now),
      ...(await along(accepted)),
    ])
  } catch (error) {
    if (isTokenTaken(error))
      return sendOne(env, db, { workspaceId, subaccountId, ...(id && { id }) }, wanted, now, along)
    throw error
  }
  await enqueue(
    env,
    { workspaceId, messageIds: [intent.id] },
    secondsUntil(intent.scheduledAt, now),
  )
  await announce(env, workspaceId, ['messages'])
  return ok(accepted)
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
    id?: string
  },
  wanted: readonly ToSend[],
  now: number,
  along: Along<BatchReply> = async () => [],
): Promise<BatchReply> {
  const taken = await takenAmong(db, about.workspaceId, wanted)
  const { compose } = composer(env, db, about.workspaceId, about.subaccountId, taken)
  const campaignId = about.id ?? orderedId(now)
  const composed: Result<Intent, Problem>[] = []
  for (const one of wanted) composed.push(await compose(one, now))
  const intents = composed.flatMap((it) => (it.ok ? [{ ...it.value, campaignId }] : []))
  const [first] = intents
  const reply: BatchReply = {
    batchId: campaignId,
    entries: composed.map((it) => (it.ok ? ok(acceptedOf(it.value)) : it)),
  }
  const statements = await along(reply)
  if (!first) {
    if (statements.length > 0) await db.$client.batch(statements)
    return reply
  }
  try {
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
      along: statements,
    })
  } catch (error) {
    if (isTokenTaken(error)) return sendBatch(env, db, about, wanted, now, along)
    throw error
  }
  return reply
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
    along?: readonly D1PreparedStatement[]
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
    ...(campaign.along ?? []),
  ])
  const first = intents.reduce(
    (at, it) => Math.min(at, it.scheduledAt ?? 0),
    Number.POSITIVE_INFINITY,
  )
  await enqueue(env, { workspaceId, campaignId: id, chain }, secondsUntil(first, now))
  await announce(env, workspaceId, ['campaigns', 'messages'])
}

/** Hands a job to the queue. The rows are written: a queue that refuses only makes it wait for the sweeper. */
export async function enqueue(env: Env, job: SendJob, delaySeconds = 0): Promise<void> {
  await env.SEND_QUEUE.send(job, { delaySeconds }).catch((error: unknown) =>
    console.error(`send queue: ${String(error)}`),
  )
}

/** A queue holds a message back for 24 hours at most; what waits longer is taken up by the sweeper. */
const secondsUntil = (at: number | undefined, now: number): number =>
  Math.min(86_400, Math.max(0, Math.ceil(((at ?? 0) - now) / 1000)))

const acceptedOf = ({ id, phoneNumber, clientMessageId }: Intent): Accepted => ({
  id,
  phoneNumber,
  clientMessageId,
})
