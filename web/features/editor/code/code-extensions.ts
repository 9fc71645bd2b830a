/** What the code editor can do: editing, folding, search, shared text with its cursors, one's own undo. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language'
import { nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import {
  highlightSelectionMatches,
  openSearchPanel,
  search,
  searchKeymap,
} from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view'
import { yCollab } from 'y-codemirror.next'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Editing } from '../editing.ts'
import type { Language } from '../language/language.ts'
import { codeHelp, codeSuggestions } from './code-assist.ts'
import { codeLook } from './code-look.ts'
import { componentLines } from './component-lines.ts'
import { pictureChips } from './picture-chips.ts'

/** What everybody has, readers too. */
export function codeBase(label: string, hintId: string, language: Language): Extension {
  return [
    // Only \n ends a line here. A \r stays a character, so that offsets are those of the shared text.
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    highlightSpecialChars({
      render: (code, description, placeholder) => {
        const mark = document.createElement('span')
        mark.textContent = code === 13 ? '\\r' : placeholder
        mark.title = code === 13 ? 'Carriage return' : (description ?? '')
        mark.className = code === 13 ? 'cm-carriageReturn' : 'cm-specialChar'
        return mark
      },
    }),
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    rectangularSelection(),
    crosshairCursor(),
    // Ctrl or ⌘ and a click goes to where a name is defined.
    EditorView.clickAddsSelectionRange.of((event) => event.altKey),
    bracketMatching(),
    highlightSelectionMatches({ maxMatches: 200, minSelectionLength: 2 }),
    search({ top: true }),
    json(),
    componentLines,
    codeHelp(language),
    pictureChips,
    codeLook,
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': hintId,
      spellcheck: 'false',
      tabindex: '0',
    }),
    keymap.of([
      { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
      { key: 'Mod-h', run: openSearchPanel, preventDefault: true },
      ...searchKeymap,
      ...foldKeymap,
    ]),
  ]
}

/** What changes with one's right to write. Undo comes first, so that Mod-z is never anybody else's. */
export function codeRights(
  readOnly: boolean,
  language: Language,
  undo: Pick<Editing, 'takeBack' | 'redo'>,
): Extension {
  if (readOnly)
    return [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
      keymap.of(defaultKeymap),
    ]
  return [
    indentOnInput(),
    indentUnit.of('  '),
    closeBrackets(),
    codeSuggestions(language),
    keymap.of([
      { key: 'Mod-z', run: command(undo.takeBack), preventDefault: true },
      { key: 'Mod-y', run: command(undo.redo), preventDefault: true },
      { key: 'Mod-Shift-z', run: command(undo.redo), preventDefault: true },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      // Escape, then Tab leaves the editor: CodeMirror lets that one Tab through.
      indentWithTab,
    ]),
  ]
}

const command = (run: () => void) => () => {
  run()
  return true
}

/** The shared text with everybody's cursors; `undo` takes back one's own changes alone. */
export const codeRoom = (text: Y.Text, awareness: Awareness, undo: Y.UndoManager): Extension =>
  yCollab(text, awareness, { undoManager: undo })
