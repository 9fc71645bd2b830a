/** Properties that go together, exclude each other, or bound each other (reference §3.5 to §3.9). */
import { type JsonNode, memberOf, stringOf, valueUnder } from '../json-node.ts'
import type { CheckedComponent, Rule } from './model.ts'
import type { Report } from './report.ts'

export const dependencies: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      const { kind, node } = component
      if (kind === 'Footer') captions(node, report)
      if (kind === 'TextInput') {
        pattern(component, report)
        ordered(node, 'min-chars', 'max-chars', report)
      }
      if (kind === 'CheckboxGroup')
        ordered(node, 'min-selected-items', 'max-selected-items', report)
      neverFilled(component, report)
    }
  }
}

function captions(node: JsonNode, report: Report) {
  const left = memberOf(node, 'left-caption')
  const right = memberOf(node, 'right-caption')
  const center = memberOf(node, 'center-caption')
  const lone = left && !right ? left : right && !left ? right : null
  if (lone)
    report.at(
      lone.key,
      'error',
      'INVALID_DEPENDENCIES',
      'left-caption and right-caption come as a pair.',
    )
  if (center && (left || right))
    report.at(
      center.key,
      'error',
      'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
      'center-caption stands alone, without left and right ones.',
    )
}

const PATTERN_TYPES = ['text', 'number', 'password', 'passcode']

function pattern({ node }: CheckedComponent, report: Report) {
  const member = memberOf(node, 'pattern')
  if (!member) return
  const inputType = stringOf(node, 'input-type') ?? 'text'
  if (!PATTERN_TYPES.includes(inputType))
    report.at(
      member.key,
      'error',
      'INVALID_DEPENDENCIES',
      `pattern goes with input-type ${PATTERN_TYPES.join(', ')}.`,
    )
  if (!memberOf(node, 'helper-text'))
    report.at(
      member.key,
      'error',
      'MISSING_REQUIRED_PROPERTY',
      'A pattern needs a helper-text that explains it.',
    )
}

function ordered(node: JsonNode, low: string, high: string, report: Report) {
  const min = valueUnder(node, low)
  const max = valueUnder(node, high)
  if (min?.type === 'number' && max?.type === 'number' && min.value > max.value)
    report.at(min, 'error', 'MIN_VALUE_GREATER_THAN_MAX', `${low} is greater than ${high}.`)
}

/** A required field that nobody can fill keeps the Footer off for good. */
function neverFilled({ node }: CheckedComponent, report: Report) {
  const required = valueUnder(node, 'required')
  if (required?.type !== 'boolean' || !required.value) return
  for (const key of ['enabled', 'visible']) {
    const value = valueUnder(node, key)
    if (value?.type === 'boolean' && !value.value)
      report.at(
        value,
        'warning',
        'REQUIRED_BUT_UNUSABLE',
        `The field is required, yet ${key} is false.`,
      )
  }
}
