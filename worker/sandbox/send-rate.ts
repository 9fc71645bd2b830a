/** How many messages a second the number may send: a bucket that holds one second's worth. */
export class SendRate {
  readonly #perSecond: number | null
  #left: number
  #at = 0

  /** `null` means no limit. The bucket starts full, also after a restart. */
  constructor(perSecond: number | null) {
    this.#perSecond = perSecond
    this.#left = perSecond ?? 0
  }

  /** Takes one message's place at this time (milliseconds); false where the number is too fast. */
  take(now: number): boolean {
    if (this.#perSecond === null) return true
    const gained = (Math.max(0, now - this.#at) / 1_000) * this.#perSecond
    this.#left = Math.min(this.#perSecond, this.#left + gained)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
