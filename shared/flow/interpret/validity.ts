/** Whether a field's value is acceptable, and which error text it shows (reference §9.3, §9.4). */
import { evaluate, type Scope } from '../expressions/index.ts'
import type { ComponentNode, Screen } from '../flow.ts'
import { isRecord, ownValue } from '../record.ts'
import { numberProp, optionsProp, textProp } from './properties.ts'
import { type ActiveComponent, activeComponents, isOn, type Stage } from './stage.ts'
import type { RunState } from './state.ts'

export const DEFAULT_MAX_CHARS = 80
export const DEFAULT_MAX_LENGTH = 600

/** What is wrong with a field by the phone's own checks, or null. */
export function localError({ component, visible }: ActiveComponent, scope: Scope): string | null {
  if (!visible || component.name === null) return null
  const { props } = component
  const required = isOn(props.required, false, scope)
  const value = ownValue(scope.form, component.name)
  switch (component.kind) {
    case 'TextInput':
      return textInputError(component, asText(value).trim(), required, scope)
    case 'TextArea':
      return required && asText(value).trim() === '' ? 'Write something here' : null
    case 'OptIn':
      return required && value !== true ? 'Tick this to continue' : null
    case 'RadioButtonsGroup':
      return required && asText(value) === '' ? 'Choose an option' : null
    case 'Dropdown':
      return dropdownError(component, asText(value), required, scope)
    case 'CheckboxGroup':
      return isOn(props.enabled, true, scope)
        ? checkboxError(component, value, required, scope)
        : null
    case 'DatePicker':
      return dateError(component, asText(value), required, scope)
    default:
      return null
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/
const PASSCODE = /^\d+$/
const PHONE = /^(?:\+\d{1,4}[ .-]?)?(?:\(\d{1,6}\)[ .-]?)?\d+(?:[ .-]\d+)*$/
const NUMBER = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** The first failing check decides, in the phone's order. */
function textInputError(
  { props }: ComponentNode,
  value: string,
  required: boolean,
  scope: Scope,
): string | null {
  if (value === '') return required ? 'Fill in this field' : null
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
  try {
    return new RegExp(pattern).test(value)
  } catch {
    return true
  }
}

function dropdownError(
  { props }: ComponentNode,
  value: string,
  required: boolean,
  scope: Scope,
): string | null {
  if (value === '') return required ? 'Choose an option' : null
  const known = optionsProp(props['data-source'], scope).some((option) => option.id === value)
  return known ? null : 'Choose one of the options'
}

/** How many options may be chosen: at least, at most (default: all of them). */
export function selectionBounds(
  { props }: ComponentNode,
  scope: Scope,
): [min: number, max: number] {
  const count = optionsProp(props['data-source'], scope).length
  return [
    numberProp(props['min-selected-items'], 0, scope),
    numberProp(props['max-selected-items'], count, scope),
  ]
}

function checkboxError(
  component: ComponentNode,
  value: unknown,
  required: boolean,
  scope: Scope,
): string | null {
  const chosen = Array.isArray(value) ? value.length : 0
  const [min, max] = selectionBounds(component, scope)
  if (required && chosen === 0) return 'Choose at least one option'
  if (chosen < min) return `Choose at least ${min} options`
  return chosen > max ? `Choose at most ${max} options` : null
}

function dateError(
  { props }: ComponentNode,
  value: string,
  required: boolean,
  scope: Scope,
): string | null {
  if (value === '') return required ? 'Choose a date' : null
  const unavailable = evaluate(props['unavailable-dates'], scope)
  if (Array.isArray(unavailable) && unavailable.includes(value)) return 'This date is not available'
  const min = textProp(props['min-date'], scope)
  const max = textProp(props['max-date'], scope)
  // The wheel of a phone offers nothing outside the range; other clients must not either.
  if (min !== '' && value < min) return `Choose a date from ${min}`
  return max !== '' && value > max ? `Choose a date up to ${max}` : null
}

/** The error the endpoint or the flow itself set on a field, unless it was edited or left since. */
export function serverError(
  { component, form, visible }: ActiveComponent,
  state: RunState,
  screen: Screen,
  scope: Scope,
): string | null {
  const { name } = component
  if (!visible || name === null) return null
  if (ownValue(ownValue(state.dismissed, screen.id), name)) return null
  const messages = form && evaluate(form.props['error-messages'], scope)
  const raw = form
    ? isRecord(messages)
      ? ownValue(messages, name)
      : null
    : component.props['error-message']
  const message = evaluate(raw, scope)
  return typeof message === 'string' && message !== '' ? message : null
}

/** The error text a field shows now. */
export function shownError(
  active: ActiveComponent,
  state: RunState,
  { screen, scope }: Stage,
): string | null {
  const fromServer = serverError(active, state, screen, scope)
  if (fromServer !== null) return fromServer
  const trace = ownValue(ownValue(state.traces, screen.id), active.component.name ?? '')
  return trace?.changed && trace.left ? localError(active, scope) : null
}

/** Whether any field showing holds the footer back. */
export function isScreenValid(state: RunState, { screen, scope }: Stage): boolean {
  for (const active of activeComponents(screen.children, scope)) {
    if (localError(active, scope) !== null) return false
    if (serverError(active, state, screen, scope) !== null) return false
  }
  return true
}
