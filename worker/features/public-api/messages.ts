/** Messages over the public API, in 8x8's shapes: one, many, how far one came, and what calls them back. */
import type { Context } from 'hono'

import { can } from '../../../shared/access.ts'
import { isoTime } from '../../../shared/api/public/fields.ts'
import {
  type AcceptedBatch,
  type AcceptedMessage,
  type BatchMessage,
  type Cancelled,
  ChatEvent,
  type MessageDetails,
  type MessageDone,
  type MessageStatus,
  SendBatch,
} from '../../../shared/api/public/messages.ts'
import { mergeEntry } from '../../../shared/api/public/read-message.ts'
import {
  type FieldCodes,
  type PublicRefusal,
  platformCode,
} from '../../../shared/api/public/refusal.ts'
import type { Result } from '../../../shared/result.ts'
import type { ProviderError } from '../../channels/channel.ts'
import { adapterFor } from '../../channels/index.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { finishCampaign, isCampaignOf } from '../campaigns/store.ts'
import { channelById } from '../channels/store.ts'
import { cancelUnsent } from '../messages/outbox.ts'
import {
  type Accepted,
  type BatchReply,
  sendBatch,
  sendOne,
  type ToSend,
} from '../messages/send.ts'
import { messageById } from '../messages/store.ts'
import { maskDigits, maskPhone } from '../responses/mask.ts'
import { statusOf } from './message-status.ts'
import { anything, readRequest, refusalError } from './read.ts'
import { inTheirFields, messageReader } from './wanted.ts'

const send: Handler = async (c) => {
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const now = Date.now()
  const wanted = await messageReader(c.env, db, workspaceId, now)(await readBody(c, anything))
  if (!wanted.ok) throw refusalError(wanted.error, kindOf(wanted.error))
  const once = c.get('once')
  const to = { ...placeOf(c), ...(once && { id: once.id }) }
  const sent = await sendOne(c.env, db, to, wanted.value, now, async (accepted) =>
    once ? [await once.keep(queued(accepted, now))] : [],
  )
  if (!sent.ok) return refuse(c, inTheirFields(sent.error, wanted.value.said.kind))
  return c.json(queued(sent.value, now) satisfies AcceptedMessage)
}

/** A number that is none has a kind of its own, as when our sending finds it. */
const kindOf = ({ code }: PublicRefusal) =>
  code === platformCode.badPhoneNumber ? 'bad-phone-number' : 'bad-request'

const batchCodes: FieldCodes = {
  messages: {
    missing: platformCode.noMessages,
    tooSmall: platformCode.noMessages,
    tooBig: platformCode.tooManyMessages,
  },
  clientBatchId: { tooBig: platformCode.clientBatchIdTooLong },
}

const batch: Handler = async (c) => {
  const request = await readRequest(c, SendBatch, batchCodes)
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const now = Date.now()
  const read = messageReader(c.env, db, workspaceId, now)
  const wanted: { given: unknown; read: Result<ToSend, PublicRefusal> }[] = []
  for (const entry of request.messages) {
    const given = mergeEntry(request.template ?? undefined, entry)
    wanted.push({ given, read: await read(given) })
  }
  const toSend = wanted.flatMap(({ read }) => (read.ok ? [read.value] : []))
  const answerTo = ({ batchId, entries }: BatchReply): AcceptedBatch => {
    let next = 0
    const messages = wanted.map(({ given, read }): BatchMessage => {
      if (!read.ok) return rejected(given, read.error, now)
      const entry = entries[next]!
      const { kind } = toSend[next++]!.said
      return entry.ok
        ? queued(entry.value, now)
        : rejected(given, inTheirFields(entry.error, kind), now)
    })
    const refused = messages.filter(({ status }) => status.state === 'rejected')
    const shown = request.includeMessagesInResponse ? messages : refused
    return {
      batchId: refused.length < messages.length ? batchId : null,
      clientBatchId: request.clientBatchId ?? null,
      acceptedCount: messages.length - refused.length,
      rejectedCount: refused.length,
      ...(request.includeMessagesInResponse || refused.length > 0 ? { messages: shown } : {}),
    }
  }
  const once = c.get('once')
  let answer: AcceptedBatch | undefined
  await sendBatch(
    c.env,
    db,
    {
      ...placeOf(c),
      createdBy: c.get('actor').id,
      ...(request.clientBatchId && { clientBatchId: request.clientBatchId }),
      ...(once && { id: once.id }),
    },
    toSend,
    now,
    async (reply) => {
      answer = answerTo(reply)
      return once ? [await once.keep(answer)] : []
    },
  )
  return c.json(answer!)
}

/** Which of the account's messages a request is about. */
const placeOf = (c: Context<AppEnv>) => ({
  workspaceId: c.get('workspaceId'),
  subaccountId: c.req.param('subAccountId') ?? '',
})

const queued = ({ id, phoneNumber, clientMessageId }: Accepted, now: number): AcceptedMessage => ({
  umid: id,
  clientMessageId,
  user: { msisdn: phoneNumber },
  status: { state: 'queued', timestamp: isoTime(now) },
})

