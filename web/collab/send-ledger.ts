/**
 * Which local changes the server has made durable. It acknowledges a number of sync frames in the order sent; the ledger
 * remembers what each frame covers. Pure bookkeeping: it neither sends nor stores.
 */

export class SendLedger {
  /** Changes are numbered from 1. */
  #made = 0
  #durable = 0
  /** For each frame of this connection that is not acknowledged: the change up to which it covers everything. */
  #frames: number[] = []
  /** Whether this connection's step 2 went out: only from then on does a frame continue an unbroken row of changes. */
  #caughtUp = false

  get unsaved(): boolean {
    return this.#made > this.#durable
  }

  /** Every change up to this number is durable. */
  get durable(): number {
    return this.#durable
  }

  get caughtUp(): boolean {
    return this.#caughtUp
  }

  /** A change was made here. Returns its number. */
  changed(): number {
    return ++this.#made
  }

  /** A new connection: what was on the way may or may not have arrived, and its step 2 brings all of it again. */
  connected(): void {
    this.#frames = []
    this.#caughtUp = false
  }

  /** A sync frame goes out. `withheld`: an empty one in place of changes that the server would refuse. */
  sent(kind: 'step-2' | 'update', withheld = false): void {
    if (kind === 'step-2' && !withheld) this.#caughtUp = true
    this.#frames.push(this.#caughtUp && !withheld ? this.#made : 0)
  }

  /** The server stored the next so many frames. */
  acknowledged(count: number): void {
    for (const covers of this.#frames.splice(0, count)) {
      this.#durable = Math.max(this.#durable, covers)
    }
  }
}
