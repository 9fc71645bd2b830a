/** What is pasted over the whole text is a flow from elsewhere: it is taken out of its wrapping, and what is none is said. */
import { EditorState, type Extension, type Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { flowTextMaxBytes } from '../../../../shared/api/flows.ts'
import { importFlow } from '../../../../shared/flow/import.ts'
import { utf8Length } from '../../../../shared/flow/position.ts'
import { refusalWords, tooLarge } from '../../flows/flow-words.ts'

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
    EditorState.transactionFilter.of((made) => {
      const grows = made.docChanged && made.newDoc.length > made.startState.doc.length
      const detail =
        grows && isOwn(made) ? tooLarge(made.newDoc.length, () => made.newDoc.toString()) : null
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

/** Whether the selection is all of the text. */
function isWhole({ selection, doc }: EditorState): boolean {
  const { from, to } = selection.main
  return doc.sliceString(0, from).trim() === '' && doc.sliceString(to).trim() === ''
}

const isOwn = (made: Transaction): boolean => made.isUserEvent('input') || made.isUserEvent('move')
