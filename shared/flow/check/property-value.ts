/** Whether a property's value has the type its catalogue entry asks for. */
import type { PropertySpec } from '../catalogue/index.ts'
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { itemsOf, type JsonNode, type JsonString } from '../json-node.ts'
import type { CheckedComponent, CheckedFlow } from './model.ts'
import type { Report } from './report.ts'

type Check = {
  node: JsonNode
  property: PropertySpec
  component: CheckedComponent
  flow: CheckedFlow
  report: Report
}

/** Adds what is wrong with one property's literal value; what bindings point at is another rule. */
export function propertyValue(
  node: JsonNode,
  property: PropertySpec,
  component: CheckedComponent,
  flow: CheckedFlow,
  report: Report,
) {
  const check = { node, property, component, flow, report }
  if (property.bindable && isDynamic(node, flow)) return
  switch (property.type) {
    case 'text':
    case 'option-id':
      return text(check)
    case 'lines':
      return node.type === 'array' ? lines(check) : text(check)
    case 'name':
      return name(check)
    case 'word':
      return word(check)
    case 'boolean':
      return ofType(check, 'boolean', 'true or false')
    case 'number':
    case 'integer':
      return number(check)
    case 'date':
      return ofType(check, 'string', 'a day as text, such as "2026-12-31"')
    case 'dates':
    case 'option-ids':
      return textList(check)
    case 'image':
      return image(check)
    case 'pattern':
      return pattern(check)
    case 'option-list':
      return list(check)
    case 'components':
      return childList(check)
    case 'action':
    case 'cases':
    case 'init-values':
    case 'messages':
      return ofType(check, 'object', 'an object')
    case 'condition':
      if (node.type !== 'boolean' || flow.version < 600)
        ofType(check, 'string', 'a condition, such as "${form.city} == \'paris\'"')
      return
    case 'selector':
      return selector(check)
  }
}

/** A whole binding, or from 6.0 a backtick expression. */
const isDynamic = (node: JsonNode, flow: CheckedFlow): boolean =>
  node.type === 'string' &&
  (looksLikeBinding(node.value) || (flow.version >= 600 && looksLikeExpression(node.value)))

function ofType({ node, property, report }: Check, type: JsonNode['type'], wanted: string) {
  if (node.type !== type)
    report.at(node, 'error', 'INVALID_PROPERTY_TYPE', `${property.name} is ${wanted}.`)
}

