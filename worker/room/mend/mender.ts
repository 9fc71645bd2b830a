/**
 * Keeps a text sound when changes made at once meet. An intent made on sound JSON leaves sound JSON; two of them need not,
 * when one writes inside what the other takes away. Letters then stand where their place is gone: those that were inside
 * something moved follow it, all others go with what they were part of, and commas left over are put right.
 */
import * as Y from 'yjs'
import type { IntentMade } from '../../../shared/collab/frames.ts'
import type { Span } from '../../../shared/collab/moves.ts'
import { parseFlow } from '../../../shared/flow/parse.ts'
import {
  alive,
  deleteSpans,
  indexAfter,
  isNew,
  type News,
  newsOf,
  nextAlive,
  type Run,
  walk,
} from './characters.ts'
import { commaEdits, isJson } from './commas.ts'
import { Graves, Moves } from './graves.ts'
import { insidesOf, type Stretch } from './insides.ts'
import { endOf, type Id, SpanIndex } from './span-index.ts'

/** Something to write in the name of whoever wrote the letters first; null: of whoever sent the update. */
export type Mending = { readonly owner: number | null; readonly write: () => void }

/** Larger texts are left to people: reading one twice would hold up the room. */
const largestText = 2_000_000

/** More than people can write at once: each one costs a walk through the text. */
const mostStrays = 2000

export class Mender {
  readonly #text: Y.Text
  readonly #graves = new Graves()

  constructor(text: Y.Text) {
    this.#text = text
  }

  /** Whether anything can have to be mended after an update. */
  cares(intent: IntentMade | null): boolean {
    return intent !== null || !this.#graves.none
  }

  /** What to remember before an intent is taken in; null where it cannot be helped. */
  before(intent: IntentMade | null): string | null {
    return intent && this.#text.length <= largestText ? this.#text.toString() : null
  }

  /**
   * What is to be mended after an update was taken in. `deleted` is all that the update deleted, as `readUpdate` gives it,
   * `change` what of it was new, `before` the text as it was. To be carried out in order, one at a time:
   * later ones count on the earlier.
   */
  *after(
    deleted: readonly number[],
    change: Uint8Array,
    intent: IntentMade | null,
    before: string | null,
  ): Generator<Mending> {
    const news = newsOf(change)
    const strays = this.#strayed(news)
    const wasSound = intent !== null && before !== null && isJson(before)
    if (wasSound && deleted.length > 0) {
      const deletes = spansOf(deleted)
      const own = { client: intent.client, moves: believable(intent, deletes, news) }
      strays.push(...this.#bury(own, before, news))
      yield* this.#followDeletions(own, deletes, news)
    }
    const followed = new Moves()
    if (strays.length <= mostStrays)
      for (const stray of strays) yield* this.#settle(stray, followed)
    if (!wasSound) return
    yield* this.#mendCommas()
    if (!isJson(this.#text.toString())) yield* this.#dropDouble(news)
  }

  /** Characters that somebody put where an intent of somebody else had taken everything away. */
  #strayed(news: News): Span[] {
    const found: Span[] = []
    for (const struct of news.structs) {
      if (!(struct instanceof Y.Item)) continue
      const { origin, rightOrigin, id, length } = struct
      const grave = this.#graves.under(id.client, origin, rightOrigin)
      if (!grave) continue
      const span = { client: id.client, clock: id.clock, length }
      found.push(span)
      // What is written beside it later is as lost as it is.
      grave.inside.add(span)
    }
    return found
  }

  /** Remembers what an intent took away. Returns what others had written inside and is still there. */
  #bury(own: Own, before: string, news: News): Span[] {
    const runs = walk(this.#text, news)
    const { root } = parseFlow(before)
    const insides = root ? insidesOf(root, gone(runs)) : []
    const inside: Span[] = []
    const edges: Span[] = []
    const strays: Span[] = []
    let next = 0
    for (const { state, at, span } of runs) {
      const stood = state === 'kept' || state === 'gone'
      const end = stood ? at + span.length : at
      while (next < insides.length && insides[next]!.to <= at) next++
      for (let i = next; i < insides.length && insides[i]!.from - 1 <= end; i++) {
        const { from, to } = insides[i]!
        const part = (start: number, stop: number): Span => ({
          client: span.client,
          clock: span.clock + start - at,
          length: stop - start,
        })
        if (!stood) {
          if (state === 'old' && at >= from && at < to) inside.push(span)
          continue
        }
        if (at < from && end >= from) edges.push(part(from - 1, from))
        const start = Math.max(at, from)
        const stop = Math.min(end, to)
        if (stop <= start) continue
        inside.push(part(start, stop))
        if (state === 'kept') strays.push(part(start, stop))
      }
    }
    this.#graves.add({
      digger: own.client,
      inside: new SpanIndex(inside),
      edges: new SpanIndex(edges),
      moves: own.moves,
    })
    return strays
  }

