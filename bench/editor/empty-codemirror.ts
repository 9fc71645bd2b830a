/** The page that opening a flow is measured beside: CodeMirror with JSON, on nothing. */
import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'

new EditorView({
  parent: document.getElementById('host')!,
  extensions: [lineNumbers(), json(), keymap.of(defaultKeymap)],
})
