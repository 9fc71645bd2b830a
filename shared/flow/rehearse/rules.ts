/** The validation rules of a field, each with values that break it and values at its bound. */
import { dayNumber, dayText } from '../day.ts'
import type { Scope } from '../expressions/index.ts'
import type { Leaf } from '../interpret/compiled.ts'
import { numberProp } from '../interpret/properties.ts'
import { isOn } from '../interpret/stage.ts'
import { fileLimits, selectionBounds } from '../interpret/validity.ts'
import { isRange } from '../interpret/values.ts'
import { compilePattern } from '../pattern.ts'
import { isRecord } from '../record.ts'
import { textOfLength, WRONG_FORM } from './fitting-text.ts'
import {
  dayBounds,
  daysFrom,
  emptied,
  excludedDays,
  files,
  firstTaken,
  isExcluded,
  onOffer,
  rangeValue,
  takenValue,
  textBounds,
  textNear,
  unavailable,
} from './values.ts'

/** The property that sets the rule; `mode` stands for the order of a range's two days. */
export type RuleName = (typeof RULES)[number]

const RULES = [
  'required',
  'min-chars',
  'max-chars',
  'input-type',
  'pattern',
  'max-length',
  'min-selected-items',
  'max-selected-items',
  'min-date',
  'max-date',
  'unavailable-dates',
  'include-days',
  'mode',
  'min-days',
  'max-days',
  'min-uploaded-photos',
  'max-uploaded-photos',
  'min-uploaded-documents',
  'max-uploaded-documents',
  'max-file-size-kb',
  'allowed-mime-types',
] as const

/** Rules that a field has by what is written; one that applies to every text counts as well. */
export function rulesOf({ component: { kind, props }, produces }: Leaf): RuleName[] {
  if (produces === null || produces === 'item') return []
  if (props.visible === false || props.enabled === false) return []
  return RULES.filter((rule) => {
    const written = props[rule]
    switch (rule) {
      case 'required':
        return isRecord(written)
          ? Object.values(written).some((part) => part !== false)
          : written !== undefined && written !== false
      case 'max-chars':
        return kind === 'TextInput'
      case 'max-length':
        return kind === 'TextArea'
      case 'input-type':
        return typeof written === 'string' && Object.hasOwn(WRONG_FORM, written)
      case 'mode':
        return kind === 'CalendarPicker' && written === 'range'
      case 'pattern':
        return typeof written === 'string' && compilePattern(written) !== null
      default:
        return written !== undefined
    }
  })
}

/** `bound` is undefined where no value at the bound is found that the field takes. */
export type Trial = { readonly breaking: unknown; readonly bound: unknown }

/** What to try for a rule now; null where no value can break it as things stand. */
export function trialOf(leaf: Leaf, rule: RuleName, scope: Scope): Trial | null {
  const { props } = leaf.component
  const number = (property: string) => numberProp(props[property], null, scope)
  const taken = () => takenValue(leaf, scope)
  switch (rule) {
    case 'required': {
      if (isRecord(props.required))
        return Object.values(props.required).some((part) => isOn(part, false, scope))
          ? { breaking: null, bound: taken() }
          : null
      return isOn(props.required, false, scope) ? { breaking: emptied(leaf), bound: taken() } : null
    }
    case 'min-chars': {
      const { min } = textBounds(leaf, scope)
      if (min < 2) return null
      return { breaking: 'a'.repeat(min - 1), bound: textNear(leaf, min, 1, scope) }
    }
    case 'max-chars': {
      const { max } = textBounds(leaf, scope)
      const breaking = textOfLength(props['input-type'], max + 1)
      return { breaking, bound: textNear(leaf, max, -1, scope) }
    }
    case 'max-length': {
      const { max } = textBounds(leaf, scope)
      return { breaking: 'a'.repeat(max + 1), bound: 'a'.repeat(max) }
    }
    case 'input-type': {
      const wrong = WRONG_FORM[String(props['input-type'])] ?? ''
      const { min, max } = textBounds(leaf, scope)
      return { breaking: wrong.padEnd(min, 'x').slice(0, max), bound: taken() }
    }
    case 'pattern':
      return patternTrial(leaf, scope)
    case 'min-selected-items': {
      const [min] = selectionBounds(leaf, scope)
      const all = onOffer(leaf, scope)
      return min < 1 ? null : { breaking: all.slice(0, min - 1), bound: all.slice(0, min) }
    }
    case 'max-selected-items': {
      const [, max] = selectionBounds(leaf, scope)
      const all = onOffer(leaf, scope)
      return all.length <= max
        ? null
        : { breaking: all.slice(0, max + 1), bound: all.slice(0, max) }
    }
    case 'min-date':
    case 'max-date':
    case 'unavailable-dates':
    case 'include-days':
      return isRange(leaf, scope) ? rangeTrial(leaf, rule, scope) : dayTrial(leaf, rule, scope)
    case 'mode': {
      const bound = taken()
      if (!isRecord(bound)) return null
      const start = dayNumber(String(bound['start-date']))
      return start === null ? null : { breaking: rangeValue(start, start - 1), bound }
    }
    case 'min-days':
    case 'max-days':
      return lengthTrial(leaf, rule, scope)
    case 'min-uploaded-photos':
    case 'min-uploaded-documents': {
      const { min } = fileLimits(leaf, scope)
      return min < 1 ? null : { breaking: files(leaf, min - 1), bound: files(leaf, min) }
    }
    case 'max-uploaded-photos':
    case 'max-uploaded-documents': {
      const { max } = fileLimits(leaf, scope)
      return { breaking: files(leaf, max + 1), bound: files(leaf, max) }
    }
    case 'max-file-size-kb': {
      const bytes = (number(rule) ?? 0) * 1024
      const count = Math.max(1, fileLimits(leaf, scope).min)
      return { breaking: files(leaf, count, bytes + 1), bound: files(leaf, count, bytes) }
    }
    case 'allowed-mime-types': {
      const count = Math.max(1, fileLimits(leaf, scope).min)
      return {
        breaking: files(leaf, count, 1024, 'application/x-not-asked-for'),
        bound: files(leaf, count),
      }
    }
  }
}

