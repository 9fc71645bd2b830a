/** What bindings point at and what types expressions have, worked out without running anything. */
import type { ComponentSpec } from '../catalogue/index.ts'
import { type Binding, bindingText, type Expression, refusedName } from '../expressions/index.ts'
import { type JsonNode, stringOf, valueUnder } from '../json-node.ts'
import { type CheckedComponent, type CheckedFlow, type CheckedScreen, didYouMean } from './model.ts'

export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'unknown'

/** What a binding finds: a type, with the data field's schema where there is one; or why nothing. */
export type Found =
  | { readonly type: ValueType; readonly schema: JsonNode | null }
  | { readonly missing: string }

export const TYPE_NAMES: Record<ValueType, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  unknown: 'something',
}

/** Resolves a binding that stands on `screen`. */
export function findBinding(binding: Binding, screen: CheckedScreen, flow: CheckedFlow): Found {
  const refused = refusedName(binding)
  if (refused !== null)
    return { missing: `"${refused}" cannot be bound: names have letters, digits and underscores.` }
  const holder = binding.screen === null ? screen : flow.screensById.get(binding.screen)
  if (!holder)
    return {
      missing: `There is no screen "${binding.screen}".${didYouMean(binding.screen ?? '', flow.screensById.keys())}`,
    }
  return binding.source === 'form' ? findInForm(binding, holder) : findInData(binding, holder)
}

function findInForm({ path: [name, ...deeper] }: Binding, holder: CheckedScreen): Found {
  const component = holder.byName.get(name)
  const here = holder.id === '' ? 'This screen' : `Screen ${holder.id}`
  if (!component)
    return {
      missing: holder.formNames.has(name)
        ? `"${name}" is a Form, which has no value of its own.`
        : `${here} has no component named "${name}".${didYouMean(name, holder.byName.keys())}`,
    }
  const { spec, kind } = component
  // A kind the language does not know is reported where it stands.
  if (!spec) return { type: 'unknown', schema: null }
  if (!spec.produces) return { missing: `${kind} "${name}" has no value.` }
  const type = producedType(spec, component)
  if (deeper.length === 0) return { type, schema: null }
  return type === 'object' || type === 'unknown'
    ? { type: 'unknown', schema: null }
    : { missing: `"${name}" is ${TYPE_NAMES[type]} and has no "${deeper[0]}".` }
}

function producedType({ produces }: ComponentSpec, { node }: CheckedComponent): ValueType {
  switch (produces) {
    case 'text': {
      const inputType = stringOf(node, 'input-type')
      return inputType === 'number' || inputType === 'passcode' ? 'number' : 'string'
    }
    case 'ids':
    case 'files':
      return 'array'
    case 'boolean':
      return 'boolean'
    case 'dates': {
      const mode = valueUnder(node, 'mode')
      if (mode?.type === 'string' && mode.value === 'range') return 'object'
      return mode === null || stringOf(node, 'mode') === 'single' ? 'string' : 'unknown'
    }
    default:
      return 'string'
  }
}

function findInData({ path: [name, ...deeper] }: Binding, holder: CheckedScreen): Found {
  let schema: JsonNode | null = holder.model.get(name) ?? null
  const here = holder.id === '' ? 'this screen' : `screen ${holder.id}`
  if (schema === null)
    return {
      missing: `The data of ${here} has no field "${name}".${didYouMean(name, holder.model.keys())}`,
    }
  let written = name
  for (const key of deeper) {
    const type = schemaType(schema)
    if (type === 'array') return { missing: `"${written}" is a list; its entries cannot be bound.` }
    if (type === 'unknown') return { type: 'unknown', schema: null }
    if (type !== 'object')
      return { missing: `"${written}" is ${TYPE_NAMES[type]} and has no "${key}".` }
    const properties: JsonNode | null = valueUnder(schema, 'properties')
    if (properties === null) return { type: 'unknown', schema: null }
    schema = valueUnder(properties, key)
    if (schema === null) return { missing: `"${written}" has no property "${key}".` }
    written = `${written}.${key}`
  }
  return { type: schemaType(schema), schema }
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
  message: string
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
  const complain = (kind: TypeProblem['kind'], message: string) => {
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
  complain: (kind: TypeProblem['kind'], message: string) => void,
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
