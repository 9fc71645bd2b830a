/**
 * Keeps a text sound when changes made at once meet. An intent made on sound JSON leaves sound JSON; two of them need not,
 * when one writes inside what the other takes away. Letters then stand where their place is gone: those that were inside
 * something moved follow it, all others go with what they were part of, and commas left over are put right.
 */
import * as Y from 'yjs'
import { textEdits } from '../../../shared/collab/diff.ts'
import type { IntentMade } from '../../../shared/collab/frames.ts'
import { type Move, type Span, spansOf, writeEdits } from '../../../shared/collab/moves.ts'
import { common, endOf, type Id, SpanIndex } from '../../../shared/collab/span-index.ts'
import { flawsIn, flawsOutside, isJson } from '../../../shared/flow/flaws.ts'
import { breaksJson, parseFlow } from '../../../shared/flow/parse.ts'
import {
  alive,
  backFrom,
  deleteSpans,
  indexAfter,
  isNew,
  type News,
  newsOf,
  nextAlive,
  onFrom,
  type Run,
  walk,
} from './characters.ts'
import { commaEdits } from './commas.ts'
import { type Grave, Graves, holds, type Image, Moves } from './graves.ts'
import { clipped, insidesOf, type Stretch } from './insides.ts'

/** Something to write in the name of whoever wrote the letters first; null: of whoever sent the update. */
export type Mending = { readonly owner: number | null; readonly write: () => void }

/** Larger texts are left to people: reading one twice would hold up the room. */
const largestText = 2_000_000

/** A text with more flaws is broken in its brackets: what is sound in it counts as broken, and nobody can tell what to mend. */
const mostFlaws = 3

/** More than people can write at once: each one costs a walk through the text. */
const mostStrays = 2000

export class Mender {
  readonly #text: Y.Text
  readonly #graves = new Graves()
  #moved: Move[] = []
  /** Whether the last intent could not stand. */
  tookBack = false
  /** By client: the clock after the last letter whose place was gone. */
  readonly #strayedUntil = new Map<number, number>()

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

