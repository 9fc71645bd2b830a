/** From a message in 8x8's shape to what our sending takes, and from its refusals back to their fields and codes. */
import type { Problem } from '../../../shared/api/problem.ts'
import { readMessage, type WantedContent } from '../../../shared/api/public/read-message.ts'
import { type PublicRefusal, platformCode } from '../../../shared/api/public/refusal.ts'
import { readFlow, start } from '../../../shared/flow/index.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { buttonsInOrder } from '../../../shared/templates/finding.ts'
import { variablesIn } from '../../../shared/templates/text.ts'
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { findVersion, versionText } from '../flows/store.ts'
import type { Said, ToSend } from '../messages/send.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import { templatesNamed } from '../templates/store.ts'

/** How far ahead a message may be scheduled. */
const scheduleMaxMs = 366 * 86_400_000

/** Reads the messages of one request; looks each template up once. */
export function messageReader(env: Env, db: Db, workspaceId: string, now: number) {
  const known = new Map<string, Promise<Looked | null>>()
  const templateOf = (name: string, language: string): Promise<Looked | null> => {
    const key = `${name}\n${language}`
    const found = known.get(key) ?? look(name, language)
    known.set(key, found)
    return found
  }
  async function look(name: string, language: string): Promise<Looked | null> {
    const rows = await templatesNamed(db, workspaceId, name, language)
    const row = rows.find(({ status }) => status === 'APPROVED') ?? rows[0]
    return row
      ? { name: row.name, ...textOf(row), hasFlow: row.publicId !== null, row, screen: undefined }
      : null
  }
  const screenOf = (template: Looked) => {
    template.screen ??= opens(env, db, template.row)
    return template.screen
  }

  return async function read(value: unknown): Promise<Result<ToSend, PublicRefusal>> {
    const message = readMessage(value)
    if (!message.ok) return message
    const { content, scheduledAt, phoneNumber, clientMessageId } = message.value
    if (scheduledAt !== null && !(scheduledAt > now && scheduledAt <= now + scheduleMaxMs)) {
      return err(
        amiss('scheduled', 'must lie ahead, by a year at most', platformCode.badScheduleTime),
      )
    }
    let said: Said
    if (content.kind === 'template') {
      const template = await templateOf(content.name, content.language)
      const filled = fill(content, template)
      if (!filled.ok) return filled
      const screen = content.flow?.screen
      const opened = template && screen !== undefined ? await screenOf(template) : null
      if (opened !== null && screen !== opened) {
        return err(
          amiss(
            `${components}.parameters.flowActionData.screen`,
            `the template's button opens ${opened}`,
            platformCode.parameterNotAllowed,
          ),
        )
      }
      said = filled.value
    } else said = content
    return ok({
      phoneNumber,
      said,
      ...(clientMessageId !== null && { clientMessageId }),
      ...(scheduledAt !== null && { scheduledAt }),
    })
  }
}

/** A template that messages name, as far as they have to fit it. */
type Looked = ReturnType<typeof textOf> & {
  name: string
  hasFlow: boolean
  row: TemplateRow
  /** What its Flow button opens, once somebody asked. */
  screen: Promise<string | null> | undefined
}

type WantedTemplate = Extract<WantedContent, { kind: 'template' }>

const components = 'content.template.components'

/** The values as the template's author numbered them; header and body count theirs anew in a request. */
function fill(
  { name, language, header, body, flow, code }: WantedTemplate,
  template: Looked | null,
): Result<Said, PublicRefusal> {
  const said = {
    kind: 'template' as const,
    name,
    language,
    ...(flow?.data && { flowData: flow.data }),
    ...(code?.text !== undefined && { code: code.text }),
  }
  // Sending says what it thinks of a template that is not there.
  if (!template) return ok({ ...said, values: body })
  const parts = [
    ['header', header, variablesIn(template.header ?? '')],
    ['body', body, variablesIn(template.body)],
  ] as const
  const values: string[] = []
  for (const [part, given, numbers] of parts) {
    if (given.length !== numbers.length) {
      const has = numbers.length === 1 ? '1 variable' : `${numbers.length || 'no'} variables`
      return err(
        amiss(
          components,
          `the ${part} of "${name}" has ${has}; ${given.length} ${given.length === 1 ? 'value was' : 'values were'} given`,
          platformCode.badParameter,
        ),
      )
    }
    for (const [i, number] of numbers.entries()) {
      const value = given[i] ?? ''
      if (values[number - 1] !== undefined && values[number - 1] !== value) {
        return err(
          amiss(
            components,
            `header and body of "${name}" share a variable: it takes the same value in both`,
            platformCode.badParameter,
          ),
        )
      }
      values[number - 1] = value
    }
  }
  const order = buttonsInOrder(
    template.hasFlow ? { type: 'FLOW' as const } : null,
    template.buttons,
    template.flowAt,
  )
  for (const [type, button] of [
    ['FLOW', flow],
    ['COPY_CODE', code],
  ] as const) {
    const at = order.findIndex((it) => it.type === type)
    if (!button || (at >= 0 && (button.index ?? at) === at)) continue
    const subType = type === 'FLOW' ? 'flow' : 'copyCode'
    return err(
      amiss(
        `${components}.index`,
        at < 0
          ? `"${name}" has no button of kind ${subType}`
          : `the ${subType} button of "${name}" is number ${at}`,
        at < 0 ? platformCode.parameterNotAllowed : platformCode.badIndex,
      ),
    )
  }
  return ok({ ...said, values })
}

const amiss = (field: string, words: string, code: number): PublicRefusal => ({
  code,
  message: `${field}: ${words}`,
  field,
})

async function opens(env: Env, db: Db, row: TemplateRow): Promise<string | null> {
  const { navigateScreen } = textOf(row)
  if (navigateScreen !== null || row.publicId === null) return navigateScreen
  const found = await findVersion(db, row.workspaceId, row.publicId)
  const { flow } = found ? readFlow(await versionText(env, found.version)) : { flow: null }
  return flow ? (start(flow).history[0] ?? null) : null
}

/** Where the fields of a message stand in a request, with the code for what can be wrong there. */
const places: Record<string, { field: string; code?: number }> = {
  phoneNumber: { field: 'user.msisdn', code: platformCode.badPhoneNumber },
  clientMessageId: { field: 'clientMessageId', code: platformCode.clientMessageIdTooLong },
  template: { field: 'content.template', code: platformCode.templateNotFound },
  values: { field: 'content.template.components', code: platformCode.badParameter },
  flowId: { field: 'content.interactive.action.parameters.flowId' },
  flowToken: { field: 'content.interactive.action.parameters.flowToken' },
  text: { field: 'content.text', code: platformCode.noText },
  content: { field: 'content', code: platformCode.tooLong },
}

/** A refusal of our sending in the request's own fields. */
export function inTheirFields(refusal: Problem, kind: Said['kind']): Problem & PublicRefusal {
  const [name = ''] = (refusal.field ?? '').split('.')
  const place = places[name]
  const field = name === 'flowId' && kind === 'template' ? 'content.template' : place?.field
  const code = place?.code ?? codeOf(refusal.kind)
  const { field: _, ...rest } = refusal
  return {
    ...rest,
    code,
    message: refusal.detail ?? refusal.title,
    ...(field === undefined ? {} : { field }),
    facts: { code },
  }
}

const codeOf = (kind: Problem['kind']): number =>
  kind === 'not-found'
    ? platformCode.notFound
    : kind === 'no-channel'
      ? platformCode.noChannel
      : platformCode.invalidParameter
