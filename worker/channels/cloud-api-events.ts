/** Reads the bodies of Meta's webhooks into neutral events: every entry, change, message and status (§3.7). */
import { wordsOf } from './cloud-api-errors.ts'
import type { ChannelEvent, Inbound, StatusWord } from './events.ts'
import { isRecord, listOf, phoneOf, qualityOf, shown, textOf } from './reading.ts'

type Json = Record<string, unknown>

/** The events of a parsed body, in its order. Whatever has an unexpected shape becomes `unknown`; nothing throws. */
export function readMetaEvents(body: unknown): ChannelEvent[] {
  if (!isRecord(body)) return [unknown('a body that is no object')]
  if (!Array.isArray(body.entry)) return [unknown('a body without entries')]
  const events: ChannelEvent[] = []
  for (const change of body.entry.flatMap(changesOf)) events.push(...readChange(change))
  return events
}

const changesOf = (entry: unknown): unknown[] =>
  isRecord(entry) && Array.isArray(entry.changes) ? entry.changes : []

function readChange(change: unknown): ChannelEvent[] {
  if (!isRecord(change) || !isRecord(change.value)) return [unknown('a change without a value')]
  const { field, value } = change
  switch (field) {
    case 'messages':
      return readMessages(value)
    case 'message_template_status_update':
      return [readTemplateStatus(value)]
    case 'message_template_quality_update':
      return [readTemplateQuality(value)]
    case 'template_category_update':
      return [readTemplateCategory(value)]
    case 'flows':
      return [readFlowEvent(value)]
    case 'phone_number_quality_update':
      return [readNumberQuality(value)]
    case 'phone_number_name_update':
      return [readNumberName(value)]
    default:
      return [unknown(`field ${shown(field)}`)]
  }
}

function readMessages(value: Json): ChannelEvent[] {
  const number = isRecord(value.metadata) ? textOf(value.metadata.phone_number_id) : null
  return [
    ...listOf(value.statuses).map((status) => readStatus(status, number)),
    ...listOf(value.messages).map((message) => readInbound(message, value, number)),
  ]
}

const statusWords = new Map<string, StatusWord>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])

function readStatus(status: Json, number: string | null): ChannelEvent {
  const providerMessageId = textOf(status.id)
  const word = statusWords.get(shown(status.status))
  if (providerMessageId === null || !word) return unknown(`status ${shown(status.status)}`)
  const [error] = listOf(status.errors)
  return {
    type: 'message-status',
    number,
    providerMessageId,
    correlationId: textOf(status.biz_opaque_callback_data),
    phoneNumber: phoneOf(status.recipient_id),
    status: word,
    at: timeOf(status.timestamp),
    error: error
      ? { code: typeof error.code === 'number' ? error.code : null, message: wordsOf(error) }
      : null,
  }
}

function readInbound(message: Json, value: Json, number: string | null): ChannelEvent {
  const providerMessageId = textOf(message.id)
  if (providerMessageId === null) return unknown('a message without an id')
  const contacts = listOf(value.contacts)
  const contact = contacts.find(({ wa_id }) => wa_id === message.from) ?? contacts[0]
  const inbound: Inbound = {
    number,
    providerMessageId,
    phoneNumber: phoneOf(message.from),
    contactName: isRecord(contact?.profile) ? textOf(contact.profile.name) : null,
    replyTo: isRecord(message.context) ? textOf(message.context.id) : null,
    at: timeOf(message.timestamp),
  }
  const kind = shown(message.type)
  if (kind === 'text' && isRecord(message.text) && typeof message.text.body === 'string') {
    return { ...inbound, type: 'text-received', text: message.text.body }
  }
  const interactive = isRecord(message.interactive) ? message.interactive : {}
  const reply = isRecord(interactive.nfm_reply) ? interactive.nfm_reply : null
  // Other things than flows answer in this shape too, and say so by another name.
  if (kind === 'interactive' && reply && (reply.name === undefined || reply.name === 'flow')) {
    const json = reply.response_json
    return {
      ...inbound,
      type: 'flow-submitted',
      responseJson: typeof json === 'string' ? json : JSON.stringify(json ?? null),
    }
  }
  return {
    ...inbound,
    type: 'other-received',
    kind: typeof message.type === 'string' ? kind : 'unknown',
  }
}

