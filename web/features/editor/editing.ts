/** Changes by canvas, map and panels: intents about the text that is shown, carried out on the text as it is now. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import * as Y from 'yjs'
import { textEdits } from '../../../shared/collab/diff.ts'
import { type Applied, applyIntent, type Intent } from '../../../shared/flow/edit/index.ts'
import { nodeAt } from '../../../shared/flow/json-node.ts'
import { joinPath } from '../../../shared/flow/path.ts'
import type { TextEdit } from '../../../shared/text-edit.ts'
import type { Room } from '../../collab/room.ts'
import { toast } from '../../ui/toast.tsx'
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
  /** Writes what was typed into a property that showed `shown`, keeping what others typed there meanwhile. */
  type: (path: string, property: string, shown: string, typed: string) => void
}

/** `select` is told what to look at after a change. */
export function createEditing(
  room: Room,
  text: { reading: Accessor<Reading>; catchUp: () => void },
  select: (path: string) => void,
): Editing {
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

  const refuse = (detail: string): null => {
    toast({ title: 'Not changed', detail })
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
    if (applied.value.edits.length > 0) {
      room.carryOut(applied.value)
      text.catchUp()
    }
    return applied.value
  }

  return {
    undo,
    canUndo,
    canRedo,
    takeBack: () => void undo.undo(),
    redo: () => void undo.redo(),
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
      for (const note of applied?.notes ?? []) toast({ title: 'Look at this', detail: note })
      return applied
    },
    rewrite(after) {
      if (room.readOnly()) return void refuse('You may look at this flow, and not change it.')
      const edits = textEdits(room.text.toString(), after)
      if (edits.length === 0) return
      undo.stopCapturing()
      room.carryOut({ edits, moved: [] })
      undo.stopCapturing()
      text.catchUp()
    },
    fix(edits, checked) {
      if (room.readOnly() || room.text.toString() !== checked) return false
      undo.stopCapturing()
      room.carryOut({ edits, moved: [] })
      undo.stopCapturing()
      text.catchUp()
      return true
    },
    type(path, property, shown, typed) {
      if (room.readOnly()) return
      const placed = nowPlaced({ kind: 'set-property', path, property, value: typed })
      if (placed?.kind !== 'set-property')
        return void refuse('What you were writing in has just been taken away by somebody else.')
      const node = nodeAt(text.reading().parsed.root, joinPath(placed.path, property))
      const now = node?.type === 'string' ? node.value : shown
      apply({ ...placed, value: bothChanges(shown, typed, now) })
    },
  }
}
