/** A template with its values at send time: do they fit, and what does the phone show. */
import { GraphError } from './errors.ts'
import {
  type Bubble,
  type FindFlow,
  type FindMedia,
  invalid,
  isRecord,
  type MessageContent,
  missing,
  readData,
  readMediaMessage,
  requireSendable,
  type SentFlow,
} from './message-content.ts'
import type { Button, FlowButton } from './template-buttons.ts'
import type { Component } from './template-rules.ts'
import type { Template } from './template-store.ts'
import { fill, variablesOf } from './template-text.ts'

/** What a message says about its template. */
export type TemplateReference = { name: string; language: string; components: unknown[] }

export function readTemplateReference(template: unknown): TemplateReference {
  if (!isRecord(template)) throw missing('template')
  if (typeof template.name !== 'string' || template.name === '') throw missing('template.name')
  const language = template.language
  if (!isRecord(language) || typeof language.code !== 'string') {
    throw missing('template.language.code')
  }
  const components = template.components ?? []
  if (!Array.isArray(components)) throw invalid('template.components must be an array.')
  return { name: template.name, language: language.code, components }
}

/** Refuses templates that may not be sent in their state. */
export function requireApproved(
  template: Template | undefined,
  wanted: TemplateReference,
): asserts template is Template {
  const name = `template name (${wanted.name})`
  if (template?.status === 'PAUSED') throw new GraphError(132015, { details: `${name} is paused` })
  if (template?.status === 'DISABLED') {
    throw new GraphError(132016, { details: `${name} is disabled` })
  }
  if (template?.status === 'APPROVED') return
  const why = template ? `is ${template.status} in` : 'does not exist in'
  throw new GraphError(132001, { details: `${name} ${why} ${wanted.language}` })
}

/** Fills a template with the values of one message. */
export function readTemplateMessage(
  template: Template,
  given: unknown[],
  findFlow: FindFlow,
  findMedia: FindMedia,
): MessageContent {
  const sent = given.map((component) => {
    if (!isRecord(component)) throw invalid('template.components holds objects only.')
    return { ...component, type: String(component.type ?? '').toLowerCase() } as SentComponent
  })
  const bubble: Bubble = { body: '', buttons: [] }
  let flow: SentFlow | null = null
  for (const part of template.components) {
    if (part.type === 'HEADER') bubble.header = readHeader(part, template, sent, findMedia)
    else if (part.type === 'BODY') {
      bubble.body = filled(part.text ?? '', template, sent, 'body', 1_024)
    } else if (part.type === 'FOOTER') bubble.footer = part.text ?? ''
    else {
      for (const [index, button] of (part.buttons ?? []).entries()) {
        bubble.buttons.push({
          kind: button.type.toLowerCase().replaceAll('_', '-'),
          label: button.text ?? 'Copy code',
        })
        if (button.type === 'FLOW') {
          flow = readFlowButton(button as FlowButton, index, sent, findFlow)
        } else requireButtonValue(button, index, sent)
      }
    }
  }
  return {
    kind: 'template',
    bubble,
    flow,
    template: template.name,
    category: template.category,
    ttlSeconds: template.ttlSeconds,
  }
}

type SentComponent = {
  type: string
  sub_type?: unknown
  index?: unknown
  parameters?: unknown
}

function parametersOf(sent: SentComponent | undefined): Record<string, unknown>[] {
  const list = sent?.parameters ?? []
  if (!Array.isArray(list) || !list.every(isRecord)) {
    throw invalid(`Parameters of ${sent?.type} must be an array of objects.`)
  }
  return list
}

function readHeader(
  part: Component,
  template: Template,
  sent: SentComponent[],
  findMedia: FindMedia,
): NonNullable<Bubble['header']> {
  if (part.format === 'TEXT') {
    return { kind: 'text', text: filled(part.text ?? '', template, sent, 'header', 60) }
  }
  const kind = (part.format ?? '').toLowerCase() as 'image' | 'video' | 'document' | 'location'
  const [parameter] = parametersOf(sent.find(({ type }) => type === 'header'))
  const media = parameter?.type === kind ? parameter[kind] : undefined
  if (!isRecord(media)) {
    throw new GraphError(132012, {
      details: `header: Format mismatch, expected ${kind.toUpperCase()}`,
    })
  }
  if (kind === 'location') return { kind, text: String(media.name ?? '') }
  return (
    readMediaMessage(kind, { id: media.id, link: media.link, ...named(kind, media) }, findMedia)
      .bubble.header ?? {
      kind,
      text: '',
    }
  )
}

