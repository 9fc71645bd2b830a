/** From a message in 8x8's shape to what our sending takes, and from its refusals back to their fields and codes. */
import type { Problem } from '../../../shared/api/problem.ts'
import {
  readMessage,
  type WantedContent,
  type WantedMessage,
} from '../../../shared/api/public/read-message.ts'
import { type PublicRefusal, platformCode } from '../../../shared/api/public/refusal.ts'
import { readFlow, start } from '../../../shared/flow/index.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { findVersion, versionText } from '../flows/store.ts'
import type { Said, ToSend } from '../messages/send.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import { templatesNamed } from '../templates/store.ts'

/** Reads the messages of one request; looks each template up once. */
export function messageReader(env: Env, db: Db, workspaceId: string) {
  const screens = new Map<string, Promise<string | null>>()
  /** The screen that a template's button opens; null where there is no such template or button. */
  const screenOf = (name: string, language: string): Promise<string | null> => {
    const key = `${name}\n${language}`
    const known = screens.get(key) ?? look(name, language)
    screens.set(key, known)
    return known
  }
  async function look(name: string, language: string): Promise<string | null> {
    const rows = await templatesNamed(db, workspaceId, name, language)
    const row = rows.find(({ status }) => status === 'APPROVED') ?? rows[0]
    return row ? opens(env, db, row) : null
  }

  return async function read(value: unknown): Promise<Result<ToSend, PublicRefusal>> {
    const message = readMessage(value)
    if (!message.ok) return message
    const { content } = message.value
    if (content.kind === 'template' && content.screen !== undefined) {
      const screen = await screenOf(content.name, content.language)
      if (screen !== null && screen !== content.screen) {
        const field = 'content.template.components.parameters.flowActionData.screen'
        return err({
          code: platformCode.parameterNotAllowed,
          message: `${field}: the template's button opens ${screen}`,
          field,
        })
      }
    }
    return ok(toSend(message.value))
  }
}

async function opens(env: Env, db: Db, row: TemplateRow): Promise<string | null> {
  const { navigateScreen } = textOf(row)
  if (navigateScreen !== null || row.publicId === null) return navigateScreen
  const found = await findVersion(db, row.workspaceId, row.publicId)
  const { flow } = found ? readFlow(await versionText(env, found.version)) : { flow: null }
  return flow ? (start(flow).history[0] ?? null) : null
}

const toSend = ({ phoneNumber, clientMessageId, content }: WantedMessage): ToSend => ({
  phoneNumber,
  said: saidOf(content),
  ...(clientMessageId !== null && { clientMessageId }),
})

function saidOf(content: WantedContent): Said {
  if (content.kind !== 'template') return content
  const { screen: _, data, ...said } = content
  return { ...said, ...(data && { flowData: data }) }
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
