/**
 * Reads a foreign update without applying it: says whether it is one text named json and nothing else, and what it
 * would bring. A document cannot take an update back, so this comes before anybody sees it.
 *
 * The format is Yjs' update format, version 1; `read-update.test.ts` holds this reader against Yjs' own.
 */
import * as decoding from 'lib0/decoding'
import { textName } from '../../shared/collab/doc.ts'

export type ReadUpdate = {
  /** By client: the clocks its structs cover, half-open, and whether some between are missing. */
  readonly clients: Map<number, { from: number; to: number; gaps: boolean }>
  /** By client: the clock that must be there before this update can be taken in. */
  readonly needs: Map<number, number>
  /** Deleted stretches: client, clock, length, three numbers each. */
  readonly deletes: readonly number[]
  /** Bytes of the text in it, as UTF-8: no update makes the flow grow by more. */
  readonly textBytes: number
}

/** Structs one update may hold: a small frame must not unfold into a large heap. */
const mostStructs = 1_000_000

/** The update's contents, or in words why it is none of ours. */
export function readUpdate(update: Uint8Array): ReadUpdate | string {
  try {
    return new Reader(update).all()
  } catch (error) {
    return error instanceof Refused ? error.message : 'not an update'
  }
}

class Refused extends Error {}

class Reader {
  readonly #in: decoding.Decoder
  readonly #clients: ReadUpdate['clients'] = new Map()
  readonly #needs: ReadUpdate['needs'] = new Map()
  readonly #deletes: number[] = []
  #textBytes = 0
  #structs = 0

  constructor(update: Uint8Array) {
    this.#in = decoding.createDecoder(update)
  }

  all(): ReadUpdate {
    for (let left = this.#number(); left > 0; left--) this.#client()
    for (let left = this.#number(); left > 0; left--) this.#deletesOfClient()
    if (decoding.hasContent(this.#in)) throw new Refused('bytes after the end of the update')
    return {
      clients: this.#clients,
      needs: this.#needs,
      deletes: this.#deletes,
      textBytes: this.#textBytes,
    }
  }

  #number(): number {
    return decoding.readVarUint(this.#in)
  }

  #client(): void {
    let structs = this.#number()
    this.#structs += structs
    if (this.#structs > mostStructs) throw new Refused('too many changes in one update')
    const client = this.#id()
    let clock = this.#number()
    if (this.#clients.has(client)) throw new Refused('one client twice in one update')
    const range = { from: clock, to: clock, gaps: false }
    for (; structs > 0; structs--) {
      const info = decoding.readUint8(this.#in)
      const kind = info & 0b11111
      if (kind === 10) {
        range.gaps = true
        clock = this.#after(clock, this.#number())
      } else {
        const length = kind === 0 ? this.#number() : this.#item(info, client, clock)
        clock = this.#after(clock, length)
      }
    }
    range.to = clock
    if (range.to > range.from) this.#clients.set(client, range)
  }

  /** One item: where it stands, then its content. Returns how many clocks it covers. */
  #item(info: number, client: number, clock: number): number {
    const hasLeft = (info & 0b1000_0000) !== 0
    const hasRight = (info & 0b0100_0000) !== 0
    if (hasLeft) this.#origin(client, clock)
    if (hasRight) this.#origin(client, clock)
    if (!hasLeft && !hasRight) {
      // Only the root's first items name their parent. A parent given by id would be a type inside our text.
      if (this.#number() !== 1) throw new Refused('something inside the text that is not text')
      if (decoding.readVarString(this.#in) !== textName)
        throw new Refused('something beside the text')
      if ((info & 0b0010_0000) !== 0) throw new Refused('an attribute of the text')
    }
    const kind = info & 0b11111
    if (kind === 1) return this.#number()
    if (kind !== 4) throw new Refused('content that is not text')
    const start = this.#in.pos
    const text = decoding.readVarString(this.#in)
    this.#textBytes += this.#in.pos - start
    return text.length
  }

  #origin(client: number, clock: number): void {
    const origin = this.#id()
    const at = this.#number()
    if (origin === client) {
      if (at >= clock) throw new Refused('a change that builds on its own future')
    } else if (at >= (this.#needs.get(origin) ?? 0)) this.#needs.set(origin, at + 1)
  }

  #deletesOfClient(): void {
    const client = this.#id()
    for (let left = this.#number(); left > 0; left--) {
      const clock = this.#number()
      const length = this.#number()
      const end = this.#after(clock, length)
      this.#deletes.push(client, clock, length)
      if (end > (this.#needs.get(client) ?? 0)) this.#needs.set(client, end)
    }
  }

  #id(): number {
    const id = this.#number()
    if (id > 0xffff_ffff_ffff) throw new Refused('a client id out of range')
    return id
  }

  #after(clock: number, length: number): number {
    const end = clock + length
    // Clocks beyond this lose precision when they are added up.
    if (length < 1 || end > 2 ** 50) throw new Refused('a clock out of range')
    return end
  }
}
