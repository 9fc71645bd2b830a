/** What fields hold: initial values, values as entered, values whose option has gone. */
import {
  evaluate,
  looksLikeBinding,
  looksLikeExpression,
  type Scope,
} from '../expressions/index.ts'
import type { ComponentNode, Flow, Screen } from '../flow.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import { numberProp, optionsProp } from './properties.ts'
import { activeComponents, scopeOf, stageOf } from './stage.ts'
import type { RunState, Trace } from './state.ts'
import { DEFAULT_MAX_LENGTH } from './validity.ts'

const TEXT_KINDS = new Set(['TextInput', 'TextArea', 'DatePicker', 'Dropdown', 'RadioButtonsGroup'])

/** Kinds the user types into: while they are being edited their error stays away. */
export const isTypedInto = (kind: string): boolean => kind === 'TextInput' || kind === 'TextArea'

/** Whether the interpreter keeps a value for this kind of component. */
export const holdsValue = (kind: string): boolean =>
  TEXT_KINDS.has(kind) || kind === 'CheckboxGroup' || kind === 'OptIn'

/** A value in the shape its component keeps (§6.1); anything unfit becomes the empty one. */
export function fittingValue(
  { kind, props }: ComponentNode,
  value: unknown,
  scope: Scope,
): unknown {
  if (kind === 'OptIn') return value === true ? true : null
  if (kind === 'CheckboxGroup') {
    const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
    return [...new Set(ids)]
  }
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return kind === 'TextArea'
    ? text.slice(0, Math.max(0, numberProp(props['max-length'], DEFAULT_MAX_LENGTH, scope)))
    : text
}

export const isEmptyValue = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

/** Stores one field's value and how it came there. */
export function withValue(
  state: RunState,
  screenId: string,
  name: string,
  value: unknown,
  trace: Trace,
): RunState {
  return {
    ...state,
    forms: withEntry(
      state.forms,
      screenId,
      withEntry(ownValue(state.forms, screenId), name, value),
    ),
    traces: withEntry(
      state.traces,
      screenId,
      withEntry(ownValue(state.traces, screenId), name, trace),
    ),
  }
}

type Initial = { name: string; value: unknown; isBound: boolean }

const isBound = (raw: unknown): boolean =>
  typeof raw === 'string' && (looksLikeBinding(raw) || looksLikeExpression(raw))

/** The initial values a screen's components ask for, in all branches; empty ones are left out. */
function initialValues(screen: Screen, scope: Scope): Initial[] {
  const found: Initial[] = []
  const visit = (children: readonly ComponentNode[], form: ComponentNode | null) => {
    for (const component of children) {
      const inside = component.kind === 'Form' ? component : form
      for (const group of component.groups) visit(group.children, inside)
      if (component.name === null || !holdsValue(component.kind)) continue
      const initValues = form && evaluate(form.props['init-values'], scope)
      const raw = form
        ? isRecord(initValues)
          ? ownValue(initValues, component.name)
          : undefined
        : component.props['init-value']
      const value = fittingValue(component, evaluate(raw, scope), scope)
      if (isEmptyValue(value)) continue
      const bound = isBound(raw) || (form !== null && isBound(form.props['init-values']))
      found.push({ name: component.name, value, isBound: bound })
    }
  }
  visit(screen.children, null)
  return found
}

const INITIAL: Trace = { changed: true, left: true, initial: true }

/**
 * Fills a screen's fields with their initial values (§9.7): all of them when the screen holds no
 * values yet, else those bound to something; `onlyUntouched` spares every field the user has edited.
 */
export function withInitialValues(
  flow: Flow,
  state: RunState,
  screen: Screen,
  onlyUntouched = false,
): RunState {
  const held = ownValue(state.forms, screen.id)
  const isFresh = held === undefined || Object.keys(held).length === 0
  let next = state
  for (const initial of initialValues(screen, scopeOf(flow, state, screen))) {
    const untouched = ownValue(held, initial.name) === undefined
    if (onlyUntouched ? untouched : isFresh || initial.isBound)
      next = withValue(next, screen.id, initial.name, initial.value, INITIAL)
  }
  return next
}

/** Empties choices of the current screen whose option no longer exists (§9.5). */
export function withoutLostChoices(flow: Flow, state: RunState): RunState {
  const stage = stageOf(flow, state)
  if (stage === null) return state
  let next = state
  const { screen, scope } = stage
  for (const { component } of activeComponents(screen.children, scope)) {
    const { kind, name, props } = component
    if (name === null) continue
    const value = ownValue(ownValue(state.forms, screen.id), name)
    if (isEmptyValue(value)) continue
    const lost = lostChoice(kind, value, () =>
      optionsProp(props['data-source'], scope).map((option) => option.id),
    )
    if (lost === undefined) continue
    const trace = ownValue(ownValue(state.traces, screen.id), name) ?? INITIAL
    next = withValue(next, screen.id, name, lost, { ...trace, initial: false })
  }
  return next
}

/** What is left of a choice among the ids on offer; undefined when nothing was lost. */
function lostChoice(kind: string, value: unknown, idsOnOffer: () => string[]): unknown {
  if (kind === 'Dropdown' || kind === 'RadioButtonsGroup')
    return idsOnOffer().some((id) => id === value) ? undefined : ''
  if (kind !== 'CheckboxGroup' || !Array.isArray(value)) return undefined
  const ids = new Set(idsOnOffer())
  const kept = value.filter((id) => ids.has(id))
  return kept.length === value.length ? undefined : kept
}

/** Marks fields as edited or left, so that their server error goes. */
export function withDismissed(
  state: RunState,
  screenId: string,
  names: readonly string[],
): RunState {
  const dismissed = mergeRecords(ownValue(state.dismissed, screenId))
  for (const name of names) dismissed[name] = true
  return { ...state, dismissed: withEntry(state.dismissed, screenId, dismissed) }
}
