/** Components against the catalogue: known kind, known properties, required ones present. */
import { componentSpecs, propertySpec } from '../catalogue/index.ts'
import { itemsOf, type JsonNode, memberOf, membersOf, valueUnder } from '../json-node.ts'
import {
  type CheckedComponent,
  type CheckedFlow,
  didYouMean,
  headOf,
  type Rule,
  sinceNumber,
} from './model.ts'
import { propertyValue } from './property-value.ts'
import type { Report } from './report.ts'

export const components: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    notObjects(valueUnder(valueUnder(screen.node, 'layout'), 'children'), report)
    for (const component of screen.components) {
      kind(component, flow, report)
      if (component.spec?.covered) properties(component, flow, report)
      for (const list of ['children', 'then', 'else'])
        notObjects(valueUnder(component.node, list), report)
    }
  }
}

function notObjects(list: JsonNode | null, report: Report) {
  for (const item of itemsOf(list))
    if (item.type !== 'object')
      report.at(item, 'error', 'INVALID_PROPERTY_TYPE', 'A component is an object with a type.')
}

function kind({ node, kind, spec }: CheckedComponent, flow: CheckedFlow, report: Report) {
  const type = valueUnder(node, 'type')
  if (type === null)
    return report.at(
      headOf(node),
      'error',
      'MISSING_REQUIRED_PROPERTY',
      'The component needs a type, such as "TextBody".',
    )
  if (!spec) {
    const names = componentSpecs.map((known) => known.kind)
    return report.at(
      type,
      'error',
      'INVALID_PROPERTY_VALUE',
      `There is no component "${kind.slice(0, 60)}".${didYouMean(kind, names)}`,
    )
  }
  if (flow.version < sinceNumber(spec.since))
    report.at(
      type,
      'error',
      'INVALID_PROPERTY_VALUE',
      `${kind} came with version ${spec.since}; raise the flow's version.`,
    )
  if (!spec.covered)
    report.at(
      type,
      'info',
      'NOT_COVERED_YET',
      `${kind} is not checked in detail yet, and the preview shows a placeholder for it.`,
    )
}

function properties(component: CheckedComponent, flow: CheckedFlow, report: Report) {
  const { node, kind, spec } = component
  if (!spec) return
  for (const { key, value } of node.members) {
    if (key.value === 'type') continue
    const property = propertySpec(kind, key.value)
    if (!property) {
      const names = spec.properties.map((known) => known.name)
      report.at(
        key,
        'error',
        'INVALID_PROPERTY_KEY',
        `${kind} has no property "${key.value.slice(0, 60)}".${didYouMean(key.value, names)}`,
      )
      continue
    }
    if (property.since && flow.version < sinceNumber(property.since))
      report.at(
        key,
        'error',
        'INVALID_PROPERTY_KEY',
        `${key.value} came with version ${property.since}; raise the flow's version.`,
      )
    if (property.outsideForm && component.form)
      report.at(
        key,
        'error',
        'INVALID_PROPERTY_KEY',
        `Inside a Form use the Form's ${key.value === 'init-value' ? 'init-values' : 'error-messages'} instead of ${key.value}.`,
      )
    if (value) propertyValue(value, property, component, flow, report)
  }
  for (const property of spec.properties) {
    if (!property.required || memberOf(node, property.name)) continue
    report.at(
      headOf(node),
      'error',
      'MISSING_REQUIRED_PROPERTY',
      `${kind} needs ${/^[aeiou]/.test(property.name) ? 'an' : 'a'} ${property.name}.`,
    )
  }
  emptyCases(component, report)
}

const CASE_KEY = /^[A-Za-z][A-Za-z0-9_-]*$/

function emptyCases({ node, kind }: CheckedComponent, report: Report) {
  const cases = kind === 'Switch' ? valueUnder(node, 'cases') : null
  if (cases?.type !== 'object') return
  if (cases.members.length === 0)
    report.at(cases, 'error', 'INVALID_PROPERTY_VALUE', 'A Switch needs at least one case.')
  for (const { key, value } of membersOf(cases)) {
    if (!CASE_KEY.test(key.value))
      report.at(
        key,
        'error',
        'PATTERN_MISMATCH',
        'A case begins with a letter, then letters, digits, - and _.',
      )
    if (value && value.type !== 'array')
      report.at(value, 'error', 'INVALID_PROPERTY_TYPE', 'A case is a list of components.')
    notObjects(value, report)
  }
}
