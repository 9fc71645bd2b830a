/** One short window in which work is collected: the first after silence goes at once, and nothing ticks at rest. */

const leastMs = 1

export type Widths = {
  /** How long to collect after the last run. */
  windowMs(): number
  /** Less than this after the last run is no silence: that run may have taken as long, and more be queued behind. */
  quietMs(): number
}

export class Window {
  readonly #widths: Widths
  readonly #run: () => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #last = 0

  constructor(widths: Widths, run: () => void) {
    this.#widths = widths
    this.#run = run
  }

  /** There is work: runs now after silence, else when the window ends. */
  arm(): void {
    if (this.#timer !== null) return
    const width = this.#widths.windowMs()
    const passed = Date.now() - this.#last
    if (passed >= Math.max(width, this.#widths.quietMs())) this.#fire()
    else {
      // No longer than the window, though the clock be set back meanwhile.
      const waitMs = Math.min(width, Math.max(leastMs, width - passed))
      this.#timer = setTimeout(() => this.#fire(), waitMs)
    }
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
