/** A property's text that is worked out when the flow runs: what it points at has the right type. */
import type { PropertySpec, PropertyType } from '../catalogue/index.ts'
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { type JsonNode, type JsonString, stringOf, valueUnder } from '../json-node.ts'
import { dynamicValue, isWorkedOut } from './dynamic-value.ts'
import { replaceValue } from './fixes.ts'
import type { Site } from './site.ts'
import { embeddedBinding } from './text-value.ts'
import { TYPE_NAMES, type ValueType } from './value-types.ts'

/** What a dynamic value has to be, by property type; nothing listed takes any. */
const WANTED: Readonly<Partial<Record<PropertyType, readonly ValueType[]>>> = {
  text: ['string'],
  lines: ['string', 'array'],
  texts: ['array'],
  id: ['string'],
  word: ['string'],
  words: ['array'],
  boolean: ['boolean'],
  number: ['number'],
  integer: ['number'],
  date: ['string'],
  dates: ['array'],
  color: ['string'],
  url: ['string'],
  image: ['string'],
  'option-id': ['string'],
  'option-ids': ['array'],
  list: ['array'],
  'init-values': ['object'],
  messages: ['object'],
  'file-messages': ['string', 'object'],
}

/** Whether a text stands for something else, which is then checked here; false for plain text. */
export function takesDynamic(node: JsonString, property: PropertySpec, site: Site): boolean {
  if (!isWorkedOut(node.value)) return false
  if (!property.bindable) return false
  const value = dynamicValue(node, site)
  if (value.kind === 'plain') {
    if (property.type === 'text' || property.type === 'lines') embeddedBinding(node, site)
    return false
  }
  if (value.kind === 'broken') return true
  // Not type-checked, since endpoints fill them as they like (reference §5.3).
  if (property.name === 'init-value' || property.name === 'error-message') return true
  const wanted = WANTED[property.type] ?? []
  if (value.type === 'unknown' || wanted.length === 0 || wanted.includes(value.type)) {
    if (property.type === 'list' && value.type === 'array')
      entrySchema(node, value.schema, property, site)
    return true
  }
  const isExpression = looksLikeExpression(node.value)
  const canJoin =
    value.type === 'number' &&
    wanted[0] === 'string' &&
    looksLikeBinding(node.value) &&
    site.flow.version >= 600
  const hint = canJoin ? ` Join it with a text: "\`'' ${node.value.slice(0, 60)}\`".` : ''
  site.report.at(
    node,
    isExpression ? 'expression' : site.faults.binding,
    `${property.name} wants ${wanted.map((type) => TYPE_NAMES[type]).join(' or ')}; this is ${TYPE_NAMES[value.type]}.${hint}`,
    canJoin
      ? { fixes: [replaceValue(node, `\`'' ${node.value}\``, 'Join it with a text')] }
      : undefined,
  )
  return true
}

/** Lists bound to options or rows must say what each entry has (reference §2.2, §3.14). */
function entrySchema(
  node: JsonString,
  schema: JsonNode | null,
  property: PropertySpec,
  { report, component }: Site,
) {
  if (schema === null || property.shape === undefined) return
  const properties = valueUnder(valueUnder(schema, 'items'), 'properties')
  const isText = (holder: JsonNode | null, key: string) =>
    stringOf(valueUnder(holder, key), 'type') === 'string'
  const missing: string[] = []
  if (property.name === 'data-source' || property.name === 'list-items') {
    if (!isText(properties, 'id')) missing.push('id')
  }
  if (property.name === 'data-source' && !isText(properties, 'title')) missing.push('title')
  if (property.name === 'list-items') {
    const content = valueUnder(valueUnder(properties, 'main-content'), 'properties')
    if (!isText(content, 'title')) missing.push('main-content.title')
  }
  if (missing.length > 0)
    report.at(
      node,
      'binding-schema',
      `The entries of this list need ${missing.join(' and ')} of type string, described under items, to be shown by ${component?.kind ?? 'the component'}.`,
    )
}
