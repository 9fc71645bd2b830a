/** Values that a customer may enter in a field: the first that is taken, and those that may decide. */
import { dayNumber, dayText, WEEKDAYS, weekdayOf } from '../day.ts'
import { evaluate, type Scope } from '../expressions/index.ts'
import type { Leaf } from '../interpret/compiled.ts'
import { numberProp, optionsProp, textProp } from '../interpret/properties.ts'
import {
  DEFAULT_MAX_CHARS,
  fileLimits,
  includedDays,
  localError,
  selectionBounds,
} from '../interpret/validity.ts'
import { DEFAULT_MAX_LENGTH, fittingValue, isRange } from '../interpret/values.ts'
import { fittingText, textOfLength, USUAL_TEXT } from './fitting-text.ts'
import type { Literal } from './variables.ts'

/** What the field would say of a value; null when it takes it. */
export function errorWith(leaf: Leaf, value: unknown, scope: Scope): string | null {
  const { name } = leaf.component
  const held = fittingValue(leaf, value, scope)
  return localError(leaf, {
    read: (source, screen, key) =>
      source === 'form' && screen === null && key === name ? held : scope.read(source, screen, key),
  })
}

/** The first of some values that the field takes. */
export function firstTaken(leaf: Leaf, values: Iterable<unknown>, scope: Scope): unknown {
  for (const value of values) if (errorWith(leaf, value, scope) === null) return value
  return undefined
}

/** A filled-in value that the field takes; undefined when none is found. */
export const takenValue = (leaf: Leaf, scope: Scope): unknown =>
  firstTaken(leaf, fillings(leaf, scope), scope)

/** Values to fill the field in with, the likeliest first; none of them is empty. */
export function fillings(leaf: Leaf, scope: Scope): Iterable<unknown> {
  switch (leaf.produces) {
    case 'text':
      return texts(leaf, scope)
    case 'id':
      return onOffer(leaf, scope)
    case 'ids':
      return choices(leaf, scope)
    case 'boolean':
      return [true]
    case 'date':
      return days(leaf, scope)
    case 'dates':
      return isRange(leaf, scope) ? ranges(leaf, scope) : days(leaf, scope)
    case 'files':
      return [files(leaf, fileCount(leaf, scope))]
    default:
      return []
  }
}

/** The empty value as steps write it. */
export function emptied({ produces }: Leaf): unknown {
  if (produces === 'ids' || produces === 'files') return []
  if (produces === 'boolean') return false
  return produces === 'dates' ? null : ''
}

/** Values that may make a difference where the field decides something. */
export function decidingValues(
  leaf: Leaf,
  scope: Scope,
  literals: ReadonlySet<Literal>,
): unknown[] {
  const empty = emptied(leaf)
  switch (leaf.produces) {
    case 'id':
      return [...onOffer(leaf, scope), empty]
    case 'ids': {
      const all = onOffer(leaf, scope)
      const [, max] = selectionBounds(leaf, scope)
      return [...all.map((id) => [id]), all.slice(0, max), empty]
    }
    case 'boolean':
      return [true, false]
    case 'files':
      return [files(leaf, fileCount(leaf, scope)), empty]
    case 'text':
    case 'date':
    case 'dates': {
      const taken = takenValue(leaf, scope)
      const written = [...literals].flatMap(around)
      return [...written, ...(taken === undefined ? [] : [taken]), empty]
    }
    default:
      return []
  }
}

/** A value that a condition names; of a number also its neighbours. */
export function around(literal: Literal): (string | number)[] {
  if (typeof literal === 'boolean') return []
  const number = typeof literal === 'number' ? literal : Number(literal)
  if (literal === '' || !Number.isFinite(number)) return literal === '' ? [] : [String(literal)]
  return [String(literal), String(Math.trunc(number) + 1), String(Math.trunc(number) - 1)]
}

/** Ids of the options that can be chosen. */
export const onOffer = ({ component }: Leaf, scope: Scope): string[] =>
  optionsProp(component.props['data-source'], scope)
    .filter(({ enabled }) => enabled)
    .map(({ id }) => id)

function choices(leaf: Leaf, scope: Scope): string[][] {
  const all = onOffer(leaf, scope)
  const [min, max] = selectionBounds(leaf, scope)
  return [all.slice(0, Math.max(1, min)), all.slice(0, Math.max(1, max))]
}

/** The bounds of a text field; only what is written or applies by itself. */
export function textBounds({ component: { kind, props } }: Leaf, scope: Scope) {
  return kind === 'TextArea'
    ? { min: 1, max: numberProp(props['max-length'], DEFAULT_MAX_LENGTH, scope) }
    : {
        min: numberProp(props['min-chars'], 0, scope),
        max: numberProp(props['max-chars'], DEFAULT_MAX_CHARS, scope),
      }
}

