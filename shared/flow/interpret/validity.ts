/** Whether a field's value is acceptable, by kind (reference §9.3). */
import type { ComponentKind } from '../catalogue/index.ts'
import { isComponentKind } from '../catalogue/index.ts'
import { dayNumber, WEEKDAYS, weekdayOf } from '../day.ts'
import { evaluate, type Scope } from '../expressions/index.ts'
import { compilePattern } from '../pattern.ts'
import { isRecord, ownValue } from '../record.ts'
import type { Leaf } from './compiled.ts'
import { isMedia } from './media.ts'
import { numberProp, optionsProp, textProp } from './properties.ts'
import { isOn, isVisible } from './stage.ts'
import { isRange, rangeOf } from './values.ts'

export const DEFAULT_MAX_CHARS = 80
export const DEFAULT_MAX_FILES = 30
export const DEFAULT_MAX_FILE_KB = 25_600

/** Holds the Footer back without a text: an upload that is still running. */
export const SILENT = ''

type Check = (leaf: Leaf, value: unknown, scope: Scope) => string | null

/** What is wrong with a value by the phone's own checks; kinds without a value have nothing to say. */
const checks: Readonly<Record<ComponentKind, Check | null>> = {
  TextHeading: null,
  TextSubheading: null,
  TextBody: null,
  TextCaption: null,
  RichText: null,
  TextInput: textInput,
  TextArea: (leaf, value, scope) =>
    isRequired(leaf, scope) && asText(value).trim() === '' ? 'Write something here' : null,
  Dropdown: dropdown,
  RadioButtonsGroup: (leaf, value, scope) =>
    isRequired(leaf, scope) && asText(value) === '' ? 'Choose an option' : null,
  CheckboxGroup: choices,
  ChipsSelector: choices,
  DatePicker: date,
  CalendarPicker: calendar,
  OptIn: (leaf, value, scope) =>
    isRequired(leaf, scope) && value !== true ? 'Tick this to continue' : null,
  PhotoPicker: files,
  DocumentPicker: files,
  Image: null,
  ImageCarousel: null,
  EmbeddedLink: null,
  NavigationList: null,
  Footer: null,
  Form: null,
  If: null,
  Switch: null,
}

