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
import { nearest } from '../nearest.ts'
import { addMember, replaceValue } from './fixes.ts'
import type { CheckedScreen } from './model.ts'
import type { Report } from './report.ts'
import { isReservedKey } from './reserved-keys.ts'

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array']

const EXAMPLES: Readonly<Record<string, unknown>> = {
  string: 'Example',
  number: 1,
  integer: 1,
  boolean: true,
  object: {},
  array: [],
}

export function dataModel({ node: screen, model }: CheckedScreen, report: Report) {
  const data = valueUnder(screen, 'data')
  if (data?.type !== 'object') return
  for (const { key, value: field } of data.members) {
    if (field === null || isReservedKey(key, report)) continue
    const name = key.value
    if (name === 'required' && field.type === 'array') {
      requiredNames(field, model, report)
      continue
    }
    if (field.type !== 'object') {
      report.at(
        field,
        'data-field',
        `The field "${name.slice(0, 60)}" is described by an object with type and __example__.`,
        {
          fixes: [
            replaceValue(
              field,
              {
                type: field.type === 'null' ? 'string' : field.type,
                __example__: 'value' in field ? (field.value ?? 'Example') : [],
              },
              'Describe it',
            ),
          ],
        },
      )
      continue
    }
    if (!memberOf(field, '__example__')) {
      const type = stringOf(field, 'type') ?? 'string'
      report.about(
        field,
        'data-field-missing',
        `The field "${name.slice(0, 60)}" needs an __example__.`,
        { fixes: [addMember(field, '__example__', EXAMPLES[type] ?? 'Example')] },
      )
    }
    if (/[-\s`']/.test(name))
      report.at(
        key,
        'data-field-name',
        `"${name.slice(0, 60)}" cannot be used in bindings; write letters, digits and underscores.`,
      )
    else if (name !== 'required' && name.startsWith('required'))
      report.at(
        key,
        'data-field-name',
        `"${name.slice(0, 60)}" begins with "required", which phones read as a list of fields; choose another name.`,
      )
    const before = report.errorCount
    schema(field, name, true, report)
    const example = valueUnder(field, '__example__')
    if (example && report.errorCount === before) fits(example, field, name, report)
  }
}

function requiredNames(
  list: JsonNode & { type: 'array' },
  model: CheckedScreen['model'],
  report: Report,
) {
  for (const item of list.items)
    if (item.type !== 'string' || !model.has(item.value))
      report.at(item, 'data-field', 'required names fields of this screen’s data.')
}

function schema(node: JsonObject, name: string, isTop: boolean, report: Report) {
  const type = valueUnder(node, 'type')
  const called = `"${name.slice(0, 60)}"`
  if (type === null)
    report.about(node, 'data-field-missing', `${called} needs a type.`, {
      fixes: [addMember(node, 'type', typeOfExample(valueUnder(node, '__example__')))],
    })
  else if (type.type !== 'string' || !TYPES.includes(type.value)) {
    const guess = type.type === 'string' ? nearest(type.value, TYPES) : null
    report.at(
      type,
      'data-field',
      `The type of ${called} is one of ${TYPES.join(', ')}.`,
      guess ? { fixes: [replaceValue(type, guess)] } : undefined,
    )
  }
  const example = memberOf(node, '__example__')
  if (example && !isTop)
    report.at(example.key, 'data-field', '__example__ stands at the top of a field only.')
  if (type?.type === 'string' && type.value === 'array') {
    const items = valueUnder(node, 'items')
    if (items === null)
      report.about(node, 'data-field', `The list ${called} needs items.`, {
        fixes: [addMember(node, 'items', { type: 'string' })],
      })
    else if (items.type === 'object') schema(items, `items of ${name}`, false, report)
    else if (items.type !== 'boolean')
      report.at(items, 'data-field', 'items is an object that describes one entry.')
  }
  for (const { key, value } of membersOf(valueUnder(node, 'properties'))) {
    if (isReservedKey(key, report)) continue
    if (value?.type === 'object') schema(value, key.value, false, report)
    else if (value) report.at(value, 'data-field', 'A property is described by an object.')
  }
}

const typeOfExample = (example: JsonNode | null): string =>
  example === null || example.type === 'null' ? 'string' : example.type

/** Whether an example fits its schema: type, allowed values, bounds, parts, entries. */
function fits(example: JsonNode, field: JsonNode, name: string, report: Report) {
  const type = stringOf(field, 'type')
  const complain = (message: string) => report.at(example, 'data-example', message)
  if (type !== null && !isOfType(example, type))
    return report.at(example, 'data-example', `The example of "${name}" is not of type ${type}.`)
  const allowed = valueUnder(field, 'enum')
  if (allowed?.type === 'array' && !allowed.items.some((one) => isSame(one, example)))
    complain(`The example of "${name}" is not one of its enum.`)
  bounds(example, field, name, complain)
  if (example.type === 'array') {
    const items = valueUnder(field, 'items')
    if (items?.type === 'object')
      for (const item of example.items) fits(item, items, `items of ${name}`, report)
  }
  if (example.type !== 'object') return
  const given = new Set(example.members.map(({ key }) => key.value))
  for (const entry of itemsOf(valueUnder(field, 'required')))
    if (entry.type === 'string' && !given.has(entry.value))
      complain(`The example of "${name}" lacks "${entry.value}".`)
  const properties = valueUnder(field, 'properties')
  if (properties?.type !== 'object') return
  const byName = new Map(properties.members.map(({ key, value }) => [key.value, value]))
  for (const { key, value } of example.members) {
    const property = byName.get(key.value)
    if (property && value) fits(value, property, key.value, report)
  }
}

const isSame = (one: JsonNode, other: JsonNode): boolean =>
  'value' in one && 'value' in other && one.value === other.value

function bounds(
  example: JsonNode,
  field: JsonNode,
  name: string,
  complain: (message: string) => void,
) {
  const limit = (key: string): number | null => {
    const value = valueUnder(field, key)
    return value?.type === 'number' ? value.value : null
  }
  const outside = (size: number, low: string, high: string) => {
    const [min, max] = [limit(low), limit(high)]
    if (min !== null && size < min) complain(`The example of "${name}" is below its ${low}.`)
    if (max !== null && size > max) complain(`The example of "${name}" is above its ${high}.`)
  }
  if (example.type === 'number') outside(example.value, 'minimum', 'maximum')
  if (example.type === 'string') outside(example.value.length, 'minLength', 'maxLength')
  if (example.type === 'array') outside(example.items.length, 'minItems', 'maxItems')
}

/** Whether a value is of a schema's type. */
export function isOfType(node: JsonNode, type: string): boolean {
  if (type === 'integer') return node.type === 'number' && Number.isInteger(node.value)
  return node.type === type
}
