/** How many components a screen may have, in total and of one kind (reference §1.3, §3.2). */
import { type ComponentSpec, componentSpecs, isInput } from '../catalogue/index.ts'
import type { CheckedComponent, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'

export const ADVISED_COMPONENTS = 50
export const MAX_COMPONENTS = 100
/** More questions than this on one screen are many. */
export const ADVISED_FIELDS = 8

/** Kinds with a maximum, counted together where they share a pool. */
const limited: readonly { max: number; kinds: readonly string[]; words: string }[] = limits()

function limits() {
  const pools = new Map<string, ComponentSpec[]>()
  const capped: readonly ComponentSpec[] = componentSpecs
  for (const spec of capped) {
    if (spec.maxPerScreen === null) continue
    const pool = spec.pool ?? spec.kind
    pools.set(pool, [...(pools.get(pool) ?? []), spec])
  }
  return [...pools].map(([pool, specs]) => ({
    max: specs[0]?.maxPerScreen ?? 0,
    kinds: specs.map(({ kind }) => kind),
    words: pool,
  }))
}

export function counts(screen: CheckedScreen, report: Report) {
  total(screen, report)
  const present = screen.counts
  for (const { max, kinds, words } of limited) {
    let count = 0
    for (const kind of kinds) count += present.get(kind) ?? 0
    if (count <= max) continue
    const overflow = firstTooMany(screen.components, kinds, max)
    if (overflow)
      report.about(
        overflow.node,
        'kind-max',
        `A screen shows at most ${max} ${words}${max === 1 ? '' : 's'} at a time.`,
      )
  }
}

function total({ node, components, counts: present }: CheckedScreen, report: Report) {
  const count = components.length - (present.get('Form') ?? 0)
  if (count > MAX_COMPONENTS)
    report.about(
      node,
      'components-max',
      `A screen has at most ${MAX_COMPONENTS} components; this one has ${count}.`,
    )
  else if (count > ADVISED_COMPONENTS)
    report.about(
      node,
      'components-advice',
      `${count} components are many; the documented limit is ${ADVISED_COMPONENTS}.`,
    )
  if (count <= ADVISED_FIELDS) return
  const fields = components.filter(({ spec }) => spec && isInput(spec))
  if (fields.length > ADVISED_FIELDS)
    report.about(
      node,
      'fields-advice',
      `This screen asks for ${fields.length} things; people finish more often when a screen asks for five to seven.`,
    )
}

/** The component that goes past the maximum, counting the largest branch of each If and Switch. */
function firstTooMany(
  components: readonly CheckedComponent[],
  kinds: readonly string[],
  max: number,
): CheckedComponent | null {
  const ofKind = components.filter(({ kind }) => kinds.includes(kind))
  return largestCount(components, kinds) > max ? (ofKind[max] ?? null) : null
}

/** Sums over siblings, takes the maximum over branches, from the leaves up. */
function largestCount(components: readonly CheckedComponent[], kinds: readonly string[]): number {
  const sums = new Map<CheckedComponent | null, Map<string, number>>()
  // Containers come before what they hold, so backwards every count is complete when it is read.
  for (let at = components.length - 1; at >= 0; at--) {
    const component = components[at]
    if (!component) continue
    const count = (kinds.includes(component.kind) ? 1 : 0) + most(sums.get(component))
    if (count === 0) continue
    const branches = sums.get(component.parent) ?? new Map<string, number>()
    branches.set(component.branch, (branches.get(component.branch) ?? 0) + count)
    sums.set(component.parent, branches)
  }
  return most(sums.get(null))
}

function most(counts: ReadonlyMap<string, number> | undefined): number {
  let largest = 0
  for (const count of counts?.values() ?? []) largest = Math.max(largest, count)
  return largest
}
