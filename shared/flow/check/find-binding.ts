/** What bindings point at: components and data fields, of this screen or another. */
import type { ComponentSpec } from '../catalogue/index.ts'
import {
  type Binding,
  bindingText,
  looksLikeExpression,
  parseBinding,
  parseTemplate,
  refusedName,
} from '../expressions/index.ts'
import { type JsonNode, type JsonString, stringOf, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { addDataField, replaceValue } from './fixes.ts'
import type { CheckedComponent, CheckedFlow, CheckedScreen } from './model.ts'
import type { MakeFix } from './report.ts'
import { type Found, schemaType, TYPE_NAMES, typeOf, type ValueType } from './value-types.ts'

/** Resolves a binding that stands on `screen`; a component found this way counts as looked at. */
export function findBinding(binding: Binding, screen: CheckedScreen, flow: CheckedFlow): Found {
  const refused = refusedName(binding)
  if (refused !== null)
    return { missing: `"${refused}" cannot be bound: names have letters, digits and underscores.` }
  const holder = binding.screen === null ? screen : flow.screensById.get(binding.screen)
  if (!holder) {
    const wanted = binding.screen ?? ''
    return {
      missing: () =>
        `There is no screen "${wanted}".${didYouMean(wanted, flow.screensById.keys())}`,
      fixes: [
        meant(wanted, flow.screensById.keys(), (screen) => bindingText({ ...binding, screen })),
      ],
    }
  }
  return binding.source === 'form' ? findInForm(binding, holder) : findInData(binding, holder, flow)
}

/** Writes the nearest known name instead of one that was not found. */
const meant =
  (wanted: string, names: Iterable<string>, write: (name: string) => string) =>
  (node: JsonString): MakeFix =>
  (source) => {
    const guess = nearest(wanted, names)
    return guess === null ? null : replaceValue(node, write(guess))(source)
  }

function findInForm(binding: Binding, holder: CheckedScreen): Found {
  const [name, ...deeper] = binding.path
  const component = holder.byName.get(name)
  if (!component) {
    if (holder.formNames.has(name))
      return { missing: `"${name}" is a Form, which has no value of its own.` }
    const here = holder.id === '' ? 'This screen' : `Screen ${holder.id}`
    return {
      missing: () =>
        `${here} has no component named "${name}".${didYouMean(name, holder.byName.keys())}`,
      fixes: [
        meant(name, holder.byName.keys(), (guess) =>
          bindingText({ ...binding, path: [guess, ...deeper] }),
        ),
      ],
    }
  }
  component.isRead = true
  const { spec, kind } = component
  // A kind the language does not know is reported where it stands.
  if (!spec) return UNKNOWN
  if (!spec.produces) return { missing: `${kind} "${name}" has no value.` }
  const type = producedType(spec, component)
  if (deeper.length === 0) return { type, schema: null }
  return type === 'object' || type === 'unknown'
    ? UNKNOWN
    : { missing: `"${name}" is ${TYPE_NAMES[type]} and has no "${deeper[0]}".` }
}

const UNKNOWN: Found = { type: 'unknown', schema: null }

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

function findInData(binding: Binding, holder: CheckedScreen, flow: CheckedFlow): Found {
  const [name, ...deeper] = binding.path
  let schema: JsonNode | null = holder.model.get(name) ?? null
  if (schema === null) {
    const here = holder.id === '' ? 'this screen' : `screen ${holder.id}`
    return {
      missing: () =>
        `The data of ${here} has no field "${name}".${didYouMean(name, holder.model.keys())}`,
      fixes: [
        meant(name, holder.model.keys(), (guess) =>
          bindingText({ ...binding, path: [guess, ...deeper] }),
        ),
        () => addDataField(holder.node, name, fieldLike(handedType(name, holder, flow))),
      ],
    }
  }
  let written = name
  for (const key of deeper) {
    const type = schemaType(schema)
    if (type === 'array') return { missing: `"${written}" is a list; its entries cannot be bound.` }
    if (type === 'unknown') return UNKNOWN
    if (type !== 'object')
      return { missing: `"${written}" is ${TYPE_NAMES[type]} and has no "${key}".` }
    const properties: JsonNode | null = valueUnder(schema, 'properties')
    if (properties === null) return UNKNOWN
    schema = valueUnder(properties, key)
    if (schema === null) return { missing: `"${written}" has no property "${key}".` }
    written = `${written}.${key}`
  }
  const type = schemaType(schema)
  if (type !== 'unknown' || deeper.length > 0) return { type, schema }
  return { type: handedType(name, holder, flow), schema }
}

const EXAMPLES: Readonly<Record<ValueType, unknown>> = {
  string: 'Example',
  number: 1,
  boolean: true,
  array: [],
  object: {},
  unknown: 'Example',
}

/** A data field of a type, with an example. */
export const fieldLike = (type: ValueType): Record<string, unknown> => ({
  type: type === 'unknown' ? 'string' : type,
  ...(type === 'array' ? { items: { type: 'string' } } : {}),
  __example__: EXAMPLES[type],
})

type Handed = { readonly screen: CheckedScreen; readonly payload: JsonNode | null }

const handedByFlow = new WeakMap<CheckedFlow, Map<string, Handed[]>>()

/** The payloads of `navigate` by the screen they are handed to. */
function handedTo(id: string, flow: CheckedFlow): readonly Handed[] {
  let handed = handedByFlow.get(flow)
  if (!handed) {
    handed = new Map()
    for (const screen of flow.screens)
      for (const { actions } of screen.components)
        for (const { node, name } of actions) {
          const target = stringOf(valueUnder(node, 'next'), 'name')
          if (name !== 'navigate' || target === null) continue
          const before = handed.get(target)
          const entry = { screen, payload: valueUnder(node, 'payload') }
          if (before) before.push(entry)
          else handed.set(target, [entry])
        }
    handedByFlow.set(flow, handed)
  }
  return handed.get(id) ?? []
}

/** How many payloads one value is followed back through at most. */
const MAX_STEPS = 50

type Budget = { left: number }

/** The type of what screens before hand over under a name, followed back to where it comes from. */
function handedType(
  name: string,
  holder: CheckedScreen,
  flow: CheckedFlow,
  budget: Budget = { left: MAX_STEPS },
): ValueType {
  for (const { screen, payload } of handedTo(holder.id, flow)) {
    if (--budget.left < 0) break
    const value = valueUnder(payload, name)
    if (value === null) continue
    const type = typeOfValue(value, screen, flow, budget)
    if (type !== 'unknown') return type
  }
  return 'unknown'
}

/** The type of a payload's value on the screen it is written on. */
export function typeOfValue(
  value: JsonNode,
  screen: CheckedScreen,
  flow: CheckedFlow,
  budget: Budget = { left: MAX_STEPS },
): ValueType {
  if (value.type === 'null') return 'unknown'
  if (value.type !== 'string') return value.type
  if (looksLikeExpression(value.value)) {
    const parsed = parseTemplate(value.value)
    if (!parsed.ok) return 'unknown'
    const find = (binding: Binding) => findBinding(binding, screen, flow)
    return typeOf(parsed.expression, { find, problems: [], isCondition: false })
  }
  const binding = parseBinding(value.value)
  if (binding === null) return 'string'
  const holder = binding.screen === null ? screen : flow.screensById.get(binding.screen)
  if (!holder) return 'unknown'
  const field = binding.source === 'data' ? holder.model.get(binding.path[0]) : undefined
  const isUntyped = field !== undefined && schemaType(field) === 'unknown'
  if (isUntyped && binding.path.length === 1)
    return handedType(binding.path[0], holder, flow, budget)
  const found = findBinding(binding, screen, flow)
  return 'missing' in found ? 'unknown' : found.type
}
