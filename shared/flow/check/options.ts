/** Options written in the flow: known keys, ids that differ, pictures or colours (reference §3.7). */

import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { type JsonNode, type JsonObject, memberOf, valueUnder } from '../json-node.ts'
import { type CheckedComponent, type CheckedFlow, didYouMean, type Rule } from './model.ts'
import type { Report } from './report.ts'

/** Option keys with the version they came in. */
const KEYS: Readonly<Record<string, number>> = {
  id: 201,
  title: 201,
  description: 201,
  metadata: 201,
  enabled: 201,
  image: 500,
  'alt-text': 500,
  color: 500,
  'on-select-action': 600,
  'on-unselect-action': 600,
}

/** How many options phones show, by kind. */
const MAX_OPTIONS: Readonly<Record<string, number>> = {
  Dropdown: 200,
  RadioButtonsGroup: 20,
  CheckboxGroup: 20,
}
const MAX_IMAGE_OPTIONS = 100

export const options: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      const max = MAX_OPTIONS[component.kind]
      const list = max === undefined ? null : valueUnder(component.node, 'data-source')
      if (max === undefined || list?.type !== 'array') continue
      const seen = new Set<string>()
      for (const option of list.items) {
        if (option.type === 'object') check(option, seen, flow, report)
        else report.at(option, 'error', 'INVALID_PROPERTY_TYPE', 'An option is an object.')
      }
      looks(list.items, component, max, report)
    }
  }
}

function check(option: JsonObject, seen: Set<string>, flow: CheckedFlow, report: Report) {
  for (const { key, value } of option.members) {
    const since = Object.hasOwn(KEYS, key.value) ? KEYS[key.value] : undefined
    if (since === undefined || since > flow.version) {
      report.at(
        key,
        'error',
        'INVALID_PROPERTY_KEY',
        `An option has no property "${key.value.slice(0, 60)}".${didYouMean(key.value, Object.keys(KEYS))}`,
      )
      continue
    }
    if (value) valueOfKey(key.value, value, flow, report)
  }
  for (const key of ['id', 'title'])
    if (!memberOf(option, key))
      report.at(
        option,
        'error',
        'MISSING_REQUIRED_PROPERTY',
        `The option needs ${key === 'id' ? 'an' : 'a'} ${key}.`,
      )
  const id = valueUnder(option, 'id')
  if (id?.type !== 'string') return
  if (seen.has(id.value))
    report.at(
      id,
      'error',
      'DUPLICATE_OPTION_IDS',
      `Another option of this list has the id "${id.value.slice(0, 60)}"; phones show an error instead of the screen.`,
    )
  seen.add(id.value)
}

function valueOfKey(key: string, value: JsonNode, flow: CheckedFlow, report: Report) {
  if (key.startsWith('on-')) {
    if (value.type !== 'object')
      report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'An action is an object.')
    return
  }
  if (key === 'enabled') {
    const isDynamic =
      value.type === 'string' && (looksLikeBinding(value.value) || looksLikeExpression(value.value))
    if (value.type !== 'boolean' && !isDynamic)
      report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'enabled is true or false.')
    return
  }
  if (value.type !== 'string') {
    report.at(value, 'error', 'INVALID_PROPERTY_TYPE', `The ${key} of an option is a text.`)
    return
  }
  if (value.value.trim() === '' && (key === 'id' || flow.version >= 600))
    report.at(value, 'error', 'PATTERN_MISMATCH', `The ${key} of the option is blank.`)
  if (key === 'color' && !/^#[0-9a-fA-F]{6}$/.test(value.value))
    report.at(value, 'error', 'PATTERN_MISMATCH', 'A colour is written like #1A2B3C.')
}

function looks(
  items: readonly JsonNode[],
  { kind, node }: CheckedComponent,
  max: number,
  report: Report,
) {
  const image = items.find((option) => memberOf(option, 'image'))
  const color = items.find((option) => memberOf(option, 'color'))
  if (image && color)
    report.at(
      memberOf(color, 'color')?.key ?? color,
      'error',
      'DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR',
      'The options of one list have images or colours, not both.',
    )
  const limit = image && kind === 'Dropdown' ? MAX_IMAGE_OPTIONS : max
  const source = memberOf(node, 'data-source')
  if (items.length > limit && source)
    report.at(
      source.key,
      'warning',
      'TOO_MANY_OPTIONS',
      `${kind} shows at most ${limit} options; this one has ${items.length}.`,
    )
}
