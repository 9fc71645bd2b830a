/** The characters of a shared text as Yjs numbers them: which came, went or stayed, where they stand, and what they say. */
import * as Y from 'yjs'
import type { Span } from '../../../shared/collab/moves.ts'
import { endOf, type Id, SpanIndex } from '../../../shared/collab/span-index.ts'

/** What an update brought: what it wrote, from which clock on each client's characters are new, and what it deleted. */
export type News = {
  readonly structs: ReturnType<typeof Y.decodeUpdate>['structs']
  readonly starts: ReadonlyMap<number, number>
  readonly deleted: SpanIndex
}

/** An update, read for what it brought. */
export function newsOf(change: Uint8Array): News {
  const { structs, ds } = Y.decodeUpdate(change)
  const deleted: Span[] = []
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) deleted.push({ client, clock, length: len })
  return { structs, starts: Y.parseUpdateMeta(change).from, deleted: new SpanIndex(deleted) }
}

export const isNew = ({ starts }: News, { client, clock }: Id): boolean =>
  clock >= (starts.get(client) ?? Number.POSITIVE_INFINITY)

/** The next stretch that stands. */
export const nextAlive = (item: Y.Item): Y.Item | null => {
  let next = item.right
  while (next?.deleted) next = next.right
  return next
}

/** Characters that stand, with their text. */
export type Piece = { span: Span; text: string }

/** `kept` and `gone` stood in the text before, `old` was gone by then, `new` came just now. `at`: offset before. */
export type Run = { state: 'kept' | 'gone' | 'old' | 'new'; at: number; span: Span }

/** The text in order, with where each stretch stood before the update. */
export function walk(text: Y.Text, news: News): Run[] {
  const runs: Run[] = []
  let at = 0
  const add = (state: Run['state'], span: Span): void => {
    if (span.length <= 0) return
    runs.push({ state, at, span })
    if (state === 'kept' || state === 'gone') at += span.length
  }
  for (let item = text._start; item !== null; item = item.right) {
    const { client, clock } = item.id
    const end = clock + item.length
    const start = Math.min(Math.max(news.starts.get(client) ?? end, clock), end)
    const before = { client, clock, length: start - clock }
    if (!item.deleted) add('kept', before)
    else {
      let done = clock
      for (const part of news.deleted.covered(before)) {
        add('old', { client, clock: done, length: part.clock - done })
        add('gone', part)
        done = endOf(part)
      }
      add('old', { client, clock: done, length: start - done })
    }
    add('new', { client, clock: start, length: end - start })
  }
  return runs
}

/** What of a span still stands, with its text. */
export function alive(within: Y.Text, span: Span): Piece[] {
  const pieces: Piece[] = []
  const structs = within.doc!.store.clients.get(span.client) ?? []
  const end = span.clock + span.length
  for (let i = Y.findIndexSS(structs, span.clock); i < structs.length; i++) {
    const item = structs[i]!
    if (item.id.clock >= end) break
    if (item.deleted || !(item instanceof Y.Item)) continue
    if (!(item.content instanceof Y.ContentString)) continue
    const from = Math.max(item.id.clock, span.clock)
    const to = Math.min(item.id.clock + item.length, end)
    const text = item.content.str.slice(from - item.id.clock, to - item.id.clock)
    pieces.push({ span: { client: span.client, clock: from, length: to - from }, text })
  }
  return pieces
}

/** A character, and whether it still stands. */
export type Character = Id & { readonly stands: boolean }

/** The characters before one, from it on towards the beginning. */
export function* backFrom(text: Y.Text, id: Id): Generator<Character> {
  let item = itemOf(text, id)
  let last = id.clock - 1
  while (item) {
    const { client, clock } = item.id
    for (let at = last; at >= clock; at--) yield { client, clock: at, stands: !item.deleted }
    item = item.left
    if (item) last = item.id.clock + item.length - 1
  }
}

/** The characters behind one, from it on towards the end. */
export function* onFrom(text: Y.Text, id: Id): Generator<Character> {
  let item = itemOf(text, id)
  let first = id.clock + 1
  while (item) {
    const { client, clock } = item.id
    for (let at = first; at < clock + item.length; at++)
      yield { client, clock: at, stands: !item.deleted }
    item = item.right
    if (item) first = item.id.clock
  }
}

function itemOf(text: Y.Text, { client, clock }: Id): Y.Item | null {
  const structs = text.doc!.store.clients.get(client) ?? []
  const found = structs[Y.findIndexSS(structs, clock)]
  return found instanceof Y.Item ? found : null
}

/** The offset behind a character, or where it stood. */
export function indexAfter(text: Y.Text, { client, clock }: Id): number {
  let at = 0
  for (let item = text._start; item !== null; item = item.right) {
    const isIt =
      item.id.client === client && clock >= item.id.clock && clock < item.id.clock + item.length
    if (isIt) return item.deleted ? at : at + clock - item.id.clock + 1
    if (!item.deleted) at += item.length
  }
  return at
}

/** Takes away what of these still stands. */
export function deleteSpans(text: Y.Text, spans: readonly Span[]): void {
  for (const span of spans) {
    for (const piece of alive(text, span)) {
      const from = indexAfter(text, piece.span) - 1
      text.delete(from, piece.span.length)
    }
  }
}
