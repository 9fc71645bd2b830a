/** What is pasted over the whole text is a flow from elsewhere: it is taken out of its wrapping, and what is none is said. */
import { EditorState, type Extension, type Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { flowTextMaxBytes } from '../../../../shared/api/flows.ts'
import { importFlow } from '../../../../shared/flow/import.ts'
import { utf8Length } from '../../../../shared/flow/position.ts'

/** Something to say about what was pasted; `canUndo` where it may not be what its author wanted. */
export type PasteTold = { title: string; detail: string; canUndo: boolean }

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

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
          detail:
            read.error.kind === 'not-json'
              ? `It is not JSON: line ${read.error.line}, column ${read.error.column}. ${read.error.message}`
              : read.error.message,
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
      const bytes = made.docChanged && isOwn(made) ? bytesBeyond(made) : 0
      if (bytes === 0) return made
      soon({
        title: 'Not changed',
        detail: `A flow may be at most ${flowTextMaxBytes / 1024 / 1024} MB; with this it would have ${megabytes(bytes)} MB.`,
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

/** How large the text would be, where that is too large; else 0. */
function bytesBeyond({ newDoc, startState }: Transaction): number {
  // A UTF-16 unit takes three bytes at most.
  if (newDoc.length * 3 <= flowTextMaxBytes || newDoc.length <= startState.doc.length) return 0
  const bytes = utf8Length(newDoc.toString())
  return bytes > flowTextMaxBytes ? bytes : 0
}