function readTemplateStatus(value: Json): ChannelEvent {
  const status = textOf(value.event)
  if (status === null) return unknown('a template event without a status')
  const info = isRecord(value.rejection_info) ? value.rejection_info : {}
  const other = isRecord(value.other_info) ? textOf(value.other_info.description) : null
  const reason = textOf(value.reason)
  return {
    type: 'template-status',
    ...templateIn(value),
    status,
    reason: textOf(info.reason) ?? other ?? (reason === 'NONE' ? null : reason),
    advice: textOf(info.recommendation),
  }
}

function readTemplateQuality(value: Json): ChannelEvent {
  const score = textOf(value.new_quality_score)
  if (score === null) return unknown('a quality event without a score')
  return {
    type: 'template-quality',
    ...templateIn(value),
    quality: qualityOf(score),
  }
}

/** An early notice names the coming category as the correct one, and the current one as the new one. */
function readTemplateCategory(value: Json): ChannelEvent {
  const category = textOf(value.new_category)
  if (category === null) return unknown('a category event without a category')
  const coming = textOf(value.correct_category)
  return {
    type: 'template-category',
    ...templateIn(value),
    category: category.toUpperCase(),
    coming:
      coming === null
        ? null
        : {
            category: coming.toUpperCase(),
            at: timeOf(value.category_update_timestamp),
          },
  }
}

const templateIn = (value: Json) => ({
  providerTemplateId: textOf(value.message_template_id),
  name: textOf(value.message_template_name),
  // Spelled en-US here and en_US everywhere else.
  language: textOf(value.message_template_language)?.replace('-', '_') ?? null,
})

function readFlowEvent(value: Json): ChannelEvent {
  const providerFlowId = textOf(value.flow_id)
  const status = textOf(value.new_status)
  if (value.event !== 'FLOW_STATUS_CHANGE' || providerFlowId === null || status === null) {
    return unknown(`flow event ${shown(value.event)}`)
  }
  return { type: 'flow-status', providerFlowId, status }
}

function readNumberQuality(value: Json): ChannelEvent {
  const phoneNumber = phoneOf(textOf(value.display_phone_number)?.replace(/[\s()-]/g, ''))
  const limit = textOf(value.current_limit)
  if (phoneNumber === null) return unknown('a quality event without a number')
  return {
    type: 'number-health',
    phoneNumber,
    change: {
      ...(limit !== null && { messagingLimit: limit.slice(0, 40) }),
      // A number is flagged for low quality; how good it is once that is over, only the provider's own page says.
      ...(value.event === 'FLAGGED' && { quality: 'RED', status: 'FLAGGED' }),
      ...(value.event === 'UNFLAGGED' && { quality: null, status: 'CONNECTED' }),
      ...(value.event === 'THROUGHPUT_UPGRADE' && { throughput: 'HIGH' }),
    },
  }
}

function readNumberName(value: Json): ChannelEvent {
  const phoneNumber = phoneOf(textOf(value.display_phone_number)?.replace(/[\s()-]/g, ''))
  const decision = textOf(value.decision)
  if (phoneNumber === null || decision === null) return unknown('a name event without a decision')
  const name = textOf(value.requested_verified_name)
  return {
    type: 'number-health',
    phoneNumber,
    change: {
      nameStatus: decision === 'REJECTED' ? 'DECLINED' : decision.slice(0, 40),
      ...(decision === 'APPROVED' && name !== null && { verifiedName: name.slice(0, 200) }),
    },
  }
}

const unknown = (what: string): ChannelEvent => ({ type: 'unknown', what })

/** Unix seconds, mostly as text. */
function timeOf(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) return null
  const ms = seconds < 1e11 ? seconds * 1000 : seconds
  return ms < 8.64e15 ? Math.round(ms) : null
}
