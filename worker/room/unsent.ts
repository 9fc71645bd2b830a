/**
 * Gathers what changes in a document into one update: letters typed one after another become one, so that rows and frames
 * stay small, and nothing is encoded until it is wanted.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

type Range = { clock: number; length: number }

export class Unsent {
  readonly #doc: Y.Doc
  /** By client: the clock from which its characters are not sent yet. */
  readonly #starts = new Map<number, number>()
  readonly #deletes = new Map<number, Range[]>()
  readonly #stop: () => void
  /** How often something has changed. */
  changes = 0

  constructor(doc: Y.Doc) {
    this.#doc = doc
    const gather = (transaction: Y.Transaction): void => this.#gather(transaction)
    doc.on('afterTransaction', gather)
    this.#stop = () => doc.off('afterTransaction', gather)
  }

  get none(): boolean {
    return this.#starts.size === 0 && this.#deletes.size === 0
  }

  /** All that changed since the last time, as an update (version 1); null when nothing did. */
  take(): Uint8Array | null {
    if (this.none) return null
    const update = new Y.UpdateEncoderV1()
    const out = update.restEncoder
    // Higher client ids first, as Yjs itself writes them.
    const starts = [...this.#starts].sort(([a], [b]) => b - a)
    encoding.writeVarUint(out, starts.length)
    for (const [client, clock] of starts) {
      const structs = this.#doc.store.clients.get(client)!
      const first = Y.findIndexSS(structs, clock)
      encoding.writeVarUint(out, structs.length - first)
      update.writeClient(client)
      encoding.writeVarUint(out, clock)
      for (let i = first; i < structs.length; i++)
        structs[i]!.write(update, i === first ? clock - structs[i]!.id.clock : 0)
    }
    encoding.writeVarUint(out, this.#deletes.size)
    for (const [client, ranges] of this.#deletes) {
      const joined = join(ranges)
      encoding.writeVarUint(out, client)
      encoding.writeVarUint(out, joined.length)
      for (const { clock, length } of joined) {
        encoding.writeVarUint(out, clock)
        encoding.writeVarUint(out, length)
      }
    }
    this.#starts.clear()
    this.#deletes.clear()
    return update.toUint8Array()
  }

  /** Gathers no more. */
  stop(): void {
    this.#stop()
  }

  #gather({ beforeState, afterState, deleteSet }: Y.Transaction): void {
    let isChange = deleteSet.clients.size > 0
    for (const [client, clock] of afterState) {
      const before = beforeState.get(client) ?? 0
      if (clock <= before) continue
      isChange = true
      if (!this.#starts.has(client)) this.#starts.set(client, before)
    }
    if (isChange) this.changes++
    for (const [client, items] of deleteSet.clients) {
      const ranges = this.#deletes.get(client) ?? []
      this.#deletes.set(client, ranges)
      for (const { clock, len } of items) ranges.push({ clock, length: len })
    }
  }
}

/** The same characters in as few ranges as they take. */
function join(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const { clock, length } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = joined.at(-1)
    if (last && last.clock + last.length >= clock)
      last.length = Math.max(last.length, clock + length - last.clock)
    else joined.push({ clock, length })
  }
  return joined
}
