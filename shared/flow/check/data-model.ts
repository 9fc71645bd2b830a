/** Screen data models: every field has a type and an example that fits it (reference §2.2). */
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  memberOf,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { headOf, type Rule } from './model.ts'
import type { Report } from './report.ts'

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array']
const CODE = 'INVALID_SCREEN_DATA'

export const dataModel: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const [name, field] of screen.model) {
      if (field.type !== 'object') {
        report.at(
          field,
          'error',
          CODE,
          `The field "${name}" is described by an object with type and __example__.`,
        )
        continue
      }
      if (!memberOf(field, '__example__'))
        report.at(
          headOf(field),
          'error',
          'MISSING_REQUIRED_PROPERTY',
          `The field "${name}" needs an __example__.`,
        )
      if (/[-\s`']/.test(name))
        report.at(
          headOf(field),
          'warning',
          'UNBINDABLE_FIELD_NAME',
          `"${name}" cannot be used in bindings; write letters, digits and underscores.`,
        )
      const before = report.errorCount
      schema(field, name, true, report)
      const example = valueUnder(field, '__example__')
      if (example && report.errorCount === before) fits(example, field, name, report)
    }
  }
}

function schema(node: JsonObject, name: string, isTop: boolean, report: Report) {
  const type = valueUnder(node, 'type')
  if (type === null)
    report.at(headOf(node), 'error', 'MISSING_REQUIRED_PROPERTY', `"${name}" needs a type.`)
  else if (type.type !== 'string' || !TYPES.includes(type.value))
    report.at(type, 'error', CODE, `The type of "${name}" is one of ${TYPES.join(', ')}.`)
  const example = memberOf(node, '__example__')
  if (example && !isTop)
    report.at(example.key, 'error', CODE, '__example__ stands at the top of a field only.')
  const kind = stringOf(node, 'type')
  if (kind === 'array') {
    const items = valueUnder(node, 'items')
    if (items === null) report.at(headOf(node), 'error', CODE, `The list "${name}" needs items.`)
    else if (items.type === 'object') schema(items, `items of ${name}`, false, report)
    else if (items.type !== 'boolean')
      report.at(items, 'error', CODE, 'items is an object that describes one entry.')
  }
  const properties = valueUnder(node, 'properties')
  for (const { key, value } of membersOf(properties)) {
    if (value?.type === 'object') schema(value, key.value, false, report)
    else if (value) report.at(value, 'error', CODE, 'A property is described by an object.')
  }
}

/** Whether an example fits its schema: types, required properties, entries of lists. */
function fits(example: JsonNode, field: JsonNode, name: string, report: Report) {
  const type = stringOf(field, 'type')
  if (type !== null && !isOfType(example, type)) {
    report.at(example, 'error', CODE, `The example of "${name}" is not of type ${type}.`)
    return
  }
  if (example.type === 'array') {
    const items = valueUnder(field, 'items')
    if (items?.type === 'object')
      for (const item of example.items) fits(item, items, `items of ${name}`, report)
  }
  if (example.type !== 'object') return
  for (const entry of itemsOf(valueUnder(field, 'required')))
    if (entry.type === 'string' && !memberOf(example, entry.value))
      report.at(example, 'error', CODE, `The example of "${name}" lacks "${entry.value}".`)
  const properties = valueUnder(field, 'properties')
  for (const { key, value } of example.members) {
    const property = valueUnder(properties, key.value)
    if (property && value) fits(value, property, key.value, report)
  }
}

/** Whether a value is of a schema's type. */
export function isOfType(node: JsonNode, type: string): boolean {
  if (type === 'integer') return node.type === 'number' && Number.isInteger(node.value)
  return node.type === type
}
