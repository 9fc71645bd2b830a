/** The types of values and expressions, worked out without running anything. */
import { type Binding, bindingText, type Expression } from '../expressions/index.ts'
import { type JsonNode, type JsonString, stringOf } from '../json-node.ts'
import type { MakeFix, Words } from './report.ts'

export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'unknown'

/** What a binding finds: a type, with the data field's schema where there is one; or why nothing. */
export type Found =
  | { readonly type: ValueType; readonly schema: JsonNode | null }
  | { readonly missing: Words; readonly fixes?: readonly ((node: JsonString) => MakeFix)[] }

export const TYPE_NAMES: Record<ValueType, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  unknown: 'something',
}

export function schemaType(schema: JsonNode): ValueType {
  switch (stringOf(schema, 'type')) {
    case 'string':
      return 'string'
    case 'number':
    case 'integer':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return 'array'
    case 'object':
      return 'object'
    default:
      return 'unknown'
  }
}

export type TypeProblem = {
  /** `missing`: a binding finds nothing. `type`: operands do not go together. */
  kind: 'missing' | 'type'
  message: Words
  offset: number
  length: number
}

type Typing = {
  find: (binding: Binding) => Found
  problems: TypeProblem[]
  /** Conditions refuse an operator between two literals. */
  isCondition: boolean
}

/** The type of an expression; adds to `problems` what is wrong inside it. */
export function typeOf(expression: Expression, typing: Typing): ValueType {
  const complain = (kind: TypeProblem['kind'], message: Words) => {
    typing.problems.push({
      kind,
      message,
      offset: expression.offset,
      length: expression.length,
    })
  }
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value as 'string' | 'number' | 'boolean'
    case 'binding': {
      const found = typing.find(expression.binding)
      if ('missing' in found) {
        complain('missing', found.missing)
        return 'unknown'
      }
      if (found.type === 'array' || found.type === 'object') {
        const text = bindingText(expression.binding)
        complain('type', `${text} is ${TYPE_NAMES[found.type]}; expressions take simple values.`)
        return 'unknown'
      }
      return found.type
    }
    case 'group':
      return typeOf(expression.inner, typing)
    case 'join':
      for (const part of expression.parts) typeOf(part, typing)
      return 'string'
    case 'unary': {
      const operand = typeOf(expression.operand, typing)
      const wanted = expression.operator === '!' ? 'boolean' : 'number'
      if (operand !== wanted && operand !== 'unknown')
        complain('type', `${expression.operator} works on ${TYPE_NAMES[wanted]}.`)
      return wanted
    }
    case 'binary':
      return binaryType(expression, typing, complain)
  }
}

function binaryType(
  { operator, left, right }: Expression & { kind: 'binary' },
  typing: Typing,
  complain: (kind: TypeProblem['kind'], message: Words) => void,
): ValueType {
  const a = typeOf(left, typing)
  const b = typeOf(right, typing)
  if (typing.isCondition && left.kind === 'literal' && right.kind === 'literal')
    complain('type', `${operator} stands between two fixed values.`)
  if (operator === '==' || operator === '!=') {
    if (a !== b && a !== 'unknown' && b !== 'unknown')
      complain('type', `${operator} compares ${TYPE_NAMES[a]} with ${TYPE_NAMES[b]}.`)
    return 'boolean'
  }
  const isLogic = operator === '&&' || operator === '||'
  const wanted = isLogic ? 'boolean' : 'number'
  for (const type of [a, b])
    if (type !== wanted && type !== 'unknown') {
      complain('type', `${operator} works on ${TYPE_NAMES[wanted]}, not on ${TYPE_NAMES[type]}.`)
      break
    }
  return isLogic || '<>'.includes(operator[0] ?? '') ? 'boolean' : 'number'
}

/** Whether a binding stands anywhere in an expression. */
export function usesBinding(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return false
    case 'binding':
      return true
    case 'group':
      return usesBinding(expression.inner)
    case 'join':
      return expression.parts.some(usesBinding)
    case 'unary':
      return usesBinding(expression.operand)
    case 'binary':
      return usesBinding(expression.left) || usesBinding(expression.right)
  }
}
