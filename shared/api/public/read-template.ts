/** Between 8x8's template components and the parts that a template of ours has. */
import { err, ok, type Result } from '../../result.ts'
import { buttonsInOrder } from '../../templates/finding.ts'
import { countedAlone, countedFrom, variablesIn } from '../../templates/text.ts'
import { type Template, type TemplateButton, templateLimits } from '../templates.ts'
import { isoTime } from './fields.ts'
import { type PublicRefusal, platformCode } from './refusal.ts'
import type { Button, Component, CreateTemplate, TemplateRow } from './templates.ts'

/** What a request says, in our words; without a Flow button it has neither label nor flow. */
export type TemplateParts = {
  name: string
  language: string
  category: 'UTILITY' | 'MARKETING'
  header?: string
  body: string
  samples: string[]
  footer?: string
  buttonLabel?: string
  publicId?: string
  navigateScreen?: string
  buttons: TemplateButton[]
  flowAt: number
}

const lower = { HEADER: 'header', BODY: 'body', FOOTER: 'footer' } as const

/** The request's own name for one of our fields (`samples.1`), so that later refusals can use it. */
export type Places = (field: string) => string

/** Reads the components; what we cannot do yet is refused by name. */
export function readTemplate(
  request: CreateTemplate,
): Result<{ parts: TemplateParts; placeOf: Places }, PublicRefusal> {
  const { components, category } = request
  if (category === 'AUTHENTICATION')
    return refuse('category', 'AUTHENTICATION templates', platformCode.invalidParameter)
  const at = (type: Component['type']) => components.findIndex((part) => part.type === type)
  const twice = components.findIndex((part, i) => at(part.type) !== i)
  if (twice >= 0) {
    return wrong(
      `components[${twice}]`,
      `a template has one ${components[twice]!.type}`,
      platformCode.badComponents,
    )
  }
  if (at('BODY') < 0) return wrong('components', 'must hold a BODY', platformCode.badComponents)
  const texts: Partial<Record<Component['type'], string>> = {}
  for (const type of ['HEADER', 'BODY', 'FOOTER'] as const) {
    const part = components[at(type)]
    if (!part) continue
    const field = `components[${at(type)}].text`
    if (type === 'HEADER' && (part.format ?? 'TEXT').toUpperCase() !== 'TEXT')
      return refuse(`components[${at(type)}].format`, `HEADER of format ${part.format}`)
    if (part.text === undefined) return wrong(field, 'is required', platformCode.noText)
    const most = templateLimits[lower[type]]
    if (part.text.length > most)
      return wrong(field, `has at most ${most} characters`, platformCode.tooLong)
    texts[type] = part.text
  }
  const [headerAt, bodyAt, buttonsAt] = [at('HEADER'), at('BODY'), at('BUTTONS')]
  const field = `components[${buttonsAt}].buttons`
  const given = components[buttonsAt]?.buttons ?? []
  if (buttonsAt >= 0 && given.length === 0)
    return wrong(field, 'must hold a button', platformCode.badComponents)
  const read = readButtons(given, field)
  if (!read.ok) return read

  const { HEADER: header, BODY: body = '', FOOTER: footer } = texts
  const inHeader = variablesIn(header ?? '').length
  const parts: TemplateParts = {
    name: request.name,
    language: request.language,
    category,
    ...(header !== undefined && { header }),
    body: countedFrom(body, inHeader),
    samples: [
      ...(components[headerAt]?.examples ?? []),
      ...(components[bodyAt]?.examples ?? []),
    ].map((sample) => sample.trim()),
    ...(footer !== undefined && { footer }),
    ...read.value,
  }
  const headerSamples = components[headerAt]?.examples?.length ?? 0
  const { flowAt } = parts
  const placeOf: Places = (name) => {
    const [first = '', index, inside] = name.split('.')
    const n = Number(index)
    switch (first) {
      case 'header':
        return `components[${headerAt}].text`
      case 'body':
        return `components[${bodyAt}].text`
      case 'footer':
        return `components[${at('FOOTER')}].text`
      case 'samples':
        if (index === undefined)
          return `components[${inHeader > 0 && headerSamples !== inHeader ? headerAt : bodyAt}].examples`
        return n < headerSamples
          ? `components[${headerAt}].examples[${n}]`
          : `components[${bodyAt}].examples[${n - headerSamples}]`
      case 'buttons': {
        if (index === undefined) return field
        const place = parts.publicId !== undefined && n >= flowAt ? n + 1 : n
        const their = inside === 'label' ? 'text' : inside === 'code' ? 'example' : inside
        return `${field}[${place}]${their === undefined ? '' : `.${their}`}`
      }
      case 'buttonLabel':
        return `${field}[${flowAt}].text`
      case 'publicId':
        return `${field}[${flowAt}].flowId`
      case 'navigateScreen':
        return `${field}[${flowAt}].navigateScreen`
      default:
        return name
    }
  }
  return ok({ parts, placeOf })
}

type ButtonParts = Pick<
  TemplateParts,
  'buttonLabel' | 'publicId' | 'navigateScreen' | 'buttons' | 'flowAt'
>

