/** `navigate` leads to another screen that exists, with just the data it asks for (reference §4.1). */

import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import {
  type JsonMember,
  type JsonNode,
  type JsonString,
  memberOf,
  membersOf,
  valueUnder,
} from '../json-node.ts'
import { isOfType } from './data-model.ts'
import type { Severity } from './diagnostic.ts'
import { dynamicValue } from './dynamic-value.ts'
import { type CheckedFlow, type CheckedScreen, didYouMean, type Rule } from './model.ts'
import type { Report } from './report.ts'
import { schemaType, TYPE_NAMES } from './value-types.ts'

const PAYLOAD = 'INVALID_NAVIGATE_ACTION_PAYLOAD'

export const navigation: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      for (const { node, name } of component.actions) {
        if (name !== 'navigate') continue
        const wanted = valueUnder(valueUnder(node, 'next'), 'name')
        if (wanted?.type !== 'string' || isDynamic(wanted)) continue
        const target = targetOf(wanted, screen, flow, report)
        if (target) payload(node, screen, target, flow, report)
      }
    }
  }
}

const isDynamic = ({ value }: JsonString): boolean =>
  looksLikeBinding(value) || looksLikeExpression(value)

function targetOf(
  wanted: JsonString,
  screen: CheckedScreen,
  flow: CheckedFlow,
  report: Report,
): CheckedScreen | null {
  const code = 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME'
  if (wanted.value === screen.id) {
    report.at(wanted, 'error', code, 'A screen cannot navigate to itself.')
    return null
  }
  const target = flow.screensById.get(wanted.value)
  if (target) return target
  const others = [...flow.screensById.keys()].filter((id) => id !== screen.id)
  report.at(
    wanted,
    'error',
    code,
    `No screen named ${wanted.value.slice(0, 60) || '""'}.${didYouMean(wanted.value, others)}`,
  )
  return null
}

function payload(
  action: JsonNode,
  screen: CheckedScreen,
  target: CheckedScreen,
  flow: CheckedFlow,
  report: Report,
) {
  const member = memberOf(action, 'payload')
  const written = member?.value ?? null
  if (!member || written === null) {
    if (target.model.size > 0)
      report.at(
        valueUnder(action, 'name') ?? action,
        'error',
        'MISSING_NAVIGATION_ACTION_PAYLOAD',
        `${target.id} asks for data: ${[...target.model.keys()].slice(0, 8).join(', ')}.`,
      )
    return
  }
  if (written.type !== 'object') return
  // 6.0 to 7.2 compare no key sets on phones, so there it is a warning (§12, row 18).
  const severity: Severity = flow.version >= 600 && flow.version < 703 ? 'warning' : 'error'
  for (const entry of membersOf(written)) {
    const field = target.model.get(entry.key.value)
    if (field === undefined)
      report.at(
        entry.key,
        severity,
        PAYLOAD,
        target.model.size === 0
          ? `${target.id} has no data model, so it takes no payload.`
          : `${target.id} has no data field "${entry.key.value.slice(0, 60)}".${didYouMean(entry.key.value, target.model.keys())}`,
      )
    else entryType(entry, field, screen, flow, report)
  }
  const missing = [...target.model.keys()].filter((key) => !memberOf(written, key))
  if (missing.length > 0)
    report.at(
      member.key,
      severity,
      PAYLOAD,
      `The payload lacks ${missing.slice(0, 8).join(', ')}, which ${target.id} asks for.`,
    )
}

function entryType(
  { key, value }: JsonMember,
  field: JsonNode,
  screen: CheckedScreen,
  flow: CheckedFlow,
  report: Report,
) {
  const wanted = schemaType(field)
  if (value === null || wanted === 'unknown') return
  const name = key.value
  if (value.type === 'string' && isDynamic(value)) {
    const silent = report.silent()
    const codes = { binding: '', insideExpression: '' }
    const found = dynamicValue(value, {
      flow,
      screen,
      report: silent,
      codes,
      refusesOwnScreen: false,
    })
    if (found.kind === 'dynamic' && found.type !== wanted && found.type !== 'unknown')
      report.at(
        value,
        'error',
        PAYLOAD,
        `"${name}" wants ${TYPE_NAMES[wanted]}; this is ${TYPE_NAMES[found.type]}.`,
      )
  } else if (!isOfType(value, wanted))
    report.at(
      value,
      'error',
      'INVALID_NAVIGATE_ACTION_STATIC_DATA',
      `"${name}" wants ${TYPE_NAMES[wanted]}.`,
    )
}
