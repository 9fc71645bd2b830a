/** Components stand where they may: Form, If and Switch rules, screens of their own, Footers in branches. */
import { isInput } from '../catalogue/index.ts'
import { sinceNumber } from '../catalogue/property-index.ts'
import { memberOf, membersOf, valueUnder } from '../json-node.ts'
import { dropMember, raiseVersion } from './fixes.ts'
import type { CheckedComponent, CheckedFlow, CheckedScreen, Place } from './model.ts'
import type { Report } from './report.ts'

export const MAX_IF_NESTING = 3

const PLACE_NAMES: Record<Place, string> = {
  root: 'directly on the screen',
  form: 'inside a Form',
  if: 'inside an If',
  switch: 'inside a Switch',
}

export function placement(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  const hasForm = screen.counts.has('Form')
  for (const component of screen.components) {
    const { spec, kind, node, form, ifDepth } = component
    if (!spec) continue
    place(component, flow, report)
    if (hasForm && form === null && isInput(spec))
      report.about(node, 'outside-form', `This screen has a Form, so ${kind} must stand inside it.`)
    if (kind === 'If' && ifDepth === MAX_IF_NESTING + 1)
      report.about(node, 'if-depth', `Ifs nest at most ${MAX_IF_NESTING} deep.`)
  }
  if (screen.counts.has('RichText') || screen.counts.has('NavigationList'))
    alone(screen, flow, report)
  branchFooters(screen, report)
}

function place(component: CheckedComponent, flow: CheckedFlow, report: Report) {
  const { node, kind, spec } = component
  const since = spec?.places[component.place]
  if (!spec || since === undefined) return
  if (since !== null && flow.version >= sinceNumber(since)) return
  // A kind newer than the flow's version is reported as that.
  if (since !== null && flow.version < sinceNumber(spec.since)) return
  if (kind === 'RichText') return
  report.about(
    node,
    'component-place',
    since === null
      ? `${kind} cannot stand ${PLACE_NAMES[component.place]}.`
      : `${kind} may stand ${PLACE_NAMES[component.place]} from version ${since}.`,
    since === null ? undefined : { fixes: [raiseVersion(flow.root)] },
  )
}

/** Kinds that want their screen to themselves (reference §3.4, §3.14). */
function alone(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  for (const component of screen.components) {
    const { spec, kind, node } = component
    if (!spec?.alone) continue
    const mayShare = spec.alone
      .filter(({ since }) => flow.version >= sinceNumber(since))
      .map((other) => other.kind)
    const disturbs = otherKind(screen, kind, mayShare)
    const isTooMany = kind === 'NavigationList' && (screen.counts.get(kind) ?? 0) > 2
    const isInside = kind === 'RichText' && component.place !== 'root'
    if (disturbs === null && !isTooMany && !isInside) continue
    const company = mayShare.length === 0 ? 'nothing else' : `only ${mayShare.join(', ')} beside it`
    report.about(
      node,
      kind === 'RichText' && flow.version < 600 ? 'richtext-alone-51' : 'component-alone',
      isInside
        ? `${kind} stands directly on its screen.`
        : disturbs === null
          ? 'A screen has at most 2 NavigationLists.'
          : `${kind} wants its screen to itself, with ${company}; here is ${disturbs || 'another component'}.`,
    )
  }
  const terminal = memberOf(screen.node, 'terminal')
  if (terminal && screen.terminal && screen.counts.has('NavigationList'))
    report.at(
      terminal.key,
      'navigation-list-terminal',
      'A screen with a NavigationList leads on, so it cannot be terminal.',
      { fixes: [dropMember(screen.node, 'terminal')] },
    )
}

/** A kind on the screen that may not be there beside `kind`; null when there is none. */
function otherKind(
  { counts }: CheckedScreen,
  kind: string,
  mayShare: readonly string[],
): string | null {
  for (const [other, count] of counts) {
    if (other === 'Form' || mayShare.includes(other)) continue
    if (other !== kind || count > 1) return other
  }
  return null
}

/** A Footer in one branch has to be in all branches, in a first-level If only, and nowhere else. */
function branchFooters({ components, counts }: CheckedScreen, report: Report) {
  if (!counts.has('Footer')) return
  const covered = new Map<CheckedComponent, Set<string>>()
  for (const { kind, parent, node, branch } of components) {
    if (kind !== 'Footer' || (parent?.kind !== 'If' && parent?.kind !== 'Switch')) continue
    if (parent.kind === 'If' && parent.ifDepth > 1)
      report.about(node, 'if-footer-depth', 'A Footer may stand in a first-level If only.')
    covered.set(parent, (covered.get(parent) ?? new Set()).add(branch))
  }
  for (const [holder, branches] of covered) {
    const missing = branchesOf(holder).filter((branch) => !branches.has(branch))
    if (missing.length > 0)
      report.about(
        holder.node,
        holder.kind === 'If' ? 'if-footer' : 'switch-footer',
        `A Footer in one branch has to be in all of them; missing in ${missing.slice(0, 8).join(', ')}.`,
      )
  }
}

const branchesOf = ({ node, kind }: CheckedComponent): string[] =>
  kind === 'If'
    ? ['then', 'else']
    : membersOf(valueUnder(node, 'cases')).map((member) => member.key.value)