function readButtons(given: readonly Button[], field: string): Result<ButtonParts, PublicRefusal> {
  const parts: ButtonParts = { buttons: [], flowAt: 0 }
  for (const [i, button] of given.entries()) {
    const at = `${field}[${i}]`
    const needs = (name: 'text' | 'flowId' | 'url' | 'phoneNumber') =>
      button[name] === undefined
        ? wrong(
            `${at}.${name}`,
            'is required',
            name === 'url' ? platformCode.badUrl : platformCode.badButtonParameter,
          )
        : null
    const label = button.text ?? ''
    const amiss =
      button.type === 'COPY_CODE'
        ? null
        : (needs('text') ??
          (button.type === 'FLOW'
            ? needs('flowId')
            : button.type === 'URL'
              ? needs('url')
              : button.type === 'PHONE_NUMBER'
                ? needs('phoneNumber')
                : null))
    if (amiss) return amiss
    switch (button.type) {
      case 'FLOW':
        if (parts.publicId !== undefined)
          return wrong(at, 'a template has one FLOW button', platformCode.badComponents)
        if (button.flowAction === 'data_exchange') {
          return refuse(
            `${at}.flowAction`,
            'flowAction data_exchange',
            platformCode.badButtonParameter,
          )
        }
        parts.buttonLabel = label
        parts.publicId = button.flowId ?? ''
        parts.flowAt = i
        if (button.navigateScreen !== undefined) parts.navigateScreen = button.navigateScreen
        break
      case 'QUICK_REPLY':
        parts.buttons.push({ type: 'QUICK_REPLY', label })
        break
      case 'URL':
        parts.buttons.push({ type: 'URL', label, url: button.url ?? '' })
        break
      case 'PHONE_NUMBER':
        parts.buttons.push({ type: 'PHONE_NUMBER', label, phoneNumber: button.phoneNumber ?? '' })
        break
      case 'COPY_CODE': {
        const code = [button.example ?? button.examples ?? []].flat()[0]
        if (code === undefined)
          return wrong(`${at}.example`, 'is required', platformCode.badButtonParameter)
        parts.buttons.push({ type: 'COPY_CODE', code })
      }
    }
  }
  return ok(parts)
}

const refuse = (field: string, what: string, code: number = platformCode.badComponentType) =>
  err<PublicRefusal>({ code, message: `not supported yet: ${what}`, field })

const wrong = (field: string, words: string, code: number) =>
  err<PublicRefusal>({ code, message: `${field}: ${words}`, field })

/** A template of ours as a row of 8x8's list. */
export function templateRow(
  template: Template & { navigateScreen?: string | null | undefined },
): TemplateRow {
  const { samples, footer, headerMedia } = template
  const header = countedAlone(template.header ?? '', samples)
  const body = countedAlone(template.body, samples)
  const buttons = buttonRows(template)
  return {
    id: template.id,
    channelId: template.channelId,
    channelName: template.channelName,
    templateName: template.name,
    language: template.language,
    languageName: languageName(template.language),
    components: [
      ...(headerMedia ? [{ type: 'HEADER' as const, format: mediaFormats[headerMedia.kind] }] : []),
      ...(header.text === ''
        ? []
        : [
            {
              type: 'HEADER' as const,
              format: 'TEXT' as const,
              text: header.text,
              ...(header.values.length === 0 ? {} : { example: { headerText: header.values } }),
            },
          ]),
      {
        type: 'BODY',
        text: body.text,
        ...(body.values.length === 0 ? {} : { example: { bodyText: body.values } }),
      },
      ...(footer === null ? [] : [{ type: 'FOOTER' as const, text: footer }]),
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS' as const, buttons }]),
    ],
    category: template.category,
    categoryName: inWords(template.category),
    status: template.status,
    statusName: inWords(template.status),
    rejectionReason: template.reason,
    createdAt: isoTime(template.createdAt),
    updatedAt: isoTime(template.updatedAt),
  }
}

const mediaFormats = { image: 'IMAGE', video: 'VIDEO', document: 'DOCUMENT' } as const

type ButtonRow = NonNullable<TemplateRow['components'][number]['buttons']>[number]

function buttonRows(
  template: Template & { navigateScreen?: string | null | undefined },
): ButtonRow[] {
  const { buttonLabel, publicId, navigateScreen, buttons, flowAt } = template
  const flow: ButtonRow | null =
    buttonLabel === null
      ? null
      : {
          type: 'FLOW',
          text: buttonLabel,
          flowId: publicId,
          flowAction: 'navigate',
          ...(navigateScreen ? { navigateScreen } : {}),
        }
  const others = buttons.map((button): ButtonRow => {
    if (button.type === 'COPY_CODE') return { type: 'COPY_CODE', example: button.code }
    const { label: text, ...rest } = button
    return { ...rest, text }
  })
  return buttonsInOrder(flow, others, flowAt)
}

/** `UTILITY` → "Utility" */
const inWords = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase().replaceAll('_', ' ')

/** `en_US` → "English (United States)"; the code itself where it has no name. */
function languageName(code: string): string {
  try {
    const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })
    return names.of(code.replace('_', '-')) ?? code
  } catch {
    return code
  }
}
