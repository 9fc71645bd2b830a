/** Names for the values of a running flow: fields and data by screen, and what reads them. */
import {
  type Binding,
  type Expression,
  looksLikeBinding,
  looksLikeExpression,
  parseBinding,
  parseCondition,
  parseTemplate,
} from '../expressions/index.ts'
import { isRecord } from '../record.ts'

/** A field or a data field of a screen. */
export type Variable = {
  readonly source: 'form' | 'data'
  readonly screen: string
  readonly name: string
}

export const variableKey = ({ source, screen, name }: Variable): string =>
  `${source} ${screen} ${name}`

export type Literal = string | number | boolean

/** What a raw property reads, and the plain values it holds those against. */
export type Reads = { readonly variables: Variable[]; readonly literals: Literal[] }

/** The reads of a property on a screen, through objects and lists. */
export function readsOf(raw: unknown, screen: string, isCondition = false): Reads {
  const reads: Reads = { variables: [], literals: [] }
  collect(raw, screen, isCondition, reads)
  return reads
}

function collect(raw: unknown, screen: string, isCondition: boolean, reads: Reads) {
  if (Array.isArray(raw)) for (const part of raw) collect(part, screen, false, reads)
  else if (isRecord(raw)) for (const part of Object.values(raw)) collect(part, screen, false, reads)
  else if (typeof raw === 'string') {
    if (!raw.includes('${')) return
    if (looksLikeBinding(raw)) {
      const binding = parseBinding(raw)
      if (binding) reads.variables.push(variableOf(binding, screen))
      return
    }
    const parsed = looksLikeExpression(raw)
      ? parseTemplate(raw)
      : isCondition
        ? parseCondition(raw)
        : null
    if (parsed?.ok) inExpression(parsed.expression, screen, reads)
  }
}

const variableOf = ({ source, screen, path }: Binding, here: string): Variable => ({
  source,
  screen: screen ?? here,
  name: path[0],
})

function inExpression(expression: Expression, screen: string, reads: Reads) {
  switch (expression.kind) {
    case 'literal':
      reads.literals.push(expression.value)
      break
    case 'binding':
      reads.variables.push(variableOf(expression.binding, screen))
      break
    case 'group':
      inExpression(expression.inner, screen, reads)
      break
    case 'unary':
      inExpression(expression.operand, screen, reads)
      break
    case 'binary':
      inExpression(expression.left, screen, reads)
      inExpression(expression.right, screen, reads)
      break
    case 'join':
      for (const part of expression.parts) inExpression(part, screen, reads)
  }
}
