/** `POST /{PHONE}/messages`: accepts a message for a phone, or marks one from a phone as read. */

import { isBlocked } from '../blocked.ts'
import { mintWamid } from '../ids.ts'
import { getMessage, getMessageByKey, insertToPhone } from '../message-store.ts'
import { misbehaviourOf, type PhoneNumber, parsePhoneNumber } from '../phone-numbers.ts'
import { getPhone, getPhoneOfUser, isWindowOpen, noteTyping } from '../phone-store.ts'
import { digitsOf, type World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter } from './errors.ts'
import { getFile } from './file-store.ts'
import { getFlow, getFlowByName } from './flow-store.ts'
import { kindOfType } from './media.ts'
import {
  type FindFlow,
  type FindMedia,
  invalid,
  isMediaKind,
  isRecord,
  type MessageContent,
  missing,
  readInteractiveMessage,
  readMediaMessage,
  readTextMessage,
} from './message-content.ts'
import {
  mayReachMore,
  mayShowMarketing,
  takePairTurn,
  takeThrottledSend,
} from './sending-limits.ts'
import { readTemplateMessage, readTemplateReference, requireApproved } from './template-message.ts'
import { getTemplateByName } from './template-store.ts'

/** No message of any kind supported here needs more; one stored value always holds it. */
const MAX_MESSAGE_LENGTH = 500_000

/**
 * A request with a header `Idempotency-Key` whose key was accepted before gets the first answer again and sends
 * nothing. Without the header a repeat is a second message, as on the platform.
 */
export function sendMessage({ world, params, headers }: GraphCall): Response | Promise<Response> {
  const body = params.all()
  if (body.messaging_product !== 'whatsapp') {
    throw invalidParameter(
      'Param messaging_product must be one of {WHATSAPP} - got a different value.',
    )
  }
  if (body.status !== undefined) return markRead(world, body)
  const key = headers.get('idempotency-key')?.slice(0, 512) || null
  const earlier = key === null ? undefined : getMessageByKey(world, key)
  if (earlier) return accepted(earlier.id, earlier.input ?? '', earlier.number, earlier.kind)

  const { input, to, userId } = readRecipient(world, body)
  if (to.digits === digitsOf(world.config.displayPhoneNumber)) throw new GraphError(131021)
  const correlationId = readCorrelationId(body)
  const content = readContent(world, body)
  if (userId !== null && content.category === 'AUTHENTICATION') throw new GraphError(131062)
  if (JSON.stringify(content).length > MAX_MESSAGE_LENGTH) {
    throw invalidParameter('The message is larger than 500,000 characters.')
  }
  if (!world.sendRate.take(world.now())) {
    throw new GraphError(130429, {
      details: 'Cloud API message throughput has been reached. Try again in a second.',
    })
  }
  const misbehaviour = misbehaviourOf(to.digits)
  if (misbehaviour?.kind === 'refused-once') {
    refuseOnce(world, to.digits, key ?? correlationId, misbehaviour.code)
  }
  if (world.settings.pairPacing && !takePairTurn(world, to.digits)) {
    throw new GraphError(131056, { details: refusalDetails[131056] })
  }
  if (content.flow && !takeThrottledSend(world, content.flow.flowId)) {
    throw new GraphError(132069, {
      details: 'The flow is throttled, and 10 messages with it were sent in the last hour.',
    })
  }

  const inWindow = isWindowOpen(world, to.digits)
  const id = mintWamid(to.digits)
  insertToPhone(world, {
    id,
    number: to.digits,
    kind: content.kind,
    bubble: content.bubble,
    template: content.template,
    flow: content.flow,
    replyTo: isRecord(body.context) ? String(body.context.message_id ?? '') || null : null,
    correlationId,
    input,
    key,
    category: content.category,
    pricing: priceOf(content, inWindow),
    expiresAt: world.now() + lifeOf(content),
    errorCode:
      misbehaviour?.kind === 'fails'
        ? misbehaviour.code
        : failureOf(world, to.digits, content, inWindow),
  })
  const answer = accepted(id, input, to.digits, content.kind)
  if (misbehaviour?.kind !== 'answers-too-late') return answer
  return new Promise((done) => setTimeout(() => done(answer), world.settings.lateAnswerMs))
}

/** Why a message that was accepted does not arrive; null where it does. */
function failureOf(
  world: World,
  digits: string,
  { kind, category }: MessageContent,
  inWindow: boolean,
): number | null {
  if (isBlocked(world, digits)) return 131026
  if (kind !== 'template') return inWindow ? null : 131047
  if (category === 'MARKETING' && getPhone(world, digits)?.marketing_stopped) return 131050
  if (category === 'MARKETING' && !mayShowMarketing(world, digits)) return 131049
  return inWindow || mayReachMore(world, digits) ? null : 131048
}

const DAY_MS = 86_400_000

/** How long a message waits for a phone that is off. */
function lifeOf({ category, ttlSeconds }: MessageContent): number {
  if (typeof ttlSeconds === 'number' && ttlSeconds > 0) return ttlSeconds * 1_000
  return category === 'AUTHENTICATION' && ttlSeconds !== -1 ? 10 * 60_000 : 30 * DAY_MS
}

