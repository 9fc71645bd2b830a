/** The code editor: CodeMirror on the room's shared text. */
import { diagnosticCount, setDiagnostics } from '@codemirror/lint'
import { openSearchPanel } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { createEffect, createUniqueId, onCleanup, onMount } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { carriedPlace, holdPlace } from '../../../collab/carried.ts'
import type { Room } from '../../../collab/room.ts'
import type { Editing } from '../editing.ts'
import type { Checked, Language } from '../language/language.ts'
import { toLint } from './code-assist.ts'
import styles from './code-editor.module.css'
import { codeBase, codeRights, codeRoom } from './code-extensions.ts'
import { type CommentSpot, commentGutter, setCommented } from './comment-gutter.ts'
import { markLines, marksLines } from './component-lines.ts'
import { type PasteTold, pasting } from './pasted.ts'

/** What the editor asks of the page, at the caret's offset or one that was clicked. */
export type CodeCommands = {
  definition: (offset: number) => void
  references: (offset: number) => void
  rename: (offset: number) => void
  symbols: () => void
  format: () => void
}

/** What the page can ask of the editor. */
export type CodeHandle = {
  /** Selects a stretch of the text and brings it to the middle. */
  jumpTo: (offset: number, length: number) => void
  /** Puts the caret at a place and brings it into view; the focus stays where it is. */
  place: (offset: number) => void
  /** Brings a place into view and leaves caret and focus alone. */
  reveal: (offset: number) => void
  find: () => void
  focus: () => void
  /** The stretch that is selected; empty at a bare caret. */
  selected: () => { offset: number; length: number }
}

export function CodeEditor(props: {
  text: Y.Text
  awareness: Awareness
  /** One's own changes on every face of the editor. */
  editing: Editing
  /** Says beforehand what a colleague's change moves: the caret goes along. */
  onMoved: Room['onMoved']
  readOnly: boolean
  label: string
  /** Findings to underline; left alone while they belong to an older text. */
  checked: Checked | null
  /** The stretch whose lines are marked. */
  marked: { offset: number; length: number } | null
  onCursor: (offset: number) => void
  language: Language
  /** Mod-Enter. */
  onRun: () => void
  commands: CodeCommands
  /** Where comments stand, to be marked beside the lines. */
  commented: readonly CommentSpot[]
  onComment: (spot: CommentSpot) => void
  /** Mod-Alt-m: comments on what is selected. */
  onCommentHere: () => void
  /** Something to say about what was just pasted. */
  onPasted: (told: PasteTold) => void
  /** Mod-s: saving is never needed, but fingers ask for it. */
  onSave: () => void
  ref: (handle: CodeHandle) => void
}) {
  const hintId = createUniqueId()
  const rights = new Compartment()
  let host!: HTMLDivElement

  onMount(() => {
    const command = (run: () => void) => () => {
      run()
      return true
    }
    const atCaret = (run: (offset: number) => void) => (from: EditorView) => {
      run(from.state.selection.main.head)
      return true
    }
    const view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: props.text.toString(),
        extensions: [
          keymap.of([
            { key: 'Mod-Enter', run: command(() => props.onRun()) },
            { key: 'Mod-s', run: command(() => props.onSave()), preventDefault: true },
            {
              key: 'Mod-Alt-m',
              run: command(() => props.onCommentHere()),
              preventDefault: true,
            },
            { key: 'F12', run: atCaret((offset) => props.commands.definition(offset)) },
            { key: 'Shift-F12', run: atCaret((offset) => props.commands.references(offset)) },
            { key: 'F2', run: atCaret((offset) => props.commands.rename(offset)) },
            {
              key: 'Mod-Shift-o',
              run: command(() => props.commands.symbols()),
              preventDefault: true,
            },
            {
              key: 'Shift-Alt-f',
              run: command(() => props.commands.format()),
              preventDefault: true,
            },
          ]),
          rights.of(codeRights(props.readOnly, props.language, props.editing)),
          pasting((told) => props.onPasted(told)),
          codeRoom(props.text, props.awareness, props.editing.undo),
          commentGutter((spot) => props.onComment(spot)),
          codeBase(props.label, hintId, props.language),
          EditorView.domEventHandlers({
            mousedown: (event, from) => {
              if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false
              const offset = from.posAtCoords({ x: event.clientX, y: event.clientY })
              if (offset === null) return false
              event.preventDefault()
              props.commands.definition(offset)
              return true
            },
          }),
          EditorView.updateListener.of((update) => {
            if (update.selectionSet || update.docChanged)
              props.onCursor(update.state.selection.main.head)
          }),
        ],
      }),
    })
    const stopCarrying = props.onMoved((moves) => {
      const { anchor, head } = view.state.selection.main
      const places = [anchor, head].map((offset) => holdPlace(props.text, offset))
      return () => {
        const now = view.state.selection.main
        const [from, to] = places.map((place) => carriedPlace(props.text, place, moves))
        if (gone || (from == null && to == null)) return
        view.dispatch({
          selection: { anchor: from ?? now.anchor, head: to ?? now.head },
          scrollIntoView: view.hasFocus,
        })
      }
    })
    let gone = false
    onCleanup(() => {
      stopCarrying()
      gone = true
      view.destroy()
    })

    createEffect((before: boolean | undefined) => {
      const now = props.readOnly
      if (before !== undefined && before !== now)
        view.dispatch({
          effects: rights.reconfigure(codeRights(now, props.language, props.editing)),
        })
      return now
    })
    createEffect(() => {
      const marked = props.marked
      const range = marked && { from: marked.offset, to: marked.offset + marked.length }
      // The mark may follow from an edit that is being applied right now.
      queueMicrotask(() => {
        if (!gone && !marksLines(view.state, range)) view.dispatch({ effects: markLines.of(range) })
      })
    })
    createEffect(() => {
      const spots = props.commented
      queueMicrotask(() => {
        if (!gone) view.dispatch({ effects: setCommented.of(spots) })
      })
    })
    createEffect(() => {
      const checked = props.checked
      if (!checked || checked.text.length !== view.state.doc.length) return
      // Nothing found before, and nothing now: the most frequent news needs no telling.
      if (checked.diagnostics.length === 0 && diagnosticCount(view.state) === 0) return
      view.dispatch(
        setDiagnostics(
          view.state,
          checked.diagnostics.map((found) => toLint(found, checked.text)),
        ),
      )
    })

    props.ref({
      jumpTo: (offset, length) => {
        const end = view.state.doc.length
        const anchor = Math.min(offset, end)
        const head = Math.min(offset + length, end)
        view.dispatch({
          selection: { anchor, head },
          effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
        })
        view.focus()
      },
      place: (offset) => {
        const anchor = Math.min(offset, view.state.doc.length)
        view.dispatch({
          selection: { anchor },
          effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
        })
      },
      reveal: (offset) =>
        view.dispatch({
          effects: EditorView.scrollIntoView(Math.min(offset, view.state.doc.length), {
            y: 'center',
          }),
        }),
      find: () => openSearchPanel(view),
      focus: () => view.focus(),
      selected: () => {
        const { from, to } = view.state.selection.main
        return { offset: from, length: to - from }
      },
    })
  })

  return (
    <div class={styles.editor}>
      <div class={styles.host} ref={host} />
      <p id={hintId} class="only-read">
        Tab indents. To leave the editor with the keyboard press Escape, then Tab.
      </p>
    </div>
  )
}
