/**
 * Where characters went when an intent moved them. Yjs knows only that some were deleted and others inserted; told which
 * is which, a room lets what somebody else did to them at the same time follow.
 */
import * as Y from 'yjs'
import type { Moved, TextEdit } from '../text-edit.ts'
import { insertText } from './doc.ts'
import type { Id } from './span-index.ts'

/** Consecutive characters (UTF-16 units) of one client, as Yjs numbers them. */
export type Span = { readonly client: number; readonly clock: number; readonly length: number }

/** The characters from `from` on, `length` of them, now stand where those from `to` on do. */
export type Move = { readonly from: Span; readonly to: Omit<Span, 'length'> }

/**
 * Writes edits (ascending, not overlapping) into the text. What is replaced is written before it is taken away, so that
 * the new stands inside the old: a room can then tell that it went when somebody deleted all around it.
 * Returns where the moved stretches went. Call it in a transaction.
 */
export function writeEdits(
  text: Y.Text,
  edits: readonly TextEdit[],
  moved: readonly Moved[] = [],
): Move[] {
  const { doc } = text
  if (!doc) throw new Error('A text outside a document cannot be written.')
  const before = moved.length > 0 ? text.toString() : ''
  const sources = moved.map((stretch) => spansOf(text, stretch))
  const clocks = new Map<TextEdit, number>()
  // From the end, so that earlier places stay right.
  for (const edit of [...edits].reverse()) {
    clocks.set(edit, Y.getState(doc.store, doc.clientID))
    insertText(text, edit.at, edit.insert)
    if (edit.remove > 0) text.delete(edit.at + edit.insert.length, edit.remove)
  }
  return moved.flatMap(({ at, length }, index) => {
    const raw = before.slice(at, at + length)
    for (const edit of edits) {
      const lines = linesWithin(raw, edit.insert)
      const clock = clocks.get(edit)
      if (lines && clock !== undefined)
        return lines.flatMap((line) => movesOf(sources[index] ?? [], line, doc.clientID, clock))
    }
    return []
  })
}

/**
 * Where moved characters went when the moves were taken back: to where Yjs has written again what they came from.
 * Call it after the undo, in the same document.
 */
export function movesBack({ store }: Y.Doc, moves: readonly Move[]): Move[] {
  return moves.flatMap(({ from, to }) => {
    const back: Move[] = []
    for (let done = 0; done < from.length; ) {
      const item = itemAt(store, from.client, from.clock + done)
      if (!item) break
      const inside = from.clock + done - item.id.clock
      const length = Math.min(item.length - inside, from.length - done)
      const { redone } = item
      if (redone)
        back.push({
          from: { client: to.client, clock: to.clock + done, length },
          to: { client: redone.client, clock: redone.clock + inside },
        })
      done += length
    }
    return back
  })
}

function itemAt(store: Y.Doc['store'], client: number, clock: number): Y.Item | null {
  const structs = store.clients.get(client)
  const found = structs?.[Y.findIndexSS(structs, clock)]
  return found instanceof Y.Item ? found : null
}

type Line = { from: number; to: number; length: number }

/** Where each line of `raw` stands in `copy`, indentation aside; null when they do not stand there in a row. */
function linesWithin(raw: string, copy: string): Line[] | null {
  const lines: Line[] = []
  const blanks = /[ \t]*/y
  let to = 0
  for (const match of raw.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const [whole, content = '', end = ''] = match
    if (whole === '') break
    const indent = lines.length === 0 ? 0 : content.length - content.trimStart().length
    const words = content.slice(indent) + end
    if (lines.length === 0) to = copy.indexOf(words)
    else {
      blanks.lastIndex = to
      to += blanks.exec(copy)?.[0].length ?? 0
    }
    if (to === -1 || !copy.startsWith(words, to)) return null
    lines.push({ from: match.index + indent, to, length: words.length })
    to += words.length
  }
  return lines
}

/** The characters of a stretch of the text as it is now, in order. */
export function spansOf(text: Y.Text, { at, length }: Moved): Span[] {
  const spans: Span[] = []
  let offset = 0
  for (let item = text._start; item !== null && offset < at + length; item = item.right) {
    if (item.deleted) continue
    const start = Math.max(at - offset, 0)
    const end = Math.min(at + length - offset, item.length)
    if (end > start)
      spans.push({ client: item.id.client, clock: item.id.clock + start, length: end - start })
    offset += item.length
  }
  return spans
}

/** One line's moves: its characters may come from several clients. */
function movesOf(source: readonly Span[], line: Line, client: number, clock: number): Move[] {
  const moves: Move[] = []
  let offset = 0
  for (const span of source) {
    const start = Math.max(line.from - offset, 0)
    const end = Math.min(line.from + line.length - offset, span.length)
    if (end > start)
      moves.push({
        from: { client: span.client, clock: span.clock + start, length: end - start },
        to: { client, clock: clock + line.to + offset + start - line.from },
      })
    offset += span.length
  }
  return moves
}

/** Where a character is after these moves, one after the other; null where none of them moved it. */
export function imageOf(id: Id, moves: readonly Move[]): Id | null {
  let at: Id | null = null
  for (const { from, to } of moves) {
    const { client, clock }: Id = at ?? id
    if (client !== from.client || clock < from.clock || clock >= from.clock + from.length) continue
    at = { client: to.client, clock: to.clock + clock - from.clock }
  }
  return at
}
