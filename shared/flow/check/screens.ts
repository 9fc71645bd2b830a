/** Each screen's own properties: id, title, layout, terminal and success. */
import { type JsonObject, memberOf, valueUnder } from '../json-node.ts'
import { type CheckedFlow, type CheckedScreen, didYouMean, headOf, type Rule } from './model.ts'
import type { Report } from './report.ts'

const KEYS = [
  'id',
  'title',
  'layout',
  'data',
  'terminal',
  'success',
  'refresh_on_back',
  'sensitive',
] as const

export const screens: Rule = (flow, report) => {
  const seen = new Set<string>()
  for (const screen of flow.screens) {
    const { node } = screen
    for (const { key } of node.members)
      if (!KEYS.some((known) => known === key.value))
        report.at(
          key,
          'error',
          'INVALID_PROPERTY_KEY',
          `A screen has no property "${key.value.slice(0, 60)}".${didYouMean(key.value, KEYS)}`,
        )
    screenId(screen, flow, seen, report)
    title(node, flow, report)
    layout(node, report)
    flags(screen, flow, report)
  }
}

function screenId(
  { node, id }: CheckedScreen,
  flow: CheckedFlow,
  seen: Set<string>,
  report: Report,
) {
  const value = valueUnder(node, 'id')
  if (value === null)
    return report.at(headOf(node), 'error', 'MISSING_REQUIRED_PROPERTY', 'The screen needs an id.')
  if (value.type !== 'string')
    return report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'A screen id is a text.')
  if (id === '') return report.at(value, 'error', 'MIN_CHARS_REQUIRED', 'The screen id is empty.')
  const isWellFormed = /^[A-Za-z_]+$/.test(id) && (flow.version < 700 || /[A-Za-z]/.test(id))
  if (!isWellFormed)
    report.at(
      value,
      'error',
      'PATTERN_MISMATCH',
      `A screen id has letters and underscores only; "${id.slice(0, 60)}" has more.`,
    )
  if (id.toLowerCase() === 'success')
    report.at(
      value,
      'error',
      'SCREEN_ID_IS_RESERVED_KEYWORD',
      'SUCCESS is how an endpoint ends a flow; a screen cannot have that id.',
    )
  if (seen.has(id))
    report.at(value, 'error', 'DUPLICATE_SCREEN_IDS', `Another screen has the id ${id} already.`)
  seen.add(id)
}

function title(node: JsonObject, flow: CheckedFlow, report: Report) {
  const value = valueUnder(node, 'title')
  if (value === null) {
    if (flow.version >= 501)
      report.at(headOf(node), 'error', 'MISSING_REQUIRED_PROPERTY', 'The screen needs a title.')
  } else if (value.type !== 'string')
    report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'A title is a text.')
  else if (value.value.trim() === '' && flow.version >= 500)
    report.at(value, 'error', 'PATTERN_MISMATCH', 'The title is blank.')
}

function layout(node: JsonObject, report: Report) {
  const value = valueUnder(node, 'layout')
  if (value === null)
    return report.at(
      headOf(node),
      'error',
      'MISSING_REQUIRED_PROPERTY',
      'The screen needs a layout: { "type": "SingleColumnLayout", "children": [] }.',
    )
  if (value.type !== 'object')
    return report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'A layout is an object.')
  for (const { key } of value.members)
    if (key.value !== 'type' && key.value !== 'children')
      report.at(key, 'error', 'INVALID_PROPERTY_KEY', 'A layout has type and children only.')
  const type = valueUnder(value, 'type')
  if (type === null)
    report.at(value, 'error', 'MISSING_REQUIRED_PROPERTY', 'The layout needs a type.')
  else if (type.type !== 'string' || type.value !== 'SingleColumnLayout')
    report.at(type, 'error', 'INVALID_PROPERTY_VALUE', 'The layout is SingleColumnLayout.')
  const children = valueUnder(value, 'children')
  if (children === null)
    report.at(value, 'error', 'MISSING_REQUIRED_PROPERTY', 'The layout needs children.')
  else if (children.type !== 'array')
    report.at(children, 'error', 'INVALID_PROPERTY_TYPE', 'children is a list of components.')
}

function flags({ node, terminal }: CheckedScreen, flow: CheckedFlow, report: Report) {
  for (const key of ['terminal', 'success', 'refresh_on_back']) {
    const value = valueUnder(node, key)
    if (value && value.type !== 'boolean')
      report.at(value, 'error', 'INVALID_PROPERTY_TYPE', `${key} is true or false.`)
  }
  const success = memberOf(node, 'success')
  if (success && !terminal)
    report.at(
      success.key,
      'error',
      'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
      'success belongs to a screen with "terminal": true.',
    )
  const refresh = valueUnder(node, 'refresh_on_back')
  if (refresh?.type === 'boolean' && refresh.value && !flow.isEndpoint)
    report.at(
      refresh,
      'error',
      'INVALID_PROPERTY_VALUE',
      'refresh_on_back asks an endpoint, so the flow needs data_api_version.',
    )
  const sensitive = valueUnder(node, 'sensitive')
  const data = valueUnder(node, 'data')
  if (data && data.type !== 'object')
    report.at(data, 'error', 'INVALID_PROPERTY_TYPE', 'data is an object of fields.')
  if (sensitive && sensitive.type !== 'array')
    report.at(sensitive, 'error', 'INVALID_PROPERTY_TYPE', 'sensitive is a list of names.')
  if (sensitive?.type === 'array' && sensitive.items.length === 0)
    report.at(sensitive, 'error', 'MIN_ITEMS_REQUIRED', 'sensitive names at least one component.')
}
