/**
 * How long a room collects changes before it stores and tells them. What is typed grows with those who type and what it
 * costs to tell grows with those who read, so the window grows with both; and with bulk, which is worth few rows.
 */

const leastMs = 1
const mostMs = 33

/** A window of 1 ms for ten people who all type, of 17 for fifty. */
const pairsAMs = 150

/** What telling one person takes, rather more than less, and what counts as silence in a small room. */
const tellMs = 0.05
const leastQuietMs = 4

/** Somebody who typed within this time types. */
const typingMs = 1000

/** More changes than this in one window are no people typing: the next window takes twice as long. */
const bulk = 20

export class Pace<Writer> {
  readonly #wroteAt = new Map<Writer, number>()
  #collected = 0
  #bulkMs = 0

  wrote(writer: Writer, now: number): void {
    this.#wroteAt.set(writer, now)
    this.#collected++
  }

  /** A window ended, and what it collected is stored. */
  stored(now: number): void {
    this.#bulkMs = this.#collected > bulk ? Math.min(mostMs, Math.max(1, this.#bulkMs * 2)) : 0
    this.#collected = 0
    for (const [writer, at] of this.#wroteAt) if (now - at > typingMs) this.#wroteAt.delete(writer)
  }

  left(writer: Writer): void {
    this.#wroteAt.delete(writer)
  }

  /** Telling everybody takes about this long at most. */
  quietMs(people: number): number {
    return Math.max(leastQuietMs, people * tellMs)
  }

  windowMs(people: number): number {
    const width = Math.max((this.#wroteAt.size * people) / pairsAMs, this.#bulkMs)
    return Math.min(mostMs, Math.max(leastMs, width))
  }
}
