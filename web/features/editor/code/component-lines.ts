/** Marks the lines of the component one is in, so that the eye finds its beginning and end. */
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

type Lines = { from: number; to: number }

/** Sets the marked stretch; null takes the mark away. */
export const markLines = StateEffect.define<Lines | null>()

const line = Decoration.line({ class: 'cm-componentLine' })

/** A component of thousands of lines is not made visible by colouring all of them. */
const MAX_LINES = 400

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLines)) continue
      if (effect.value === null) return Decoration.none
      const { doc } = transaction.state
      const first = doc.lineAt(Math.min(effect.value.from, doc.length)).number
      const last = doc.lineAt(Math.min(effect.value.to, doc.length)).number
      if (last - first > MAX_LINES) return Decoration.none
      const lines = []
      for (let number = first; number <= last; number++)
        lines.push(line.range(doc.line(number).from))
      return Decoration.set(lines)
    }
    return marks.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

export const componentLines: Extension = field

/** Whether the lines of a stretch are just those that are marked, so that nothing has to be set. */
export function marksLines(state: EditorState, range: Lines | null): boolean {
  const marks = state.field(field)
  if (range === null) return marks.size === 0
  const first = state.doc.lineAt(Math.min(range.from, state.doc.length))
  const last = state.doc.lineAt(Math.min(range.to, state.doc.length))
  if (marks.size !== last.number - first.number + 1) return false
  let isSame = true
  let at = first.number
  marks.between(0, state.doc.length, (from) => {
    isSame &&= state.doc.lineAt(from).number === at
    at++
  })
  return isSame
}