/** Documents may bring the name that the phone shows. */
const named = (kind: string, { filename }: Record<string, unknown>) =>
  kind === 'document' && filename !== undefined ? { filename } : {}

/** The text with one value for each of its variables, no more and no less. */
function filled(
  text: string,
  template: Template,
  sent: SentComponent[],
  type: 'header' | 'body',
  most: number,
): string {
  const names = variablesOf(text)
  const parameters = parametersOf(sent.find((component) => component.type === type))
  if (parameters.length !== names.length) {
    throw new GraphError(132000, {
      details:
        `${type}: number of localizable_params (${parameters.length}) does not match the expected ` +
        `number of params (${names.length})`,
    })
  }
  const values = new Map<string, string>()
  for (const [at, parameter] of parameters.entries()) {
    const name = template.format === 'NAMED' ? String(parameter.parameter_name) : String(at + 1)
    if (!names.includes(name)) {
      throw new GraphError(132000, { details: `${type}: no variable is named ${name}` })
    }
    values.set(name, readValue(parameter, `${type}: parameter ${name}`))
  }
  if (values.size !== names.length) {
    throw new GraphError(132000, { details: `${type}: a variable has no value` })
  }
  const result = fill(text, values)
  if (result.length > most) {
    throw new GraphError(132005, { details: `${type} is longer than ${most} characters` })
  }
  return result
}

function readValue(parameter: Record<string, unknown>, where: string): string {
  if (parameter.type !== 'text') {
    throw new GraphError(132012, { details: `${where} must be of type text` })
  }
  const { text } = parameter
  if (typeof text !== 'string' || text === '') throw missing(`${where} text`)
  if (/[\n\t]| {5}/.test(text)) {
    throw new GraphError(132012, {
      details: `${where} has a new line, a tab, or more than four spaces in a row`,
    })
  }
  return text
}

/** The parameters that a message gives for one button of its template; undefined where it names none. */
const buttonIn = (sent: SentComponent[], kind: string, index: number): SentComponent | undefined =>
  sent.find(
    ({ type, sub_type, index: at }) =>
      type === 'button' &&
      String(sub_type).toLowerCase() === kind &&
      String(at ?? '0') === String(index),
  )

/** Addresses with a variable and codes to copy need their value in each message. */
function requireButtonValue(button: Button, index: number, sent: SentComponent[]): void {
  const isAddress = button.type === 'URL' && variablesOf(String(button.url)).length > 0
  if (!isAddress && button.type !== 'COPY_CODE') return
  const component = buttonIn(sent, button.type.toLowerCase(), index)
  if (!component) {
    throw missing(`buttons: Button at index ${index} of type ${button.type} requires a parameter`)
  }
  const [parameter] = parametersOf(component)
  const [type, value] = isAddress
    ? ['text', parameter?.text]
    : ['coupon_code', parameter?.coupon_code]
  if (parameter?.type !== type) {
    throw new GraphError(132012, { details: `button ${index}: parameter must be of type ${type}` })
  }
  if (typeof value !== 'string' || value === '') throw missing(`button ${index}: ${type}`)
  if (!isAddress && value.length > 15) {
    throw new GraphError(132005, {
      details: `button ${index}: the code is longer than 15 characters`,
    })
  }
}

function readFlowButton(
  button: FlowButton,
  index: number,
  sent: SentComponent[],
  findFlow: FindFlow,
): SentFlow {
  const component = buttonIn(sent, 'flow', index)
  if (!component) {
    throw missing(`buttons: Button at index ${index} of type Flow requires a parameter`)
  }
  const flow = findFlow({ id: button.flow_id })
  if (!flow) throw invalid(`The flow ${button.flow_id} does not exist any more.`)
  requireSendable(flow, 'published')
  const [parameter] = parametersOf(component)
  const action = parameter?.action ?? {}
  if ((parameter && parameter.type !== 'action') || !isRecord(action)) {
    throw new GraphError(132012, { details: `button ${index}: parameter must be of type action` })
  }
  const token = action.flow_token ?? 'unused'
  if (typeof token !== 'string' || token.length > 4_096)
    throw invalid('flow_token must be a string.')
  return {
    flowId: button.flow_id,
    token,
    action: button.flow_action,
    screen: button.navigate_screen ?? null,
    data: readData(action.flow_action_data, 'flow_action_data'),
    mode: 'published',
  }
}
