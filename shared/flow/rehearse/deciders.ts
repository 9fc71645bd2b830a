/** Which fields and data decide what shows and where a flow leads, found backwards from its conditions. */
import { type Flow, walkComponents } from '../flow.ts'
import { actionsOf } from '../graph.ts'
import { isRecord } from '../record.ts'
import type { Transfer } from './transfers.ts'
import { type Literal, readsOf, type Variable, variableKey } from './variables.ts'

export type Deciders = {
  /** In the order they were found: those that conditions read first. */
  readonly variables: readonly Variable[]
  /** Values worth trying for each, by `variableKey`: what conditions hold it against. */
  readonly literals: ReadonlyMap<string, ReadonlySet<Literal>>
  /** Fields whose choice runs an action, by `variableKey`. */
  readonly actors: ReadonlySet<string>
}

/** Properties that change what a customer can do. */
const SWITCHES = ['visible', 'enabled', 'required'] as const

export function decidersOf(flow: Flow, transfers: readonly Transfer[]): Deciders {
  const variables = new Map<string, Variable>()
  const literals = new Map<string, Set<Literal>>()
  const actors = new Set<string>()
  const waiting: string[] = []
  const decide = (variable: Variable, values: Iterable<Literal>) => {
    const key = variableKey(variable)
    const known = literals.get(key)
    const held = known ?? new Set<Literal>()
    const before = held.size
    for (const value of values) held.add(value)
    if (known === undefined) {
      variables.set(key, variable)
      literals.set(key, held)
    }
    if (known === undefined || held.size > before) waiting.push(key)
  }
  for (const screen of flow.screens)
    for (const component of walkComponents(screen.children)) {
      const { props, kind, groups, name } = component
      const root = (raw: unknown, isCondition = false, more: readonly Literal[] = []) => {
        const reads = readsOf(raw, screen.id, isCondition)
        for (const variable of reads.variables) decide(variable, [...reads.literals, ...more])
      }
      if (kind === 'If') root(props.condition, true)
      if (kind === 'Switch')
        root(
          props.value,
          false,
          groups.flatMap(({ caseKey }) => (caseKey === null ? [] : [caseKey])),
        )
      for (const property of SWITCHES) root(props[property])
      for (const action of actionsOf(component)) if (isRecord(action.next)) root(action.next.name)
      const list = props['data-source']
      const acts =
        props['on-select-action'] !== undefined ||
        props['on-unselect-action'] !== undefined ||
        (Array.isArray(list) &&
          list.some((entry) => isRecord(entry) && entry['on-select-action'] !== undefined))
      if (acts && name !== null)
        actors.add(variableKey({ source: 'form', screen: screen.id, name }))
    }
  const into = new Map<string, Transfer[]>()
  for (const transfer of transfers) {
    if (transfer.to === null) continue
    const key = variableKey(transfer.to)
    const same = into.get(key)
    if (same) same.push(transfer)
    else into.set(key, [transfer])
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
    for (const { reads, by } of into.get(key) ?? []) {
      const values = literals.get(key) ?? []
      for (const variable of reads.variables) decide(variable, [...values, ...reads.literals])
      if (by) decide(by, [])
    }
  return { variables: [...variables.values()], literals, actors }
}
