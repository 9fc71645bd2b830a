/** How many components a screen may have, in total and of one kind (reference §1.3, §3.2). */
import { componentSpecs } from '../catalogue/index.ts'
import type { JsonNode } from '../json-node.ts'
import { type CheckedComponent, type CheckedScreen, headOf, type Rule } from './model.ts'

export const ADVISED_COMPONENTS = 50
export const MAX_COMPONENTS = 100

export const counts: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    const counted = screen.components.filter((component) => component.kind !== 'Form')
    const at: JsonNode = headOf(screen.node)
    if (counted.length > MAX_COMPONENTS)
      report.at(
        at,
        'error',
        'MAX_ALLOWED_COMPONENTS_PER_SCREEN',
        `A screen has at most ${MAX_COMPONENTS} components; this one has ${counted.length}.`,
      )
    else if (counted.length > ADVISED_COMPONENTS)
      report.at(
        at,
        'warning',
        'MANY_COMPONENTS_ON_SCREEN',
        `${counted.length} components are many; the documented limit is ${ADVISED_COMPONENTS}.`,
      )
    for (const spec of componentSpecs) {
      if (spec.maxPerScreen === null) continue
      const overflow = firstTooMany(screen, spec.kind, spec.maxPerScreen)
      if (overflow)
        report.at(
          headOf(overflow.node),
          'error',
          'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
          `A screen shows at most ${spec.maxPerScreen} ${spec.kind}${spec.maxPerScreen === 1 ? '' : 's'} at a time.`,
        )
    }
  }
}

/** The component that goes past the maximum, counting the largest branch of each If and Switch. */
function firstTooMany(
  { components }: CheckedScreen,
  kind: string,
  max: number,
): CheckedComponent | null {
  const ofKind = components.filter((component) => component.kind === kind)
  if (ofKind.length <= max) return null
  return largestCount(components, kind) > max ? (ofKind[max] ?? null) : null
}

/** Sums over siblings, takes the maximum over branches, from the leaves up. */
function largestCount(components: readonly CheckedComponent[], kind: string): number {
  const sums = new Map<CheckedComponent | null, Map<string, number>>()
  const add = (holder: CheckedComponent | null, branch: string, count: number) => {
    const branches = sums.get(holder) ?? new Map<string, number>()
    sums.set(holder, branches.set(branch, (branches.get(branch) ?? 0) + count))
  }
  // Containers come before what they hold, so backwards every count is complete when it is read.
  for (let at = components.length - 1; at >= 0; at--) {
    const component = components[at]
    if (!component) continue
    const inside = Math.max(0, ...(sums.get(component)?.values() ?? []))
    const count = (component.kind === kind ? 1 : 0) + inside
    if (count > 0) add(component.parent, component.branch, count)
  }
  return Math.max(0, ...(sums.get(null)?.values() ?? []))
}
