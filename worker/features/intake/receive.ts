/** Takes in what people sent: texts into the log, submissions into the responses of the flow that they answer. */
import { inArray } from 'drizzle-orm'
import type { Topic } from '../../../shared/api/feed.ts'
import type { ChannelEvent } from '../../channels/events.ts'
import { type Db, rowValueMaxBytes } from '../../db/client.ts'
import { versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import type { ChannelRow } from '../channels/store.ts'
import { applyNews, type News } from '../messages/news.ts'
import { orderedId } from '../messages/ordered-id.ts'
import {
  type FlowMessage,
  flowMessageByProviderId,
  insertReceived,
  messagesByToken,
  newestFlowMessage,
  type Received,
} from '../messages/received.ts'
import { registerKeys } from '../responses/columns.ts'
import { insertSubmissions, type Submission } from '../responses/submit.ts'
import { firstSubaccount } from '../workspaces/store.ts'
import type { Reading } from './reading.ts'

type Submitted = Extract<ChannelEvent, { type: 'flow-submitted' }>
type Inbound = Extract<
  ChannelEvent,
  { type: 'text-received' | 'flow-submitted' | 'other-received' }
>

export async function receiveMessages(
  env: Env,
  db: Db,
  channel: ChannelRow,
  readings: readonly Reading[],
  topics: Set<Topic>,
): Promise<void> {
  const told = readings.flatMap((reading) =>
    reading.events.flatMap((event) => (isInbound(event) ? [{ event, reading }] : [])),
  )
  if (told.length === 0) return
  const now = Date.now()
  const subaccountId = await firstSubaccount(db, channel.workspaceId)
  const { submissions, news } = await submissionsOf(env, db, channel, told, topics)
  const publicIdOf = new Map(submissions.map((it) => [it.providerMessageId, it.publicId]))
  const received = told.map(
    ({ event, reading }): Received => ({
      id: orderedId(now),
      workspaceId: channel.workspaceId,
      channelId: channel.id,
      subaccountId,
      phoneNumber: event.phoneNumber,
      kind: kindOf(event),
      content: contentOf(event),
      publicId: publicIdOf.get(event.providerMessageId) ?? null,
      providerMessageId: event.providerMessageId,
      createdAt: event.at ?? reading.raw.receivedAt,
    }),
  )
  await env.DB.batch([
    ...insertReceived(env.DB, received, now),
    ...insertSubmissions(db, submissions, now),
    ...applyNews(env.DB, news, now),
  ])
  topics.add('messages')
}

const isInbound = (event: ChannelEvent): event is Inbound =>
  event.type === 'text-received' ||
  event.type === 'flow-submitted' ||
  event.type === 'other-received'

const kindOf = (event: Inbound): string =>
  event.type === 'text-received'
    ? 'text'
    : event.type === 'flow-submitted'
      ? 'flow-reply'
      : event.kind

/** What the log keeps of it; the answers of a submission stand in its response alone. */
const contentOf = (event: Inbound) => ({
  kind: kindOf(event),
  ...(event.type === 'text-received' && { text: event.text.slice(0, 35_000) }),
  ...(event.contactName && { contactName: event.contactName.slice(0, 500) }),
})

type Told = { event: Inbound; reading: Reading }
type Answered = {
  event: Submitted
  reading: Reading
  answers: Record<string, unknown>
  token: string | null
}

/** The submissions among them, each with its message and flow; what has none is put aside with the reason. */
async function submissionsOf(
  env: Env,
  db: Db,
  channel: ChannelRow,
  told: readonly Told[],
  topics: Set<Topic>,
): Promise<{ submissions: Submission[]; news: News[] }> {
  const answered = told.flatMap(({ event, reading }) =>
    event.type === 'flow-submitted' ? readAnswers(event, reading) : [],
  )
  if (answered.length === 0) return { submissions: [], news: [] }
  const tokens = answered.flatMap(({ token }) => (token === null ? [] : [token]))
  const byToken = await messagesByToken(env.DB, channel.id, channel.workspaceId, tokens)

  const found: { one: Answered; message: FlowMessage }[] = []
  for (const one of answered) {
    const message = await messageOf(env.DB, channel, one, byToken)
    if (message) found.push({ one, message })
    else
      one.reading.trouble.push('No message of ours carried the flow that this submission answers.')
  }
  const flowIds = await flowIdsOf(
    db,
    found.map(({ message }) => message.publicId),
  )
  const submissions: Submission[] = []
  const news: News[] = []
  for (const { one, message } of found) {
    const flowId = flowIds.get(message.publicId)
    if (flowId === undefined) {
      one.reading.trouble.push('The flow that this submission answers is gone.')
      continue
    }
    const submittedAt = one.event.at ?? one.reading.raw.receivedAt
    submissions.push({
      id: orderedId(Date.now()),
      workspaceId: channel.workspaceId,
      flowId,
      publicId: message.publicId,
      channelId: channel.id,
      messageId: message.id,
      providerMessageId: one.event.providerMessageId,
      phoneNumber: one.event.phoneNumber,
      contactName: one.event.contactName?.slice(0, 500) ?? null,
      flowToken: one.token,
      answers: JSON.stringify(one.answers),
      submittedAt,
    })
    news.push({
      messageId: message.id,
      providerMessageId: null,
      at: { submitted: submittedAt },
      error: null,
    })
    topics.add(`responses:${flowId}`).add('flows')
    if (message.campaignId) topics.add(`campaign:${message.campaignId}`).add('campaigns')
  }
  await registerAll(env, db, channel.workspaceId, submissions, found)
  return { submissions, news }
}

/** Every key that came in gets its column before the rows that need it. */
async function registerAll(
  env: Env,
  db: Db,
  workspaceId: string,
  submissions: readonly Submission[],
  found: readonly { one: Answered }[],
): Promise<void> {
  const answersOf = new Map(found.map(({ one }) => [one.event.providerMessageId, one.answers]))
  for (const own of Map.groupBy(submissions, (it) => it.publicId).values()) {
    const [{ flowId, publicId } = { flowId: '', publicId: '' }] = own
    const keys = new Set(
      own.flatMap((it) => Object.keys(answersOf.get(it.providerMessageId) ?? {})),
    )
    await registerKeys(env, db, { workspaceId, flowId, publicId }, keys, Date.now())
  }
}

/** The answers of a submission, without the token that travels among them. */
function readAnswers(event: Submitted, reading: Reading): Answered[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(event.responseJson)
  } catch {
    reading.trouble.push('The answers of a submission are not JSON.')
    return []
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    reading.trouble.push('The answers of a submission are no JSON object.')
    return []
  }
  const { flow_token: token, ...answers } = parsed as Record<string, unknown>
  if (event.responseJson.length > rowValueMaxBytes / 4) {
    reading.trouble.push('The answers of a submission are too large.')
    return []
  }
  return [
    {
      event,
      reading,
      answers,
      token: typeof token === 'string' && token !== '' ? token.slice(0, 4096) : null,
    },
  ]
}

/** Which message a submission answers: by its token, else by what it replies to, else the newest to that phone. */
async function messageOf(
  d1: D1Database,
  channel: ChannelRow,
  { event, token }: Answered,
  byToken: Map<string, FlowMessage>,
): Promise<FlowMessage | null> {
  const named = token === null ? undefined : byToken.get(token)
  if (named) return named
  const replied =
    event.replyTo === null ? null : await flowMessageByProviderId(d1, channel.id, event.replyTo)
  if (replied || event.phoneNumber === null) return replied
  return newestFlowMessage(d1, channel.id, event.phoneNumber)
}

async function flowIdsOf(db: Db, publicIds: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const wanted = [...new Set(publicIds)]
  for (let at = 0; at < wanted.length; at += 90) {
    const rows = await db
      .select({ publicId: versions.publicId, flowId: versions.flowId })
      .from(versions)
      .where(inArray(versions.publicId, wanted.slice(at, at + 90)))
    for (const row of rows) found.set(row.publicId, row.flowId)
  }
  return found
}
