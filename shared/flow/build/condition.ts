/** Conditions as rows of "field, comparison, value", for those who do not write expressions. */
import { bindingText, parseCondition } from '../expressions/index.ts'
import type { Expression } from '../expressions/syntax.ts'

export const comparisons = ['==', '!=', '>', '>=', '<', '<='] as const
export type Comparison = (typeof comparisons)[number]

/** `field` is a binding's text. Without a comparison: the field is a yes (`is`) or a no (`is-not`). */
export type ConditionRow =
  | { readonly field: string; readonly test: 'is' | 'is-not' }
  | {
      readonly field: string
      readonly test: Comparison
      readonly value: string | number | boolean
    }

export type ConditionRows = { readonly join: 'all' | 'any'; readonly rows: readonly ConditionRow[] }

/** The rows of a condition; null where it says more than rows can. */
export function rowsOf(condition: string): ConditionRows | null {
  const parsed = parseCondition(condition)
  if (!parsed.ok) return null
  for (const join of ['all', 'any'] as const) {
    const parts = partsOf(parsed.expression, join === 'all' ? '&&' : '||')
    const rows = parts.map(rowOf)
    if (rows.every((row) => row !== null)) return { join, rows }
  }
  return null
}

/** Operands of a chain of one operator, parentheses around it taken off. */
function partsOf(expression: Expression, operator: '&&' | '||'): Expression[] {
  const bare = unwrapped(expression)
  return bare.kind === 'binary' && bare.operator === operator
    ? [...partsOf(bare.left, operator), ...partsOf(bare.right, operator)]
    : [bare]
}

const unwrapped = (expression: Expression): Expression =>
  expression.kind === 'group' ? unwrapped(expression.inner) : expression

function rowOf(expression: Expression): ConditionRow | null {
  if (expression.kind === 'binding') return { field: bindingText(expression.binding), test: 'is' }
  if (expression.kind === 'unary' && expression.operator === '!') {
    const inner = unwrapped(expression.operand)
    return inner.kind === 'binding' ? { field: bindingText(inner.binding), test: 'is-not' } : null
  }
  if (expression.kind !== 'binary') return null
  const test = comparisons.find((one) => one === expression.operator)
  const left = unwrapped(expression.left)
  const right = unwrapped(expression.right)
  if (!test || left.kind !== 'binding' || right.kind !== 'literal') return null
  return { field: bindingText(left.binding), test, value: right.value }
}

/** The condition that rows stand for; empty without rows. */
export const conditionOf = ({ join, rows }: ConditionRows): string =>
  rows.map(rowText).join(join === 'all' ? ' && ' : ' || ')

function rowText(row: ConditionRow): string {
  if (!('value' in row)) return row.test === 'is' ? row.field : `!${row.field}`
  return `${row.field} ${row.test} ${typeof row.value === 'string' ? quoted(row.value) : row.value}`
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
