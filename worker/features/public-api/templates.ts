/** Templates over the public API, in 8x8's component shape. */
import { and, eq, ne } from 'drizzle-orm'
import type { Problem } from '../../../shared/api/problem.ts'
import { type Places, readTemplate, templateRow } from '../../../shared/api/public/read-template.ts'
import { type FieldCodes, platformCode } from '../../../shared/api/public/refusal.ts'
import { CreateTemplate } from '../../../shared/api/public/templates.ts'
import { ok } from '../../../shared/result.ts'
import { templates } from '../../db/schema.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { refuse } from '../../http/refuse.ts'
import { textOf } from '../templates/rows.ts'
import {
  createTemplate,
  getTemplate,
  listTemplates,
  removeTemplatesNamed,
} from '../templates/store.ts'
import { readRequest, refusalError } from './read.ts'

const codes: FieldCodes = {
  name: { tooBig: platformCode.templateNameLength, other: platformCode.badTemplateName },
  language: { missing: platformCode.noLanguage, tooSmall: platformCode.noLanguage },
  components: { missing: platformCode.badComponents, tooSmall: platformCode.badComponents },
  'components.type': platformCode.badComponentType,
  'components.buttons': { tooBig: platformCode.badComponents },
  'components.buttons.type': platformCode.badComponentType,
  'components.text': { tooBig: platformCode.tooLong, tooSmall: platformCode.noText },
  'components.buttons.text': platformCode.badButtonParameter,
  'components.buttons.flowId': platformCode.badButtonParameter,
  'components.buttons.flowAction': platformCode.badButtonParameter,
}

/** Codes of what the template's own rules refuse, by our field. */
const ruleCodes: Record<string, number> = {
  name: platformCode.badTemplateName,
  language: platformCode.badLanguage,
  samples: platformCode.badParameter,
  body: platformCode.badParameter,
  footer: platformCode.parameterNotAllowed,
  header: platformCode.badParameter,
  buttons: platformCode.badButtonParameter,
  buttonLabel: platformCode.badButtonParameter,
  publicId: platformCode.badButtonParameter,
}

const create: Handler = async (c) => {
  const request = await readRequest(c, CreateTemplate, codes)
  const read = readTemplate(request)
  if (!read.ok) throw refusalError(read.error)
  const { parts, placeOf } = read.value
  const once = c.get('once')
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  // What was cut off before it had the provider's word is finished by the sweeper.
  const cutOff = once?.again ? await getTemplate(db, workspaceId, once.id) : undefined
  const made = cutOff
    ? ok(cutOff)
    : await createTemplate(
        c.env,
        db,
        workspaceId,
        { ...parts, channelId: c.req.param('channelId') ?? '' },
        Date.now(),
        once && { id: once.id },
      )
  if (!made.ok) return refuse(c, inTheirFields(made.error, placeOf))
  return c.json(templateRow({ ...made.value, navigateScreen: parts.navigateScreen }))
}

/** A refusal that names the request's own field, with its code. */
function inTheirFields(refusal: Problem, placeOf: Places): Problem {
  const { field, kind } = refusal
  if (!field) return refusal
  const isLocked = (refusal.facts as { lockedUntil?: number } | undefined)?.lockedUntil
  const code = isLocked
    ? platformCode.nameLocked
    : kind !== 'bad-request'
      ? undefined
      : field.endsWith('.url')
        ? platformCode.badUrl
        : ruleCodes[field.split('.')[0] ?? '']
  return { ...refusal, field: placeOf(field), ...(code === undefined ? {} : { facts: { code } }) }
}

/** By its name, in all its languages. */
const remove: Handler = async (c) => {
  const name = c.req.param('templateName') ?? ''
  const done = await removeTemplatesNamed(
    c.env,
    c.get('db'),
    { workspaceId: c.get('workspaceId'), channelId: c.req.param('channelId') ?? '', name },
    Date.now(),
  )
  return done.ok ? c.json({ name, success: true }) : refuse(c, done.error)
}

const list: Handler = async (c) => {
  const workspaceId = c.get('workspaceId')
  const channelId = c.req.param('channelId') ?? ''
  const [found, rows] = await Promise.all([
    listTemplates(c.get('db'), workspaceId, { channelId }),
    c
      .get('db')
      .select({ id: templates.id, components: templates.components })
      .from(templates)
      .where(
        and(
          eq(templates.workspaceId, workspaceId),
          eq(templates.channelId, channelId),
          ne(templates.status, 'DELETED'),
        ),
      ),
  ])
  const screens = new Map(rows.map((row) => [row.id, textOf(row).navigateScreen]))
  return c.json({
    templates: found.map((template) =>
      templateRow({ ...template, navigateScreen: screens.get(template.id) }),
    ),
  })
}

export const publicTemplateRoutes = {
  'api.templates.list': list,
  'api.templates.create': create,
  'api.templates.delete': remove,
} satisfies Partial<Handlers>