  /** What was moved since the last time, by intents and by the room. */
  takeMoved(): Move[] {
    const moved = this.#moved
    this.#moved = []
    return moved
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
    this.tookBack = false
    const news = newsOf(change)
    const strays = this.#strayed(news)
    // Somebody else may be half-way through a change elsewhere: what was broken before is theirs to mend.
    let flaws = intent !== null && before !== null ? flawsIn(before) : null
    let own: Own | null = null
    const deletes = spansIn(deleted)
    if (intent !== null && before !== null && deletes.length > 0) {
      own = { client: intent.client, moves: believable(intent, deletes, news) }
      this.#moved.push(...own.moves.all)
      const buried = this.#bury(own.client, own.moves, before, news)
      strays.push(...buried.strays)
      // What was broken inside of what is gone is gone with it.
      if (flaws !== null && flaws > 0) flaws = flawsOutside(before, buried.insides)
    }
    yield* this.#settleAll(strays)
    if (own) yield* this.#followDeletions(own, deletes, news)
    if (flaws === null || before === null || flaws > mostFlaws) return
    yield* this.#mendCommas(flaws)
    if (flawsIn(this.#text.toString()) > flaws) yield* this.#dropDouble(news, flaws)
    if (flawsIn(this.#text.toString()) > flaws) yield* this.#takeBack(before)
  }

  /** Characters that somebody put where an intent of somebody else had taken everything away. */
  #strayed(news: News): Stray[] {
    const found: Stray[] = []
    for (const struct of news.structs) {
      if (!(struct instanceof Y.Item)) continue
      const { origin, rightOrigin, id, length } = struct
      const span = { client: id.client, clock: id.clock, length }
      const fellInto = this.#graves.under(id.client, origin, rightOrigin)
      const behind = fellInto ? null : this.#strayBefore(id)
      const grave = fellInto ?? (behind && this.#graves.holding(behind)[0])
      if (!grave) continue
      found.push({ span, behind })
      this.#strayedUntil.set(id.client, endOf(span))
      // What is written beside it later is as lost as it is.
      grave.inside.add(span)
    }
    return found
  }

  /**
   * The letter that its author wrote right before this one and right beside it, where the place of that was gone: Yjs puts
   * what is written there behind all that is gone.
   */
  #strayBefore({ client, clock }: Id): Id | null {
    if (this.#strayedUntil.get(client) !== clock) return null
    for (const { stands, ...before } of backFrom(this.#text, { client, clock })) {
      if (stands) return null
      if (before.client === client && before.clock === clock - 1) return before
    }
    return null
  }

  /** Remembers what was taken away, by an intent or by the room (null). */
  #bury(digger: number | null, moves: Moves, before: string, news: News): Buried {
    const runs = walk(this.#text, news)
    const { root, errors } = parseFlow(before)
    const taken = gone(runs)
    const isSound = !errors.some(breaksJson)
    const insides = (root ? insidesOf(root, taken) : []).flatMap(
      (stretch) => clipped(stretch, taken, isSound) ?? [],
    )
    const inside: Span[] = []
    const edges: Span[] = []
    const strays: Stray[] = []
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
        if (state === 'kept') strays.push({ span: part(start, stop), behind: null })
      }
    }
    this.#graves.add({
      digger,
      inside: new SpanIndex(inside),
      edges: new SpanIndex(edges),
      moves,
    })
    return { strays, insides }
  }

  /**
   * What one side deleted of something that the other moved is deleted where it went. Of two moves of one thing the later
   * holds; of a thing and a part of it, each goes where it was moved.
   */
  *#followDeletions(own: Own, deletes: readonly Span[], news: News): Generator<Mending> {
    const areParts = (moves: Moves): boolean => moves.isWithin(own.moves)
    const areNone = (moves: Moves): boolean => !areParts(moves)
    const theirs = deletes.flatMap((span) => this.#graves.imagesOf(span, own.client, areNone))
    // What was gone before: deleted, unless somebody else moved it.
    const ours = own.moves.all
      .flatMap(({ from }) => news.deleted.uncovered(from))
      .flatMap((span) => this.#graves.unmoved(span, own.client, areNone))
      .flatMap((span) => own.moves.images(span))
    const images = new SpanIndex(
      distinct([...theirs, ...ours].map(({ at }) => at)).flatMap((span) =>
        alive(this.#text, span).map((piece) => piece.span),
      ),
    )
    if (images.isEmpty) return
    // Of two copies one goes: what others wrote in it goes on to the other.
    const onward = [
      ...theirs.flatMap((image) => joined(image, own.moves.images(image.of))),
      ...ours.flatMap((image) =>
        joined(image, this.#graves.imagesOf(image.of, own.client, areParts)),
      ),
    ]
    this.#moved.push(...onward)
    const before = this.#text.toString()
    yield { owner: null, write: () => deleteSpans(this.#text, images.all) }
    const gone = { structs: [], starts: new Map(), deleted: images }
    yield* this.#settleAll(this.#bury(null, movesOf(onward), before, gone).strays)
  }

  *#settleAll(strays: readonly Stray[]): Generator<Mending> {
    const followed = new Moves()
    if (strays.length <= mostStrays)
      for (const stray of strays) yield* this.#settle(stray, followed)
  }

  /** Puts a stray where its place went, or takes it away. */
  *#settle({ span: whole, behind }: Stray, followed: Moves): Generator<Mending> {
    for (const { span, text } of alive(this.#text, whole)) {
      const place = this.#placeOf(span, behind)
      if (place) {
        const index = indexAfter(this.#text, place)
        yield { owner: span.client, write: () => this.#text.insert(index, text) }
        this.#remember(span, followed)
      } else yield* this.#sendHome(span, text, followed)
      yield { owner: null, write: () => deleteSpans(this.#text, [span]) }
    }
  }

  /** What is typed next beside a stray goes where the room has just put that. */
  #remember(span: Span, followed: Moves): void {
    const { clientID, store } = this.#text.doc!
    const to = { client: clientID, clock: Y.getState(store, clientID) - span.length }
    const isFirst = followed.none
    followed.add({ from: span, to })
    this.#moved.push({ from: span, to })
    if (isFirst)
      this.#graves.add({
        digger: null,
        inside: new SpanIndex(),
        edges: new SpanIndex(),
        moves: followed,
      })
  }

  /** What was moved to where there is no place now goes back to where it was. */
  *#sendHome(span: Span, text: string, followed: Moves): Generator<Mending> {
    const moves = this.#graves.movesTo(span)
    const [first] = moves?.all ?? []
    const written = moves?.written
    if (!first || !written || this.#graves.isInside(first.from)) return
    const clock = Math.max(written.clock, span.clock)
    const length = Math.min(endOf(written), endOf(span)) - clock
    const raw = text.slice(clock - span.clock, clock - span.clock + length)
    const index = indexAfter(this.#text, first.from)
    yield { owner: span.client, write: () => this.#text.insert(index, `,${raw}`) }
    this.#remember({ client: span.client, clock, length }, followed)
  }

  *#mendCommas(flaws: number): Generator<Mending> {
    const text = this.#text.toString()
    if (flawsIn(text) <= flaws) return
    for (const { at, remove, insert } of commaEdits(text, flaws) ?? [])
      yield {
        owner: null,
        write: () => (remove > 0 ? this.#text.delete(at, remove) : this.#text.insert(at, insert)),
      }
  }

  /** Both wrote a value in the same place, and now two stand there: the later one stays. */
  *#dropDouble(news: News, flaws: number): Generator<Mending> {
    const text = this.#text.toString()
    let at = 0
    for (let item = this.#text._start; item !== null; item = item.right) {
      if (item.deleted) continue
      const until = at + item.length
      const next = nextAlive(item)
      if (next && isNew(news, item.id) !== isNew(news, next.id)) {
        const [from, to] = isNew(news, item.id) ? [until, until + next.length] : [at, until]
        if (
          isJson(text.slice(from, to)) &&
          flawsIn(text.slice(0, from) + text.slice(to)) <= flaws
        ) {
          yield { owner: null, write: () => this.#text.delete(from, to - from) }
          return
        }
      }
      at = until
    }
  }

  /**
   * Behind which character the place of a lost one is now: it goes where the things went that it was in. Null where they
   * are gone.
   */
  #placeOf(stray: Id, behind: Id | null): Id | null {
    const holding = this.#graves.holding(stray)
    const before = behind
      ? [{ ...behind, stands: false }, ...backFrom(this.#text, behind)]
      : backFrom(this.#text, stray)
    for (const { stands, ...id } of before) {
      const grave = this.#graves.lastToMove(id, holding)
      if (grave)
        return holding.every((each) => holds(each, id)) ? this.#follow(grave, id, stray) : null
      if (stands) return null
    }
    return null
  }

  /** Where a place behind a moved character went, and on from there with all that the place was inside of. */
  #follow(first: Grave, behind: Id, stray: Id): Id | null {
    let left = first.moves.imageOf(behind)
    let right = this.#imageOn(first, onFrom(this.#text, stray))
    const passed = new Set([first])
    while (left) {
      const at = { left, right }
      const others = this.#graves.all.filter((grave) => !passed.has(grave))
      // What the room has put elsewhere letter by letter is there; else it went with what it is inside of.
      const next =
        others.find(({ inside, moves }) => inside.isEmpty && moves.imageOf(at.left)) ??
        // Between what stays and what goes: the place stays.
        others.find((grave) => holds(grave, at.left) && grave.inside.has(at.right ?? at.left))
      if (!next) return left
      left = this.#imageOn(next, [left, ...backFrom(this.#text, left)])
      right = right && next.moves.imageOf(right)
      passed.add(next)
    }
    return null
  }

  /** Nothing has helped: the text is again what it was. Its author sees that at once, and it is one step of theirs. */
  *#takeBack(before: string): Generator<Mending> {
    this.tookBack = true
    const now = this.#text.toString()
    const edits = textEdits(now, before)
    const deleted = new SpanIndex(
      edits.flatMap(({ at, remove }) => spansOf(this.#text, { at, length: remove })),
    )
    yield { owner: null, write: () => writeEdits(this.#text, edits) }
    const [inside, edges, moves] = [deleted, new SpanIndex(), new Moves()]
    this.#graves.add({ digger: null, inside, edges, moves })
  }

  /** Where the first of these characters that was moved out of a grave went; they are followed as far as it holds them. */
  #imageOn(grave: Grave, ids: Iterable<Id>): Id | null {
    for (const id of ids) {
      const image = grave.moves.imageOf(id)
      if (image) return image
      if (!holds(grave, id)) return null
    }
    return null
  }
}

/** Stretches given by client, clock and length, three numbers each. */
function spansIn(numbers: readonly number[]): Span[] {
  const spans: Span[] = []
  for (let i = 0; i < numbers.length; i += 3)
    spans.push({ client: numbers[i]!, clock: numbers[i + 1]!, length: numbers[i + 2]! })
  return spans
}

/** No character twice. */
function distinct(spans: readonly Span[]): Span[] {
  const found = new SpanIndex()
  for (const span of spans) for (const part of found.uncovered(span)) found.add(part)
  return found.all
}

/** From an image to other images of the same characters. */
const joined = (image: Image, others: readonly Image[]): Move[] =>
  others.flatMap(({ of, at }) => {
    const { client, clock, length } = common(of, image.of)
    return client === of.client && length > 0
      ? {
          from: { client: image.at.client, clock: image.at.clock + clock - image.of.clock, length },
          to: { client: at.client, clock: at.clock + clock - of.clock },
        }
      : []
  })

/** Moves of which later ones hold, in their order. */
function movesOf(all: readonly Move[]): Moves {
  const taken = new SpanIndex()
  const held: Move[] = []
  for (const { from, to } of [...all].reverse())
    for (const part of taken.uncovered(from)) {
      taken.add(part)
      held.push({ from: part, to: { ...to, clock: to.clock + part.clock - from.clock } })
    }
  return new Moves(held.reverse())
}

/** Characters whose place is gone; `behind`: they belong behind this one of the same author, wherever that is now. */
type Stray = { readonly span: Span; readonly behind: Id | null }

/** What others had written inside of what is gone and is still there; and where the things were in the text before. */
type Buried = { readonly strays: Stray[]; readonly insides: readonly Stretch[] }

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
