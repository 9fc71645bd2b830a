/** Checks one text that may be a binding or an expression, and says of what type it is. */
import {
  holdsBinding,
  looksLikeBinding,
  looksLikeExpression,
  parseBinding,
  parseTemplate,
} from '../expressions/index.ts'
import type { JsonString } from '../json-node.ts'
import type { CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'
import { type Found, findBinding, type TypeProblem, typeOf, type ValueType } from './value-types.ts'

/** Codes by place: properties, payloads and updates file the same faults under different names. */
export type Codes = {
  /** A plain binding finds nothing or does not fit. */
  readonly binding: string
  /** A binding inside an expression finds nothing. */
  readonly insideExpression: string
}

export type Surroundings = {
  readonly flow: CheckedFlow
  readonly screen: CheckedScreen
  readonly report: Report
  readonly codes: Codes
  /** Component properties may not name their own screen in full. */
  readonly refusesOwnScreen: boolean
}

/** `plain` text is itself; anything else is worked out when the flow runs. */
export type Dynamic = { kind: 'plain' } | { kind: 'broken' } | ({ kind: 'dynamic' } & FoundValue)
type FoundValue = Extract<Found, { type: ValueType }>

/** Reports what is wrong with a text's bindings; the result tells its type for further checks. */
export function dynamicValue(node: JsonString, at: Surroundings): Dynamic {
  const text = node.value
  if (!text.includes('${') && !text.startsWith('`')) return { kind: 'plain' }
  if (looksLikeExpression(text) && at.flow.version >= 600) return expressionValue(node, at)
  if (looksLikeBinding(text)) return bindingValue(node, at)
  if (/^(?:\$\{[^}]*\}\s*){2,}$/.test(text)) {
    at.report.at(
      node,
      'error',
      at.codes.binding,
      'Bindings side by side need backticks around them: "`${form.a} ${form.b}`".',
    )
    return { kind: 'broken' }
  }
  if (holdsBinding(text))
    at.report.at(
      node,
      'warning',
      'BINDING_IN_TEXT',
      'Phones show this as written. To fill it in, write an expression: "`\'Hello \' ${data.name}`".',
    )
  return { kind: 'plain' }
}

function bindingValue(node: JsonString, at: Surroundings): Dynamic {
  const { flow, screen, report, codes } = at
  const broken = (message: string): Dynamic => {
    report.at(node, 'error', codes.binding, message)
    return { kind: 'broken' }
  }
  const binding = parseBinding(node.value)
  if (binding === null)
    return broken(
      `${node.value.slice(0, 80)} is not a binding. Write \${form.name}, \${data.key} or \${screen.ID.form.name}.`,
    )
  if (at.refusesOwnScreen && binding.screen !== null && binding.screen === screen.id)
    return broken(`On its own screen write \${${binding.source}.${binding.path.join('.')}}.`)
  const found = findBinding(binding, screen, flow)
  return 'missing' in found ? broken(found.missing) : { kind: 'dynamic', ...found }
}

function expressionValue(node: JsonString, { flow, screen, report, codes }: Surroundings): Dynamic {
  const parsed = parseTemplate(node.value)
  const complain = (code: string, message: string, offset: number, length: number) => {
    // Without escapes an offset in the value is an offset in the text.
    if (node.length === node.value.length + 2)
      report.span(node.offset + 1 + offset, length, 'error', code, message)
    else report.at(node, 'error', code, message)
  }
  if (!parsed.ok) {
    const { message, offset, length } = parsed.problem
    complain('INVALID_PROPERTY_VALUE', message, offset, length)
    return { kind: 'broken' }
  }
  const problems: TypeProblem[] = []
  const type = typeOf(parsed.expression, {
    find: (binding) => findBinding(binding, screen, flow),
    problems,
    isCondition: false,
  })
  for (const { kind, message, offset, length } of problems)
    complain(
      kind === 'missing' ? codes.insideExpression : 'INVALID_PROPERTY_VALUE',
      message,
      offset,
      length,
    )
  return problems.length > 0 ? { kind: 'broken' } : { kind: 'dynamic', type, schema: null }
}
