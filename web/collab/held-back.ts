/**
 * Takes in what was said to be moved together with the change that moves it; and holds both back while letters of one's own
 * are on their way: those were written where the things were, and the room answers with where they go. Taken in together,
 * the text is whole at every moment.
 */
import { messageKind } from '../../shared/collab/wire.ts'

/** Longer than an answer takes; who types without rest sees others' work no later than this, in milliseconds. */
const longestMs = 300

export class HeldBack {
  readonly #isBusy: () => boolean
  readonly #release: (takes: readonly (() => void)[]) => void
  #held: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `isBusy`: whether changes of one's own are on their way. `release` takes in what was held, in its order. */
  constructor(isBusy: () => boolean, release: (takes: readonly (() => void)[]) => void) {
    this.#isBusy = isBusy
    this.#release = release
  }

  /** A frame came in: takes it in now or holds it back. */
  heard(frame: ArrayBuffer, take: () => void): void {
    // All of our kinds are one byte.
    const kind = new Uint8Array(frame, 0, Math.min(1, frame.byteLength))[0]
    const isSync = kind === messageKind.sync
    if (kind === messageKind.moved || (isSync && this.#held.length > 0)) {
      this.#held.push(take)
      this.#timer ??= setTimeout(() => this.let(), longestMs)
      if (isSync && !this.#isBusy()) this.let()
      return
    }
    this.#release([take])
    if (kind === messageKind.ack && !this.#isBusy()) this.let()
  }

  /** Takes in what is held. */
  let(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const takes = this.#held
    this.#held = []
    if (takes.length > 0) this.#release(takes)
  }

  /** Forgets what is held: a new connection brings it again. */
  drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#held = []
  }
}
