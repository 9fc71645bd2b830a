/** What the catalogue says about a place in a text: which object it is in, which property it belongs to. */
import {
  action,
  type ComponentSpec,
  componentSpec,
  flow,
  layout,
  type PropertySpec,
  propertySpec,
  screen,
} from '../catalogue/index.ts'
import { type JsonNode, type JsonObject, stringOf, valueUnder } from '../json-node.ts'
import type { PathSegment } from '../path.ts'

export type ComponentPlace = 'root' | 'form' | 'if' | 'switch'

/** An object of the text, with what is known about it. */
export type Known = {
  readonly node: JsonObject
  /** The properties it may have; empty where any key may stand. */
  readonly properties: readonly PropertySpec[]
  /** How it is called: `TextInput`, `A screen`, `An option`. */
  readonly subject: string
  /** The component it is or belongs to. */
  readonly component: { readonly spec: ComponentSpec | null; readonly place: ComponentPlace } | null
  /** The property whose value it is; null for the whole flow and for components in lists. */
  readonly property: PropertySpec | null
  readonly inForm: boolean
  readonly screen: JsonObject | null
}

/**
 * Follows a path as far as it goes through objects that are known. `rest` is what is left: one key
 * when the path ends at a property, nothing when it ends at an object.
 */
export function placeAt(
  root: JsonNode | null,
  segments: readonly PathSegment[],
): { known: Known; rest: readonly PathSegment[] } | null {
  if (root?.type !== 'object') return null
  let known: Known = {
    node: root,
    properties: flow.properties,
    subject: flow.subject,
    component: null,
    property: null,
    inForm: false,
    screen: null,
  }
  let at = 0
  while (at < segments.length) {
    const next = stepInto(known, segments, at)
    if (next === null) break
    known = next.known
    at = next.at
  }
  return { known, rest: segments.slice(at) }
}

type Step = { known: Known; at: number }

function stepInto(known: Known, segments: readonly PathSegment[], at: number): Step | null {
  const key = segments[at]
  if (typeof key !== 'string') return null
  const value = valueUnder(known.node, key)
  const index = segments[at + 1]
  if (value?.type === 'array' && typeof index === 'number') {
    const item = value.items[index]
    return item?.type === 'object' ? intoEntry(known, key, item, at + 2) : null
  }
  // A case of a Switch is a list one key further down.
  if (key === 'cases' && typeof index === 'string') {
    const list = valueUnder(value, index)
    const position = segments[at + 2]
    const item =
      list?.type === 'array' && typeof position === 'number' ? list.items[position] : null
    return item?.type === 'object' ? componentStep(known, item, 'switch', at + 3) : null
  }
  if (value?.type !== 'object') return null
  const property = known.properties.find(({ name }) => name === key) ?? null
  const shape = property?.type === 'action' ? action : property?.shape
  if (!shape) return null
  return {
    known: {
      ...known,
      node: value,
      properties: key === 'layout' ? layout.properties : shape.properties,
      subject: shape.subject,
      property,
    },
    at: at + 1,
  }
}

function intoEntry(known: Known, key: string, item: JsonObject, at: number): Step | null {
  if (key === 'screens')
    return {
      known: {
        ...known,
        node: item,
        properties: screen.properties,
        subject: screen.subject,
        screen: item,
      },
      at,
    }
  if (key === 'children' || key === 'then' || key === 'else')
    return componentStep(known, item, holderPlace(known), at)
  const property = known.properties.find(({ name }) => name === key) ?? null
  if (!property?.shape) return null
  const { properties, subject } = property.shape
  return { known: { ...known, node: item, properties, subject, property }, at }
}

/** What a list of components in this object is, as the catalogue speaks of places. */
export function holderPlace({ component }: Known): ComponentPlace {
  const kind = component?.spec?.kind
  return kind === 'Form' ? 'form' : kind === 'If' ? 'if' : kind === 'Switch' ? 'switch' : 'root'
}

function componentStep(known: Known, node: JsonObject, place: ComponentPlace, at: number): Step {
  const spec = componentSpec(stringOf(node, 'type') ?? '') ?? null
  return {
    known: {
      ...known,
      node,
      properties: spec?.properties ?? [],
      subject: spec?.kind ?? 'A component',
      component: { spec, place },
      property: null,
      inForm: known.inForm || place === 'form',
    },
    at,
  }
}

/** The property a key of an object stands for. */
export const propertyOf = (
  { properties, component }: Known,
  key: string,
): PropertySpec | undefined =>
  properties.find(({ name }) => name === key) ??
  (component?.spec ? propertySpec(component.spec.kind, key) : undefined)
