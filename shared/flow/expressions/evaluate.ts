/** Works out bindings, expressions and conditions against the values of a running flow. */
import { isRecord, mergeRecords, ownValue } from '../record.ts'
import { type Binding, looksLikeBinding, parseBinding } from './binding.ts'
import { looksLikeExpression, parseCondition, parseTemplate } from './parse-expression.ts'
import type { Expression } from './syntax.ts'

/** The values an expression can see: its own screen's, and other screens' by id. */
export type Scope = {
  /** The value under a name of a screen (null: this one); undefined when there is none. */
  readonly read: (source: 'form' | 'data', screen: string | null, name: string) => unknown
}

/**
 * The value of a raw property: a whole binding gives what it points at (undefined when nothing),
 * a backtick expression its result (undefined when it does not parse), anything else is itself.
 */
export function evaluate(raw: unknown, scope: Scope): unknown {
  if (typeof raw !== 'string') return raw
  const first = raw.charCodeAt(0)
  if (first !== BACKTICK && first !== DOLLAR) return raw
  if (looksLikeExpression(raw)) {
    const parsed = parseTemplate(raw)
    return parsed.ok ? rounded(compute(parsed.expression, scope, arithmetic)) : undefined
  }
  if (!looksLikeBinding(raw)) return raw
  const binding = parseBinding(raw)
  return binding ? lookUp(binding, scope) : undefined
}

const BACKTICK = 0x60
const DOLLAR = 0x24

/** `evaluate` through objects and lists, as payloads need it; members without a value are left out. */
export function evaluateDeep(raw: unknown, scope: Scope): unknown {
  if (Array.isArray(raw))
    return raw.map((item) => evaluateDeep(item, scope)).filter((item) => item !== undefined)
  if (!isRecord(raw)) return evaluate(raw, scope)
  const resolved = mergeRecords<unknown>()
  for (const key of Object.keys(raw)) {
    const value = evaluateDeep(raw[key], scope)
    if (value !== undefined) resolved[key] = value
  }
  return resolved
}

/** Whether an If shows its `then` branch: only when the result is exactly true (§5.5). */
export function evaluateCondition(raw: unknown, scope: Scope): boolean {
  if (typeof raw !== 'string' || looksLikeExpression(raw)) return evaluate(raw, scope) === true
  const parsed = parseCondition(raw)
  return parsed.ok && compute(parsed.expression, scope, wholeNumbers) === true
}

/** What a binding points at, or undefined. */
export function lookUp({ source, screen, path }: Binding, scope: Scope): unknown {
  let value = scope.read(source, screen, path[0])
  for (let at = 1; at < path.length; at++) {
    if (!isRecord(value)) return undefined
    value = ownValue(value, path[at] ?? '')
  }
  return value
}

/** Comparison rules differ between the two languages. */
type Rules = {
  equal: (a: unknown, b: unknown) => boolean
  /** The numbers to order, or null when the comparison is false. */
  ordered: (a: unknown, b: unknown) => [number, number] | null
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''

const NUMERIC = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/
const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value))

/** Backtick expressions (§5.3). */
const arithmetic: Rules = {
  equal: (a, b) => {
    if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b)
    if (typeof a === 'number' || typeof b === 'number') return Number(a) === Number(b)
    return a === b
  },
  ordered: (a, b) =>
    isEmpty(a) || isEmpty(b) || !(isNumeric(a) || isNumeric(b)) ? null : [Number(a), Number(b)],
}

/** Conditions (§5.4): what looks numeric on both sides is compared as whole numbers. */
const wholeNumbers: Rules = {
  equal: (a, b) => {
    if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b)
    if (isNumeric(a) && isNumeric(b)) return Math.trunc(Number(a)) === Math.trunc(Number(b))
    return a === b
  },
  ordered: (a, b) =>
    isNumeric(a) && isNumeric(b) ? [Math.trunc(Number(a)), Math.trunc(Number(b))] : null,
}

function compute(expression: Expression, scope: Scope, rules: Rules): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'binding':
      return lookUp(expression.binding, scope)
    case 'group':
      return compute(expression.inner, scope, rules)
    case 'join':
      return expression.parts.map((part) => textOf(rounded(compute(part, scope, rules)))).join('')
    case 'unary': {
      const value = compute(expression.operand, scope, rules)
      if (expression.operator === '!') return !value
      return expression.operator === '-' ? -numberOf(value) : numberOf(value)
    }
    case 'binary':
      return binary(expression, scope, rules)
  }
}

function binary(
  { operator, left, right }: Expression & { kind: 'binary' },
  scope: Scope,
  rules: Rules,
): unknown {
  const a = compute(left, scope, rules)
  if (operator === '&&') return Boolean(a) && Boolean(compute(right, scope, rules))
  if (operator === '||') return Boolean(a) || Boolean(compute(right, scope, rules))
  const b = compute(right, scope, rules)
  switch (operator) {
    case '==':
      return rules.equal(a, b)
    case '!=':
      return !rules.equal(a, b)
    case '+':
      return numberOf(a) + numberOf(b)
    case '-':
      return numberOf(a) - numberOf(b)
    case '*':
      return numberOf(a) * numberOf(b)
    case '/':
      return numberOf(b) === 0 ? 0 : numberOf(a) / numberOf(b)
    case '%':
      return numberOf(b) === 0 ? 0 : numberOf(a) % numberOf(b)
    default: {
      const pair = rules.ordered(a, b)
      if (pair === null) return false
      if (operator === '<') return pair[0] < pair[1]
      if (operator === '<=') return pair[0] <= pair[1]
      return operator === '>' ? pair[0] > pair[1] : pair[0] >= pair[1]
    }
  }
}

/** Empty counts as 0 in arithmetic; text that is no number does too, so that nothing shows NaN. */
function numberOf(value: unknown): number {
  const number = isEmpty(value) ? 0 : Number(value)
  return Number.isFinite(number) ? number : 0
}

/** Numeric results keep at most two decimals. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round((value + Number.EPSILON) * 100) / 100 : value

/** A value as it reads inside text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return isRecord(value) ? JSON.stringify(value) : String(value)
}
