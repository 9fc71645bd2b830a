/** Which of the places found is looked at next: those that show something new before those that mix it anew. */

/** 0 shows a value or screen not seen before, 1 two values not seen together, 2 mixes the same anew. */
export type Novelty = 0 | 1 | 2

export class Frontier<T> {
  readonly #waiting: [T[], T[], T[]] = [[], [], []]
  readonly #heads: [number, number, number] = [0, 0, 0]
  readonly #single = new Set<string>()
  readonly #pairs = new Set<string>()

  /** How new a place is: `here` names its screen and status, `values` what it holds, by variable. */
  noveltyOf(here: string, values: readonly string[], before: readonly string[] | null): Novelty {
    let novelty: Novelty = 2
    const changed: number[] = []
    for (const [at, value] of values.entries()) {
      const key = `${here} ${at}=${value}`
      if (!this.#single.has(key)) {
        this.#single.add(key)
        novelty = 0
      }
      if (before?.[at] !== value) changed.push(at)
    }
    if (!this.#single.has(here)) {
      this.#single.add(here)
      novelty = 0
    }
    for (const at of changed)
      for (let other = 0; other < values.length; other++) {
        if (other === at) continue
        const [low, high] = other < at ? [other, at] : [at, other]
        const key = `${low}=${values[low]} ${high}=${values[high]}`
        if (this.#pairs.has(key)) continue
        this.#pairs.add(key)
        if (novelty === 2) novelty = 1
      }
    return novelty
  }

  add(place: T, novelty: Novelty) {
    this.#waiting[novelty].push(place)
  }

  /** The next place; undefined when there is none as new as asked for. */
  next(atMost: Novelty): T | undefined {
    for (const level of [0, 1, 2] as const) {
      if (level > atMost) return undefined
      const place = this.#waiting[level][this.#heads[level]]
      if (place === undefined) continue
      this.#heads[level]++
      return place
    }
    return undefined
  }

  get isEmpty(): boolean {
    return this.#waiting.every((places, level) => (this.#heads[level] ?? 0) >= places.length)
  }
}
