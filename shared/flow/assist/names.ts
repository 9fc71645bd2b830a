/** The name under the caret: what it names, where it is defined, and everywhere it is used. */
import { findReferences, type Reference } from '../edit/references.ts'
import type { JsonNode } from '../json-node.ts'

export type NameAt = {
  readonly kind: Reference['kind']
  /** The screen a field or data field belongs to; the screen's own id for screens. */
  readonly screen: string
  readonly name: string
  /** The mention that the caret is in. */
  readonly here: Reference
  /** Null where nothing of that name is defined. */
  readonly definition: Reference | null
  /** All mentions in text order, definitions included. */
  readonly mentions: readonly Reference[]
}

/** The screen, field or data field that is named at an offset; null where none is. */
export function nameAt(text: string, root: JsonNode | null, offset: number): NameAt | null {
  const all = findReferences(text, root)
  const here = all.find(({ at, length }) => offset >= at && offset <= at + length)
  if (!here) return null
  const mentions = all
    .filter(
      ({ kind, screen, name }) =>
        kind === here.kind && screen === here.screen && name === here.name,
    )
    .sort((a, b) => a.at - b.at)
  return {
    kind: here.kind,
    screen: here.screen,
    name: here.name,
    here,
    definition: mentions.find(({ isDefinition }) => isDefinition) ?? null,
    mentions,
  }
}
