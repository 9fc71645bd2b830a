/** Every value that what decides has held in a walk, and which branches those values could make show. */
import type { Scope } from '../expressions/index.ts'
import type { Screen } from '../flow.ts'
import { compiled } from '../interpret/compiled.ts'
import type { RunState } from '../interpret/state.ts'
import { emptyValue } from '../interpret/values.ts'
import { ownValue } from '../record.ts'
import type { Branch } from './coverage.ts'
import { readsOf, type Variable, variableKey } from './variables.ts'

/** Combinations of values that a branch is held against before it is called impossible. */
const MAX_HELD_AGAINST = 4096

/** A variable that decides, with every value it held in the walk, by its JSON. */
type SeenVariable = Variable & { readonly seen: Map<string, unknown> }

export class SeenValues {
  readonly #screens: ReadonlyMap<string, Screen>
  readonly #variables: readonly SeenVariable[]
  readonly #byKey: ReadonlyMap<string, SeenVariable['seen']>

  constructor(variables: readonly Variable[], screens: ReadonlyMap<string, Screen>) {
    this.#screens = screens
    this.#variables = variables.map((variable) => ({ ...variable, seen: new Map() }))
    this.#byKey = new Map(this.#variables.map((one) => [variableKey(one), one.seen]))
  }

  /** What the variables hold in a state, as JSON; noted as seen. */
  see(state: RunState): readonly string[] {
    return this.#variables.map(({ source, screen, name, seen }) => {
      const value = ownValue(ownValue(source === 'form' ? state.forms : state.data, screen), name)
      const text = value === undefined ? '' : JSON.stringify(value)
      if (!seen.has(text)) seen.set(text, value)
      return text
    })
  }

  /**
   * Whether a branch could show, given all values that were seen in what its conditions read, in any
   * combination. Data that comes from elsewhere counts only when `all` was seen.
   */
  couldHold(branch: Branch, seen: 'fields' | 'all'): boolean {
    const chain: Branch[] = []
    for (let at: Branch | null = branch; at !== null; at = at.inside) chain.push(at)
    const variables = new Map<string, Variable>()
    for (const { component, screen } of chain) {
      const isIf = component.kind === 'If'
      const raw = isIf ? component.props.condition : component.props.value
      for (const variable of readsOf(raw, screen.id, isIf).variables)
        variables.set(variableKey(variable), variable)
    }
    if (seen === 'fields' && [...variables.values()].some(({ source }) => source === 'data'))
      return true
    let combinations: Map<string, unknown>[] = [new Map()]
    for (const key of variables.keys()) {
      const values = [...(this.#byKey.get(key)?.values() ?? [undefined])]
      if (combinations.length * values.length > MAX_HELD_AGAINST) return true
      combinations = combinations.flatMap((held) =>
        values.map((value) => new Map(held).set(key, value)),
      )
    }
    return combinations.some((held) => {
      const scope: Scope = {
        read: (source, at, name) => {
          const screen = at ?? branch.screen.id
          const value = held.get(variableKey({ source, screen, name }))
          return value === undefined && source === 'form' ? this.#empty(screen, name) : value
        },
      }
      return chain.every(({ guard }) => guard(scope))
    })
  }

  /** What a field holds that nobody has filled. */
  #empty(screenId: string, name: string): unknown {
    const screen = this.#screens.get(screenId)
    const leaf = screen && compiled(screen).byName.get(name)?.[0]
    return leaf?.produces ? emptyValue(leaf.produces) : undefined
  }
}
