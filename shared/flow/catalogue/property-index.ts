/** Properties of a component kind or shape by name, ready for one pass over an object. */
import { versionNumber } from '../version.ts'
import type { PropertySpec, Since } from './spec.ts'

export type IndexedProperty = {
  readonly spec: PropertySpec
  /** One bit of a 32-bit set; no object of the language has more properties. */
  readonly bit: number
  /** `major * 100 + minor` of the first and last version that knows it. */
  readonly since: number
  readonly until: number
}

export type PropertyIndex = {
  readonly byName: ReadonlyMap<string, IndexedProperty>
  /** Bits of the required properties. */
  readonly required: number
}

/** Version number of a `since` in the catalogue. */
export const sinceNumber = (since: Since): number => versionNumber(since) ?? 0

const known = new WeakMap<readonly PropertySpec[], PropertyIndex>()

/** The index of a list of properties; made once a list. */
export function propertyIndex(properties: readonly PropertySpec[]): PropertyIndex {
  const before = known.get(properties)
  if (before) return before
  let required = 0
  const byName = new Map<string, IndexedProperty>()
  properties.forEach((spec, at) => {
    const bit = 1 << at
    if (spec.required) required |= bit
    byName.set(spec.name, {
      spec,
      bit,
      since: spec.since ? sinceNumber(spec.since) : 0,
      until: spec.until ? sinceNumber(spec.until) : Number.POSITIVE_INFINITY,
    })
  })
  const index = { byName, required }
  known.set(properties, index)
  return index
}
