/** Changes by canvas, map and panels: intents about the text that is shown, carried out on the text as it is now. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import * as Y from 'yjs'
import { textEdits } from '../../../shared/collab/diff.ts'
import type { IntentMade } from '../../../shared/collab/frames.ts'
import { type Applied, applyIntent, type Intent } from '../../../shared/flow/edit/index.ts'
import { isJson } from '../../../shared/flow/flaws.ts'
import { nodeAt } from '../../../shared/flow/json-node.ts'
import { isStrictJson } from '../../../shared/flow/parse.ts'
import { joinPath } from '../../../shared/flow/path.ts'
import { utf8Length } from '../../../shared/flow/position.ts'
import { applyEdits, type TextEdit } from '../../../shared/text-edit.ts'
import type { Room } from '../../collab/room.ts'
import { takenBack } from '../../collab/taken-back.ts'
import { mayBeTooLarge, tooLarge } from '../flows/flow-words.ts'
import type { Reading } from '../phone/live/sound-flow.ts'
import { bothChanges, followedPath } from './followed.ts'

export type Editing = {
  /** One's own changes on every face, to be taken back in their order. */
  undo: Y.UndoManager
  canUndo: Accessor<boolean>
  canRedo: Accessor<boolean>
  takeBack: () => void
  redo: () => void
  /**
   * Carries out an intent whose paths belong to the newest reading. Says so where it is refused. Returns what was done;
   * null when nothing was.
   */
  carryOut: (intent: Intent) => Applied | null
  /** Turns the whole text into another, by what differs; one step to take back. */
  rewrite: (after: string) => void
  /** Carries out the edits of a fix of this very text. Returns false where the text has changed since. */
  fix: (edits: readonly TextEdit[], checked: string) => boolean
  /**
   * Writes what was typed into a property that showed `shown`, keeping what others typed there meanwhile. Returns false
   * where the text is not whole just now: to be asked again once it is.
   */
  type: (path: string, property: string, shown: string, typed: string) => boolean
}

/** Something to say to an author. */
export type Told = { title: string; detail: string }

/** Under this a step that can be taken back keeps the intent that it was; null where it was typed. */
const intentMark = Symbol('intent')

/** And under this whether it was made in the code. */
const handMark = Symbol('by hand')

type StackItem = Y.UndoManager['undoStack'][number]

