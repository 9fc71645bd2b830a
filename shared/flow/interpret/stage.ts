/** Where a running flow stands: its current screen, the values in sight, the components showing. */
import { evaluate, evaluateCondition, type Scope, type ScopeValues } from '../expressions/index.ts'
import { type ComponentNode, type Flow, findScreen, type Screen, walkComponents } from '../flow.ts'
import { emptyRecord, mergeRecords, ownValue } from '../record.ts'
import type { RunState } from './state.ts'

export type Stage = { readonly screen: Screen; readonly scope: Scope }

/** A leaf component of an active branch, and the Form around it. */
export type ActiveComponent = {
  readonly component: ComponentNode
  readonly form: ComponentNode | null
  readonly visible: boolean
}

export const currentScreenId = (state: RunState): string | undefined =>
  state.history[state.history.length - 1]

/** The current screen with its scope; null when the flow no longer has it. */
export function stageOf(flow: Flow, state: RunState): Stage | null {
  const id = currentScreenId(state)
  const screen = id === undefined ? undefined : findScreen(flow, id)
  return screen ? { screen, scope: scopeOf(flow, state, screen) } : null
}

export function scopeOf(flow: Flow, state: RunState, screen: Screen): Scope {
  return {
    ...valuesOf(state, screen),
    screen: (id) => {
      const other = findScreen(flow, id)
      return other && valuesOf(state, other)
    },
  }
}

const valuesOf = (state: RunState, screen: Screen): ScopeValues => ({
  form: mergeRecords(emptyValues(screen), ownValue(state.forms, screen.id)),
  data: mergeRecords(state.examples ? exampleData(screen) : null, ownValue(state.data, screen.id)),
})

/** The screen's data as its `__example__` values give it. */
export function exampleData(screen: Screen): Record<string, unknown> {
  const data = emptyRecord()
  for (const [name, field] of Object.entries(screen.data))
    if (field.example !== undefined) data[name] = field.example
  return data
}

/** What a binding finds in a field nobody has filled (§6.1), by component kind. */
const EMPTY_VALUES = new Map<string, unknown>([
  ['TextInput', ''],
  ['TextArea', ''],
  ['Dropdown', ''],
  ['RadioButtonsGroup', ''],
  ['DatePicker', ''],
  ['CalendarPicker', ''],
  ['CheckboxGroup', []],
  ['ChipsSelector', []],
  ['PhotoPicker', []],
  ['DocumentPicker', []],
  ['OptIn', false],
])

const emptyValuesByScreen = new WeakMap<Screen, Record<string, unknown>>()

function emptyValues(screen: Screen): Record<string, unknown> {
  const known = emptyValuesByScreen.get(screen)
  if (known) return known
  const values = emptyRecord()
  for (const component of walkComponents(screen.children)) {
    if (component.name !== null && EMPTY_VALUES.has(component.kind))
      values[component.name] = EMPTY_VALUES.get(component.kind)
  }
  emptyValuesByScreen.set(screen, values)
  return values
}

/** Leaf components of the branches that are active now, in order, hidden ones included. */
export function* activeComponents(
  children: readonly ComponentNode[],
  scope: Scope,
  form: ComponentNode | null = null,
): Generator<ActiveComponent, void, undefined> {
  for (const component of children) {
    const group = activeGroup(component, scope)
    if (group === 'leaf') {
      yield { component, form, visible: isOn(component.props.visible, true, scope) }
    } else if (group) {
      yield* activeComponents(group, scope, component.kind === 'Form' ? component : form)
    }
  }
}

/** The children that show of a container; 'leaf' when the component is none. */
function activeGroup(
  component: ComponentNode,
  scope: Scope,
): readonly ComponentNode[] | 'leaf' | null {
  const find = (key: string, caseKey: string | null = null) =>
    component.groups.find((group) => group.key === key && group.caseKey === caseKey)?.children ??
    null
  if (component.kind === 'Form') return find('children')
  if (component.kind === 'If')
    return find(evaluateCondition(component.props.condition, scope) ? 'then' : 'else')
  if (component.kind === 'Switch') {
    const value = evaluate(component.props.value, scope)
    return find('case', String(value)) ?? find('case', 'default')
  }
  return 'leaf'
}

/** A boolean property: what is not strictly boolean leaves the default (§5.5). */
export function isOn(raw: unknown, fallback: boolean, scope: Scope): boolean {
  const value = evaluate(raw, scope)
  return typeof value === 'boolean' ? value : fallback
}

/** The component that holds `name` in an active branch. */
export function findActive(stage: Stage, name: string): ActiveComponent | undefined {
  for (const active of activeComponents(stage.screen.children, stage.scope))
    if (active.component.name === name) return active
  return undefined
}
