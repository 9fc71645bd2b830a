/**
 * What recent intents took away, as places: a change made at the same time may still name them. Memory alone; a room
 * that slept has nobody left who did not see.
 */
import type { Move, Span } from '../../../shared/collab/moves.ts'
import { common, type Id, SpanIndex } from '../../../shared/collab/span-index.ts'

export type Grave = {
  /** Whoever took it away knows that it is gone: what comes from there is meant to stay, as an undo is. Null: the room. */
  readonly digger: number | null
  /** Before these characters stood nothing but what was inside the things taken away. */
  readonly inside: SpanIndex
  /** The first characters of the things taken away. */
  readonly edges: SpanIndex
  /** Where what was taken away stands now, if it was moved. */
  readonly moves: Moves
}

/** Whether a character was part of what a grave took away. */
export const holds = ({ inside, edges }: Grave, id: Id): boolean => inside.has(id) || edges.has(id)

/** Characters, and where the same ones stand now. */
export type Image = { readonly of: Span; readonly at: Span }

/** What of `whole` a part of its image stands for. */
const partOf = (whole: Span, image: Span, part: Span): Span => ({
  client: whole.client,
  clock: whole.clock + part.clock - image.clock,
  length: part.length,
})

/** Graves kept: more than intents that can be on their way at once. */
const kept = 64

export class Graves {
  #graves: Grave[] = []

  get none(): boolean {
    return this.#graves.length === 0
  }

  add(grave: Grave): void {
    if (!grave.inside.isEmpty || !grave.moves.none)
      this.#graves = [...this.#graves, grave].slice(-kept)
  }

  /** The grave that a character put between these two fell into, when somebody who did not know of it put it there. */
  under(client: number, left: Id | null, right: Id | null): Grave | null {
    if (!left || !right) return null
    const fell = ({ digger, inside, edges }: Grave): boolean =>
      digger !== client && inside.has(right) && (inside.has(left) || edges.has(left))
    return this.#graves.find(fell) ?? null
  }

  isInside(id: Id): boolean {
    return this.#graves.some(({ inside }) => inside.has(id))
  }

  /** The graves that a character is inside of. */
  holding(id: Id): Grave[] {
    return this.#graves.filter(({ inside }) => inside.has(id))
  }

  /** The last of the graves that a character was moved out of, if it is one of these or a single letter's. */
  lastToMove(id: Id, among: readonly Grave[]): Grave | null {
    return (
      this.#graves.findLast(
        (grave) =>
          (among.includes(grave) || grave.inside.isEmpty) && grave.moves.imageOf(id) !== null,
      ) ?? null
    )
  }

  /** From the first to the last. */
  get all(): readonly Grave[] {
    return this.#graves
  }

  /** Where others moved characters of this span, and on from there; `counts` tells whose moves hold. */
  imagesOf(span: Span, mover: number, counts: (moves: Moves) => boolean): Image[] {
    let reached: Image[] = [{ of: span, at: span }]
    const found: Image[] = []
    // In their order: what one has moved a later one may have moved on.
    for (const { moves } of this.#others(mover)) {
      if (!counts(moves)) continue
      const images = reached.flatMap(({ of, at }) =>
        moves.images(at).map((image) => ({ of: partOf(of, at, image.of), at: image.at })),
      )
      found.push(...images)
      reached = [...reached, ...images]
    }
    return found
  }

  /** The parts of the span that nobody else moved, of those whose moves hold. */
  unmoved(span: Span, mover: number, counts: (moves: Moves) => boolean): Span[] {
    let rest = [span]
    for (const { moves } of this.#others(mover))
      if (counts(moves)) rest = rest.flatMap((part) => moves.sources.uncovered(part))
    return rest
  }

  /** The moves of the intent that wrote some of these characters elsewhere. */
  movesTo(span: Span): Moves | null {
    return this.#graves.find(({ moves }) => moves.wrote(span))?.moves ?? null
  }

  #others(mover: number): Grave[] {
    return this.#graves.filter(({ digger }) => digger !== mover)
  }
}

type Source = Span & { readonly to: Move['to'] }

/** What one intent moved. */
export class Moves {
  /** In the order in which the intent gave them. */
  readonly all: Move[] = []
  readonly sources = new SpanIndex<Source>()
  readonly #targets = new SpanIndex()

  constructor(moves: readonly Move[] = []) {
    for (const move of moves) this.add(move)
  }

  add(move: Move): void {
    const { from, to } = move
    this.all.push(move)
    this.sources.add({ ...from, to })
    this.#targets.add({ ...to, length: from.length })
  }

  get none(): boolean {
    return this.all.length === 0
  }

  /** Whether what these moved is a part of what the others moved. */
  isWithin(others: Moves): boolean {
    const [own] = this.all
    const [other] = others.all
    if (!own || !other || !others.sources.has(own.from)) return false
    return own.from.client !== other.from.client || own.from.clock !== other.from.clock
  }

  /** Whether two of them name the same characters, as an honest client's never do. */
  get contradict(): boolean {
    return this.sources.overlaps || this.#targets.overlaps
  }

  imageOf(id: Id): Id | null {
    const source = this.sources.at(id)
    return source && { ...source.to, clock: source.to.clock + id.clock - source.clock }
  }

  /** The moved parts of a span, and where each went. */
  images(span: Span): Image[] {
    return this.sources.meeting(span).map((source) => {
      const of = common(source, span)
      const clock = source.to.clock + of.clock - source.clock
      return { of, at: { client: source.to.client, clock, length: of.length } }
    })
  }

  wrote(span: Span): boolean {
    return this.#targets.meeting(span).length > 0
  }

  /** The first and last character that they wrote, as a span. */
  get written(): Span | null {
    const [first] = this.all
    if (!first) return null
    const starts = this.all.map(({ to }) => to.clock)
    const ends = this.all.map(({ to, from }) => to.clock + from.length)
    const clock = Math.min(...starts)
    return { client: first.to.client, clock, length: Math.max(...ends) - clock }
  }
}
