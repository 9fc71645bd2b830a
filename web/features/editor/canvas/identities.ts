/** Names for a screen and its components that outlast edits around them, so that what one is working in stays the same card. */
import { type Accessor, createMemo, onCleanup } from 'solid-js'
import * as Y from 'yjs'
import { imageOf } from '../../../../shared/collab/moves.ts'
import type { Id } from '../../../../shared/collab/span-index.ts'
import { type Screen, walkComponents } from '../../../../shared/flow/flow.ts'
import type { Room } from '../../../collab/room.ts'

/**
 * A name for the screen and each component on it by its path: the identity of its first character in the shared text, also
 * after somebody else has moved it. Where the text has moved on since it was read, the path itself.
 */
export function createIdentities(
  { text, onMoved }: Pick<Room, 'text' | 'onMoved'>,
  read: Accessor<string>,
  screen: Accessor<Screen | null>,
): Accessor<ReadonlyMap<string, string>> {
  /** What was moved, by the character it begins with now. */
  const moved = new Map<string, string>()
  let firsts: { id: Id; name: string }[] = []

  onCleanup(
    onMoved((moves) => () => {
      firsts = firsts.map((first) => {
        const now = imageOf(first.id, moves)
        if (!now) return first
        moved.set(nameOf(now), first.name)
        return { id: now, name: first.name }
      })
    }),
  )

  return createMemo(() => {
    const isFresh = text.length === read().length && text.toString() === read()
    const names = new Map<string, string>()
    firsts = []
    const at = screen()
    for (const { path, range } of at ? [at, ...walkComponents(at.children)] : []) {
      const id = isFresh ? Y.createRelativePositionFromTypeIndex(text, range.offset).item : null
      const name = id ? (moved.get(nameOf(id)) ?? nameOf(id)) : path
      names.set(path, name)
      if (id) firsts.push({ id, name })
    }
    return names
  })
}

const nameOf = ({ client, clock }: Id): string => `${client}:${clock}`
