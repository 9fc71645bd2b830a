/** Reads a message of 8x8's shape into what it asks for, provider-neutral. */
import { err, ok, type Result } from '../../result.ts'
import { SendMessage } from './messages.ts'
import { type FieldCodes, type PublicRefusal, platformCode, refusalOf } from './refusal.ts'

export type WantedContent =
  | {
      kind: 'template'
      name: string
      language: string
      /** Values of {{1}}…{{n}}. */
      values: string[]
      screen?: string
      data?: Record<string, unknown>
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
  const { user, clientMessageId, type } = read.data
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
  const components = template.components ?? []
  const wanted: WantedContent = {
    kind: 'template',
    name: template.name,
    language: template.language,
    values: [],
  }
  for (const [i, component] of components.entries()) {
    const field = `content.template.components[${i}]`
    if (components.findIndex(({ type }) => type === component.type) !== i) {
      return wrong(field, `is a second ${component.type}`, platformCode.badComponents)
    }
    const parameters = component.parameters ?? []
    if (component.type === 'header') {
      return wrong(`${field}.type`, 'not supported yet: header', platformCode.badComponentType)
    }
    if (component.type === 'body') {
      for (const [j, { type, text }] of parameters.entries()) {
        const at = `${field}.parameters[${j}]`
        if (type.toLowerCase() !== 'text') {
          return wrong(`${at}.type`, 'must be text in a body', platformCode.badParameterType)
        }
        if (text === undefined) return wrong(`${at}.text`, 'is required', platformCode.noParameters)
        wanted.values.push(text)
      }
      continue
    }
    if (component.subType?.toLowerCase() !== 'flow') {
      return wrong(`${field}.subType`, 'must be flow', platformCode.badSubType)
    }
    if (Number(component.index ?? 0) !== 0) {
      return wrong(`${field}.index`, 'must be 0: a template has one button', platformCode.badIndex)
    }
    const [action, second] = parameters
    if (second)
      return wrong(`${field}.parameters[1]`, 'is one too many', platformCode.tooManyParameters)
    if (action && action.type.toLowerCase() !== 'action') {
      return wrong(`${field}.parameters[0].type`, 'must be action', platformCode.badParameterType)
    }
    const { screen, data } = action?.flowActionData ?? {}
    if (screen !== undefined) wanted.screen = screen
    if (data) wanted.data = data
  }
  return ok(wanted)
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