function* texts(leaf: Leaf, scope: Scope): Generator<string> {
  const { min, max } = textBounds(leaf, scope)
  const { pattern, 'input-type': type } = leaf.component.props
  yield (typeof type === 'string' ? USUAL_TEXT[type] : undefined) ?? 'Answer'
  if (typeof pattern === 'string' && pattern !== '') {
    const fitting = fittingText(pattern, Math.max(1, min), max)
    if (fitting !== null) yield fitting
  }
  for (const length of [Math.max(1, min), Math.min(max, 12), max, min + 6])
    yield textOfLength(type, Math.max(1, length))
}

/** A text of a length that the field takes, or the nearest one on the inner side. */
export function textNear(leaf: Leaf, length: number, inward: 1 | -1, scope: Scope): unknown {
  const { pattern, 'input-type': type } = leaf.component.props
  const hasPattern = typeof pattern === 'string' && pattern !== ''
  for (let away = 0; away <= (hasPattern ? 8 : 40); away++) {
    const wanted = length + away * inward
    if (wanted < 1) break
    const text = hasPattern
      ? (fittingText(pattern, wanted, wanted) ?? '')
      : textOfLength(type, wanted)
    if (text.length === wanted && errorWith(leaf, text, scope) === null) return text
  }
  // A pattern may take no text of that length at all.
  return takenValue(leaf, scope)
}

/** A day in the middle of what people choose; there is no clock here. */
const SOME_DAY = '2026-06-15'
/** Days in a row that are looked at for one that is free. */
const LOOK_AHEAD = 62

/** Bounds of a date field as days since 1970; null where it has none. */
export const dayBounds = ({ component: { props } }: Leaf, scope: Scope) => ({
  min: dayNumber(textProp(props['min-date'], scope)),
  max: dayNumber(textProp(props['max-date'], scope)),
})

export function* daysFrom(first: number, step: 1 | -1 = 1): Generator<string> {
  for (let at = 0; at < LOOK_AHEAD; at++) yield dayText(first + at * step)
}

function firstDay(leaf: Leaf, scope: Scope): { first: number; step: 1 | -1 } {
  const { min, max } = dayBounds(leaf, scope)
  const some = dayNumber(SOME_DAY) ?? 0
  if (min !== null && min > some) return { first: min, step: 1 }
  return max !== null && max < some ? { first: max, step: -1 } : { first: some, step: 1 }
}

function* days(leaf: Leaf, scope: Scope): Generator<string> {
  const { first, step } = firstDay(leaf, scope)
  yield* daysFrom(first, step)
  const { min, max } = dayBounds(leaf, scope)
  if (min !== null) yield* daysFrom(min)
  if (max !== null) yield* daysFrom(max, -1)
}

export const rangeValue = (start: number | null, end: number | null) => ({
  'start-date': start === null ? '' : dayText(start),
  'end-date': end === null ? '' : dayText(end),
})

function* ranges(leaf: Leaf, scope: Scope): Generator<unknown> {
  const { first } = firstDay(leaf, scope)
  const { min, max } = dayBounds(leaf, scope)
  for (const start of new Set([first, min ?? first, (max ?? first) - 30]))
    yield* rangesFrom(leaf, start, scope)
}

/** Ranges that begin on a day or soon after. */
function* rangesFrom(leaf: Leaf, first: number, scope: Scope): Generator<unknown> {
  const shortest = Math.max(0, numberProp(leaf.component.props['min-days'], 0, scope))
  for (let start = first; start < first + 14; start++)
    for (let more = 0; more < 14; more++) yield rangeValue(start, start + shortest + more)
}

/** Weekdays of a calendar that cannot be chosen. */
export function excludedDays(leaf: Leaf, scope: Scope): Set<string> {
  const offered = includedDays(leaf.component.props['include-days'], scope)
  return new Set(WEEKDAYS.filter((day) => !offered.includes(day)))
}

export const isExcluded = (excluded: ReadonlySet<string>, day: number): boolean =>
  excluded.has(weekdayOf(day))

/** Days that are taken, as written. */
export function unavailable({ component: { props } }: Leaf, scope: Scope): string[] {
  const days = evaluate(props['unavailable-dates'], scope)
  return Array.isArray(days)
    ? days.filter((day): day is string => typeof day === 'string' && dayNumber(day) !== null)
    : []
}

const fileCount = (leaf: Leaf, scope: Scope): number => Math.max(1, fileLimits(leaf, scope).min)

/** So many picked files of a size in bytes. */
export function files(leaf: Leaf, count: number, size = 1024, type?: string): unknown[] {
  const { kind, props } = leaf.component
  const types = props['allowed-mime-types']
  const first: unknown = Array.isArray(types) ? types[0] : undefined
  const usual = kind === 'PhotoPicker' ? 'image/jpeg' : 'application/pdf'
  const mime = type ?? (typeof first === 'string' ? first : usual)
  return Array.from({ length: count }, (_, at) => ({
    file_name: `file-${at + 1}`,
    mime_type: mime,
    size,
  }))
}
