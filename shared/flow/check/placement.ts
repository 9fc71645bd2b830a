/** Components stand where they may: Form, If and Switch rules, Footers in every branch. */

import { isInput } from '../catalogue/index.ts'
import { membersOf, valueUnder } from '../json-node.ts'
import {
  type CheckedComponent,
  type CheckedFlow,
  type CheckedScreen,
  headOf,
  ifDepth,
  type Place,
  type Rule,
  sinceNumber,
} from './model.ts'
import type { Report } from './report.ts'

export const MAX_IF_NESTING = 3

const PLACE_NAMES: Record<Place, string> = {
  root: 'directly on the screen',
  form: 'inside a Form',
  if: 'inside an If',
  switch: 'inside a Switch',
}

export const placement: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    const hasForm = screen.components.some((component) => component.kind === 'Form')
    for (const component of screen.components) {
      place(component, flow, report)
      outsideForm(component, hasForm, flow, report)
      if (component.kind === 'If' && ifDepth(component) === MAX_IF_NESTING + 1)
        report.at(
          headOf(component.node),
          'error',
          'MAXIMUM_IF_NESTING',
          `Ifs nest at most ${MAX_IF_NESTING} deep.`,
        )
    }
    branchFooters(screen, report)
  }
}

function place(component: CheckedComponent, flow: CheckedFlow, report: Report) {
  const { node, kind, spec } = component
  if (!spec) return
  const since = spec.places[component.place]
  if (since !== null && flow.version >= sinceNumber(since)) return
  // Inputs at the root before 4.0 are the outside-Form rule's business.
  if (since !== null && component.place === 'root' && isInput(spec)) return
  report.at(
    headOf(node),
    'error',
    'INVALID_PROPERTY_VALUE',
    since === null
      ? `${kind} cannot stand ${PLACE_NAMES[component.place]}.`
      : `${kind} may stand ${PLACE_NAMES[component.place]} from version ${since}.`,
  )
}

function outsideForm(
  { node, kind, spec, form }: CheckedComponent,
  hasForm: boolean,
  flow: CheckedFlow,
  report: Report,
) {
  if (!spec || form || !isInput(spec)) return
  if (hasForm)
    report.at(
      headOf(node),
      'error',
      'COMPONENTS_OUTSIDE_FORM',
      `This screen has a Form, so ${kind} must stand inside it.`,
    )
  else if (flow.version < 400)
    report.at(
      headOf(node),
      'error',
      'ONE_OF_SCHEMA_VALIDATION_FAILED',
      `Before version 4.0 ${kind} must stand inside a Form.`,
    )
}

/** A Footer in one branch has to be in all branches, in a first-level If only, and nowhere else. */
function branchFooters(screen: CheckedScreen, report: Report) {
  const footers = screen.components.filter((component) => component.kind === 'Footer')
  for (const footer of footers) {
    const { parent } = footer
    if (parent?.kind === 'If' && ifDepth(parent) > 1)
      report.at(
        headOf(footer.node),
        'error',
        'INVALID_PROPERTY_VALUE',
        'A Footer may stand in a first-level If only.',
      )
  }
  const holders = new Set(footers.map((footer) => footer.parent))
  for (const holder of holders) {
    if (holder?.kind !== 'If' && holder?.kind !== 'Switch') continue
    const covered = new Set(
      footers.filter((footer) => footer.parent === holder).map((footer) => footer.branch),
    )
    const missing = branchesOf(holder).filter((branch) => !covered.has(branch))
    if (missing.length === 0) continue
    report.at(
      headOf(holder.node),
      'error',
      holder.kind === 'If'
        ? 'MISSING_FOOTER_IN_IF_ELSE_BRANCHES'
        : 'MISSING_FOOTER_IN_SWITCH_BRANCHES',
      `A Footer in one branch has to be in all of them; missing in ${missing.join(', ')}.`,
    )
  }
}

const branchesOf = ({ node, kind }: CheckedComponent): string[] =>
  kind === 'If'
    ? ['then', 'else']
    : membersOf(valueUnder(node, 'cases')).map((member) => member.key.value)

/** Whether the screen has a Footer; branches that lack theirs are reported on their own. */
export const hasFooter = ({ components }: CheckedScreen): boolean =>
  components.some((component) => component.kind === 'Footer')
