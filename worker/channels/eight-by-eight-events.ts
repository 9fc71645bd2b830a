/** Reads the bodies of 8x8's webhooks into neutral events: messages, receipts, news of templates (§2.9). */
import { templateKey } from './eight-by-eight-payloads.ts'
import { errorOfReceipt } from './eight-by-eight-receipts.ts'
import type { ChannelEvent, Inbound, StatusWord } from './events.ts'
import { isRecord, phoneOf, qualityOf, shown, textOf } from './reading.ts'

type Json = Record<string, unknown>

/** The events of a parsed body. Whatever has an unexpected shape becomes `unknown`; nothing throws. */
export function readEightByEightEvents(body: unknown): ChannelEvent[] {
  return Array.isArray(body) ? body.map(readOne) : [readOne(body)]
}

function readOne(body: unknown): ChannelEvent {
  if (!isRecord(body)) return unknown('a body that is no object')
  const { eventType, payload, eventDetails } = body
  switch (eventType) {
    case 'inbound_message_received':
      return isRecord(payload) ? readInbound(payload) : unknown('a message without a payload')
    case 'outbound_message_status_changed':
      return isRecord(payload) ? readReceipt(payload) : unknown('a receipt without a payload')
    case 'template_status_update':
    case 'template_quality_update':
    case 'template_category_update':
    case 'template_correct_category_detection':
      return isRecord(eventDetails) && isRecord(eventDetails.meta)
        ? readTemplateEvent(eventType, eventDetails, eventDetails.meta)
        : unknown(`${eventType} without details`)
    default:
      return unknown(`event ${shown(eventType)}`)
  }
}

// --- Messages and receipts ------------------------------------------------------------------------------------------

function readInbound(payload: Json): ChannelEvent {
  const providerMessageId = textOf(payload.umid)
  if (providerMessageId === null) return unknown('a message without an id')
  const user = isRecord(payload.user) ? payload.user : {}
  const recipient = isRecord(payload.recipient) ? payload.recipient : {}
  const content = isRecord(payload.content) ? payload.content : {}
  const inbound: Inbound = {
    number: textOf(recipient.channelId),
    providerMessageId,
    phoneNumber: phoneOfUser(user),
    contactName: textOf(user.name),
    replyTo: textOf(payload.replyToUmid),
    at: timeOf(payload.timestamp),
  }
  const type = textOf(payload.type)?.toLowerCase() ?? null
  if (type === 'text' && typeof content.text === 'string')
    return { ...inbound, type: 'text-received', text: content.text }
  const interactive = isRecord(content.interactive) ? content.interactive : {}
  const reply = interactive.nfmReply
  if (type === 'interactive' && isRecord(reply)) {
    const json = reply.responseJson
    return {
      ...inbound,
      type: 'flow-submitted',
      responseJson: typeof json === 'string' ? json : JSON.stringify(json ?? null),
    }
  }
  return { ...inbound, type: 'other-received', kind: type ?? 'unknown' }
}

function readReceipt(payload: Json): ChannelEvent {
  const providerMessageId = textOf(payload.umid)
  const status = isRecord(payload.status) ? payload.status : {}
  const word = statusWord(status)
  if (providerMessageId === null || !word) return unknown(`receipt ${shown(status.state)}`)
  const whatsapp = isRecord(payload.whatsapp) ? payload.whatsapp : {}
  return {
    type: 'message-status',
    number: null,
    providerMessageId,
    correlationId: textOf(payload.clientMessageId),
    phoneNumber: phoneOfUser(isRecord(payload.user) ? payload.user : {}),
    status: word,
    at: timeOf(status.timestamp),
    error:
      word === 'failed'
        ? errorOfReceipt(
            codeOf(status.errorCode),
            textOf(status.errorMessage),
            codeOf(whatsapp.providerErrorCode),
          )
        : null,
  }
}

const statusWords = new Map<string, StatusWord>([
  ['queued', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['rejected', 'failed'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
])

function statusWord({ state, detail }: Json): StatusWord | undefined {
  // To 8x8 it is delivered once Meta has it: for the phone that is only sent.
  if (state === 'delivered' && detail === 'delivered_to_operator') return 'sent'
  return statusWords.get(shown(state))
}

/** Up to version 8 of the payloads the number stands in the place of the person's id too. */
const phoneOfUser = (user: Json): string | null =>
  phoneOf(user.msisdn) ?? phoneOf(user.channelUserId)

/** Numbers, as text here and there. */
const codeOf = (value: unknown): number | null => {
  const text = textOf(value)
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}

// --- News of templates ----------------------------------------------------------------------------------------------

function readTemplateEvent(eventType: string, details: Json, meta: Json): ChannelEvent {
  const about = templateIn(details)
  if (eventType === 'template_status_update') {
    const status = textOf(meta.status)
    if (status === null) return unknown('a template event without a status')
    const other = isRecord(meta.otherInfo) ? textOf(meta.otherInfo.description) : null
    const reason = textOf(meta.reason)
    return {
      type: 'template-status',
      ...about,
      status,
      reason: (reason === 'NONE' ? null : reason) ?? other ?? disabledOn(meta.disableInfo),
      advice: null,
    }
  }
  if (eventType === 'template_quality_update') {
    const score = textOf(meta.newQualityScore)
    if (score === null) return unknown('a quality event without a score')
    return { type: 'template-quality', ...about, quality: qualityOf(score) }
  }
  const isDetection = eventType === 'template_correct_category_detection'
  const category = textOf(isDetection ? meta.category : meta.newCategory)
  const correct = isDetection ? textOf(meta.correctCategory) : null
  if (category === null || (isDetection && correct === null))
    return unknown('a category event without a category')
  return {
    type: 'template-category',
    ...about,
    category: category.toUpperCase(),
    coming: correct === null ? null : { category: correct.toUpperCase(), at: null },
  }
}

function disabledOn(info: unknown): string | null {
  const date = isRecord(info) ? textOf(info.disableDate) : null
  return date === null ? null : `Disabled on ${date.slice(0, 40)}.`
}

/** The event has an id that nothing else of 8x8's API knows: name and language are what the template is found by. */
function templateIn(details: Json) {
  const name = textOf(details.templateName)
  const language = textOf(details.templateLanguage)?.replace('-', '_') ?? null
  return {
    providerTemplateId: name !== null && language !== null ? templateKey(name, language) : null,
    name,
    language,
  }
}

const unknown = (what: string): ChannelEvent => ({ type: 'unknown', what })

/** ISO 8601. */
function timeOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(ms) && ms > 0 ? ms : null
}
