/** A screen made ready for running: its leaf components by name, and when each of them is active. */
import { componentSpec, type ProducedValue } from '../catalogue/index.ts'
import { evaluate, evaluateCondition, type Scope } from '../expressions/index.ts'
import type { ComponentGroup, ComponentNode, Flow, Screen } from '../flow.ts'
import { isRecord } from '../record.ts'

/** A leaf component, and what decides whether it is there. */
export type Leaf = {
  readonly component: ComponentNode
  readonly form: ComponentNode | null
  /** What it keeps under its name; null for what has no value. */
  readonly produces: ProducedValue | null
  /** All must hold for its branch to be the active one. */
  readonly guards: readonly Guard[]
  /** Whether single options or rows carry actions that are written in the flow. */
  readonly hasItemActions: boolean
  /** Whether its options come from data and may change under a choice. */
  readonly hasBoundOptions: boolean
}

export type Guard = (scope: Scope) => boolean

export type CompiledScreen = {
  readonly screen: Screen
  /** In text order, all branches. */
  readonly leaves: readonly Leaf[]
  /** Leaves with a name; of a name in several branches all. */
  readonly byName: ReadonlyMap<string, readonly Leaf[]>
  /** Those whose choice can be lost when data changes. */
  readonly boundChoices: readonly Leaf[]
  /** The data model's examples. */
  readonly examples: ReadonlyMap<string, unknown>
}

const compiledScreens = new WeakMap<Screen, CompiledScreen>()
const screensByFlow = new WeakMap<Flow, ReadonlyMap<string, Screen>>()

/** The first screen of an id, looked up in constant time. */
export function screenOf(flow: Flow, id: string): Screen | undefined {
  let screens = screensByFlow.get(flow)
  if (!screens) {
    const made = new Map<string, Screen>()
    for (const screen of flow.screens) if (!made.has(screen.id)) made.set(screen.id, screen)
    screens = made
    screensByFlow.set(flow, screens)
  }
  return screens.get(id)
}

/** Made once a screen of a flow that was read; an edit makes a new flow and so a new one. */
export function compiled(screen: Screen): CompiledScreen {
  const known = compiledScreens.get(screen)
  if (known) return known
  const leaves: Leaf[] = []
  collect(screen.children, null, [], leaves)
  const byName = new Map<string, Leaf[]>()
  for (const leaf of leaves) {
    const { name } = leaf.component
    if (name === null) continue
    const same = byName.get(name)
    if (same) same.push(leaf)
    else byName.set(name, [leaf])
  }
  const examples = new Map<string, unknown>()
  for (const [name, { example }] of Object.entries(screen.data))
    if (example !== undefined) examples.set(name, example)
  const made = {
    screen,
    leaves,
    byName,
    boundChoices: leaves.filter(({ hasBoundOptions }) => hasBoundOptions),
    examples,
  }
  compiledScreens.set(screen, made)
  return made
}

function collect(
  children: readonly ComponentNode[],
  form: ComponentNode | null,
  guards: readonly Guard[],
  leaves: Leaf[],
) {
  for (const component of children) {
    const { kind, groups } = component
    if (kind === 'Form') {
      for (const group of groups)
        if (group.key === 'children') collect(group.children, component, guards, leaves)
    } else if (kind === 'If' || kind === 'Switch') {
      for (const group of groups) {
        const guard = guardOf(component, group)
        if (guard) collect(group.children, form, [...guards, guard], leaves)
      }
    } else leaves.push(leafOf(component, form, guards))
  }
}

/** When a branch of an If or a Switch is the active one; null for what is no branch. */
export const guardOf = (component: ComponentNode, group: ComponentGroup): Guard | null =>
  component.kind === 'If' ? ifGuard(component, group.key) : caseGuard(component, group.caseKey)

function ifGuard({ props: { condition } }: ComponentNode, key: string): Guard | null {
  if (key === 'then') return (scope) => evaluateCondition(condition, scope)
  return key === 'else' ? (scope) => !evaluateCondition(condition, scope) : null
}

/** The case of a Switch whose key equals the value, else the one called default (§9.6). */
function caseGuard({ props: { value }, groups }: ComponentNode, key: string | null): Guard | null {
  if (key === null) return null
  const keys = new Set(groups.map(({ caseKey }) => caseKey))
  const wanted = (scope: Scope) => {
    const found = evaluate(value, scope)
    return found === undefined || found === null ? '' : String(found)
  }
  return key === 'default'
    ? (scope) => {
        const found = wanted(scope)
        return found === 'default' || !keys.has(found)
      }
    : (scope) => wanted(scope) === key
}

function leafOf(
  component: ComponentNode,
  form: ComponentNode | null,
  guards: readonly Guard[],
): Leaf {
  const list = component.props['data-source'] ?? component.props['list-items']
  const hasItemActions =
    Array.isArray(list) &&
    list.some((item) => isRecord(item) && Object.keys(item).some((key) => key.startsWith('on-')))
  return {
    component,
    form,
    produces: componentSpec(component.kind)?.produces ?? null,
    guards,
    hasItemActions: hasItemActions || typeof list === 'string',
    hasBoundOptions: typeof component.props['data-source'] === 'string',
  }
}

/** Whether a leaf's branch is the active one. */
export function isActive({ guards }: Leaf, scope: Scope): boolean {
  for (const guard of guards) if (!guard(scope)) return false
  return true
}

/** Leaves of the branches that are active now, in order, hidden ones included. */
export function* activeLeaves({ leaves }: CompiledScreen, scope: Scope): Generator<Leaf> {
  // Neighbours share their guards; each condition is looked at once a walk.
  const results = new Map<Guard, boolean>()
  for (const leaf of leaves) {
    let active = true
    for (const guard of leaf.guards) {
      let holds = results.get(guard)
      if (holds === undefined) {
        holds = guard(scope)
        results.set(guard, holds)
      }
      if (!holds) {
        active = false
        break
      }
    }
    if (active) yield leaf
  }
}
