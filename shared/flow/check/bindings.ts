/** Bindings and expressions in properties and payloads point at something of the right type. */
import { type PropertySpec, type PropertyType, propertySpec } from '../catalogue/index.ts'
import { looksLikeExpression } from '../expressions/index.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonString,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { dynamicValue, type Surroundings } from './dynamic-value.ts'
import type { CheckedAction, CheckedComponent, CheckedFlow, CheckedScreen, Rule } from './model.ts'
import type { Report } from './report.ts'
import { TYPE_NAMES, type ValueType } from './value-types.ts'

export const bindings: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    const at: Surroundings = {
      flow,
      screen,
      report,
      codes: {
        binding: 'INVALID_SCREEN_DYNAMIC_DATA',
        insideExpression: 'INVALID_SCREEN_DYNAMIC_DATA',
      },
      refusesOwnScreen: true,
    }
    const title = valueUnder(screen.node, 'title')
    if (title?.type === 'string') expect(title, ['string'], 'title', at)
    for (const component of screen.components) {
      for (const { key, value } of component.node.members) {
        const property = propertySpec(component.kind, key.value)
        if (property && value) propertyBinding(value, property, component, at)
      }
      for (const action of component.actions) actionBindings(action, flow, screen, report)
    }
  }
}

const WANTED: Readonly<Record<PropertyType, readonly ValueType[]>> = {
  text: ['string'],
  lines: ['string', 'array'],
  name: ['string'],
  word: ['string'],
  boolean: ['boolean'],
  number: ['number'],
  integer: ['number'],
  date: ['string'],
  dates: ['array'],
  image: ['string'],
  pattern: ['string'],
  'option-id': ['string'],
  'option-ids': ['array'],
  'option-list': ['array'],
  action: [],
  'init-values': ['object'],
  messages: ['object'],
  components: [],
  cases: [],
  condition: ['boolean'],
  selector: ['string', 'number', 'boolean'],
}

function propertyBinding(
  value: JsonNode,
  property: PropertySpec,
  component: CheckedComponent,
  at: Surroundings,
) {
  // Conditions are a language of their own; a pattern may hold any character.
  if (property.type === 'pattern' || property.type === 'name') return
  if (property.type === 'condition') return
  if (value.type === 'string') {
    const isLoose = property.name === 'init-value' || property.name === 'error-message'
    const isDynamic = expect(value, isLoose ? [] : WANTED[property.type], property.name, at)
    if (isDynamic && !property.bindable && property.type !== 'selector')
      at.report.at(
        value,
        'error',
        property.type === 'word' ? 'INVALID_ENUM_VALUE' : 'INVALID_PROPERTY_TYPE',
        `${property.name} is fixed; it takes no binding.`,
      )
    if (property.type === 'option-list') optionSchema(value, component, at)
    return
  }
  if (property.type === 'lines')
    for (const line of itemsOf(value))
      if (line.type === 'string' && looksLikeExpression(line.value))
        expect(line, ['string'], 'A line of text', at)
  if (property.type === 'init-values' || property.type === 'messages')
    for (const { value: entry } of membersOf(value))
      if (entry?.type === 'string') dynamicValue(entry, at)
  if (property.type === 'option-list')
    for (const option of itemsOf(value))
      for (const { key, value: entry } of membersOf(option))
        if (entry?.type === 'string')
          expect(entry, key.value === 'enabled' ? ['boolean'] : [], key.value, at)
}

/** Checks a text and, where it is dynamic, its type. An empty list of types takes any. */
function expect(
  node: JsonString,
  wanted: readonly ValueType[],
  name: string,
  at: Surroundings,
): boolean {
  const value = dynamicValue(node, at)
  if (value.kind !== 'dynamic') return value.kind === 'broken'
  if (value.type === 'unknown' || wanted.length === 0 || wanted.includes(value.type)) return true
  const isExpression = looksLikeExpression(node.value)
  const hint =
    value.type === 'number' && wanted[0] === 'string' ? ` Join it with a text: "\`'' \${…}\`".` : ''
  at.report.at(
    node,
    'error',
    isExpression ? 'INVALID_PROPERTY_VALUE' : at.codes.binding,
    `${name} wants ${wanted.map((type) => TYPE_NAMES[type]).join(' or ')}; this is ${TYPE_NAMES[value.type]}.${hint}`,
  )
  return true
}

/** Lists bound to options must say that each entry has an id and a title (reference §2.2). */
function optionSchema(node: JsonString, { kind }: CheckedComponent, at: Surroundings) {
  const silent: Surroundings = { ...at, report: at.report.silent() }
  const value = dynamicValue(node, silent)
  if (value.kind !== 'dynamic' || value.type !== 'array' || value.schema === null) return
  const properties = valueUnder(valueUnder(value.schema, 'items'), 'properties')
  const missing = ['id', 'title'].filter(
    (key) => stringOf(valueUnder(properties, key), 'type') !== 'string',
  )
  if (missing.length > 0)
    at.report.at(
      node,
      'error',
      at.codes.binding,
      `The entries of this list need ${missing.join(' and ')} of type string to be options of ${kind}.`,
    )
}

function actionBindings(
  { node, name }: CheckedAction,
  flow: CheckedFlow,
  screen: CheckedScreen,
  report: Report,
) {
  const isUpdate = name === 'update_data'
  const at: Surroundings = {
    flow,
    screen,
    report,
    codes: {
      binding: isUpdate ? 'INVALID_UPDATE_DATA_ACTION_PAYLOAD' : 'INVALID_ON_CLICK_ACTION_PAYLOAD',
      insideExpression:
        flow.version >= 702 ? 'INVALID_ACTION_PAYLOAD_PROPERTY' : 'INVALID_ON_CLICK_ACTION_PAYLOAD',
    },
    refusesOwnScreen: false,
  }
  const visit = (value: JsonNode | null) => {
    if (value?.type === 'string') dynamicValue(value, at)
    for (const item of itemsOf(value)) visit(item)
    for (const member of membersOf(value)) visit(member.value)
  }
  visit(valueUnder(node, 'payload'))
  visit(valueUnder(node, 'url'))
}
