/** Between 8x8's template components and the parts that a template of ours has. */
import { err, ok, type Result } from '../../result.ts'
import { buttonsInOrder } from '../../templates/finding.ts'
import { countedAlone } from '../../templates/text.ts'
import { type Template, templateLimits } from '../templates.ts'
import { isoTime } from './fields.ts'
import { type PublicRefusal, platformCode } from './refusal.ts'
import type { Component, CreateTemplate, TemplateRow } from './templates.ts'

/** What a request says, in our words; without a Flow button it has neither label nor flow. */
export type TemplateParts = {
  name: string
  language: string
  category: 'UTILITY' | 'MARKETING'
  body: string
  samples: string[]
  footer?: string
  buttonLabel?: string
  publicId?: string
  navigateScreen?: string
  /** Where each of our fields stood in the request, so that later refusals can name it. */
  places: Record<string, string>
}

/** Reads the components; what we cannot do yet is refused by name. */
export function readTemplate(request: CreateTemplate): Result<TemplateParts, PublicRefusal> {
  const { components, category } = request
  if (category === 'AUTHENTICATION')
    return refuse('category', 'AUTHENTICATION templates', platformCode.invalidParameter)
  const at = (type: Component['type']) => components.findIndex((part) => part.type === type)
  const twice = components.findIndex((part, i) => at(part.type) !== i)
  if (twice >= 0) {
    return err({
      code: platformCode.badComponents,
      message: `components[${twice}]: a template has one ${components[twice]!.type}`,
      field: `components[${twice}]`,
    })
  }
  if (at('HEADER') >= 0) return refuse(`components[${at('HEADER')}].type`, 'HEADER components')
  const bodyAt = at('BODY')
  const body = components[bodyAt]
  if (!body) return missing('components', 'components must hold a BODY', platformCode.badComponents)
  const bodyField = `components[${bodyAt}].text`
  if (body.text === undefined)
    return missing(bodyField, `${bodyField} is required`, platformCode.noText)

  const footerAt = at('FOOTER')
  const footer = components[footerAt]
  const footerField = `components[${footerAt}].text`
  if (footer) {
    if (footer.text === undefined)
      return missing(footerField, `${footerField} is required`, platformCode.noText)
    if (footer.text.length > templateLimits.footer) {
      return err({
        code: platformCode.tooLong,
        message: `${footerField}: a footer has at most ${templateLimits.footer} characters`,
        field: footerField,
      })
    }
  }
  const buttonsAt = at('BUTTONS')
  const button =
    buttonsAt < 0
      ? ok(null)
      : readButton(components[buttonsAt]!, `components[${buttonsAt}].buttons`)
  if (!button.ok) return button
  const places: Record<string, string> = {
    channelId: 'channelId',
    body: bodyField,
    samples: `components[${bodyAt}].examples`,
    footer: footerField,
    buttonLabel: `components[${buttonsAt}].buttons[0].text`,
    publicId: `components[${buttonsAt}].buttons[0].flowId`,
    navigateScreen: `components[${buttonsAt}].buttons[0].navigateScreen`,
  }
  return ok({
    name: request.name,
    language: request.language,
    category,
    body: body.text,
    samples: body.examples ?? [],
    ...(footer?.text === undefined ? {} : { footer: footer.text }),
    ...button.value,
    places,
  })
}

type ButtonParts = Pick<TemplateParts, 'buttonLabel' | 'publicId' | 'navigateScreen'>

function readButton({ buttons }: Component, field: string): Result<ButtonParts, PublicRefusal> {
  const other = buttons?.findIndex((button) => button.type.toUpperCase() !== 'FLOW') ?? -1
  if (other >= 0)
    return refuse(`${field}[${other}].type`, `${buttons![other]!.type.slice(0, 40)} buttons`)
  const [button, second] = buttons ?? []
  if (!button || second) {
    return err({
      code: platformCode.badComponents,
      message: `${field} must hold one FLOW button`,
      field,
    })
  }
  if (button.text === undefined) {
    return missing(
      `${field}[0].text`,
      `${field}[0].text is required`,
      platformCode.badButtonParameter,
    )
  }
  if (button.flowId === undefined) {
    return missing(
      `${field}[0].flowId`,
      `${field}[0].flowId is required`,
      platformCode.badButtonParameter,
    )
  }
  if (button.flowAction === 'data_exchange') {
    return refuse(
      `${field}[0].flowAction`,
      'flowAction data_exchange',
      platformCode.badButtonParameter,
    )
  }
  return ok({
    buttonLabel: button.text,
    publicId: button.flowId,
    ...(button.navigateScreen === undefined ? {} : { navigateScreen: button.navigateScreen }),
  })
}

const refuse = (field: string, what: string, code: number = platformCode.badComponentType) =>
  err<PublicRefusal>({ code, message: `not supported yet: ${what}`, field })

const missing = (field: string, message: string, code: number) =>
  err<PublicRefusal>({ code, message, field })

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
