/** Everybody's cursors as places in the text, and who they are, as a signal. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { CursorPlace } from './who-broke-it.ts'

/** A cursor with its person's colour. */
export type RoomCursor = CursorPlace & { id: string; color: string }

type State = {
  user?: { id?: string; name?: string; color?: string }
  cursor?: { head?: unknown } | null
}

/** Cursors of everybody in the room, oneself included, where they stand in `text` now. */
export function cursorsIn(text: Y.Text, awareness: Awareness): RoomCursor[] {
  const doc = text.doc
  if (!doc) return []
  const cursors: RoomCursor[] = []
  for (const [clientId, state] of awareness.getStates() as Map<number, State>) {
    const head = state.cursor?.head
    if (!head) continue
    const place = placeOf(head, doc)
    if (place?.type !== text) continue
    cursors.push({
      id: state.user?.id ?? String(clientId),
      name: state.user?.name ?? 'Somebody',
      color: state.user?.color ?? '#55697a',
      isMe: clientId === awareness.clientID,
      offset: place.index,
    })
  }
  return cursors
}

/** Presence comes from other browsers: a position that cannot be read is no position. */
function placeOf(head: unknown, doc: Y.Doc): Y.AbsolutePosition | null {
  try {
    return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(head), doc)
  } catch {
    return null
  }
}

/** Follows the room's presence; positions are worked out when they are asked for. */
export function createCursors(text: Y.Text, awareness: Awareness): Accessor<RoomCursor[]> {
  const [cursors, setCursors] = createSignal<RoomCursor[]>(cursorsIn(text, awareness), {
    equals: false,
  })
  let frame: number | undefined
  const follow = () => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      setCursors(cursorsIn(text, awareness))
    })
  }
  awareness.on('change', follow)
  onCleanup(() => {
    awareness.off('change', follow)
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return cursors
}
