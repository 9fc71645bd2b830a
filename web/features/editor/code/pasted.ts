/** What is pasted over the whole text is a flow from elsewhere: it is taken out of its wrapping, and what is none is said. */
import {
  EditorState,
  type Extension,
  StateField,
  type Text,
  type Transaction,
} from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { flowTextMaxBytes } from '../../../../shared/api/flows.ts'
import { importFlow } from '../../../../shared/flow/import.ts'
import { utf8Length } from '../../../../shared/flow/position.ts'
import { mayBeTooLarge, refusalWords, tooLarge } from '../../flows/flow-words.ts'

/** Something to say about what was pasted; `canUndo` where it may not be what its author wanted. */
export type PasteTold = { title: string; detail: string; canUndo: boolean }

export function pasting(tell: (told: PasteTold) => void): Extension {
  // Whoever is told may change the text again: not in the middle of this change.
  const soon = (told: PasteTold): void => queueMicrotask(() => tell(told))
  return [
    EditorView.clipboardInputFilter.of((pasted, state) => {
      if (!isWhole(state) || utf8Length(pasted) > flowTextMaxBytes) return pasted
      const read = importFlow(pasted)
      if (!read.ok) {
        soon({
          title: 'This is no flow',
          detail: refusalWords(read.error),
          canUndo: true,
        })
        return pasted
      }
      if (read.value.text === pasted) return pasted
      soon({
        title: 'Taken out of its wrapping',
        detail: 'The flow was inside of other JSON; only the flow itself is here now.',
        canUndo: true,
      })
      return read.value.text
    }),
    bytesNearLimit,
    EditorState.transactionFilter.of((made) => {
      const grows = made.docChanged && made.newDoc.length > made.startState.doc.length
      if (!grows || !isOwn(made)) return made
      const detail = tooLarge(bytesAfter(made.startState.field(bytesNearLimit), made) ?? 0)
      if (detail === null) return made
      soon({
        title: 'Not changed',
        detail,
        canUndo: false,
      })
      return []
    }),
  ]
}

/** The text's bytes as UTF-8; null as long as it is far from too large. Counting all of it at every key would take too long. */
const bytesNearLimit = StateField.define<number | null>({
  create: ({ doc }) => counted(doc),
  update: bytesAfter,
})

const counted = (doc: Text): number | null =>
  mayBeTooLarge(doc.length) ? utf8Length(doc.toString()) : null

function bytesAfter(before: number | null, made: Transaction): number | null {
  if (!made.docChanged) return before
  if (before === null) return counted(made.newDoc)
  let bytes = before
  made.changes.iterChanges((from, to, _from, _to, inserted) => {
    bytes += utf8Length(inserted.toString()) - utf8Length(made.startState.doc.sliceString(from, to))
  })
  return bytes
}

/** Whether the selection is all of the text. */
function isWhole({ selection, doc }: EditorState): boolean {
  const { from, to } = selection.main
  return doc.sliceString(0, from).trim() === '' && doc.sliceString(to).trim() === ''
}

const isOwn = (made: Transaction): boolean => made.isUserEvent('input') || made.isUserEvent('move')
