/** Reads a message of 8x8's shape into what it asks for, provider-neutral. */
import { err, ok, type Result } from '../../result.ts'
import { SendMessage } from './messages.ts'
import { type FieldCodes, type PublicRefusal, platformCode, refusalOf } from './refusal.ts'

export type WantedContent =
  | {
      kind: 'template'
      name: string
      language: string
      /** Values of the header's variables, and of the body's. */
      header: string[]
      body: string[]
      /** What the Flow button opens with; `index` counts the template's buttons. */
      flow?: { index?: number; screen?: string; data?: Record<string, unknown> }
      /** What the button that copies a code copies. */
      code?: { index?: number; text?: string }
    }
  | {
      kind: 'flow'
      publicId: string
      header?: string
      body: string
      footer?: string
      button: string
      action: 'navigate' | 'data_exchange'
      screen?: string
      data?: Record<string, unknown>
      token?: string
    }
  | { kind: 'text'; text: string }

export type WantedMessage = {
  /** As it was sent, not yet judged. */
  phoneNumber: string
  clientMessageId: string | null
  /** When it is to go out; null for at once. */
  scheduledAt: number | null
  content: WantedContent
}

/** 8x8's codes for what can be wrong with a message (messaging-platforms.md §2.3). */
export const messageCodes: FieldCodes = {
  user: { missing: platformCode.noUser },
  'user.msisdn': { missing: platformCode.noPhoneNumber, other: platformCode.badPhoneNumber },
  clientMessageId: { tooBig: platformCode.clientMessageIdTooLong },
  type: platformCode.badContentType,
  content: { missing: platformCode.noContent },
  'content.text': { tooSmall: platformCode.noText, tooBig: platformCode.tooLong },
  'content.template': { missing: platformCode.noTemplate },
  'content.template.name': { missing: platformCode.noTemplate, tooSmall: platformCode.noTemplate },
  'content.template.language': {
    missing: platformCode.noLanguage,
    tooSmall: platformCode.noLanguage,
  },
  'content.template.components.type': platformCode.badComponentType,
  'content.template.components.index': platformCode.badIndex,
  'content.template.components.parameters': { tooBig: platformCode.tooManyParameters },
  'content.template.components.parameters.text': { tooBig: platformCode.parameterTooLong },
  'content.template.components.parameters.couponCode': platformCode.badButtonParameter,
  channels: platformCode.badFallback,
  'channels.channel': platformCode.badFallback,
  scheduled: platformCode.badScheduleTime,
  expiry: platformCode.badExpiry,
  dlrCallbackUrl: platformCode.badReceiptUrl,
  context: platformCode.notSupported,
}

/** @returns what is asked for, or the first thing that is wrong with it. */
export function readMessage(value: unknown): Result<WantedMessage, PublicRefusal> {
  const read = SendMessage.safeParse(value)
  if (!read.success) return err(refusalOf(read.error, messageCodes))
  const { user, clientMessageId, type, scheduled } = read.data
  const content =
    type === 'template'
      ? readTemplateContent(read.data)
      : type === 'interactive'
        ? readInteractive(read.data)
        : readText(read.data)
  if (!content.ok) return content
  return ok({
    phoneNumber: user.msisdn,
    clientMessageId: clientMessageId ?? null,
    scheduledAt: scheduled ?? null,
    content: content.value,
  })
}

type Content = Result<WantedContent, PublicRefusal>

function readText({ content }: SendMessage): Content {
  if (content.text === undefined) return wrong('content.text', 'is required', platformCode.noText)
  return ok({ kind: 'text', text: content.text })
}

