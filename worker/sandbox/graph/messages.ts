/** `POST /{PHONE}/messages`: accepts a message for a phone, or marks one from a phone as read. */
import { mintWamid } from '../ids.ts'
import { getMessage, getMessageByKey, insertToPhone } from '../message-store.ts'
import { misbehaviourOf, parsePhoneNumber } from '../phone-numbers.ts'
import { isWindowOpen } from '../phone-store.ts'
import { digitsOf, type World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter } from './errors.ts'
import { getFlow, getFlowByName } from './flow-store.ts'
import {
  type FindFlow,
  invalid,
  isRecord,
  type MessageContent,
  missing,
  readInteractiveMessage,
  readTextMessage,
} from './message-content.ts'
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

  const input = readRecipient(body)
  const to = parsePhoneNumber(input)
  if (!to) throw invalid(`to: ${JSON.stringify(input.slice(0, 60))} is not a phone number.`)
  if (to.digits === digitsOf(world.config.displayPhoneNumber)) throw new GraphError(131021)
  const correlationId = readCorrelationId(body)
  const content = readContent(world, body)
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

  const inWindow = isWindowOpen(world, to.digits)
  const isFreeForm = content.kind !== 'template'
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
    pricing: priceOf(content, inWindow),
    errorCode:
      misbehaviour?.kind === 'fails' ? misbehaviour.code : isFreeForm && !inWindow ? 131047 : null,
  })
  const answer = accepted(id, input, to.digits, content.kind)
  if (misbehaviour?.kind !== 'answers-too-late') return answer
  return new Promise((done) => setTimeout(() => done(answer), world.settings.lateAnswerMs))
}

const accepted = (id: string, input: string, digits: string, kind: string): Response =>
  Response.json({
    messaging_product: 'whatsapp',
    contacts: [{ input, wa_id: digits }],
    messages: [{ id, ...(kind === 'template' && { message_status: 'accepted' }) }],
  })

function readRecipient(body: Record<string, unknown>): string {
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
    throw invalidParameter('Param recipient_type must be one of {individual}.')
  }
  const { to } = body
  if (typeof to === 'number') return String(to)
  if (typeof to !== 'string' || to === '') throw invalidParameter('The parameter to is required.')
  return to
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
  if (type === 'text') return readTextMessage(body.text)
  if (type === 'interactive') return readInteractiveMessage(body.interactive, findFlow)
  if (type === 'template') {
    const wanted = readTemplateReference(body.template)
    const template = getTemplateByName(world, wanted.name, wanted.language)
    requireApproved(template, wanted)
    return readTemplateMessage(template, wanted.components, findFlow)
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

/** `{ status: "read", message_id }`: the phone shows blue ticks at what it said. */
function markRead(world: World, body: Record<string, unknown>): Response {
  if (body.status !== 'read') throw invalidParameter('Param status must be one of {read}.')
  if (typeof body.message_id !== 'string') throw missing('message_id')
  const message = getMessage(world, body.message_id)
  if (message?.direction !== 'from-phone') {
    throw invalid('message_id: no message with this id was received.')
  }
  world.sql.exec(
    "UPDATE messages SET status = 'read', read_at = coalesce(read_at, ?) WHERE id = ?",
    world.now(),
    message.id,
  )
  world.changed([message.number])
  return success()
}
