/** What to say about the place under the pointer: a property with its limits, or a component. */
import { actionHelp, componentSpec, type PropertySpec } from '../catalogue/index.ts'
import { limitsInWords, typeInWords } from '../catalogue/words.ts'
import { type JsonNode, memberOf, pathAt } from '../json-node.ts'
import { parsePath } from '../path.ts'
import { placeAt, propertyOf } from './place.ts'

export type Hover = {
  /** The stretch of the text it is about. */
  readonly offset: number
  readonly length: number
  /** `TextInput · label` */
  readonly title: string
  readonly help: string
  /** What it holds, its limits and versions, one short sentence each. */
  readonly facts: readonly string[]
}

/** The help for a place; null where the language has nothing to say. */
export function hoverAt(root: JsonNode | null, offset: number): Hover | null {
  const segments = parsePath(pathAt(root, offset))
  if (segments === null || segments.length === 0) return null
  const found = placeAt(root, segments)
  const [key, ...deeper] = found?.rest ?? []
  if (!found || typeof key !== 'string' || deeper.length > 0) return null
  const { known } = found
  const member = memberOf(known.node, key)
  if (!member) return null
  const isOnKey = offset <= member.key.offset + member.key.length
  const at = isOnKey ? member.key : (member.value ?? member.key)
  const range = { offset: at.offset, length: at.length }
  if (!isOnKey && at.type === 'string') {
    const spec = key === 'type' ? componentSpec(at.value) : undefined
    if (spec)
      return {
        ...range,
        title: spec.kind,
        help: spec.help,
        facts: [`Since version ${spec.since}.`],
      }
    const named = key === 'name' && known.property?.type === 'action' ? at.value : ''
    if (Object.hasOwn(actionHelp, named)) {
      const { help, since } = actionHelp[named as keyof typeof actionHelp]
      return { ...range, title: named, help, facts: [`Since version ${since}.`] }
    }
  }
  const property = propertyOf(known, key)
  if (!property) return null
  return {
    ...range,
    title: `${known.subject} · ${key}`,
    help: property.help,
    facts: factsOf(property),
  }
}

function factsOf(property: PropertySpec): string[] {
  const limits = limitsInWords(property)
  const required = property.required ? 'Required. ' : ''
  const holds = `Holds: ${typeInWords(property)}${property.bindable ? ', or a binding' : ''}.`
  return [
    // Where it may hold anything the help above says what; "any" would say nothing.
    ...(property.type === 'any' ? [required.trim()].filter(Boolean) : [required + holds]),
    ...(property.initial === undefined ? [] : [`Default: ${property.initial}.`]),
    ...(limits === '' ? [] : [`${limits.charAt(0).toUpperCase()}${limits.slice(1)}.`]),
  ]
}
