/** If conditions read, refer to something that exists, and are true or false (reference §5.4). */
import { type Expression, looksLikeExpression, parseCondition } from '../expressions/index.ts'
import { type JsonString, valueUnder } from '../json-node.ts'
import { dynamicValue } from './dynamic-value.ts'
import type { CheckedFlow, CheckedScreen, Rule } from './model.ts'
import type { Report } from './report.ts'
import { findBinding, TYPE_NAMES, type TypeProblem, typeOf, usesBinding } from './value-types.ts'

const CODE = 'INVALID_PROPERTY_VALUE'
const MISSING = 'INVALID_SCREEN_DYNAMIC_DATA'

export const conditions: Rule = (flow, report) => {
  for (const screen of flow.screens) {
    for (const { kind, node } of screen.components) {
      if (kind !== 'If') continue
      const written = valueUnder(node, 'condition')
      if (written?.type !== 'string') continue
      if (looksLikeExpression(written.value) && flow.version >= 600)
        backticked(written, flow, screen, report)
      else condition(written, flow, screen, report)
    }
  }
}

function backticked(node: JsonString, flow: CheckedFlow, screen: CheckedScreen, report: Report) {
  const codes = { binding: MISSING, insideExpression: MISSING }
  const value = dynamicValue(node, { flow, screen, report, codes, refusesOwnScreen: true })
  if (value.kind === 'dynamic' && value.type !== 'boolean' && value.type !== 'unknown')
    report.at(
      node,
      'error',
      CODE,
      `A condition is true or false; this is ${TYPE_NAMES[value.type]}.`,
    )
}

function condition(node: JsonString, flow: CheckedFlow, screen: CheckedScreen, report: Report) {
  const hasEscapes = node.length !== node.value.length + 2
  const complain = (code: string, message: string, offset: number, length: number) => {
    if (hasEscapes) report.at(node, 'error', code, message)
    else report.span(node.offset + 1 + offset, length, 'error', code, message)
  }
  const parsed = parseCondition(node.value)
  if (!parsed.ok) {
    const { message, offset, length } = parsed.problem
    return complain(CODE, message, offset, length)
  }
  const { expression } = parsed
  const problems: TypeProblem[] = []
  const type = typeOf(expression, {
    find: (binding) => findBinding(binding, screen, flow),
    problems,
    isCondition: true,
  })
  for (const { kind, message, offset, length } of problems)
    complain(kind === 'missing' ? MISSING : CODE, message, offset, length)
  if (problems.length > 0) return
  const { offset, length } = expression
  if (!usesBinding(expression))
    complain(CODE, 'A condition needs at least one binding, such as ${form.city}.', offset, length)
  else if (type !== 'boolean' && type !== 'unknown')
    complain(CODE, `A condition is true or false; this is ${TYPE_NAMES[type]}.`, offset, length)
  if (mixesLogic(expression))
    report.at(
      node,
      'warning',
      'MIXED_LOGIC',
      'Put parentheses where && and || meet: phones do not agree on their order.',
    )
}

/** Whether && and || meet without parentheses between them. */
function mixesLogic(expression: Expression): boolean {
  if (expression.kind === 'group') return mixesLogic(expression.inner)
  if (expression.kind === 'unary') return mixesLogic(expression.operand)
  if (expression.kind !== 'binary') return false
  const { operator, left, right } = expression
  const other = operator === '&&' ? '||' : operator === '||' ? '&&' : null
  const meets = (side: Expression) => side.kind === 'binary' && side.operator === other
  return (other !== null && (meets(left) || meets(right))) || mixesLogic(left) || mixesLogic(right)
}
