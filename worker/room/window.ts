/** One short window in which work is collected: the first after silence goes at once, and nothing ticks at rest. */

export class Window {
  readonly #widthMs: () => number
  readonly #run: () => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #last = 0

  constructor(widthMs: () => number, run: () => void) {
    this.#widthMs = widthMs
    this.#run = run
  }

  /** There is work: runs now if the last run is a window ago, else when the window ends. */
  arm(): void {
    if (this.#timer !== null) return
    const width = this.#widthMs()
    // No longer than the window, though the clock be set back meanwhile.
    const waitMs = Math.min(width, this.#last + width - Date.now())
    if (waitMs <= 0) this.#fire()
    else this.#timer = setTimeout(() => this.#fire(), waitMs)
  }

  /** The work was done or dropped by other means: a window that waits ends here. */
  done(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#last = Date.now()
  }

  #fire(): void {
    this.done()
    this.#run()
  }
}