/** What is wrong with a field, or null; hidden fields are never wrong. */
export function localError(leaf: Leaf, scope: Scope): string | null {
  const { kind, name } = leaf.component
  if (name === null || !isComponentKind(kind)) return null
  const check = checks[kind]
  if (check === null || !isVisible(leaf, scope)) return null
  return check(leaf, scope.read('form', null, name), scope)
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const isRequired = ({ component }: Leaf, scope: Scope): boolean =>
  isOn(component.props.required, false, scope)

const isEnabled = ({ component }: Leaf, scope: Scope): boolean =>
  isOn(component.props.enabled, true, scope)

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/
const PASSCODE = /^\d+$/
const PHONE = /^(?:\+\d{1,4}[ .-]?)?(?:\(\d{1,6}\)[ .-]?)?\d+(?:[ .-]\d+)*$/
const NUMBER = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** The first failing check decides, in the phone's order. */
function textInput(leaf: Leaf, written: unknown, scope: Scope): string | null {
  const { props } = leaf.component
  const value = asText(written).trim()
  if (value === '') return isRequired(leaf, scope) ? 'Fill in this field' : null
  const minChars = numberProp(props['min-chars'], 0, scope)
  const maxChars = numberProp(props['max-chars'], DEFAULT_MAX_CHARS, scope)
  if (value.length < minChars) return `Use at least ${minChars} characters`
  if (value.length > maxChars) return `Use at most ${maxChars} characters`
  const type = props['input-type']
  if (type === 'email' && !EMAIL.test(value)) return 'Enter an email address, like name@example.com'
  if (type === 'passcode' && !PASSCODE.test(value)) return 'Use digits only'
  if (type === 'phone' && !PHONE.test(value)) return 'Enter a phone number'
  if (type === 'number' && !NUMBER.test(value)) return 'Enter a number'
  return matchesPattern(props.pattern, value) ? null : 'This does not have the expected form'
}

/** Searched anywhere in the value; a pattern that does not compile passes. */
function matchesPattern(pattern: unknown, value: string): boolean {
  if (typeof pattern !== 'string' || pattern === '') return true
  return compilePattern(pattern)?.matches(value) ?? true
}

function dropdown(leaf: Leaf, written: unknown, scope: Scope): string | null {
  const value = asText(written)
  if (value === '') return isRequired(leaf, scope) ? 'Choose an option' : null
  const options = optionsProp(leaf.component.props['data-source'], scope)
  return options.some(({ id }) => id === value) ? null : 'Choose one of the options'
}

/** How many options may be chosen: at least, at most (default: all of them). */
export function selectionBounds({ component }: Leaf, scope: Scope): [min: number, max: number] {
  const { props } = component
  const max = numberProp(props['max-selected-items'], null, scope)
  return [
    numberProp(props['min-selected-items'], 0, scope),
    max ?? optionsProp(props['data-source'], scope).length,
  ]
}

function choices(leaf: Leaf, value: unknown, scope: Scope): string | null {
  if (!isEnabled(leaf, scope)) return null
  const chosen = Array.isArray(value) ? value.length : 0
  const [min, max] = selectionBounds(leaf, scope)
  if (isRequired(leaf, scope) && chosen === 0) return 'Choose at least one option'
  if (chosen < min) return `Choose at least ${min} ${min === 1 ? 'option' : 'options'}`
  return chosen > max ? `Choose at most ${max} ${max === 1 ? 'option' : 'options'}` : null
}

function date(leaf: Leaf, value: unknown, scope: Scope): string | null {
  const day = asText(value)
  if (day === '') return isRequired(leaf, scope) ? 'Choose a date' : null
  return dayError(leaf, day, scope)
}

/** Unavailable days and bounds; what the wheel of a phone does not even offer. */
function dayError({ component: { props } }: Leaf, day: string, scope: Scope): string | null {
  const unavailable = evaluate(props['unavailable-dates'], scope)
  if (Array.isArray(unavailable) && unavailable.includes(day)) return 'This date is not available'
  const min = textProp(props['min-date'], scope)
  const max = textProp(props['max-date'], scope)
  if (min !== '' && day < min) return `Choose a date from ${min}`
  return max !== '' && day > max ? `Choose a date up to ${max}` : null
}

/** Weekdays a CalendarPicker offers; all where the list is missing or names none. */
export function includedDays(raw: unknown, scope: Scope): readonly (typeof WEEKDAYS)[number][] {
  const days = evaluate(raw, scope)
  const known = Array.isArray(days) ? WEEKDAYS.filter((day) => days.includes(day)) : []
  return known.length > 0 ? known : WEEKDAYS
}

function offeredDayError(leaf: Leaf, day: string, scope: Scope): string | null {
  const number = dayNumber(day)
  const included = includedDays(leaf.component.props['include-days'], scope)
  if (number !== null && !included.includes(weekdayOf(number)))
    return `Choose a ${included.join(', ')}`
  return dayError(leaf, day, scope)
}

function calendar(leaf: Leaf, value: unknown, scope: Scope): string | null {
  if (isRange(leaf, scope)) {
    const { start, end } = rangeErrors(leaf, value, scope)
    return start ?? end
  }
  const day = asText(value)
  if (day === '') return isRequired(leaf, scope) ? 'Choose a date' : null
  return offeredDayError(leaf, day, scope)
}

/** What is wrong with each end of a range; either holds the Footer back (§12, row 23). */
export function rangeErrors(
  leaf: Leaf,
  value: unknown,
  scope: Scope,
): { start: string | null; end: string | null } {
  const { props } = leaf.component
  const { start, end } = rangeOf(value)
  const requires = (part: string) => {
    const { required } = props
    return isRecord(required)
      ? isOn(ownValue(required, part), false, scope)
      : isOn(required, false, scope)
  }
  const one = (day: string, part: string): string | null =>
    day === '' ? (requires(part) ? 'Choose a date' : null) : offeredDayError(leaf, day, scope)
  return {
    start: one(start, 'start-date'),
    end: one(end, 'end-date') ?? lengthError(leaf, start, end, scope),
  }
}

function lengthError(
  { component: { props } }: Leaf,
  start: string,
  end: string,
  scope: Scope,
): string | null {
  const first = dayNumber(start)
  const last = dayNumber(end)
  if (first === null || last === null) return null
  if (last < first) return 'The end lies before the start'
  const days = last - first
  const min = numberProp(props['min-days'], null, scope)
  const max = numberProp(props['max-days'], null, scope)
  if (min !== null && days < min) return `Choose at least ${min} ${min === 1 ? 'day' : 'days'}`
  return max !== null && days > max ? `Choose at most ${max} ${max === 1 ? 'day' : 'days'}` : null
}

/** The limits of a media picker. */
export function fileLimits({ component: { kind, props } }: Leaf, scope: Scope) {
  const what = kind === 'PhotoPicker' ? 'photos' : 'documents'
  return {
    min: numberProp(props[`min-uploaded-${what}`], 0, scope),
    max: numberProp(props[`max-uploaded-${what}`], DEFAULT_MAX_FILES, scope),
    maxKb: numberProp(props['max-file-size-kb'], DEFAULT_MAX_FILE_KB, scope),
  }
}

function files(leaf: Leaf, value: unknown, scope: Scope): string | null {
  if (!isEnabled(leaf, scope)) return null
  const picked = Array.isArray(value) ? value.filter(isMedia) : []
  const { min, max, maxKb } = fileLimits(leaf, scope)
  const one = (count: number) => (count === 1 ? 'file' : 'files')
  if (picked.some(({ upload }) => upload === 'failed')) return 'A file could not be uploaded'
  const types = leaf.component.props['allowed-mime-types']
  for (const { file_name: name, size, mime_type: type } of picked) {
    if (size !== undefined && size > maxKb * 1024) return `${name} is larger than ${maxKb} KB`
    if (Array.isArray(types) && type !== undefined && !types.includes(type))
      return `${name} is not a kind of file that is asked for`
  }
  if (picked.length < min) return `Add at least ${min} ${one(min)}`
  if (picked.length > max) return `Add at most ${max} ${one(max)}`
  return picked.some(({ upload }) => upload === 'running') ? SILENT : null
}
