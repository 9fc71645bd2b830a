/** Message templates over the Graph API: create, list, read, edit, delete, unpause. */
import { mintGraphId } from '../ids.ts'
import { fitsValue } from '../schema.ts'
import type { World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { invalidParameter } from './errors.ts'
import { type FieldMap, listPage, pick, readPage } from './fields.ts'
import { hasSample } from './file-store.ts'
import { getFlow, getFlowByName, insertFlow, writeFlowJson } from './flow-store.ts'
import { moveFlow } from './flows.ts'
import { Params } from './params.ts'
import type { Button } from './template-buttons.ts'
import { UNPAUSE_AFTER_MS, unpause } from './template-review.ts'
import { type CheckedTemplate, checkTemplate } from './template-rules.ts'
import {
  countEdits,
  countTemplates,
  findTwin,
  getTemplateByName,
  insertTemplate,
  lockedUntil,
  removeTemplates,
  reviseTemplate,
  rowToTemplate,
  type Template,
  type TemplateRow,
} from './template-store.ts'

/** `POST /{WABA}/message_templates` */
export function createTemplate({ world, params }: GraphCall): Response {
  const template = readTemplate(world, params)
  const { templateLimit } = world.settings
  if (templateLimit !== null && countTemplates(world) >= templateLimit) {
    throw invalidParameter(
      `This account has ${templateLimit} message templates and can have no more. Delete one first.`,
      2388019,
      'Message template limit reached',
    )
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
  const id = insertTemplate(world, withFlows(world, template))
  return Response.json({ id, status: 'PENDING', category: template.category })
}

/** Reads and checks what a template is to be. `self` is the one that is edited. */
function readTemplate(world: World, params: Params, self?: Template): CheckedTemplate {
  const template = checkTemplate(
    params,
    (by) => ('id' in by ? getFlow(world, by.id) : getFlowByName(world, by.name)),
    (handle) => hasSample(world, handle),
  )
  if (!fitsValue(JSON.stringify(template.components))) {
    throw invalidParameter('Param components is too large.')
  }
  const twin =
    world.settings.refusesDuplicateTemplates && template.category !== 'AUTHENTICATION'
      ? findTwin(world, template, self?.id)
      : undefined
  if (twin !== undefined) {
    throw invalidParameter(
      `The template ${twin} has the same body and footer.`,
      undefined,
      'Duplicate message template',
    )
  }
  return template
}

/** Makes and publishes the flows that a template brings along as JSON. */
function withFlows(world: World, template: CheckedTemplate): CheckedTemplate {
  const make = (button: Button): Button => {
    if (button.type !== 'FLOW' || typeof button.flow_json !== 'string') return button
    const { flow_json: json, ...kept } = button
    const name = `${template.name.slice(0, 150)} ${template.language} ${mintGraphId()}`
    const id = insertFlow(world, { name, categories: ['OTHER'], endpointUri: null })
    writeFlowJson(world, id, json)
    const flow = getFlow(world, id)
    if (flow) moveFlow(world, flow, 'PUBLISHED')
    return { ...kept, flow_id: id }
  }
  return {
    ...template,
    components: template.components.map((component) =>
      component.buttons ? { ...component, buttons: component.buttons.map(make) } : component,
    ),
  }
}

const DAY_MS = 86_400_000

/** `POST /{TEMPLATE}`: replaces the components, the life or the category, and sends the template back to review. */
export function editTemplate({ world, params }: GraphCall, template: Template): Response {
  const { id, status } = template
  const refuse = (details: string) =>
    invalidParameter(details, undefined, 'Message template cannot be edited')
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(status)) {
    throw refuse(
      `The template is ${status}. Only approved, rejected and paused templates can be edited.`,
    )
  }
  for (const [name, kept] of [
    ['name', template.name],
    ['language', template.language],
    ['parameter_format', template.format],
  ] as const) {
    const wanted = params.text(name)
    if (wanted !== undefined && wanted.toUpperCase() !== kept.toUpperCase()) {
      throw refuse(`Param ${name} of a template cannot be changed.`)
    }
  }
  const category = params.text('category')?.toUpperCase() ?? template.category
  if (status === 'APPROVED' && category !== template.category) {
    throw refuse('The category of an approved template cannot be changed.')
  }
  if (!['components', 'category', 'message_send_ttl_seconds'].some((name) => params.has(name))) {
    throw invalidParameter(
      'One of the parameters components, category and message_send_ttl_seconds is required.',
    )
  }
  if (status === 'APPROVED') {
    const now = world.now()
    if (countEdits(world, id, now - DAY_MS) >= 1) {
      throw refuse('An approved template can be edited once in 24 hours.')
    }
    if (countEdits(world, id, now - 30 * DAY_MS) >= 10) {
      throw refuse('An approved template can be edited 10 times in 30 days.')
    }
  }
  const merged = new Params(
    new Map<string, unknown>([
      ['components', template.components],
      ['message_send_ttl_seconds', template.ttlSeconds],
      ...Object.entries(params.all()),
      ['name', template.name],
      ['language', template.language],
      ['parameter_format', template.format],
      ['category', category],
    ]),
  )
  reviseTemplate(world, template, withFlows(world, readTemplate(world, merged, template)))
  return Response.json({ success: true, id, name: template.name, category })
}

/** `POST /{TEMPLATE}/unpause`: lifts a pause by pacing, five minutes after it began at the earliest. */
export function unpauseTemplate({ world }: GraphCall, template: Template): Response {
  const refuse = (details: string) =>
    invalidParameter(details, undefined, 'Message template cannot be unpaused')
  if (template.status !== 'PAUSED') throw refuse(`The template is ${template.status}, not PAUSED.`)
  if (template.pause !== 'pacing') {
    throw refuse('The template is paused for its quality. That pause ends by itself.')
  }
  if ((template.pausedAt ?? 0) + UNPAUSE_AFTER_MS > world.now()) {
    throw refuse('The template was paused just now. Try again five minutes after the pause began.')
  }
  unpause(world, template)
  return success()
}

const filters: Record<string, string> = {
  // Parts of names match too.
  name: 'instr(name, ?) > 0',
  language: 'language = ?',
  status: 'status = upper(?)',
  category: 'category = upper(?)',
  quality_score: 'quality = upper(?)',
  content: 'instr(lower(components), lower(?)) > 0',
  name_or_content: "instr(name || ' ' || lower(components), lower(?)) > 0",
}

/** `GET /{WABA}/message_templates`, with filters. */
export function listTemplates({ world, params, url }: GraphCall): Response {
  const where: string[] = []
  const bindings: string[] = []
  for (const [name, condition] of Object.entries(filters)) {
    const wanted = params.text(name)
    if (wanted === undefined) continue
    where.push(condition)
    bindings.push(wanted)
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
  if (found.some(({ status }) => status === 'DISABLED')) {
    throw invalidParameter(
      'The template is disabled. Disabled templates cannot be deleted.',
      undefined,
      'Message template cannot be deleted',
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
  quality_score: (template) => ({ score: template.quality }),
}
