/** One room's unacknowledged changes on this device: puts each away as it is made, and forgets it once durable. */
import { openUnsent, type UnsentStore } from './unsent.ts'

export class KeptChanges {
  readonly #publicId: string
  readonly #store: Promise<UnsentStore>
  readonly #onTrouble: () => void
  /** Known once the server has said who we are; changes made before wait for it. */
  #actorId: string | null = null
  #waiting: { change: number; update: Uint8Array }[] = []
  /** Where each change lies, by its number. */
  readonly #keys = new Map<number, Promise<number[]>>()

  /** `onTrouble`: this device cannot keep changes (full, blocked, private); they live in memory alone. */
  constructor(publicId: string, onTrouble: () => void, store: Promise<UnsentStore> = openUnsent()) {
    this.#publicId = publicId
    this.#onTrouble = onTrouble
    this.#store = store
    store.catch(onTrouble)
  }

  /** The server said who we are. Returns what an earlier page of the same person left behind; empty the second time. */
  async belongTo(actorId: string): Promise<{ keys: number[]; updates: Uint8Array[] }> {
    const again = this.#actorId === actorId
    this.#actorId = actorId
    try {
      const store = await this.#store
      const left = again ? [] : await store.load(this.#publicId, actorId)
      for (const { change, update } of this.#waiting.splice(0)) this.keep(change, update)
      return { keys: left.map(({ key }) => key), updates: left.map(({ update }) => update) }
    } catch {
      this.#onTrouble()
      return { keys: [], updates: [] }
    }
  }

  keep(change: number, update: Uint8Array): void {
    const actorId = this.#actorId
    if (actorId === null) this.#waiting.push({ change, update })
    else {
      const key = this.#store.then((store) => store.add(this.#publicId, actorId, update))
      this.#note(
        change,
        key.then((one) => [one]),
      )
    }
  }

  /** Changes adopted from an earlier page, under a number of this page's ledger. */
  adopt(change: number, keys: number[]): void {
    this.#note(change, Promise.resolve(keys))
  }

  /** Everything up to this change is durable on the server. */
  async forgetUpTo(change: number): Promise<void> {
    this.#waiting = this.#waiting.filter((waiting) => waiting.change > change)
    const done = [...this.#keys].filter(([number]) => number <= change)
    for (const [number] of done) this.#keys.delete(number)
    const keys = (await Promise.allSettled(done.map(([, key]) => key))).flatMap((result) =>
      result.status === 'fulfilled' ? result.value : [],
    )
    try {
      await (await this.#store).remove(keys)
    } catch {
      // Kept longer than needed: sent once more some day, and found to be known.
    }
  }

  #note(change: number, keys: Promise<number[]>): void {
    keys.catch(this.#onTrouble)
    this.#keys.set(change, keys)
  }
}
