/** A person in a crossing: a replica, the real undo and intents of the editor, and frames that wait in both directions. */
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import type { Move } from '../../shared/collab/moves.ts'
import { parseFlow } from '../../shared/flow/parse.ts'
import { carriedPlace, holdPlace } from '../../web/collab/carried.ts'
import { createIntents, type Intents, type Made } from '../../web/collab/intents.ts'
import { createEditing, type Editing } from '../../web/features/editor/editing.ts'

export class CrossingPeer {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly text = flowText(this.doc)
  readonly editing: Editing
  /** What the room has told and this person has not heard. */
  readonly waiting: { update: Uint8Array; moved: readonly Move[] }[] = []
  readonly #intents: Intents
  #outgoing: Made[] = []
  #caret: Y.RelativePosition | null = null

  constructor(name: string, client: number, base: Uint8Array) {
    this.name = name
    this.doc.clientID = client
    const intents = createIntents(this.doc, this.text, (origin) => origin !== this)
    this.#intents = intents
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      this.#outgoing.push({ update, intent: intents.said() })
    })
    Y.applyUpdate(this.doc, base, this)
    let parsed = parseFlow(this.text.toString())
    const catchUp = (): void => {
      parsed = parseFlow(this.text.toString())
    }
    this.editing = createEditing(
      { text: this.text, readOnly: () => false, intents },
      { reading: () => ({ parsed }), catchUp },
      { select: () => {}, tell: () => {} },
    )
    // No clock here: a pause is a step of its own.
    this.editing.undo.captureTimeout = Number.POSITIVE_INFINITY
    this.look = catchUp
  }

  /** Looks at what has come in, as a screen does every frame. */
  readonly look: () => void

  get isBusy(): boolean {
    return this.#outgoing.length > 0 || this.waiting.length > 0
  }

  /** The next frames on their way to the room. */
  sent(most: number): Made[] {
    const frames = this.#outgoing.splice(0, most)
    if (this.#outgoing.length === 0) this.#intents.saved()
    return frames
  }

  hear(most: number): void {
    for (const { update, moved } of this.waiting.splice(0, most)) {
      const { caret } = this
      const place = caret === null ? null : holdPlace(this.text, caret)
      Y.applyUpdate(this.doc, update, this)
      const carried = place && carriedPlace(this.text, place, moved)
      if (carried !== null) this.caret = carried
    }
  }

  get caret(): number | null {
    const place = this.#caret && Y.createAbsolutePositionFromRelativePosition(this.#caret, this.doc)
    return place?.index ?? null
  }

  set caret(at: number | null) {
    this.#caret = at === null ? null : Y.createRelativePositionFromTypeIndex(this.text, at, -1)
  }

  /** Writes at the caret. */
  type(letters: string): void {
    const { caret } = this
    if (caret === null) return
    this.text.insert(caret, letters)
    this.caret = caret + letters.length
  }

  backspace(): void {
    const { caret } = this
    if (!caret) return
    this.text.delete(caret - 1, 1)
    this.caret = caret - 1
  }

  removeAll(letter: string): void {
    const text = this.text.toString()
    for (let at = text.lastIndexOf(letter); at !== -1; at = text.lastIndexOf(letter, at - 1)) {
      this.text.delete(at, 1)
      if (at === 0) break
    }
  }
}
