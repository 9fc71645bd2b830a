/** How the code editor looks: the app's tokens on CodeMirror's parts, JSON colours, people's cursors. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { peopleColors, washOf } from '../../../../shared/collab/presence.ts'

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-key)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--json-number)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink)' },
])

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--panel)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', overflow: 'auto' },
  // Room above the first line for the name on somebody's cursor.
  '.cm-content': { padding: '14px 0 40vh', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 2px 0 8px' },
  '.cm-foldGutter .cm-gutterElement': {
    color: 'var(--ink-3)',
    padding: '0 3px',
    cursor: 'pointer',
  },
  '.cm-foldGutter span[title="Fold line"]': { opacity: '0' },
  '.cm-gutters:hover .cm-foldGutter span[title="Fold line"]': { opacity: '1' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    border: '1px solid var(--line)',
    color: 'var(--ink-2)',
    padding: '0 6px',
  },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)' },
  // The selection lies beneath the lines: their ground lets it through.
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-componentLine, &.cm-focused .cm-componentLine.cm-activeLine': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 11%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--err-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--sunken)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)' },
  '.cm-searchMatch-selected': {
    backgroundColor: 'color-mix(in srgb, var(--warn) 36%, transparent)',
  },
  '.cm-pictureChip': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    height: '18px',
    padding: '0 6px 0 2px',
    border: '1px solid var(--line)',
    borderRadius: '4px',
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-2)',
    fontFamily: 'var(--sans)',
    fontSize: '11px',
    verticalAlign: 'text-bottom',
  },
  '.cm-pictureChip img': {
    width: '22px',
    height: '14px',
    borderRadius: '2px',
    objectFit: 'cover',
  },
  '.cm-carriageReturn': { color: 'var(--ink-3)' },
  '.cm-panels': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    borderColor: 'var(--line)',
    fontFamily: 'var(--sans)',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-search.cm-panel': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 8px',
    padding: '8px 34px 8px 12px',
  },
  '.cm-search br': { flexBasis: '100%', content: '""' },
  '.cm-search .cm-textfield': {
    height: 'var(--control-small)',
    padding: '0 8px',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--panel)',
    fontSize: '12px',
    margin: '0',
  },
  '.cm-search .cm-button': {
    height: 'var(--control-small)',
    padding: '0 9px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--panel)',
    fontSize: '12px',
    margin: '0',
  },
  '.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: '12px',
  },
  '.cm-search button[name=close]': {
    width: '26px',
    height: '26px',
    top: '8px',
    right: '6px',
    fontSize: '16px',
    color: 'var(--ink-2)',
  },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
    backgroundColor: 'var(--panel)',
    boxShadow: 'var(--shadow-float)',
    fontFamily: 'var(--sans)',
    maxWidth: '420px',
    overflow: 'hidden',
  },
  // What the chosen word is for stands beside the list, outside its frame.
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    borderRadius: '7px',
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    maxHeight: '240px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 12px', color: 'var(--ink)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    fontFamily: 'var(--sans)',
    fontStyle: 'normal',
    color: 'var(--ink-3)',
  },
  // A narrow window has no room beside it: the list itself matters more.
  '.cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow': { display: 'none' },
  '.cm-tooltip.cm-completionInfo': {
    maxWidth: '300px',
    padding: '7px 12px',
    color: 'var(--ink-2)',
    fontSize: '12px',
  },
  '.cm-flowHelp': { display: 'grid', gap: '3px', padding: '8px 12px', fontSize: '12px' },
  '.cm-flowHelp strong': { fontWeight: '600' },
  '.cm-flowHelp p': { margin: '0' },
  '.cm-flowHelp small': { color: 'var(--ink-2)', fontSize: '11.5px' },
  '.cm-diagnosticAction': {
    margin: '6px 8px 0 0',
    padding: '2px 9px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    fontSize: '12px',
    cursor: 'pointer',
  },
  '.cm-diagnostic': { padding: '7px 12px', borderLeft: 'none', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { color: 'var(--err)' },
  '.cm-diagnostic-warning': { color: 'var(--warn)' },
  '.cm-diagnostic-info': { color: 'var(--info)' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px dotted var(--err)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px dotted var(--warn)' },
  '.cm-lintRange-info': { backgroundImage: 'none', borderBottom: '2px dotted var(--info)' },
  '.cm-lintPoint': { position: 'relative' },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--err)' },
  // Names stay on their cursors: one sees who is where without hunting with the mouse.
  '.cm-ySelectionCaret': { borderLeftWidth: '2px', borderRightWidth: '0', marginRight: '-2px' },
  '.cm-ySelectionCaretDot': { display: 'none' },
  '.cm-ySelectionInfo': {
    top: '-17px',
    left: '-2px',
    padding: '0 5px',
    borderRadius: '3px 3px 3px 0',
    fontFamily: 'var(--sans)',
    fontSize: '10.5px',
    fontWeight: '600',
    lineHeight: '16px',
    opacity: '1',
    transition: 'none',
    pointerEvents: 'none',
    color: 'inherit',
  },
})

/** Red, green and blue of `#rrggbb`, 0 to 255. */
const channelsOf = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

/** Black or white on a `#rrggbb` colour, whichever reads better. */
function inkOn(color: string): string {
  const [r, g, b] = channelsOf(color).map((channel) => {
    const part = channel / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#10110f' : '#ffffff'
}

/**
 * Presence carries each person's colour for light ground, as an inline style that the cursor plugin
 * writes. These rules lay its twin over it on dark ground, and ink that can be read on either.
 */
const people = EditorView.theme(
  Object.fromEntries(
    peopleColors.flatMap(({ light, dark }) => {
      // Once an element has been touched the browser writes its colour as rgb(). No commas in the
      // selectors: the theme takes them for the end of one.
      const [r, g, b] = channelsOf(light)
      const has = (selector: string) =>
        `${selector}[style*="${light}"], ${selector}[style*="(${r}"][style*=" ${g}"][style*=" ${b}"]`
      const caret = has('.cm-ySelectionCaret')
      return [
        [
          caret,
          {
            backgroundColor: `light-dark(${light}, ${dark}) !important`,
            borderColor: `light-dark(${light}, ${dark}) !important`,
            color: `light-dark(${inkOn(light)}, ${inkOn(dark)})`,
          },
        ],
        [
          `${has('.cm-ySelection')}, ${has('.cm-yLineSelection')}`,
          { backgroundColor: `light-dark(${washOf(light)}, ${washOf(dark)}) !important` },
        ],
      ]
    }),
  ),
)

export const codeLook: Extension = [theme, people, syntaxHighlighting(colours)]
