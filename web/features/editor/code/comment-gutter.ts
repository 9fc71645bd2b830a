/** Marks beside the lines on which comments stand, and under the words that are commented on. */
import {
  type Extension,
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
} from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view'

export type CommentSpot = {
  thread: string
  offset: number
  length: number
  /** Words of the text themselves, not a component or screen. */
  isWords: boolean
  unread: boolean
}

export const setCommented = StateEffect.define<readonly CommentSpot[]>()

class Marker extends GutterMarker {
  readonly spots: readonly CommentSpot[]

  constructor(spots: readonly CommentSpot[]) {
    super()
    this.spots = spots
  }

  override eq(other: Marker): boolean {
    return other.key === this.key
  }

  private get key(): string {
    return this.spots.map(({ thread, unread }) => `${thread}${unread}`).join()
  }

  override toDOM(): Node {
    const mark = document.createElement('button')
    const count = this.spots.length
    const isUnread = this.spots.some(({ unread }) => unread)
    mark.type = 'button'
    mark.className = 'cm-commentMark'
    mark.dataset.unread = String(isUnread)
    mark.textContent = String(count)
    const words = count === 1 ? '1 comment thread' : `${count} comment threads`
    mark.setAttribute('aria-label', isUnread ? `${words}, unread` : words)
    mark.title = words
    return mark
  }
}

const words = Decoration.mark({ class: 'cm-commented' })

type Shown = { markers: RangeSet<Marker>; words: ReturnType<typeof Decoration.set> }

const field = StateField.define<Shown>({
  create: () => ({ markers: RangeSet.empty, words: Decoration.none }),
  update(shown, transaction) {
    let next = shown
    if (transaction.docChanged)
      next = {
        markers: next.markers.map(transaction.changes),
        words: next.words.map(transaction.changes),
      }
    for (const effect of transaction.effects) {
      if (!effect.is(setCommented)) continue
      const { doc } = transaction.state
      const within = effect.value.filter(({ offset, length }) => offset + length <= doc.length)
      const byLine = [...Map.groupBy(within, ({ offset }) => doc.lineAt(offset).from)]
      const markers = new RangeSetBuilder<Marker>()
      for (const [line, spots] of byLine.sort(([a], [b]) => a - b))
        markers.add(line, line, new Marker(spots))
      next = {
        markers: markers.finish(),
        words: Decoration.set(
          within
            .filter(({ isWords, length }) => isWords && length > 0)
            .map(({ offset, length }) => words.range(offset, offset + length)),
          true,
        ),
      }
    }
    return next
  },
  provide: (shown) => EditorView.decorations.from(shown, (state) => state.words),
})

/** `onOpen` is told which thread is wanted: the first that is marked on the line. */
export const commentGutter = (onOpen: (spot: CommentSpot) => void): Extension => [
  field,
  gutter({
    class: 'cm-commentGutter',
    markers: (view) => view.state.field(field).markers,
    domEventHandlers: {
      mousedown(view, line, event) {
        if (!(event.target as Element).closest('.cm-commentMark')) return false
        let found: CommentSpot | undefined
        view.state.field(field).markers.between(line.from, line.from, (_from, _to, marker) => {
          found ??= marker.spots[0]
        })
        if (found) onOpen(found)
        event.preventDefault()
        return found !== undefined
      },
    },
  }),
  EditorView.baseTheme({
    '.cm-commentGutter': { minWidth: '28px', paddingInlineStart: '4px' },
    '.cm-commentMark': {
      display: 'inline-grid',
      placeItems: 'center',
      minWidth: '20px',
      height: '18px',
      padding: '0 4px',
      border: '1px solid var(--line-control)',
      borderRadius: '9px 9px 9px 2px',
      background: 'var(--panel)',
      color: 'var(--ink)',
      fontFamily: 'var(--sans)',
      fontSize: '10.5px',
      fontWeight: '600',
      lineHeight: '1',
      cursor: 'pointer',
    },
    '.cm-commentMark[data-unread="true"]': {
      borderColor: 'var(--accent)',
      background: 'var(--accent)',
      color: 'var(--on-accent)',
    },
    '.cm-commented': {
      borderBottom: '2px solid var(--warn)',
      background: 'var(--warn-soft)',
    },
  }),
]