/** A text that everything but the pattern takes. */
function patternTrial(leaf: Leaf, scope: Scope): Trial | null {
  const { component } = leaf
  const { pattern, 'input-type': type } = component.props
  const matcher = typeof pattern === 'string' ? compilePattern(pattern) : null
  if (matcher === null) return null
  const { pattern: _, ...props } = component.props
  const without: Leaf = { ...leaf, component: { ...component, props } }
  const { min, max } = textBounds(leaf, scope)
  const length = Math.min(max, Math.max(min, 4))
  const tries = ['a', '0', '!', 'Z', '-'].map((character) => character.repeat(length))
  const breaking = firstTaken(
    without,
    [textOfLength(type, length), ...tries].filter((text) => !matcher.matches(text)),
    scope,
  )
  return breaking === undefined ? null : { breaking, bound: takenValue(leaf, scope) }
}

type DayRule = 'min-date' | 'max-date' | 'unavailable-dates' | 'include-days'

/** A day that only this rule refuses, and the free days nearest to it. */
function refusedDay(
  leaf: Leaf,
  rule: DayRule,
  scope: Scope,
): { day: number; near: () => Iterable<string> } | null {
  const { min, max } = dayBounds(leaf, scope)
  const inside = (day: number) => (min === null || day >= min) && (max === null || day <= max)
  if (rule === 'min-date') return min === null ? null : { day: min - 1, near: () => daysFrom(min) }
  if (rule === 'max-date')
    return max === null ? null : { day: max + 1, near: () => daysFrom(max, -1) }
  const aside = (day: number) => ({ day, near: () => daysAround(day) })
  if (rule === 'unavailable-dates') {
    const taken = unavailable(leaf, scope)
      .map((day) => dayNumber(day) ?? 0)
      .find(inside)
    return taken === undefined ? null : aside(taken)
  }
  const excluded = excludedDays(leaf, scope)
  const first = min ?? (max === null ? 20_000 : max - 6)
  for (let day = first; day < first + 7; day++)
    if (isExcluded(excluded, day) && inside(day)) return aside(day)
  return null
}

function* daysAround(day: number): Generator<string> {
  yield* daysFrom(day + 1)
  yield* daysFrom(day - 1, -1)
}

function dayTrial(leaf: Leaf, rule: DayRule, scope: Scope): Trial | null {
  const found = refusedDay(leaf, rule, scope)
  return found && { breaking: dayText(found.day), bound: firstTaken(leaf, found.near(), scope) }
}

/** In a range the refused day is its start, or its end past the last date. */
function rangeTrial(leaf: Leaf, rule: DayRule, scope: Scope): Trial | null {
  const found = refusedDay(leaf, rule, scope)
  if (found === null) return null
  const isLast = rule === 'max-date'
  const shortest = Math.max(0, numberProp(leaf.component.props['min-days'], 0, scope))
  function* near(): Generator<unknown> {
    for (const text of found?.near() ?? []) {
      const day = dayNumber(text) ?? 0
      for (let more = 0; more < 7; more++)
        yield isLast
          ? rangeValue(day - shortest - more, day)
          : rangeValue(day, day + shortest + more)
    }
  }
  const bound = firstTaken(leaf, near(), scope)
  const other = isRecord(bound)
    ? dayNumber(String(bound[isLast ? 'start-date' : 'end-date']))
    : null
  const { day } = found
  return {
    breaking: isLast
      ? rangeValue(other, day)
      : rangeValue(day, other === null || other < day ? null : other),
    bound,
  }
}

/** A range one day too short or too long, and one that is just right. */
function lengthTrial(leaf: Leaf, rule: 'min-days' | 'max-days', scope: Scope): Trial | null {
  const limit = numberProp(leaf.component.props[rule], null, scope)
  if (limit === null || (rule === 'min-days' && limit < 1)) return null
  const taken = takenValue(leaf, scope)
  const first = isRecord(taken) ? dayNumber(String(taken['start-date'])) : null
  if (first === null) return null
  const starts = Array.from({ length: 31 }, (_, at) => first + at)
  const bound = firstTaken(
    leaf,
    starts.map((start) => rangeValue(start, start + limit)),
    scope,
  )
  const start = isRecord(bound) ? (dayNumber(String(bound['start-date'])) ?? first) : first
  const over = rule === 'min-days' ? limit - 1 : limit + 1
  return { breaking: rangeValue(start, start + over), bound }
}
