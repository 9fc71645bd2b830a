/**
 * What recent intents took away, as places: a change made at the same time may still name them. Memory alone; a room
 * that slept has nobody left who did not see.
 */
import type { Move, Span } from '../../../shared/collab/moves.ts'
import { common, type Id, SpanIndex } from './span-index.ts'

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

  /** Where a character went, when it was moved: of two moves of one thing the later, and whatever became of that. */
  follow(id: Id): Id | null {
    for (let at = this.#graves.length - 1; at >= 0; at--) {
      const image = this.#graves[at]!.moves.imageOf(id)
      if (image) return this.#followOn(image, at + 1)
    }
    return null
  }

  #followOn(id: Id, from: number): Id {
    let last = id
    for (const { moves } of this.#graves.slice(from)) last = moves.imageOf(last) ?? last
    return last
  }

  /** Where others moved characters of this span. */
  imagesOf(span: Span, mover: number): Span[] {
    return this.#others(mover).flatMap(({ moves }) => moves.imagesOf(span))
  }

  /** The parts of the span that nobody else moved. */
  unmoved(span: Span, mover: number): Span[] {
    let rest = [span]
    for (const { moves } of this.#others(mover))
      rest = rest.flatMap((part) => moves.sources.uncovered(part))
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

  /** Whether two of them name the same characters, as an honest client's never do. */
  get contradict(): boolean {
    return this.sources.overlaps || this.#targets.overlaps
  }

  imageOf(id: Id): Id | null {
    const source = this.sources.at(id)
    return source && { ...source.to, clock: source.to.clock + id.clock - source.clock }
  }

  imagesOf(span: Span): Span[] {
    return this.sources.meeting(span).map((source) => {
      const { clock, length } = common(source, span)
      return { client: source.to.client, clock: source.to.clock + clock - source.clock, length }
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
