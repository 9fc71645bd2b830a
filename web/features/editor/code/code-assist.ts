/** Help while writing JSON: suggestions at the caret, help under the pointer, fixes of findings. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  completionKeymap,
  completionStatus,
  currentCompletions,
} from '@codemirror/autocomplete'
import { type Action, forEachDiagnostic, type Diagnostic as LintDiagnostic } from '@codemirror/lint'
import { type Extension, Prec } from '@codemirror/state'
import { type EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view'
import type { Hover, Suggestion } from '../../../../shared/flow/assist/index.ts'
import type { Diagnostic } from '../../../../shared/flow/check/index.ts'
import type { Language } from '../language/language.ts'

/** Larger texts are handed over only when somebody asks: copying them at every key takes too long. */
const LARGE = 1_000_000

/** Suggestions while typing and on Ctrl+Space; for those who may write. */
export const codeSuggestions = (language: Language): Extension => [
  autocompletion({
    override: [(context) => suggest(context, language)],
    icons: false,
    defaultKeymap: false,
  }),
  Prec.highest(
    keymap.of([
      ...completionKeymap.filter(({ key }) => key !== 'Escape'),
      { key: 'Escape', run: closeShown },
    ]),
  ),
  keymap.of([{ key: 'Mod-.', run: applyFirstFix }]),
]

/** Takes Escape only where it shuts something one sees: otherwise it is the way out of the text. */
function closeShown(view: EditorView): boolean {
  const isShown = currentCompletions(view.state).length > 0
  closeCompletion(view)
  return isShown
}

/** What a property or component is for, while the pointer rests on it. */
export const codeHelp = (language: Language): Extension =>
  hoverTooltip((view, pos) => helpAt(view, pos, language), { hideOnChange: true })

const KINDS: Readonly<Record<Suggestion['kind'], Completion['type']>> = {
  property: 'property',
  component: 'class',
  word: 'constant',
  screen: 'variable',
  binding: 'variable',
}

async function suggest(
  { state, pos, explicit, aborted }: CompletionContext,
  language: Language,
): Promise<CompletionResult | null> {
  if (!explicit && state.doc.length > LARGE) return null
  // Between two words nothing pops up by itself.
  if (!explicit && !/["\w$.{-]$/.test(state.sliceDoc(Math.max(0, pos - 1), pos))) return null
  const found = await language.at('suggest', state.doc.toString(), pos)
  if (!found || aborted) return null
  const { from } = found
  const isQuoted = state.sliceDoc(from, from + 1) === '"'
  /** What stands behind the caret and belongs to the word, such as its closing quote. */
  const tail = Math.max(0, found.to - pos)
  return {
    // What has been typed of it is compared without its quote.
    from: isQuoted ? from + 1 : from,
    to: pos,
    validFor: /^[\w.-]*$/,
    options: found.list.map((suggestion, at) => ({
      label: suggestion.label,
      detail: suggestion.detail,
      info: suggestion.info || undefined,
      type: KINDS[suggestion.kind],
      // The catalogue's order is the order people write in.
      boost: -Math.min(99, at),
      apply: (view, _, __, to) => {
        view.dispatch({
          changes: { from, to: to + tail, insert: suggestion.insert },
          selection: { anchor: from + suggestion.caret },
          userEvent: 'input.complete',
        })
      },
    })),
  }
}

async function helpAt(view: EditorView, pos: number, language: Language): Promise<Tooltip | null> {
  // One thing at a time: while suggestions are open, nothing else covers the text.
  if (view.state.doc.length > LARGE || completionStatus(view.state)) return null
  const { doc } = view.state
  const hover = await language.at('hover', doc.toString(), pos)
  if (view.state.doc !== doc || completionStatus(view.state)) return null
  if (!hover || pos < hover.offset || pos > hover.offset + hover.length) return null
  return {
    pos: hover.offset,
    end: hover.offset + hover.length,
    above: true,
    create: () => ({ dom: helpCard(hover) }),
  }
}

function helpCard({ title, help, facts }: Hover): HTMLElement {
  const card = document.createElement('div')
  card.className = 'cm-flowHelp'
  const line = (tag: 'strong' | 'p' | 'small', text: string) => {
    const element = document.createElement(tag)
    element.textContent = text
    card.append(element)
  }
  line('strong', title)
  line('p', help)
  for (const fact of facts) line('small', fact)
  return card
}

/** A finding as CodeMirror underlines it, with its fixes as buttons. `text` is what was checked. */
export function toLint(found: Diagnostic, text: string): LintDiagnostic {
  return {
    from: found.offset,
    to: found.offset + found.length,
    severity: found.severity,
    message: found.message,
    actions: found.fixes.map(
      ({ title, edits }): Action => ({
        name: title,
        apply: (view) => {
          // Somebody may have typed since; the next check offers the fix anew.
          if (view.state.readOnly || view.state.doc.toString() !== text) return
          view.dispatch({
            changes: edits.map(({ at, remove, insert }) => ({ from: at, to: at + remove, insert })),
            userEvent: 'input.fix',
          })
        },
      }),
    ),
  }
}

/** Mends the finding at the caret by its likeliest fix; lets the key pass where there is none. */
function applyFirstFix(view: EditorView): boolean {
  const { head } = view.state.selection.main
  let fix: { action: Action; from: number; to: number } | null = null
  forEachDiagnostic(view.state, ({ actions }, from, to) => {
    const [action] = actions ?? []
    const isNearer = fix === null || to - from < fix.to - fix.from
    if (action && head >= from && head <= to && isNearer) fix = { action, from, to }
  })
  const chosen = fix as { action: Action; from: number; to: number } | null
  if (chosen === null) return false
  chosen.action.apply(view, chosen.from, chosen.to)
  return true
}
