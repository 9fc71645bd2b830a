/** Carets that go along with what a colleague moves. */
import * as Y from 'yjs'
import { imageOf, type Move } from '../../shared/collab/moves.ts'
import type { Id } from '../../shared/collab/span-index.ts'

/** A place in a shared text, held by the characters on both sides of it. */
export type Held = {
  readonly behind: Y.RelativePosition
  readonly before: Y.RelativePosition
}

export const holdPlace = (text: Y.Text, offset: number): Held => ({
  behind: Y.createRelativePositionFromTypeIndex(text, offset, -1),
  before: Y.createRelativePositionFromTypeIndex(text, offset),
})

/**
 * Where a place went with the character behind which it was, or else with the one before it; null where both stand, or
 * nobody has moved them.
 */
export function carriedPlace({ doc }: Y.Text, place: Held, moves: readonly Move[]): number | null {
  if (!doc) return null
  const { behind, before } = place
  if (behind.item && stands(doc, behind.item)) return null
  const left = behind.item && imageOf(behind.item, moves)
  const right = left ? null : before.item && imageOf(before.item, moves)
  const id = left ?? right
  if (!id) return null
  const carried = new Y.RelativePosition(null, null, Y.createID(id.client, id.clock), left ? -1 : 0)
  const found = Y.createAbsolutePositionFromRelativePosition(carried, doc)
  return found?.index ?? null
}

function stands({ store }: Y.Doc, { client, clock }: Id): boolean {
  const structs = store.clients.get(client) ?? []
  return !structs[Y.findIndexSS(structs, clock)]?.deleted
}
