/** Which templates are accepted for review: the rules of names, components, samples and buttons. */
import { invalidParameter } from './errors.ts'
import { isTemplateLanguage } from './languages.ts'
import type { Params } from './params.ts'
import { type Button, type FlowLookup, readButtons, readText } from './template-buttons.ts'
import {
  faultOfVariables,
  hasVariableAtEdge,
  isTooDense,
  type VariableStyle,
  variablesOf,
} from './template-text.ts'

export type Component = {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS'
  format?: string
  text?: string
  buttons?: Button[]
  example?: unknown
}

/** Whether a handle is that of an uploaded sample. */
export type SampleLookup = (handle: string) => boolean

export type CheckedTemplate = {
  name: string
  language: string
  category: string
  format: VariableStyle
  components: Component[]
  ttlSeconds: number | null
}

/** Reads the parameters of a new template. Throws the platform's error for the first rule broken. */
export function checkTemplate(
  params: Params,
  findFlow: FlowLookup,
  hasSample: SampleLookup,
): CheckedTemplate {
  const name = params.text('name')
  if (name === undefined) throw invalidParameter('The parameter name is required.')
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    throw invalidParameter(
      'Message template names can have only lower-case letters, digits and underscores, at most 512.',
    )
  }
  const language = params.text('language')
  if (language === undefined) throw invalidParameter('The parameter language is required.')
  if (!isTemplateLanguage(language)) {
    throw invalidParameter(`Param language must be a supported language code - got "${language}".`)
  }
  const category = params.text('category')?.toUpperCase() ?? ''
  if (!['AUTHENTICATION', 'MARKETING', 'UTILITY'].includes(category)) {
    throw invalidParameter('Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}.')
  }
  const format = (params.text('parameter_format') ?? 'POSITIONAL').toUpperCase()
  if (format !== 'POSITIONAL' && format !== 'NAMED') {
    throw invalidParameter('Param parameter_format must be one of {POSITIONAL, NAMED}.')
  }
  const list = params.list('components')
  if (!list) throw invalidParameter('The parameter components is required.')
  const components = list.map((value, at) => readComponent(value, at, format, findFlow, hasSample))
  for (const type of ['HEADER', 'BODY', 'FOOTER', 'BUTTONS']) {
    if (components.filter((component) => component.type === type).length > 1) {
      throw invalidParameter(`A template has at most one ${type} component.`)
    }
  }
  if (!components.some(({ type }) => type === 'BODY')) {
    throw invalidParameter('A template needs a BODY component.')
  }
  return { name, language, category, format, components, ttlSeconds: readTtl(params, category) }
}

const lifeRanges: Record<string, [number, number]> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
}

function readTtl(params: Params, category: string): number | null {
  const text = params.text('message_send_ttl_seconds')
  if (text === undefined) return null
  const seconds = Number(text)
  const [least, most] = lifeRanges[category] ?? [0, 0]
  if (seconds === -1 && category !== 'MARKETING') return seconds
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return seconds
  throw invalidParameter(
    `Param message_send_ttl_seconds must be ${least} to ${most} for ${category}.`,
  )
}

function readComponent(
  value: unknown,
  at: number,
  style: VariableStyle,
  findFlow: FlowLookup,
  hasSample: SampleLookup,
): Component {
  const where = `components[${at}]`
  if (typeof value !== 'object' || value === null) {
    throw invalidParameter(`Param ${where} must be an object.`)
  }
  const given = value as Record<string, unknown>
  const type = String(given.type ?? '').toUpperCase()
  if (type === 'HEADER') return readHeader(given, where, style, hasSample)
  if (type === 'BODY') return readBody(given, where, style)
  if (type === 'FOOTER') return readFooter(given, where)
  if (type === 'BUTTONS') return { type, buttons: readButtons(given, where, findFlow) }
  throw invalidParameter(`Param ${where}['type'] must be one of {HEADER, BODY, FOOTER, BUTTONS}.`)
}

