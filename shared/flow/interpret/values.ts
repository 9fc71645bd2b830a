/** What fields hold: empty values, values as entered, what is left of a choice (reference §6.1). */
import type { ProducedValue } from '../catalogue/index.ts'
import { dayNumber } from '../day.ts'
import type { Scope } from '../expressions/index.ts'
import { isRecord, mergeRecords, ownValue, withEntry } from '../record.ts'
import type { Leaf } from './compiled.ts'
import { isMedia } from './media.ts'
import { numberProp, optionsProp, wordProp } from './properties.ts'
import type { RunState, Trace } from './state.ts'

export const DEFAULT_MAX_LENGTH = 600

const NONE: readonly never[] = []

/** What a binding finds in a field nobody has filled. */
export function emptyValue(produces: ProducedValue): unknown {
  switch (produces) {
    case 'ids':
    case 'files':
      return NONE
    case 'boolean':
      return false
    default:
      return ''
  }
}

/** Whether a CalendarPicker asks for a range now. */
export const isRange = ({ component }: Leaf, scope: Scope): boolean =>
  wordProp(component.props.mode, ['single', 'range'], scope) === 'range'

/** A value in the shape its component keeps; anything unfit becomes the empty one. */
export function fittingValue(leaf: Leaf, value: unknown, scope: Scope): unknown {
  const { component, produces } = leaf
  switch (produces) {
    case 'boolean':
      return value === true ? true : null
    case 'ids':
      return fittingIds(leaf, value, scope)
    case 'id': {
      const id = textOrEmpty(value)
      return id === '' || onOffer(leaf, scope).has(id) ? id : ''
    }
    case 'date':
      return fittingDay(value)
    case 'dates':
      return isRange(leaf, scope) ? fittingRange(value) : fittingDay(value)
    case 'files':
      return Array.isArray(value) ? value.filter(isMedia) : []
    case 'text': {
      const text = textOrEmpty(value)
      return component.kind === 'TextArea'
        ? text.slice(
            0,
            Math.max(0, numberProp(component.props['max-length'], DEFAULT_MAX_LENGTH, scope)),
          )
        : text
    }
    default:
      return textOrEmpty(value)
  }
}

const textOrEmpty = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const onOffer = ({ component }: Leaf, scope: Scope): Set<string> =>
  new Set(optionsProp(component.props['data-source'], scope).map(({ id }) => id))

function fittingIds(leaf: Leaf, value: unknown, scope: Scope): string[] {
  if (!Array.isArray(value)) return []
  const offered = onOffer(leaf, scope)
  return [...new Set(value.filter((id) => typeof id === 'string' && offered.has(id)))]
}

/** Days, and the milliseconds as text that versions before 5.0 had. */
const fittingDay = (value: unknown): string =>
  typeof value === 'string' && (dayNumber(value) !== null || /^-?\d{1,15}$/.test(value))
    ? value
    : ''

/** A part not chosen yet is empty; with both empty there is no range. */
function fittingRange(value: unknown): Record<string, string> | null {
  if (!isRecord(value)) return null
  const start = fittingDay(ownValue(value, 'start-date'))
  const end = fittingDay(ownValue(value, 'end-date'))
  if (start === '' && end === '') return null
  return mergeRecords({ 'start-date': start, 'end-date': end })
}

/** The two days of a range as entered so far. */
export const rangeOf = (value: unknown): { start: string; end: string } => ({
  start: isRecord(value) ? textOrEmpty(ownValue(value, 'start-date')) : '',
  end: isRecord(value) ? textOrEmpty(ownValue(value, 'end-date')) : '',
})

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
  const traces = ownValue(state.traces, screenId)
  const before = ownValue(traces, name)
  const isSameTrace =
    before !== undefined &&
    before.changed === trace.changed &&
    before.left === trace.left &&
    before.initial === trace.initial
  const form = ownValue(state.forms, screenId)
  return {
    ...state,
    forms: withEntry(state.forms, screenId, withEntry(form, name, value)),
    traces: isSameTrace
      ? state.traces
      : withEntry(state.traces, screenId, withEntry(traces, name, trace)),
  }
}

/** What is left of a choice among the options on offer; undefined when nothing was lost. */
export function lostChoice({ component, produces }: Leaf, value: unknown, scope: Scope): unknown {
  if (isEmptyValue(value)) return undefined
  if (produces !== 'id' && produces !== 'ids') return undefined
  const offered = new Set(optionsProp(component.props['data-source'], scope).map(({ id }) => id))
  if (produces === 'id') return typeof value === 'string' && offered.has(value) ? undefined : ''
  if (!Array.isArray(value)) return []
  const kept = value.filter((id) => offered.has(id))
  return kept.length === value.length ? undefined : kept
}

/** Marks fields as edited or left, so that their server error goes. */
export function withDismissed(
  state: RunState,
  screenId: string,
  names: readonly string[],
): RunState {
  const before = ownValue(state.dismissed, screenId)
  const fresh = names.filter((name) => !ownValue(before, name))
  if (fresh.length === 0) return state
  const dismissed = mergeRecords(before)
  for (const name of fresh) dismissed[name] = true
  return { ...state, dismissed: withEntry(state.dismissed, screenId, dismissed) }
}
