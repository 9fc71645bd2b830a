/** Message templates over the Graph API: create, list, read, delete. */
import { fitsValue } from '../schema.ts'
import { type GraphCall, success } from './call.ts'
import { invalidParameter } from './errors.ts'
import { type FieldMap, listPage, pick, readPage } from './fields.ts'
import { getFlow, getFlowByName } from './flow-store.ts'
import { checkTemplate } from './template-rules.ts'
import {
  getTemplateByName,
  insertTemplate,
  lockedUntil,
  removeTemplates,
  rowToTemplate,
  type Template,
  type TemplateRow,
} from './template-store.ts'

/** `POST /{WABA}/message_templates` */
export function createTemplate({ world, params }: GraphCall): Response {
  const template = checkTemplate(params, (by) =>
    'id' in by ? getFlow(world, by.id) : getFlowByName(world, by.name),
  )
  if (!fitsValue(JSON.stringify(template.components))) {
    throw invalidParameter('Param components is too large.')
  }
  const { name, language } = template
  if (getTemplateByName(world, name, language)) {
    throw invalidParameter(
      `There is already ${language} content for this template. Choose another name or language.`,
      2388024,
      'Content in This Language Already Exists',
    )
  }
  if (lockedUntil(world, name, language) !== undefined) {
    throw invalidParameter(
      `New ${language} content can't be added while the existing ${language} content is being deleted. ` +
        'Try again in 4 weeks or create a new message template.',
      2388023,
      'Message template language is being deleted',
    )
  }
  const id = insertTemplate(world, template)
  return Response.json({ id, status: 'PENDING', category: template.category })
}

/** `GET /{WABA}/message_templates`, with the filters name, language, status and category. */
export function listTemplates({ world, params, url }: GraphCall): Response {
  const where: string[] = []
  const bindings: string[] = []
  for (const column of ['name', 'language', 'status', 'category']) {
    const wanted = params.text(column)
    if (wanted === undefined) continue
    where.push(`${column} = ?`)
    bindings.push(column === 'status' || column === 'category' ? wanted.toUpperCase() : wanted)
  }
  const fields = params.text('fields')
  return Response.json(
    listPage<TemplateRow>(world.sql, 'templates', where, bindings, readPage(params), url, (row) =>
      pick(rowToTemplate(row), templateFields, fields, usualFields, 'WhatsAppMessageTemplate'),
    ),
  )
}

/** `GET /{TEMPLATE}` */
export const showTemplate = ({ params }: GraphCall, template: Template): Response =>
  Response.json(
    pick(template, templateFields, params.text('fields'), usualFields, 'WhatsAppMessageTemplate'),
  )

/** `DELETE /{WABA}/message_templates?name=`, with `hsm_id` for one language alone. */
export function deleteTemplates({ world, params }: GraphCall): Response {
  const name = params.text('name')
  if (name === undefined) throw invalidParameter('The parameter name is required.')
  const id = params.text('hsm_id') ?? null
  const found = world.sql
    .exec<TemplateRow>(
      'SELECT * FROM templates WHERE name = ?1 AND (?2 IS NULL OR id = ?2)',
      name,
      id,
    )
    .toArray()
  if (found.length === 0) {
    throw invalidParameter(
      'There is no message template of this name.',
      2593002,
      'Message Template Not Found',
    )
  }
  removeTemplates(world, found)
  return success()
}

const usualFields = ['name', 'parameter_format', 'components', 'language', 'status', 'category']

const templateFields: FieldMap<Template> = {
  id: (template) => template.id,
  name: (template) => template.name,
  language: (template) => template.language,
  status: (template) => template.status,
  category: (template) => template.category,
  parameter_format: (template) => template.format,
  components: (template) => template.components,
  rejected_reason: (template) => template.reason,
  message_send_ttl_seconds: (template) => template.ttlSeconds,
  quality_score: () => ({ score: 'UNKNOWN' }),
}
