/** Long base64 in the text as a small picture: nobody reads it, and one line of it would be longer than the rest. */
import { type EditorState, type Extension, type Range, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { imageUrl } from '../../../../shared/flow/interpret/index.ts'
import { pictureKb } from '../../../../shared/flow/picture.ts'
import { safeImage } from '../../phone/safe-image.ts'

/** Shorter texts of letters and digits are left as they are. */
const MIN_LENGTH = 120

class Chip extends WidgetType {
  readonly source: string
  constructor(source: string) {
    super()
    this.source = source
  }
  override eq(other: Chip): boolean {
    return other.source === this.source
  }
  toDOM(): HTMLElement {
    const chip = document.createElement('span')
    chip.className = 'cm-pictureChip'
    const src = safeImage(imageUrl(this.source))
    if (src) {
      const image = document.createElement('img')
      image.src = src
      image.alt = ''
      chip.append(image)
    }
    const kb = Math.max(1, Math.round(pictureKb(this.source)))
    const words = document.createElement('span')
    words.textContent = `${src ? 'picture' : 'base64'}, ${kb} KB`
    chip.append(words)
    chip.title = 'Copied, moved and deleted as one. The canvas replaces a picture.'
    return chip
  }
  override ignoreEvent(): boolean {
    return false
  }
}

/** Letters of base64, and at most two signs that fill it up at its end. */
function isBase64(text: string): boolean {
  const filled = text.indexOf('=')
  return !/[^A-Za-z0-9+/=]/.test(text) && (filled === -1 || filled >= text.length - 2)
}

/** Chips in a stretch of the text, which begins and ends with whole lines. */
function chipsIn(state: EditorState, from: number, to: number): Range<Decoration>[] {
  const chips: Range<Decoration>[] = []
  const text = state.sliceDoc(from, to)
  // No pattern for the whole: one that has to go back through megabytes breaks the page.
  for (let quote = text.indexOf('"'); quote !== -1; ) {
    const next = text.indexOf('"', quote + 1)
    if (next === -1) break
    if (next - quote > MIN_LENGTH && isBase64(text.slice(quote + 1, next))) {
      const widget = new Chip(text.slice(quote + 1, next))
      chips.push(Decoration.replace({ widget }).range(from + quote + 1, from + next))
    }
    quote = next
  }
  return chips
}

const field = StateField.define<DecorationSet>({
  create: (state) => Decoration.set(chipsIn(state, 0, state.doc.length)),
  update(chips, { docChanged, changes, state }) {
    if (!docChanged) return chips
    let next = chips.map(changes)
    // Only lines that changed are looked at again.
    changes.iterChangedRanges((_from, _to, from, to) => {
      const start = state.doc.lineAt(from).from
      const end = state.doc.lineAt(to).to
      next = next.update({
        filterFrom: start,
        filterTo: end,
        filter: () => false,
        add: chipsIn(state, start, end),
      })
    })
    return next
  },
  provide: (self) => [
    EditorView.decorations.from(self),
    EditorView.atomicRanges.of((view) => view.state.field(self)),
  ],
})

export const pictureChips: Extension = field
