/** Messages over the public API, in 8x8's shapes: one, many, and how far one came. */

import { can } from '../../../shared/access.ts'
import { isoTime } from '../../../shared/api/public/fields.ts'
import {
  type AcceptedBatch,
  type AcceptedMessage,
  type BatchMessage,
  type MessageDetails,
  type MessageStatus,
  SendBatch,
} from '../../../shared/api/public/messages.ts'
import { mergeEntry } from '../../../shared/api/public/read-message.ts'
import {
  type FieldCodes,
  type PublicRefusal,
  platformCode,
} from '../../../shared/api/public/refusal.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { type Accepted, sendBatch, sendOne, type ToSend } from '../messages/send.ts'
import { messageById } from '../messages/store.ts'
import { maskDigits, maskPhone } from '../responses/mask.ts'
import { statusOf } from './message-status.ts'
import { anything, readRequest, refusalError } from './read.ts'
import { inTheirFields, messageReader } from './wanted.ts'

const send: Handler = async (c) => {
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const wanted = await messageReader(c.env, db, workspaceId)(await readBody(c, anything))
  if (!wanted.ok) throw refusalError(wanted.error, kindOf(wanted.error))
  const now = Date.now()
  const to = { workspaceId, subaccountId: c.req.param('subAccountId') ?? '' }
  const sent = await sendOne(c.env, db, to, wanted.value, now)
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
  const read = messageReader(c.env, db, workspaceId)
  const wanted: { given: unknown; read: Result<ToSend, PublicRefusal> }[] = []
  for (const entry of request.messages) {
    const given = mergeEntry(request.template ?? undefined, entry)
    wanted.push({ given, read: await read(given) })
  }
  const now = Date.now()
  const toSend = wanted.flatMap(({ read }) => (read.ok ? [read.value] : []))
  const sent =
    toSend.length === 0
      ? null
      : await sendBatch(
          c.env,
          db,
          {
            workspaceId,
            subaccountId: c.req.param('subAccountId') ?? '',
            createdBy: c.get('actor').id,
            ...(request.clientBatchId && { clientBatchId: request.clientBatchId }),
          },
          toSend,
          now,
        )
  const outcomes = (sent?.entries ?? []).map(
    (entry, i): Result<Accepted, PublicRefusal> =>
      entry.ok ? ok(entry.value) : err(inTheirFields(entry.error, toSend[i]!.said.kind)),
  )
  let next = 0
  const messages = wanted.map(({ given, read }): BatchMessage => {
    const outcome = read.ok ? outcomes[next++]! : read
    return outcome.ok ? queued(outcome.value, now) : rejected(given, outcome.error, now)
  })
  const refused = messages.filter(({ status }) => status.state === 'rejected')
  const shown = request.includeMessagesInResponse ? messages : refused
  return c.json({
    batchId: refused.length < messages.length ? (sent?.batchId ?? null) : null,
    clientBatchId: request.clientBatchId ?? null,
    acceptedCount: messages.length - refused.length,
    rejectedCount: refused.length,
    ...(request.includeMessagesInResponse || refused.length > 0 ? { messages: shown } : {}),
  } satisfies AcceptedBatch)
}

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

export const publicMessageRoutes = {
  'api.messages.send': send,
  'api.messages.batch': batch,
  'api.messages.get': get,
} satisfies Partial<Handlers>
