/** If conditions read, refer to something that exists, and are true or false (reference §5.4). */
import { type Expression, looksLikeExpression, parseCondition } from '../expressions/index.ts'
import { type JsonString, valueUnder } from '../json-node.ts'
import { dynamicValue } from './dynamic-value.ts'
import { findBinding } from './find-binding.ts'
import type { CheckedComponent } from './model.ts'
import type { Words } from './report.ts'
import type { RuleId } from './rules.ts'
import type { Site } from './site.ts'
import { TYPE_NAMES, type TypeProblem, typeOf, usesBinding } from './value-types.ts'

export function condition({ node }: CheckedComponent, site: Site) {
  const written = valueUnder(node, 'condition')
  if (written?.type !== 'string') return
  if (looksLikeExpression(written.value) && site.flow.version >= 600) backticked(written, site)
  else plain(written, site)
}

function backticked(node: JsonString, site: Site) {
  const value = dynamicValue(node, site)
  if (value.kind === 'dynamic' && value.type !== 'boolean' && value.type !== 'unknown')
    site.report.at(
      node,
      'condition',
      `A condition is true or false; this is ${TYPE_NAMES[value.type]}.`,
    )
}

function plain(node: JsonString, { flow, screen, report }: Site) {
  const hasEscapes = node.length !== node.value.length + 2
  const complain = (rule: RuleId, message: Words, offset: number, length: number) => {
    if (hasEscapes) report.at(node, rule, message)
    else report.within(node, node.offset + 1 + offset, length, rule, message)
  }
  const parsed = parseCondition(node.value)
  if (!parsed.ok) {
    const { message, offset, length } = parsed.problem
    return complain('condition', message, offset, length)
  }
  const { expression } = parsed
  const problems: TypeProblem[] = []
  const type = typeOf(expression, {
    find: (binding) => findBinding(binding, screen, flow),
    problems,
    isCondition: true,
  })
  for (const { kind, message, offset, length } of problems)
    complain(kind === 'missing' ? 'binding' : 'condition', message, offset, length)
  if (problems.length > 0) return
  const { offset, length } = expression
  if (!usesBinding(expression))
    complain(
      'condition',
      'A condition needs at least one binding, such as ${form.city}.',
      offset,
      length,
    )
  else if (type !== 'boolean' && type !== 'unknown')
    complain(
      'condition',
      `A condition is true or false; this is ${TYPE_NAMES[type]}.`,
      offset,
      length,
    )
  if (mixesLogic(expression))
    report.at(
      node,
      'mixed-logic',
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
