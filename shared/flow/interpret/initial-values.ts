/** What fields hold when a screen shows: initial values, choices whose option has gone (reference §9.5, §9.7). */
import {
  evaluate,
  looksLikeBinding,
  looksLikeExpression,
  type Scope,
} from '../expressions/index.ts'
import type { ComponentNode, Flow, Screen } from '../flow.ts'
import { isRecord, ownValue } from '../record.ts'
import { activeLeaves, compiled, type Leaf } from './compiled.ts'
import { type Stage, scopeOf, stageOf } from './stage.ts'
import type { RunState, Trace } from './state.ts'
import { fittingValue, isEmptyValue, lostChoice, withValue } from './values.ts'

type Initial = { name: string; value: unknown; isBound: boolean }

const isBound = (raw: unknown): boolean =>
  typeof raw === 'string' && (looksLikeBinding(raw) || looksLikeExpression(raw))

/** The initial values a screen's components ask for, in all branches; empty ones are left out. */
function initialValues({ leaves }: { readonly leaves: readonly Leaf[] }, scope: Scope): Initial[] {
  const found: Initial[] = []
  const byForm = new Map<ComponentNode, unknown>()
  for (const leaf of leaves) {
    const { component, form, produces } = leaf
    const { name } = component
    if (name === null || !produces || produces === 'item' || produces === 'files') continue
    const raw = form ? inForm(form, name, byForm, scope) : component.props['init-value']
    if (raw === undefined) continue
    const value = fittingValue(leaf, resolved(raw, scope), scope)
    if (isEmptyValue(value)) continue
    const bound = isBound(raw) || (form !== null && isBound(form.props['init-values']))
    found.push({ name, value, isBound: bound })
  }
  return found
}

function inForm(
  form: ComponentNode,
  name: string,
  byForm: Map<ComponentNode, unknown>,
  scope: Scope,
): unknown {
  if (!byForm.has(form)) byForm.set(form, evaluate(form.props['init-values'], scope))
  const values = byForm.get(form)
  return isRecord(values) ? ownValue(values, name) : undefined
}

/** A raw initial value; those of ranges and groups may hold bindings in their parts. */
function resolved(raw: unknown, scope: Scope): unknown {
  if (Array.isArray(raw)) return raw.map((part) => evaluate(part, scope))
  if (isRecord(raw))
    return Object.fromEntries(
      Object.entries(raw).map(([key, part]) => [key, evaluate(part, scope)]),
    )
  return evaluate(raw, scope)
}

/** Fields that begin with a value count as changed and left, so a bad one shows at once (§9.4). */
export const INITIAL: Trace = { changed: true, left: true, initial: true }

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
  for (const initial of initialValues(compiled(screen), scopeOf(flow, state, screen))) {
    const untouched = ownValue(held, initial.name) === undefined
    if (onlyUntouched ? untouched : isFresh || initial.isBound)
      next = withValue(next, screen.id, initial.name, initial.value, INITIAL)
  }
  return next
}

/** Empties choices of the current screen whose option no longer exists (§9.5). */
export function withoutLostChoices(flow: Flow, state: RunState): RunState {
  const stage = stageOf(flow, state)
  if (stage === null || ownValue(state.forms, stage.screen.id) === undefined) return state
  let next = state
  for (const leaf of activeLeaves(stage.compiled, stage.scope))
    next = withoutLost(next, stage, leaf)
  return next
}

/** The same after data has changed: options written in the flow cannot go away then. */
export function withoutLostBoundChoices(flow: Flow, state: RunState): RunState {
  const stage = stageOf(flow, state)
  if (stage === null || stage.compiled.boundChoices.length === 0) return state
  let next = state
  for (const leaf of stage.compiled.boundChoices) next = withoutLost(next, stage, leaf)
  return next
}

function withoutLost(state: RunState, { screen, scope }: Stage, leaf: Leaf): RunState {
  const { name } = leaf.component
  if (name === null || (leaf.produces !== 'id' && leaf.produces !== 'ids')) return state
  const lost = lostChoice(leaf, ownValue(ownValue(state.forms, screen.id), name), scope)
  if (lost === undefined) return state
  const trace = ownValue(ownValue(state.traces, screen.id), name) ?? INITIAL
  return withValue(state, screen.id, name, lost, { ...trace, initial: false })
}
