/** Looks up stretches of characters by what they cover; those of one index do not overlap. */
import type { Span } from './moves.ts'

/** One character, as Yjs numbers it. */
export type Id = { readonly client: number; readonly clock: number }

export class SpanIndex<T extends Span = Span> {
  readonly #byClient = new Map<number, T[]>()

  constructor(spans: Iterable<T> = []) {
    for (const span of spans) {
      const own = this.#byClient.get(span.client)
      if (own) own.push(span)
      else this.#byClient.set(span.client, [span])
    }
    for (const own of this.#byClient.values()) own.sort((a, b) => a.clock - b.clock)
  }

  get isEmpty(): boolean {
    return this.#byClient.size === 0
  }

  get all(): T[] {
    return [...this.#byClient.values()].flat()
  }

  /** Whether some character is covered twice. */
  get overlaps(): boolean {
    return [...this.#byClient.values()].some((own) =>
      own.some(({ clock }, at) => at > 0 && endOf(own[at - 1]!) > clock),
    )
  }

  add(span: T): void {
    const own = this.#byClient.get(span.client) ?? []
    this.#byClient.set(span.client, own)
    own.splice(firstEndingAfter(own, endOf, span.clock), 0, span)
  }

  at({ client, clock }: Id): T | null {
    const own = this.#byClient.get(client) ?? []
    const found = own[firstEndingAfter(own, endOf, clock)]
    return found && found.clock <= clock ? found : null
  }

  has(id: Id): boolean {
    return this.at(id) !== null
  }

  /** Those that cover some of the span, in order. */
  meeting(span: Span): T[] {
    const own = this.#byClient.get(span.client) ?? []
    const found: T[] = []
    for (let i = firstEndingAfter(own, endOf, span.clock); i < own.length; i++) {
      if (own[i]!.clock >= endOf(span)) break
      found.push(own[i]!)
    }
    return found
  }

  /** The parts of the span that are covered. */
  covered(span: Span): Span[] {
    return this.meeting(span).map((one) => common(one, span))
  }

  /** The parts of the span that are not covered. */
  uncovered(span: Span): Span[] {
    const rest: Span[] = []
    let clock = span.clock
    for (const one of this.meeting(span)) {
      if (one.clock > clock) rest.push({ ...span, clock, length: one.clock - clock })
      clock = endOf(one)
    }
    if (clock < endOf(span)) rest.push({ client: span.client, clock, length: endOf(span) - clock })
    return rest
  }
}

export const endOf = ({ clock, length }: Span): number => clock + length

/** What two stretches of one client have in common; they must meet. */
export function common(a: Span, b: Span): Span {
  const clock = Math.max(a.clock, b.clock)
  return { client: a.client, clock, length: Math.min(endOf(a), endOf(b)) - clock }
}

/** Index of the first entry that ends after a place; entries in order, none over another. Their number where none does. */
export function firstEndingAfter<T>(
  entries: readonly T[],
  end: (entry: T) => number,
  place: number,
): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (end(entries[middle]!) > place) high = middle
    else low = middle + 1
  }
  return low
}
