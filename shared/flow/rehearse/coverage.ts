/** What there is to reach in a flow, and what has been: screens, edges, branches, rules. */
import type { ComponentNode, Flow, Screen } from '../flow.ts'
import { flowGraph, type GraphEdge } from '../graph.ts'
import { compiled, type Guard, guardOf, type Leaf } from '../interpret/compiled.ts'
import { currentScreenId, type Stage } from '../interpret/stage.ts'
import type { RunState } from '../interpret/state.ts'
import type { Coverage, EdgeCoverage } from './rehearsal.ts'
import { type RuleName, rulesOf } from './rules.ts'

/** A branch of an If, or a case of a Switch. */
export type Branch = {
  readonly path: string
  readonly screen: Screen
  readonly component: ComponentNode
  readonly guard: Guard
  /** The branch it stands in; null at the top. */
  readonly inside: Branch | null
}

export type FieldRule = {
  readonly leaf: Leaf
  readonly screen: Screen
  readonly rule: RuleName
  readonly path: string
  state: 'open' | 'reached' | 'cannot-break'
  tries: number
}

type Edge = GraphEdge & { reached: 'no' | 'walked' | 'by-example' }

export class Covered {
  readonly screens = new Map<string, Screen>()
  readonly reachedScreens = new Set<string>()
  readonly branches: readonly Branch[]
  readonly reachedBranches = new Set<Branch>()
  readonly rules: readonly FieldRule[]
  readonly edges = new Map<string, Edge>()
  /** The innermost branch that a component stands in, by its path. */
  readonly branchOf = new Map<string, Branch>()
  readonly #branchesOf = new Map<string, Branch[]>()
  readonly #rulesOf = new Map<Leaf, FieldRule[]>()

  constructor(flow: Flow) {
    const branches: Branch[] = []
    const rules: FieldRule[] = []
    for (const screen of flow.screens) {
      if (this.screens.has(screen.id)) continue
      this.screens.set(screen.id, screen)
      const own: Branch[] = []
      this.#collect(screen.children, screen, null, own)
      this.#branchesOf.set(screen.id, own)
      branches.push(...own)
      for (const leaf of compiled(screen).leaves) {
        const ofLeaf = rulesOf(leaf).map((rule) => ({
          leaf,
          screen,
          rule,
          path: `${leaf.component.path}.${rule}`,
          state: 'open' as const,
          tries: 0,
        }))
        this.#rulesOf.set(leaf, ofLeaf)
        rules.push(...ofLeaf)
      }
    }
    this.branches = branches
    this.rules = rules
    const isEndpoint = flow.dataApiVersion !== null
    for (const edge of flowGraph(flow).edges) {
      // A list whose rows come with the data may lead anywhere; a route without endpoint only permits.
      if (edge.cause === 'list' || (edge.cause === 'route' && !isEndpoint)) continue
      const key = edgeKey(edge.from, edge.to, edge.path)
      if (!this.edges.has(key)) this.edges.set(key, { ...edge, reached: 'no' })
    }
  }

  #collect(
    children: readonly ComponentNode[],
    screen: Screen,
    inside: Branch | null,
    into: Branch[],
  ) {
    for (const component of children) {
      if (inside) this.branchOf.set(component.path, inside)
      for (const group of component.groups) {
        const guard =
          component.kind === 'If' || component.kind === 'Switch' ? guardOf(component, group) : null
        const branch = guard && { path: group.path, screen, component, guard, inside }
        if (branch) into.push(branch)
        this.#collect(group.children, screen, branch ?? inside, into)
      }
    }
  }

  /** Notes the screen shown and the branches that are active on it. */
  see(state: RunState, stage: Stage | null) {
    const id = currentScreenId(state)
    if (stage === null || id === undefined || state.error !== null) return
    this.reachedScreens.add(id)
    for (const branch of this.activeBranches(stage)) this.reachedBranches.add(branch)
  }

  *activeBranches({ screen, scope }: Stage): Generator<Branch> {
    const active = new Set<Branch>()
    for (const branch of this.#branchesOf.get(screen.id) ?? []) {
      if (branch.inside !== null && !active.has(branch.inside)) continue
      if (!branch.guard(scope)) continue
      active.add(branch)
      yield branch
    }
  }

  /** Rules of a field that were not reached and not tried too often. */
  openRules(leaf: Leaf): FieldRule[] {
    return (this.#rulesOf.get(leaf) ?? []).filter(
      ({ state, tries }) => state !== 'reached' && tries < MAX_TRIES,
    )
  }

  /** A move from one screen to another by a component's action. */
  walk(from: string, to: string, path: string, component: string) {
    const key = edgeKey(from, to, path)
    const edge = this.edges.get(key)
    if (edge) edge.reached = 'walked'
    else this.edges.set(key, { from, to, path, component, cause: 'list', reached: 'by-example' })
  }

  /** A move that an answer of the endpoint made. */
  answer(from: string, to: string) {
    for (const edge of this.edges.values())
      if (edge.cause === 'route' && edge.from === from && edge.to === to)
        edge.reached = 'by-example'
  }

  screenCoverage(): Coverage {
    return coverageOf([...this.screens.values()], ({ id }) => this.reachedScreens.has(id))
  }

  branchCoverage(): Coverage {
    return coverageOf(this.branches, (branch) => this.reachedBranches.has(branch))
  }

  /** Rules that no value can break as the flow is written are none. */
  ruleCoverage(): Coverage {
    return coverageOf(
      this.rules.filter(({ state }) => state !== 'cannot-break'),
      ({ state }) => state === 'reached',
    )
  }

  edgeCoverage(): EdgeCoverage {
    const edges = [...this.edges.values()].map((edge) => ({
      ...edge,
      path: `${edge.path} → ${edge.to}`,
    }))
    return {
      ...coverageOf(edges, ({ reached }) => reached !== 'no'),
      byExample: edges.filter(({ reached }) => reached === 'by-example').length,
    }
  }
}

/** A rule whose values are not taken at first may be in another situation. */
const MAX_TRIES = 4

const edgeKey = (from: string, to: string, path: string): string => `${from} ${to} ${path}`

function coverageOf<T extends { readonly path: string }>(
  all: readonly T[],
  isReached: (one: T) => boolean,
): Coverage {
  const unreached = all.filter((one) => !isReached(one)).map(({ path }) => path)
  return { total: all.length, reached: all.length - unreached.length, unreached }
}