function text(check: Check) {
  const { node, property, flow, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a text')
  const isAlwaysFilled = property.name === 'text'
  if (node.value === '' && property.required)
    report.at(node, 'error', 'MIN_CHARS_REQUIRED', `${property.name} is empty.`)
  else if (node.value.trim() === '' && (flow.version >= 600 || isAlwaysFilled))
    report.at(node, 'error', 'PATTERN_MISMATCH', `${property.name} is blank.`)
}

function lines({ node, flow, report }: Check) {
  if (flow.version < 501)
    return report.at(
      node,
      'error',
      'INVALID_PROPERTY_TYPE',
      'A list of lines came with version 5.1.',
    )
  if (itemsOf(node).length === 0)
    report.at(node, 'error', 'MIN_ITEMS_REQUIRED', 'text needs at least one line.')
  for (const item of itemsOf(node)) {
    if (item.type !== 'string')
      report.at(item, 'error', 'INVALID_PROPERTY_TYPE', 'Each line is a text.')
    else if (looksLikeBinding(item.value))
      report.at(
        item,
        'error',
        'INVALID_TEXT_DYNAMIC_DATA',
        'A binding cannot be a line of its own; write it in backticks.',
      )
  }
}

function name(check: Check) {
  const { node, property, flow, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a text')
  if (node.value === '')
    report.at(node, 'error', 'MIN_CHARS_REQUIRED', `${property.name} is empty.`)
  else if (flow.version >= 600 && /[`$]/.test(node.value))
    report.at(node, 'error', 'PATTERN_MISMATCH', 'A name is fixed text, not a binding.')
  else if (!/^\w+$/.test(node.value))
    report.at(
      node,
      'warning',
      'UNBINDABLE_NAME',
      `"${node.value.slice(0, 60)}" cannot be used in bindings; write letters, digits and underscores.`,
    )
}

function word(check: Check) {
  const { node, property, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a text')
  const words = property.enum ?? []
  if (!words.includes(node.value))
    report.at(
      node,
      'error',
      'INVALID_ENUM_VALUE',
      `${property.name} is ${words.length === 1 ? '' : 'one of '}${words.join(', ')}.`,
    )
}

function number(check: Check) {
  const { node, property, report } = check
  if (node.type !== 'number') {
    const hint = node.type === 'string' && /^\d+$/.test(node.value) ? ', without quotes' : ''
    return ofType(check, 'number', `a number${hint}`)
  }
  if (property.type === 'integer' && !Number.isInteger(node.value))
    report.at(node, 'error', 'INVALID_PROPERTY_TYPE', `${property.name} is a whole number.`)
  if (property.min !== undefined && node.value < property.min)
    report.at(
      node,
      'error',
      'MINIMUM_VALUE_REQUIRED',
      `${property.name} is at least ${property.min}.`,
    )
  if (property.max !== undefined && node.value > property.max)
    report.at(
      node,
      'error',
      'MAXIMUM_VALUE_REQUIRED',
      `${property.name} is at most ${property.max}.`,
    )
}

function textList(check: Check) {
  const { node, property, report } = check
  if (node.type !== 'array') return ofType(check, 'array', 'a list of texts')
  for (const item of node.items)
    if (item.type !== 'string')
      report.at(item, 'error', 'INVALID_PROPERTY_TYPE', `Each entry of ${property.name} is a text.`)
}

/** Advice above this; phones refuse larger pictures. */
const MAX_IMAGE_BYTES = 300 * 1024

function image(check: Check) {
  const { node, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a text')
  if (node.value === '') return report.at(node, 'error', 'MIN_CHARS_REQUIRED', 'src is empty.')
  if (isLink(node))
    report.at(
      node,
      'warning',
      'IMAGE_NOT_BASE64',
      'Phones show base64 pictures only: no address, no data: prefix.',
    )
  else if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(node.value))
    report.at(node, 'error', 'INVALID_PROPERTY_VALUE', 'src is not base64.')
  if (node.value.length * 0.75 > MAX_IMAGE_BYTES)
    report.at(node, 'warning', 'IMAGE_TOO_LARGE', 'The picture is larger than 300 KB.')
}

const isLink = (node: JsonString): boolean => /^(?:https?:|data:)/i.test(node.value)

function pattern(check: Check) {
  const { node, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a text')
  try {
    new RegExp(node.value)
  } catch {
    report.at(
      node,
      'error',
      'INVALID_PROPERTY_VALUE_FORMAT',
      'pattern is not a regular expression.',
    )
  }
}

function list(check: Check) {
  const { node, property, report } = check
  if (node.type !== 'array') return ofType(check, 'array', 'a list, or a binding to one')
  if (node.items.length === 0)
    report.at(node, 'error', 'MIN_ITEMS_REQUIRED', `${property.name} needs at least one entry.`)
}

function childList(check: Check) {
  const { node, property, report } = check
  if (node.type !== 'array') return ofType(check, 'array', 'a list of components')
  if (node.items.length === 0 && property.name === 'then')
    report.at(node, 'error', 'INVALID_PROPERTY_VALUE', 'then needs at least one component.')
}

function selector(check: Check) {
  const { node, flow, report } = check
  if (node.type !== 'string') return ofType(check, 'string', 'a binding such as "${form.plan}"')
  if (!isDynamic(node, flow))
    report.at(
      node,
      'error',
      'PATTERN_MISMATCH',
      'The value of a Switch is one binding, such as "${form.plan}".',
    )
}
