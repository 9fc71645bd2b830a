/** Checks one text that may be a binding or an expression, and says of what type it is. */
import {
  looksLikeBinding,
  looksLikeExpression,
  parseBinding,
  parseTemplate,
} from '../expressions/index.ts'
import type { JsonString } from '../json-node.ts'
import { findBinding } from './find-binding.ts'
import { raiseVersion, replaceValue } from './fixes.ts'
import type { MakeFix, Words } from './report.ts'
import type { RuleId } from './rules.ts'
import type { Site } from './site.ts'
import { type Found, type TypeProblem, typeOf, type ValueType } from './value-types.ts'

/** `plain` text is itself; anything else is worked out when the flow runs. */
export type Dynamic = { kind: 'plain' } | { kind: 'broken' } | ({ kind: 'dynamic' } & FoundValue)
type FoundValue = Extract<Found, { type: ValueType }>

const PLAIN: Dynamic = { kind: 'plain' }
const BROKEN: Dynamic = { kind: 'broken' }

/** Whether a text could be anything but itself; a quick look before the real one. */
export const isWorkedOut = (text: string): boolean =>
  text.charCodeAt(0) === 0x60 || text.includes('${')

/** Reports what is wrong with a text's bindings; the result tells its type for further checks. */
export function dynamicValue(node: JsonString, site: Site): Dynamic {
  const text = node.value
  if (!isWorkedOut(text)) return PLAIN
  if (looksLikeExpression(text)) {
    if (site.flow.version >= 600) return expressionValue(node, site)
    site.report.at(
      node,
      'expression-version',
      'Expressions in backticks came with version 6.0; before, phones show this as written.',
      { fixes: [raiseVersion(site.flow.root)] },
    )
    return PLAIN
  }
  if (looksLikeBinding(text)) return bindingValue(node, site)
  if (/^(?:\$\{[^}]*\}\s*){2,}$/.test(text)) {
    site.report.at(
      node,
      site.faults.binding,
      'Bindings side by side need backticks around them: "`${form.a} ${form.b}`".',
      site.flow.version >= 600
        ? { fixes: [replaceValue(node, `\`${text}\``, 'Put backticks around them')] }
        : {},
    )
    return BROKEN
  }
  return PLAIN
}

function bindingValue(node: JsonString, site: Site): Dynamic {
  const { flow, screen, report, faults } = site
  const broken = (rule: RuleId, message: Words, fixes: readonly MakeFix[] = []): Dynamic => {
    report.at(node, rule, message, { fixes })
    return BROKEN
  }
  const binding = parseBinding(node.value)
  if (binding === null)
    return broken(
      faults.binding,
      `${node.value.slice(0, 80)} is not a binding. Write \${form.name}, \${data.key} or \${screen.ID.form.name}.`,
    )
  if (faults.refusesOwnScreen && binding.screen !== null && binding.screen === screen.id) {
    const local = `\${${binding.source}.${binding.path.join('.')}}`
    return broken(faults.binding, `On its own screen write ${local}.`, [replaceValue(node, local)])
  }
  const found = findBinding(binding, screen, flow)
  if (!('missing' in found)) return { kind: 'dynamic', type: found.type, schema: found.schema }
  return broken(
    faults.binding,
    found.missing,
    (found.fixes ?? []).map((fix) => fix(node)),
  )
}

function expressionValue(node: JsonString, site: Site): Dynamic {
  const { flow, screen, report, faults } = site
  const parsed = parseTemplate(node.value)
  // Without escapes an offset in the value is an offset in the text.
  const isExact = node.length === node.value.length + 2
  const complain = (rule: RuleId, message: Words, offset: number, length: number) => {
    if (isExact) report.within(node, node.offset + 1 + offset, length, rule, message)
    else report.at(node, rule, message)
  }
  if (!parsed.ok) {
    const { message, offset, length } = parsed.problem
    complain('expression', message, offset, length)
    return BROKEN
  }
  const problems: TypeProblem[] = []
  const type = typeOf(parsed.expression, {
    find: (binding) => findBinding(binding, screen, flow),
    problems,
    isCondition: false,
  })
  for (const { kind, message, offset, length } of problems)
    complain(
      kind === 'missing' ? faults.insideExpression.rule : 'expression',
      message,
      offset,
      length,
    )
  return problems.length > 0 ? BROKEN : { kind: 'dynamic', type, schema: null }
}