/** Two letters and a dot begin the id of a person. */
const isUserId = (input: string): boolean => /^[A-Z]{2}\./.test(input)

const accepted = (id: string, input: string, digits: string, kind: string): Response =>
  Response.json({
    messaging_product: 'whatsapp',
    contacts: [{ input, ...(isUserId(input) ? { user_id: input } : { wa_id: digits }) }],
    messages: [{ id, ...(kind === 'template' && { message_status: 'accepted' }) }],
  })

type Recipient = { input: string; to: PhoneNumber; userId: string | null }

/** `to`, a phone number, or else `recipient`, the id of a person who wrote before. The number wins. */
function readRecipient(world: World, body: Record<string, unknown>): Recipient {
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
    throw invalidParameter('Param recipient_type must be one of {individual}.')
  }
  const { recipient } = body
  const input = typeof body.to === 'number' ? String(body.to) : body.to
  if (typeof input === 'string' && input !== '') {
    const to = parsePhoneNumber(input)
    if (!to) throw invalid(`to: ${JSON.stringify(input.slice(0, 60))} is not a phone number.`)
    return { input, to, userId: null }
  }
  if (typeof recipient !== 'string') throw invalidParameter('The parameter to is required.')
  const phone = getPhoneOfUser(world, recipient)
  const to = phone && parsePhoneNumber(`+${phone.number}`)
  if (!to) throw invalid(`recipient: nobody with this id wrote to this account.`)
  return { input: recipient, to, userId: recipient }
}

function readCorrelationId(body: Record<string, unknown>): string | null {
  const value = body.biz_opaque_callback_data
  if (value === undefined || value === null) return null
  if (typeof value === 'string' && value.length <= 512) return value
  throw invalidParameter(
    'Param biz_opaque_callback_data must be a string of at most 512 characters.',
  )
}

function readContent(world: World, body: Record<string, unknown>): MessageContent {
  const findFlow: FindFlow = (by) =>
    'id' in by ? getFlow(world, by.id) : getFlowByName(world, by.name)
  const type = body.type ?? 'text'
  const findMedia: FindMedia = (id) => {
    const file = getFile(world, id, 'media')
    return file && { kind: kindOfType(file.mime_type), name: file.name }
  }
  if (type === 'text') return readTextMessage(body.text)
  if (isMediaKind(type)) return readMediaMessage(type, body[type], findMedia)
  if (type === 'interactive') return readInteractiveMessage(body.interactive, findFlow)
  if (type === 'template') {
    const wanted = readTemplateReference(body.template)
    const template = getTemplateByName(world, wanted.name, wanted.language)
    requireApproved(template, wanted)
    return readTemplateMessage(template, wanted.components, findFlow, findMedia)
  }
  throw new GraphError(131051, {
    details: `Message type ${JSON.stringify(type)} is not supported.`,
  })
}

/** What the platform would charge: templates do cost, except utility ones inside an open window. */
function priceOf({ kind, category }: MessageContent, inWindow: boolean) {
  const isFree = kind !== 'template' || (category === 'UTILITY' && inWindow)
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category: category?.toLowerCase() ?? 'service',
  }
}

const refusalDetails = {
  131000: 'Message failed to send due to an unknown error.',
  131056: 'Too many messages were sent to this recipient in a short time. Try again in 6 seconds.',
}

/** Refuses the first request with this id, or every second request to the number where the sender gives no id. */
function refuseOnce(
  world: World,
  digits: string,
  id: string | null,
  code: keyof typeof refusalDetails,
): void {
  const key = `${digits} ${id ?? ''}`
  const refused =
    world.sql.exec('SELECT 1 FROM failed_once WHERE key = ?', key).toArray().length > 0
  if (refused) {
    if (id === null) world.sql.exec('DELETE FROM failed_once WHERE key = ?', key)
    return
  }
  world.sql.exec('INSERT INTO failed_once (key) VALUES (?)', key)
  throw new GraphError(code, { details: refusalDetails[code] })
}

/**
 * `{ status: "read", message_id }`: the phone shows blue ticks at what it said. With `typing_indicator` it also shows
 * that somebody is writing.
 */
function markRead(world: World, body: Record<string, unknown>): Response {
  if (body.status !== 'read') throw invalidParameter('Param status must be one of {read}.')
  if (typeof body.message_id !== 'string') throw missing('message_id')
  const message = getMessage(world, body.message_id)
  if (message?.direction !== 'from-phone') {
    throw invalid('message_id: no message with this id was received.')
  }
  const typing = body.typing_indicator
  if (typing !== undefined) {
    if (!isRecord(typing) || typing.type !== 'text') {
      throw invalid('typing_indicator.type must be text.')
    }
    noteTyping(world, message.number)
  }
  world.sql.exec(
    "UPDATE messages SET status = 'read', read_at = coalesce(read_at, ?) WHERE id = ?",
    world.now(),
    message.id,
  )
  world.changed([message.number])
  return success()
}
