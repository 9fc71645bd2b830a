/**
 * Writes intents into the shared text, and knows what the room has to be told with one's changes: that they leave a sound
 * text, and what they moved.
 */
import * as Y from 'yjs'
import type { IntentMade } from '../../shared/collab/frames.ts'
import { type Move, movesBack, writeEdits } from '../../shared/collab/moves.ts'
import { isJson } from '../../shared/flow/flaws.ts'
import type { Moved, TextEdit } from '../../shared/text-edit.ts'

/** A change of one's own: its update, and what to say with it. */
export type Made = { readonly update: Uint8Array; readonly intent: IntentMade | null }

export type Intents = {
  /**
   * What to say with the change that was made last, known once its transaction has ended; null where the room is to take
   * it as it comes, letter by letter.
   */
  said: () => IntentMade | null
  /** Whether that change was typed, pasted or cut in the code. */
  byHand: () => boolean
  /** What is not saved yet, in order, and what to say with each. Letters typed in a row are one. */
  unsaved: () => Made[]
  /** All that was made is saved. */
  saved: () => void
  /**
   * Carries out an intent's edits of the present text, as one change of one's own. The room keeps the text sound where
   * somebody else changes the same place at the same time.
   */
  carryOut: (change: { edits: readonly TextEdit[]; moved: readonly Moved[] }) => void
  /** What `undo` does is an intent as well: it takes back one that had moved what `moves` tell, or makes it again. */
  takeBack: (undo: () => void, moves: readonly Move[]) => void
}

/** A change in the code that takes away or writes more than this is no single letter: it may cross others. */
const MORE_THAN_LETTERS = 2

/** Larger texts are not parsed at every change. */
const LARGEST_READ = 2_000_000

/** `isOwn` tells by its origin whether a change was made here. */
export function createIntents(
  doc: Y.Doc,
  text: Y.Text,
  isOwn: (origin: unknown) => boolean,
): Intents {
  let moving: (() => readonly Move[]) | null = null
  let last: IntentMade | null = null
  let byHand = false
  let unsaved: Made[] = []

  const during = (moves: () => readonly Move[], change: () => void): void => {
    moving = moves
    try {
      change()
    } finally {
      moving = null
    }
  }
  // Before whoever keeps steps to take back or sends frames asks.
  doc.on('afterTransaction', (made: Y.Transaction) => {
    if (!isOwn(made.origin) || made.changed.size === 0) return
    byHand = moving === null
    last = moving && { client: doc.clientID, moves: moving() }
    if (!last && sizeOf(made) > MORE_THAN_LETTERS && isSound(text))
      last = { client: doc.clientID, moves: [] }
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (isOwn(origin)) unsaved.push({ update, intent: last })
  })

  return {
    said: () => last,
    byHand: () => byHand,
    unsaved: () => lettersJoined(unsaved),
    saved() {
      unsaved = []
    },
    carryOut({ edits, moved }) {
      let moves: readonly Move[] = []
      during(
        () => moves,
        () =>
          doc.transact(() => {
            moves = writeEdits(text, edits, moved)
          }),
      )
    },
    takeBack: (undo, moves) => during(() => movesBack(doc, moves), undo),
  }
}

function lettersJoined(all: readonly Made[]): Made[] {
  const joined: Made[] = []
  let letters: Uint8Array[] = []
  const join = (): void => {
    if (letters.length > 0) joined.push({ update: Y.mergeUpdates(letters), intent: null })
    letters = []
  }
  for (const made of all) {
    if (!made.intent) letters.push(made.update)
    else {
      join()
      joined.push(made)
    }
  }
  join()
  return joined
}

/** Characters that a change wrote, also in an earlier page's name, and took away. */
function sizeOf({ deleteSet, beforeState, afterState }: Y.Transaction): number {
  let size = 0
  for (const [client, clock] of afterState) size += clock - (beforeState.get(client) ?? 0)
  for (const ranges of deleteSet.clients.values()) for (const { len } of ranges) size += len
  return size
}

/** Whether a text is whole, and short enough to be read at a change. */
const isSound = (text: Y.Text): boolean => text.length <= LARGEST_READ && isJson(text.toString())
