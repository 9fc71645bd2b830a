/** A room's text as a page follows it: read, the last sound flow of it, its hash, and who broke it where it is broken. */
import { type Accessor, createMemo } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import type { Room } from '../../../collab/room.ts'
import { createCursors, type RoomCursor } from './cursors.ts'
import { createRoomText } from './room-text.ts'
import { brokenWords, createSettled, createSoundFlow, type Reading } from './sound-flow.ts'
import { createStamp } from './stamp.ts'

export type LiveFlow = {
  text: Accessor<string>
  /** Reads the text at once, for a change that stands on it. */
  catchUp: () => void
  /** The newest text, sound or not. */
  reading: Accessor<Reading>
  /** What shows: the last sound text, else what can be made out. */
  shown: Accessor<Reading | null>
  flow: Accessor<Flow | null>
  /** SHA-256 of the text that shows. */
  stamp: Accessor<string | null>
  cursors: Accessor<readonly RoomCursor[]>
  /** Why the newest text does not show, and who is at it; null while it shows. */
  broken: Accessor<string | null>
}

export function createLiveFlow(room: Room): LiveFlow {
  const { value: text, catchUp } = createRoomText(room.text)
  const { reading, shown } = createSoundFlow(text)
  const cursors = createCursors(room.text, room.awareness)
  const brokenNow = createMemo(() =>
    room.synced() ? brokenWords(reading(), shown(), cursors()) : null,
  )
  return {
    text,
    catchUp,
    reading,
    shown,
    flow: createMemo(() => shown()?.flow ?? null),
    stamp: createStamp(() => shown()?.text ?? null),
    cursors,
    broken: createSettled(brokenNow),
  }
}