function readInteractive({ content }: SendMessage): Content {
  const { interactive } = content
  if (!interactive) return wrong('content.interactive', 'is required', platformCode.noContent)
  const { flowId, flowCta, flowAction, flowActionPayload, flowActionData, flowToken, mode } =
    interactive.action.parameters
  const at = 'content.interactive.action.parameters'
  if (flowAction === 'data_exchange') {
    return wrong(`${at}.flowAction`, 'not supported yet: data_exchange', platformCode.notSupported)
  }
  if (mode === 'draft') {
    return wrong(`${at}.mode`, 'not supported yet: draft', platformCode.notSupported)
  }
  const payload = flowActionPayload ?? flowActionData
  return ok({
    kind: 'flow',
    publicId: flowId,
    ...(interactive.header && { header: interactive.header.text }),
    body: interactive.body.text,
    ...(interactive.footer && { footer: interactive.footer.text }),
    button: flowCta,
    action: flowAction ?? 'navigate',
    ...(payload?.screen !== undefined && { screen: payload.screen }),
    ...(payload?.data && { data: payload.data }),
    ...(flowToken !== undefined && { token: flowToken }),
  })
}

function readTemplateContent({ content }: SendMessage): Content {
  const { template } = content
  if (!template) return wrong('content.template', 'is required', platformCode.noTemplate)
  const wanted: Template = {
    kind: 'template',
    name: template.name,
    language: template.language,
    header: [],
    body: [],
  }
  const seen = new Set<string>()
  for (const [i, component] of (template.components ?? []).entries()) {
    const field = `content.template.components[${i}]`
    const kind =
      component.type === 'button' ? `${component.subType?.toLowerCase()} button` : component.type
    if (seen.has(kind)) return wrong(field, `is a second ${kind}`, platformCode.badComponents)
    seen.add(kind)
    const amiss =
      component.type === 'button'
        ? readTemplateButton(wanted, component, field)
        : readTexts(wanted[component.type], component, field)
    if (amiss) return amiss
  }
  return ok(wanted)
}

type Template = Extract<WantedContent, { kind: 'template' }>
type Component = NonNullable<NonNullable<SendMessage['content']['template']>['components']>[number]

function readTexts(values: string[], { type: where, parameters = [] }: Component, field: string) {
  for (const [j, { type, text }] of parameters.entries()) {
    const at = `${field}.parameters[${j}]`
    if (type.toLowerCase() !== 'text') {
      return wrong(`${at}.type`, `must be text in a ${where}`, platformCode.badParameterType)
    }
    if (text === undefined) return wrong(`${at}.text`, 'is required', platformCode.noParameters)
    values.push(text)
  }
  return null
}

/** Flow buttons and those that copy a code take values; a name of their kind is written with or without a line between. */
function readTemplateButton(wanted: Template, component: Component, field: string) {
  const { parameters = [] } = component
  const subType = component.subType?.toLowerCase().replace('_', '')
  if (subType !== 'flow' && subType !== 'copycode')
    return wrong(`${field}.subType`, 'must be flow or copyCode', platformCode.badSubType)
  const [first, second] = parameters
  if (second)
    return wrong(`${field}.parameters[1]`, 'is one too many', platformCode.tooManyParameters)
  const type = subType === 'flow' ? 'action' : 'couponCode'
  if (first && first.type.toLowerCase().replace('_', '') !== type.toLowerCase()) {
    return wrong(`${field}.parameters[0].type`, `must be ${type}`, platformCode.badParameterType)
  }
  const index = component.index === undefined ? {} : { index: Number(component.index) }
  if (subType === 'flow') {
    wanted.flow = { ...index, ...first?.flowActionData }
    return null
  }
  if (first && first.couponCode === undefined)
    return wrong(`${field}.parameters[0].couponCode`, 'is required', platformCode.noParameters)
  wanted.code = { ...index, ...(first?.couponCode !== undefined && { text: first.couponCode }) }
  return null
}

const wrong = (field: string, words: string, code: number) =>
  err<PublicRefusal>({ code, message: `${field}: ${words}`, field })

/** As deep as a message's own fields go; below that an entry's value stands as a whole. */
const mergeDepth = 4

/** An entry of a batch over what the batch has in common: objects merge, everything else is replaced. */
export function mergeEntry(common: unknown, entry: unknown, depth = mergeDepth): unknown {
  if (depth === 0 || !isPlain(common) || !isPlain(entry))
    return entry === undefined ? common : entry
  const merged = new Map(Object.entries(common))
  for (const [key, value] of Object.entries(entry)) {
    merged.set(key, mergeEntry(merged.get(key), value, depth - 1))
  }
  return Object.fromEntries(merged)
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
