/**
 * The pages that the editor is measured beside: CodeMirror with JSON on nothing, and CodeMirror on a text of the same size
 * with what any code editor has: folding, several cursors, brackets, search, suggestions, a shared text.
 */
import { autocompletion, closeBrackets } from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, search } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { yCollab } from 'y-codemirror.next'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

const show = (doc: string, extensions: Extension) =>
  new EditorView({
    doc,
    parent: document.getElementById('host')!,
    extensions: [extensions, lineNumbers(), json(), keymap.of(defaultKeymap)],
  })

const ofEditors = (doc: string): Extension => {
  const shared = new Y.Doc()
  const text = shared.getText('text')
  text.insert(0, doc)
  return [
    foldGutter(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    dropCursor(),
    highlightSpecialChars(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    highlightSelectionMatches(),
    search({ top: true }),
    autocompletion({ override: [async () => null] }),
    yCollab(text, new Awareness(shared), { undoManager: new Y.UndoManager(text) }),
    EditorView.theme({ '&': { height: '860px', width: '800px' } }),
  ]
}

Object.assign(globalThis, {
  showEmpty: () => show('', []),
  showFull: (doc: string) => show(doc, ofEditors(doc)),
})
