/**
 * Who in a room is at their page and who is away. Nobody says "I am away": whoever says nothing for a minute is, so that
 * a page nobody touches sends nothing and wakes nobody. A page that is touched says something at least every 45 s.
 */
import type { Awareness } from 'y-protocols/awareness'

const awayMs = 60_000
const signMs = 45_000

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus']

type Changes = { added: number[]; updated: number[]; removed: number[] }

export class Attendance {
  readonly #awareness: Awareness
  readonly #page: EventTarget | null
  readonly #onChange: () => void
  /** When each client was last heard of, by our own clock. */
  readonly #heard = new Map<number, number>()
  readonly #away = new Set<number>()
  #timer: ReturnType<typeof setTimeout> | null = null

  /** `onChange` runs when somebody goes away or comes back. */
  constructor(
    awareness: Awareness,
    onChange: () => void,
    page: EventTarget | null = typeof window === 'undefined' ? null : window,
  ) {
    this.#awareness = awareness
    this.#onChange = onChange
    this.#page = page
    awareness.on('update', this.#hear)
    for (const touch of touches)
      page?.addEventListener(touch, this.#touched, { passive: true, capture: true })
  }

  isAway(client: number): boolean {
    return this.#away.has(client)
  }

  destroy(): void {
    this.#awareness.off('update', this.#hear)
    for (const touch of touches)
      this.#page?.removeEventListener(touch, this.#touched, { capture: true })
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  readonly #hear = ({ added, updated, removed }: Changes): void => {
    const now = Date.now()
    let cameBack = false
    for (const client of [...added, ...updated]) {
      this.#heard.set(client, now)
      if (this.#away.delete(client)) cameBack = true
    }
    for (const client of removed) {
      this.#heard.delete(client)
      this.#away.delete(client)
    }
    if (cameBack) this.#onChange()
    if (this.#timer === null) this.#wait(awayMs)
  }

  readonly #touched = (): void => {
    const { clientID } = this.#awareness
    const state = this.#awareness.getLocalState()
    if (!state || Date.now() - (this.#heard.get(clientID) ?? 0) < signMs) return
    this.#awareness.setLocalStateField('touched', ((state.touched as number | undefined) ?? 0) + 1)
  }

  /** One timer while somebody is here, none once all are away. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null
      const now = Date.now()
      let next = Number.POSITIVE_INFINITY
      let wentAway = false
      for (const [client, heard] of this.#heard) {
        if (this.#away.has(client)) continue
        const rest = heard + awayMs - now
        if (rest > 0) next = Math.min(next, rest)
        else {
          this.#away.add(client)
          wentAway = true
        }
      }
      if (next < Number.POSITIVE_INFINITY) this.#wait(next)
      if (wentAway) this.#onChange()
    }, ms)
  }
}