/** What an entry said of itself comes back, as far as it was text. */
function rejected(given: unknown, { code, message }: PublicRefusal, now: number): BatchMessage {
  const { clientMessageId, user } = (given ?? {}) as { clientMessageId?: unknown; user?: unknown }
  const { msisdn } = (user ?? {}) as { msisdn?: unknown }
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 100) : null)
  const number = text(msisdn)
  return {
    clientMessageId: text(clientMessageId),
    user: number === null ? null : { msisdn: number },
    status: {
      state: 'rejected',
      timestamp: isoTime(now),
      errorCode: code,
      errorMessage: message,
    } satisfies MessageStatus,
  }
}

/** One row: our messages have no fallback channel. */
const get: Handler = async (c) => {
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const row = await messageById(db, workspaceId, c.req.param('messageId') ?? '')
  if (row?.direction !== 'out' || row.subaccountId !== c.req.param('subAccountId')) {
    throw new Refusal('not-found', { detail: 'Message not found' })
  }
  const isMasked = !can(c.get('actor').capabilities, 'log-access')
  const content = row.content as { kind?: string; name?: string }
  const { errorMessage, ...status } = statusOf(row)
  return c.json({
    data: [
      {
        umid: row.id,
        batchId: row.campaignId,
        clientMessageId: row.clientMessageId,
        subAccountId: row.subaccountId,
        channel: 'whatsapp',
        channelId: row.channelId,
        user: { msisdn: isMasked ? maskPhone(row.phoneNumber) : row.phoneNumber },
        type: content.kind === 'flow' ? 'interactive' : row.kind,
        scheduled: row.scheduledAt === null ? null : isoTime(row.scheduledAt),
        templateName: content.kind === 'template' ? (content.name ?? null) : null,
        flowId: row.publicId,
        status: {
          ...status,
          ...(errorMessage !== undefined && {
            errorMessage: isMasked ? maskDigits(errorMessage) : errorMessage,
          }),
        },
        ...(status.errorCode !== undefined &&
          row.errorCode !== null && { whatsapp: { providerErrorCode: String(row.errorCode) } }),
        createdAt: isoTime(row.createdAt),
      },
    ],
  } satisfies MessageDetails)
}

const cancel: Handler = async (c) => {
  const messageId = c.req.param('messageId') ?? ''
  const row = await messageById(c.get('db'), c.get('workspaceId'), messageId)
  if (row?.direction !== 'out' || row.subaccountId !== c.req.param('subAccountId')) {
    throw new Refusal('not-found', { detail: 'Message not found' })
  }
  const cancelledCount = await cancelUnsent(
    c.env.DB,
    { ...placeOf(c), messageId: row.id },
    Date.now(),
  )
  if (cancelledCount > 0) await announce(c.env, row.workspaceId, ['messages', 'campaigns'])
  return c.json({ cancelledCount } satisfies Cancelled)
}

const cancelBatch: Handler = async (c) => {
  const { workspaceId, subaccountId } = placeOf(c)
  const campaignId = c.req.param('batchId') ?? ''
  const db = c.get('db')
  if (!(await isCampaignOf(db, workspaceId, subaccountId, campaignId))) {
    throw new Refusal('not-found', { detail: 'Batch not found' })
  }
  const now = Date.now()
  const cancelledCount = await cancelUnsent(
    c.env.DB,
    { workspaceId, subaccountId, campaignId },
    now,
  )
  await finishCampaign(db, campaignId, now)
  await announce(c.env, workspaceId, ['messages', 'campaigns', `campaign:${campaignId}`])
  return c.json({ cancelledCount } satisfies Cancelled)
}

/** A message that came in, and the adapter of the channel it came by. @throws Refusal not-found. */
async function incoming(c: Context<AppEnv>, umid: string) {
  const db = c.get('db')
  const row = await messageById(db, c.get('workspaceId'), umid)
  if (
    row?.direction !== 'in' ||
    row.subaccountId !== c.req.param('subAccountId') ||
    row.providerMessageId === null
  ) {
    throw new Refusal('not-found', { detail: 'Message not found' })
  }
  const channel = await channelById(db, row.channelId)
  if (!channel) throw new Refusal('no-channel')
  return { providerMessageId: row.providerMessageId, adapter: await adapterFor(c.env, channel) }
}

const read: Handler = async (c) => {
  const umid = c.req.param('messageId') ?? ''
  const { providerMessageId, adapter } = await incoming(c, umid)
  return told(c, umid, await adapter.markRead?.(providerMessageId))
}

const event: Handler = async (c) => {
  const { umid } = await readRequest(c, ChatEvent)
  const { providerMessageId, adapter } = await incoming(c, umid)
  return told(c, umid, await adapter.showTyping?.(providerMessageId))
}

function told(
  c: Context<AppEnv>,
  umid: string,
  done: Result<unknown, ProviderError> | undefined,
): Response {
  if (done?.ok) return c.json({ umid, success: true } satisfies MessageDone)
  if (done === undefined) {
    throw refusalError({
      code: platformCode.notSupported,
      message: 'The provider of this channel has no such call.',
    })
  }
  const { kind, message } = done.error
  throw new Refusal(
    kind === 'refused'
      ? 'provider-refused'
      : kind === 'later'
        ? 'provider-busy'
        : 'provider-unreachable',
    { detail: message },
  )
}

export const publicMessageRoutes = {
  'api.messages.send': send,
  'api.messages.batch': batch,
  'api.messages.get': get,
  'api.messages.cancel': cancel,
  'api.messages.cancelBatch': cancelBatch,
  'api.messages.read': read,
  'api.events.send': event,
} satisfies Partial<Handlers>