  /** What one side deleted of something that the other moved is deleted where it went. */
  *#followDeletions(own: Own, deletes: readonly Span[], news: News): Generator<Mending> {
    const theirs = deletes.flatMap((span) => this.#graves.imagesOf(span, own.client))
    // What was gone before: deleted, unless somebody else moved it. Of two moves the later holds.
    const ours = own.moves.all
      .flatMap(({ from }) => news.deleted.uncovered(from))
      .flatMap((span) => this.#graves.unmoved(span, own.client))
      .flatMap((span) => own.moves.imagesOf(span))
    const images = [...theirs, ...ours]
    if (images.length > 0) yield { owner: null, write: () => deleteSpans(this.#text, images) }
  }

  /** Puts a stray where its place went, or takes it away. */
  *#settle(stray: Span, followed: Moves): Generator<Mending> {
    for (const { span, text } of alive(this.#text, stray)) {
      const image = this.#imageBefore(span)
      if (image && !this.#graves.isInside(image)) {
        const index = indexAfter(this.#text, image)
        yield { owner: span.client, write: () => this.#text.insert(index, text) }
        this.#remember(span, followed)
      } else if (!image) yield* this.#sendHome(span, text)
      yield { owner: null, write: () => deleteSpans(this.#text, [span]) }
    }
  }

  /** What is typed next beside a stray goes where the room has just put that. */
  #remember(span: Span, followed: Moves): void {
    const { clientID, store } = this.#text.doc!
    const to = { client: clientID, clock: Y.getState(store, clientID) - span.length }
    const isFirst = followed.none
    followed.add({ from: span, to })
    if (isFirst)
      this.#graves.add({
        digger: null,
        inside: new SpanIndex(),
        edges: new SpanIndex(),
        moves: followed,
      })
  }

  /** What was moved to where there is no place now goes back to where it was. */
  *#sendHome(span: Span, text: string): Generator<Mending> {
    const moves = this.#graves.movesTo(span)
    const [first] = moves?.all ?? []
    const written = moves?.written
    if (!first || !written || this.#graves.isInside(first.from)) return
    const start = Math.max(0, written.clock - span.clock)
    const raw = text.slice(start, endOf(written) - span.clock)
    const index = indexAfter(this.#text, first.from)
    yield { owner: span.client, write: () => this.#text.insert(index, `,${raw}`) }
  }

  *#mendCommas(): Generator<Mending> {
    const text = this.#text.toString()
    if (isJson(text)) return
    for (const { at, remove, insert } of commaEdits(text, 2) ?? [])
      yield {
        owner: null,
        write: () => (remove > 0 ? this.#text.delete(at, remove) : this.#text.insert(at, insert)),
      }
  }

  /** Both wrote a value in the same place, and now two stand there: the later one stays. */
  *#dropDouble(news: News): Generator<Mending> {
    const text = this.#text.toString()
    let at = 0
    for (let item = this.#text._start; item !== null; item = item.right) {
      if (item.deleted) continue
      const until = at + item.length
      const next = nextAlive(item)
      if (next && isNew(news, item.id) !== isNew(news, next.id)) {
        const [from, to] = isNew(news, item.id) ? [until, until + next.length] : [at, until]
        if (isJson(text.slice(from, to)) && isJson(text.slice(0, from) + text.slice(to))) {
          yield { owner: null, write: () => this.#text.delete(from, to - from) }
          return
        }
      }
      at = until
    }
  }

  /** Where the nearest moved character before this one went; null when something that stands comes first. */
  #imageBefore({ client, clock }: Id): Id | null {
    const structs = this.#text.doc!.store.clients.get(client)!
    const found = structs[Y.findIndexSS(structs, clock)]
    let item = found instanceof Y.Item ? found : null
    let last = clock - 1
    while (item) {
      for (let at = last; at >= item.id.clock; at--) {
        const image = this.#graves.follow({ client: item.id.client, clock: at })
        if (image) return image
        if (!item.deleted) return null
      }
      item = item.left
      if (item) last = item.id.clock + item.length - 1
    }
    return null
  }
}

/** Stretches given by client, clock and length, three numbers each. */
function spansOf(numbers: readonly number[]): Span[] {
  const spans: Span[] = []
  for (let i = 0; i < numbers.length; i += 3)
    spans.push({ client: numbers[i]!, clock: numbers[i + 1]!, length: numbers[i + 2]! })
  return spans
}

/** An intent as far as it can be believed. */
type Own = { readonly client: number; readonly moves: Moves }

const gone = (runs: readonly Run[]): Stretch[] =>
  runs
    .filter(({ state }) => state === 'gone')
    .map(({ at, span }) => ({ from: at, to: at + span.length }))

/** The moves that an update can have made: from what it deleted to what it wrote. */
function believable({ client, moves }: IntentMade, deletes: readonly Span[], news: News): Moves {
  const said = new Moves(moves)
  const deleted = new SpanIndex(deletes)
  const written = new SpanIndex(
    news.structs.map(({ id, length }) => ({ client: id.client, clock: id.clock, length })),
  )
  if (said.contradict || deleted.overlaps) return new Moves([])
  const isWritten = (span: Span): boolean => written.uncovered(span).length === 0
  return new Moves(
    moves
      .filter(({ from, to }) => to.client === client && isWritten({ ...to, length: from.length }))
      .flatMap(({ from, to }) =>
        deleted.covered(from).map((part) => ({
          from: part,
          to: { client, clock: to.clock + part.clock - from.clock },
        })),
      ),
  )
}