/** `select` is told what to look at after a change, `tell` what its author has to know. */
export function createEditing(
  room: Pick<Room, 'text' | 'readOnly' | 'intents'>,
  text: { reading: Accessor<Pick<Reading, 'parsed'>>; catchUp: () => void },
  { select, tell }: { select: (path: string) => void; tell: (told: Told) => void },
): Editing {
  const { intents } = room
  const undo = new Y.UndoManager(room.text)
  const [canUndo, setCanUndo] = createSignal(false)
  const [canRedo, setCanRedo] = createSignal(false)
  const look = () => {
    setCanUndo(undo.canUndo())
    setCanRedo(undo.canRedo())
  }
  undo.on('stack-item-added', look)
  undo.on('stack-item-popped', look)
  undo.on('stack-cleared', look)
  onCleanup(() => undo.destroy())
  // The undoing of what left a sound text has to leave one too; what was typed letter by letter need not.
  const mark = ({ stackItem }: { stackItem: StackItem }) => {
    stackItem.meta.set(intentMark, intents.said())
    stackItem.meta.set(handMark, intents.byHand())
  }
  undo.on('stack-item-added', mark)
  undo.on('stack-item-updated', mark)

  const refuse = (detail: string): null => {
    tell({ title: 'Not changed', detail })
    return null
  }

  /** The intent with its paths as they are in the newest text. */
  function nowPlaced(intent: Intent): Intent | null {
    const before = text.reading().parsed
    text.catchUp()
    const now = text.reading().parsed
    if (before.text === now.text) return intent
    const placed = { ...intent } as Record<string, unknown>
    for (const key of ['path', 'list']) {
      const path = placed[key]
      if (typeof path !== 'string' || path === '') continue
      const found = followedPath(path, before, now)
      if (found === null) return null
      placed[key] = found
    }
    return placed as Intent
  }

  function apply(intent: Intent): Applied | null {
    const applied = applyIntent(room.text.toString(), intent)
    if (!applied.ok) return refuse(applied.error.message)
    const { edits } = applied.value
    const added = edits.reduce((sum, { insert, remove }) => sum + insert.length - remove, 0)
    const words =
      added > 0 && mayBeTooLarge(room.text.length + added)
        ? tooLarge(utf8Length(applyEdits(room.text.toString(), edits)))
        : null
    if (words !== null) return refuse(words)
    if (edits.length > 0) {
      intents.carryOut(applied.value)
      text.catchUp()
    }
    return applied.value
  }

  /**
   * One step back, or forth again. What takes away a thing in which somebody else has worked since would leave their
   * words behind without it: that step is left out, and said.
   */
  function step(from: 'undoStack' | 'redoStack'): void {
    const stack = undo[from]
    const go = () => (from === 'undoStack' ? undo.undo() : undo.redo())
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const after = takenBack(room.text, top)
      if (after === null) {
        // Others have taken it away or moved it: nothing of it is left to take back.
        stack.pop()
        continue
      }
      const made: IntentMade | null = top.meta.get(intentMark) ?? null
      const isBroken = made !== null && !isJson(room.text.toString())
      if (!made) go()
      // Who works in the code sees what is broken, and may go on beside it.
      else if (isBroken && top.meta.get(handMark)) intents.takeBack(go, made.moves)
      // In a broken text nobody can tell what a step would leave behind.
      else if (isBroken)
        refuse('Somebody is half-way through a change in the text; try again when it is whole.')
      else if (isJson(after)) intents.takeBack(go, made.moves)
      else {
        stack.pop()
        refuse('Somebody has worked in it since. Change it by hand.')
      }
      break
    }
    look()
    text.catchUp()
  }

  return {
    undo,
    canUndo,
    canRedo,
    takeBack: () => step('undoStack'),
    redo: () => step('redoStack'),
    carryOut(intent) {
      if (room.readOnly()) return refuse('You may look at this flow, and not change it.')
      const placed = nowPlaced(intent)
      if (!placed)
        return refuse('Somebody has just changed this very place. Look again, and repeat.')
      // A change of one's own in the list of what can be taken back.
      undo.stopCapturing()
      const applied = apply(placed)
      undo.stopCapturing()
      if (applied?.select) select(applied.select)
      // Those of an upgrade were read before it was chosen.
      if (intent.kind !== 'upgrade-version')
        for (const note of applied?.notes ?? []) tell({ title: 'Look at this', detail: note })
      return applied
    },
    rewrite(after) {
      if (room.readOnly()) return void refuse('You may look at this flow, and not change it.')
      const edits = textEdits(room.text.toString(), after)
      if (edits.length === 0) return
      undo.stopCapturing()
      intents.carryOut({ edits, moved: [] })
      undo.stopCapturing()
      text.catchUp()
    },
    fix(edits, checked) {
      if (room.readOnly() || room.text.toString() !== checked) return false
      undo.stopCapturing()
      intents.carryOut({ edits, moved: [] })
      undo.stopCapturing()
      text.catchUp()
      return true
    },
    type(path, property, shown, typed) {
      if (room.readOnly()) return true
      const placed = nowPlaced({ kind: 'set-property', path, property, value: typed })
      const { parsed } = text.reading()
      if (!isStrictJson(parsed)) return false
      if (placed?.kind !== 'set-property') {
        refuse('What you were writing in has just been taken away by somebody else.')
        return true
      }
      const node = nodeAt(parsed.root, joinPath(placed.path, property))
      const now = node?.type === 'string' ? node.value : shown
      apply({ ...placed, value: bothChanges(shown, typed, now) })
      return true
    },
  }
}