function readHeader(
  given: Record<string, unknown>,
  where: string,
  style: VariableStyle,
  hasSample: SampleLookup,
): Component {
  const format = String(given.format ?? '').toUpperCase()
  const refuse = (details: string) =>
    invalidParameter(details, 2388047, 'Message header format is incorrect')
  if (format === 'LOCATION') return { type: 'HEADER', format }
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format)) {
    const handles = exampleOf(given).header_handle
    if (!Array.isArray(handles) || typeof handles[0] !== 'string') {
      throw refuse(`Param ${where}['example']['header_handle'] must hold a sample of the media.`)
    }
    if (!hasSample(handles[0])) {
      throw refuse(
        `Param ${where}['example']['header_handle'] must be the handle of an uploaded file.`,
      )
    }
    return { type: 'HEADER', format, example: given.example }
  }
  if (format !== 'TEXT') {
    throw refuse(
      `Param ${where}['format'] must be one of {TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION}.`,
    )
  }
  const text = readText(given, where, 60)
  if (/[\n*~]/.test(text)) throw refuse('Headers have no line breaks and no markup.')
  const fault = faultOfVariables(text, style)
  if (fault) throw refuse(fault)
  if (variablesOf(text).length > 1) throw refuse('Headers have at most one variable.')
  requireSamples(given, where, text, style, 'header_text')
  return {
    type: 'HEADER',
    format,
    text,
    ...(given.example !== undefined && { example: given.example }),
  }
}

function readBody(given: Record<string, unknown>, where: string, style: VariableStyle): Component {
  const text = readText(given, where, 1_024)
  const fault = faultOfVariables(text, style)
  if (fault) throw invalidParameter(fault, 2388072, 'Message body format is incorrect')
  if (hasVariableAtEdge(text)) {
    throw invalidParameter(
      'Variables cannot stand at the start or the end of the text.',
      2388299,
      'Variables cannot be at the start or end of the template',
    )
  }
  if (isTooDense(text)) {
    throw invalidParameter(
      'The text has too many variables for its length. Write more words, or take variables out.',
      2388293,
      'This template has too many variables for its length',
    )
  }
  requireSamples(given, where, text, style, 'body_text')
  return { type: 'BODY', text, ...(given.example !== undefined && { example: given.example }) }
}

function readFooter(given: Record<string, unknown>, where: string): Component {
  const text = readText(given, where, 60)
  if (variablesOf(text).length > 0) {
    throw invalidParameter(
      'Footers have no variables.',
      2388073,
      'Message footer format is incorrect',
    )
  }
  return { type: 'FOOTER', text }
}

const exampleOf = (given: Record<string, unknown>): Record<string, unknown> =>
  typeof given.example === 'object' && given.example !== null
    ? (given.example as Record<string, unknown>)
    : {}

/** One sample for each variable: positional bodies in an array of arrays, headers in a flat one, named ones by name. */
function requireSamples(
  given: Record<string, unknown>,
  where: string,
  text: string,
  style: VariableStyle,
  key: 'body_text' | 'header_text',
): void {
  const names = variablesOf(text)
  if (names.length === 0) return
  const example = exampleOf(given)
  if (style === 'NAMED') {
    const samples: unknown = example[`${key}_named_params`]
    const sampled = new Set(
      (Array.isArray(samples) ? samples : [])
        .filter((sample) => typeof sample?.example === 'string' && sample.example !== '')
        .map((sample) => sample.param_name),
    )
    if (names.every((name) => sampled.has(name)) && sampled.size === names.length) return
  } else {
    const outer: unknown = example[key]
    const samples: unknown = key === 'body_text' && Array.isArray(outer) ? outer[0] : outer
    const isWhole =
      Array.isArray(samples) &&
      samples.length === names.length &&
      samples.every((sample) => typeof sample === 'string' && sample !== '')
    if (isWhole) return
  }
  throw invalidParameter(
    `Param ${where} has ${names.length} variable${names.length === 1 ? '' : 's'} and needs as many samples in ` +
      `['example']['${key}${style === 'NAMED' ? '_named_params' : ''}'].`,
    key === 'body_text' ? 2388072 : 2388047,
    key === 'body_text' ? 'Message body format is incorrect' : 'Message header format is incorrect',
  )
}
