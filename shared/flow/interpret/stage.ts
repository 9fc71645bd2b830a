/** Where a running flow stands: its current screen and the values in sight. */
import { evaluate, type Scope } from '../expressions/index.ts'
import type { Flow, Screen } from '../flow.ts'
import { ownValue } from '../record.ts'
import { type CompiledScreen, compiled, isActive, type Leaf, screenOf } from './compiled.ts'
import type { RunState } from './state.ts'
import { emptyValue } from './values.ts'

export type Stage = {
  readonly screen: Screen
  readonly compiled: CompiledScreen
  readonly scope: Scope
}

export const currentScreenId = (state: RunState): string | undefined =>
  state.history[state.history.length - 1]

/** The current screen with its scope; null when the flow no longer has it. */
export function stageOf(flow: Flow, state: RunState): Stage | null {
  const id = currentScreenId(state)
  const screen = id === undefined ? undefined : screenOf(flow, id)
  return screen ? stageAt(flow, state, screen) : null
}

export const stageAt = (flow: Flow, state: RunState, screen: Screen): Stage => ({
  screen,
  compiled: compiled(screen),
  scope: scopeOf(flow, state, screen),
})

/** The values that bindings on a screen find. */
export function scopeOf(flow: Flow, state: RunState, screen: Screen): Scope {
  return {
    read: (source, id, name) => {
      const holder = id === null || id === screen.id ? screen : screenOf(flow, id)
      if (!holder) return undefined
      return source === 'form' ? formValue(state, holder, name) : dataValue(state, holder, name)
    },
  }
}

/** What a field holds; one nobody has filled holds its kind's empty value (§6.1). */
export function formValue(state: RunState, screen: Screen, name: string): unknown {
  const value = ownValue(ownValue(state.forms, screen.id), name)
  if (value !== undefined) return value
  const leaf = compiled(screen).byName.get(name)?.[0]
  return leaf?.produces ? emptyValue(leaf.produces) : undefined
}

function dataValue(state: RunState, screen: Screen, name: string): unknown {
  const value = ownValue(ownValue(state.data, screen.id), name)
  if (value !== undefined || !state.examples) return value
  return compiled(screen).examples.get(name)
}

/** A boolean property: what is not strictly boolean leaves the default (§5.5). */
export function isOn(raw: unknown, fallback: boolean, scope: Scope): boolean {
  if (raw === undefined) return fallback
  const value = evaluate(raw, scope)
  return typeof value === 'boolean' ? value : fallback
}

export const isVisible = ({ component }: Leaf, scope: Scope): boolean =>
  isOn(component.props.visible, true, scope)

/** The component that holds `name` in an active branch. */
export function findActive({ compiled: ready, scope }: Stage, name: string): Leaf | undefined {
  const leaves = ready.byName.get(name)
  return leaves?.find((leaf) => isActive(leaf, scope))
}
