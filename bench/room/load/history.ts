/** A long history of one person's keystrokes, the same for every server. */
import * as Y from 'yjs'
import { seeded } from '../../../cli/faults/random.ts'
import { flowText } from '../../../shared/collab/doc.ts'

export type History = {
  /** One update a keystroke. */
  updates: Uint8Array[]
  /** Bytes of all updates. */
  logBytes: number
  /** The encoded document at the end, and its text. */
  state: Uint8Array
  text: string
}

/** Mostly typing on, sometimes elsewhere, and one key in sixteen takes a letter back. */
export function historyOf(edits: number): History {
  const random = seeded(edits)
  const doc = new Y.Doc()
  doc.clientID = 1000 + edits
  const text = flowText(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  let at = 0
  for (let i = 0; i < edits; i++) {
    if (random() < 0.04) at = Math.floor(random() * (text.length + 1))
    if (at > 0 && random() < 0.0625) text.delete(--at, 1)
    else text.insert(at++, letters.charAt(Math.floor(random() * letters.length)))
  }
  return {
    updates,
    logBytes: updates.reduce((sum, { length }) => sum + length, 0),
    state: Y.encodeStateAsUpdate(doc),
    text: text.toString(),
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz     {}[]":,'
