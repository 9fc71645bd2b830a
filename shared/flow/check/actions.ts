/** Actions have the right shape and stand where they may (reference §4). */
import { propertySpec } from '../catalogue/index.ts'
import { type JsonNode, memberOf, stringOf, valueUnder } from '../json-node.ts'
import { type CheckedAction, type CheckedFlow, type Rule, sinceNumber } from './model.ts'
import type { Report } from './report.ts'

const ACTIONS = ['navigate', 'complete', 'data_exchange', 'update_data', 'open_url']

export const actions: Rule = (flow, report) => {
  for (const screen of flow.screens)
    for (const component of screen.components)
      for (const action of component.actions) {
        if (action.node.type !== 'object') continue
        if (!component.spec?.covered && !action.onItem) shape(action, report)
        else if (component.spec?.covered) {
          shape(action, report)
          allowed(action, flow, report)
        }
      }
}

function shape({ node, name, property }: CheckedAction, report: Report) {
  if (node.type !== 'object') return
  for (const { key } of node.members)
    if (!['name', 'next', 'payload', 'url'].includes(key.value))
      report.at(
        key,
        'error',
        'INVALID_PROPERTY_KEY',
        `An action has no property "${key.value.slice(0, 60)}".`,
      )
  const named = valueUnder(node, 'name')
  if (named === null)
    return report.at(node, 'error', 'MISSING_REQUIRED_PROPERTY', 'The action needs a name.')
  if (named.type !== 'string')
    return report.at(named, 'error', 'INVALID_PROPERTY_TYPE', 'An action name is a text.')
  next(node, name, report)
  url(node, name, report)
  const payload = memberOf(node, 'payload')
  if (payload && name === 'open_url')
    report.at(
      payload.key,
      'error',
      'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
      'open_url carries no payload.',
    )
  else if (payload?.value && payload.value.type !== 'object')
    report.at(payload.value, 'error', 'INVALID_PROPERTY_TYPE', 'payload is an object.')
  const needsPayload = name === 'update_data' || property !== 'on-click-action'
  if (!payload && needsPayload)
    report.at(node, 'error', 'MISSING_REQUIRED_PROPERTY', `${name} needs a payload here.`)
}

function next(node: JsonNode, name: string, report: Report) {
  const member = memberOf(node, 'next')
  if (name !== 'navigate') {
    if (member)
      report.at(
        member.key,
        'error',
        'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
        'next belongs to navigate only.',
      )
    return
  }
  if (!member?.value)
    return report.at(
      node,
      'error',
      'MISSING_REQUIRED_PROPERTY',
      'navigate needs next: { "type": "screen", "name": "…" }.',
    )
  const { value } = member
  if (value.type !== 'object')
    return report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'next is an object.')
  for (const { key } of value.members)
    if (key.value !== 'type' && key.value !== 'name')
      report.at(key, 'error', 'INVALID_PROPERTY_KEY', 'next has type and name only.')
  const type = valueUnder(value, 'type')
  if (type === null)
    report.at(value, 'error', 'MISSING_REQUIRED_PROPERTY', 'next needs "type": "screen".')
  else if (stringOf(value, 'type') !== 'screen')
    report.at(type, 'error', 'INVALID_PROPERTY_VALUE', 'The type of next is "screen".')
  const target = valueUnder(value, 'name')
  if (target === null)
    report.at(value, 'error', 'MISSING_REQUIRED_PROPERTY', 'next needs the name of a screen.')
  else if (target.type !== 'string')
    report.at(target, 'error', 'INVALID_PROPERTY_TYPE', 'The name of a screen is a text.')
}

function url(node: JsonNode, name: string, report: Report) {
  const member = memberOf(node, 'url')
  if (name !== 'open_url') {
    if (member)
      report.at(
        member.key,
        'error',
        'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
        'url belongs to open_url only.',
      )
    return
  }
  if (!member?.value)
    return report.at(node, 'error', 'MISSING_REQUIRED_PROPERTY', 'open_url needs a url.')
  const { value } = member
  if (value.type !== 'string')
    return report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'url is a text.')
  if (/^[`$]/.test(value.value)) return
  if (!/^https?:\/\/[^\s/?#]+\S*$/i.test(value.value))
    report.at(
      value,
      'error',
      'INVALID_PROPERTY_VALUE_FORMAT',
      'url is an address that begins with https://.',
    )
  else if (/^http:/i.test(value.value))
    report.at(value, 'warning', 'INSECURE_URL', 'Phones open https addresses only.')
}

function allowed(action: CheckedAction, flow: CheckedFlow, report: Report) {
  const { node, name, property, component, onItem } = action
  const named = valueUnder(node, 'name')
  if (named?.type !== 'string') return
  const spec = propertySpec(component.kind, property)
  if (!spec?.actions) return
  const code = property === 'on-click-action' ? 'INVALID_ENUM_VALUE' : 'INVALID_PROPERTY_VALUE'
  const names = onItem ? ['update_data'] : spec.actions
  if (!names.includes(name as never)) {
    const known = ACTIONS.includes(name)
      ? `${component.kind} cannot ${name} here`
      : `There is no action "${name.slice(0, 60)}"`
    return report.at(named, 'error', code, `${known}; it can ${names.join(', ')}.`)
  }
  const since = spec.sinceActions?.[name as keyof typeof spec.sinceActions]
  if (since && flow.version < sinceNumber(since))
    report.at(named, 'error', code, `${name} came here with version ${since}.`)
}
