/** Which error texts show, and whether the Footer is held back (reference §9.3, §9.4). */
import { evaluate, type Scope } from '../expressions/index.ts'
import type { Screen } from '../flow.ts'
import { isRecord, ownValue } from '../record.ts'
import { activeLeaves, type Leaf } from './compiled.ts'
import { isVisible, type Stage } from './stage.ts'
import type { RunState } from './state.ts'
import { localError, rangeErrors } from './validity.ts'
import { isRange } from './values.ts'

/** The message that the flow or its endpoint has set on a field, as written; undefined when none. */
function serverMessage({ component, form }: Leaf, scope: Scope): unknown {
  const { name, props } = component
  if (name === null) return undefined
  if (form === null) return evaluate(props['error-message'], scope)
  const messages = evaluate(form.props['error-messages'], scope)
  return isRecord(messages) ? evaluate(ownValue(messages, name), scope) : undefined
}

/** Whether a field has an error of the server's now, dismissed or not. */
export function hasServerMessage(leaf: Leaf, scope: Scope): boolean {
  return textOf(serverMessage(leaf, scope)) !== null
}

const textOf = (message: unknown): string | null => {
  if (typeof message === 'string') return message === '' ? null : message
  if (!isRecord(message)) return null
  const [first] = Object.values(message).filter((text) => typeof text === 'string' && text !== '')
  return typeof first === 'string' ? first : null
}

/** The error the endpoint or the flow itself set on a field, unless it was edited or left since. */
function serverError(leaf: Leaf, state: RunState, screen: Screen, scope: Scope): string | null {
  const { name } = leaf.component
  if (name === null || ownValue(ownValue(state.dismissed, screen.id), name)) return null
  return isVisible(leaf, scope) ? textOf(serverMessage(leaf, scope)) : null
}

/** The error text a field shows now. */
export function shownError(leaf: Leaf, state: RunState, { screen, scope }: Stage): string | null {
  const fromServer = serverError(leaf, state, screen, scope)
  if (fromServer !== null) return fromServer
  return isTouched(leaf, state, screen) ? localError(leaf, scope) || null : null
}

/** The error texts at the two ends of a range. */
export function shownRangeErrors(
  leaf: Leaf,
  state: RunState,
  { screen, scope }: Stage,
): { start: string | null; end: string | null } {
  const { name } = leaf.component
  if (name === null) return { start: null, end: null }
  if (serverError(leaf, state, screen, scope) !== null) {
    const message = serverMessage(leaf, scope)
    if (!isRecord(message)) return { start: textOf(message), end: null }
    return {
      start: textOf(evaluate(ownValue(message, 'start-date'), scope)),
      end: textOf(evaluate(ownValue(message, 'end-date'), scope)),
    }
  }
  return isTouched(leaf, state, screen)
    ? rangeErrors(leaf, scope.read('form', null, name), scope)
    : { start: null, end: null }
}

function isTouched({ component }: Leaf, state: RunState, screen: Screen): boolean {
  const trace = ownValue(ownValue(state.traces, screen.id), component.name ?? '')
  return trace?.changed === true && trace.left
}

/** Whether any field showing holds the footer back. */
export function isScreenValid(state: RunState, { screen, compiled, scope }: Stage): boolean {
  for (const leaf of activeLeaves(compiled, scope)) {
    if (leaf.produces === null || leaf.produces === 'item') continue
    if (localError(leaf, scope) !== null) return false
    if (serverError(leaf, state, screen, scope) !== null) return false
  }
  return true
}

/** Error texts of the fields that show one, by name; for those who look from outside. */
export function shownErrors(state: RunState, stage: Stage): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const leaf of activeLeaves(stage.compiled, stage.scope)) {
    const { name } = leaf.component
    if (name === null || leaf.produces === null) continue
    const range = leaf.produces === 'dates' && isRange(leaf, stage.scope)
    const both = range ? shownRangeErrors(leaf, state, stage) : null
    const error = both ? (both.start ?? both.end) : shownError(leaf, state, stage)
    if (error !== null && error !== '') errors[name] = error
  }
  return errors
}
