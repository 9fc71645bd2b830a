/** The document of one room in memory: takes in foreign updates only after judging them, and measures itself. */
import * as Y from 'yjs'
import { type Anchor, Anchors } from '../../shared/collab/anchors.ts'
import { textEdits } from '../../shared/collab/diff.ts'
import { flowText, insertText, utf8Bytes } from '../../shared/collab/doc.ts'
import type { IntentMade } from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import { type Move, writeEdits } from '../../shared/collab/moves.ts'
import { Mender, type Mending } from './mend/mender.ts'
import { type ReadUpdate, readUpdate } from './read-update.ts'
import { Unsent } from './unsent.ts'

/** A change to the document: whose it is, and the client ids in it that were never seen here before. */
export type Written = {
  /** As it came, or as the room wrote it; others get it with all else of its window, from `takeUnsent`. */
  readonly update: Uint8Array
  readonly newClients: readonly number[]
  readonly actorId: string
}

export type Verdict =
  /** Taken in, and what the room had to mend afterwards: all of it where it was an intent that could not stand. */
  | { kind: 'applied'; change: Written; mended: readonly Written[]; tookBack: boolean }
  | { kind: 'nothing-new' }
  /** It builds on something that has not arrived. Nothing was changed. */
  | { kind: 'early' }
  | { kind: 'malformed'; why: string }
  | { kind: 'too-large' }
  /** It speaks in the name of a client that belongs to somebody else. */
  | { kind: 'not-theirs' }

/** State vectors whose answers are kept between changes: a storm of reconnecting clients asks the same thing. */
const keptAnswers = 8

/** The state vector of whoever has nothing yet, as a key. */
const emptyVector = String.fromCharCode(0)

/** A new document with a text, inserted in pieces as a large paste would be. */
export function documentOf(text: string): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => insertText(flowText(doc), 0, text))
  return doc
}

export class RoomDocument {
  readonly #doc: Y.Doc
  readonly #text: Y.Text
  /** Whose client id is whose: an actor's id by client id. */
  readonly #owners: Map<number, string>
  readonly #mender: Mender
  /** Where comments stand. */
  readonly anchors: Anchors
  readonly #answers = new Map<string, Uint8Array>()
  /** What nobody has been told yet. */
  readonly #unsent: Unsent
  /** Upper bounds that grow with every change and are measured anew only when they reach a limit. */
  #textBytes: number
  #stateBytes: number

  constructor(
    doc: Y.Doc,
    owners: Map<number, string>,
    anchors: Iterable<readonly [string, Anchor]> = [],
  ) {
    this.#doc = doc
    this.#text = flowText(doc)
    this.anchors = new Anchors(this.#text, anchors)
    this.#owners = owners
    this.#mender = new Mender(this.#text)
    this.#textBytes = utf8Bytes(this.#text.toString())
    const whole = Y.encodeStateAsUpdate(doc)
    this.#stateBytes = whole.length
    this.#answers.set(emptyVector, whole)
    this.#unsent = new Unsent(doc)
  }

  get doc(): Y.Doc {
    return this.#doc
  }

  get text(): string {
    return this.#text.toString()
  }

  /** The text's length in UTF-16 units. */
  get length(): number {
    return this.#text.length
  }

  /** Who wrote which stretch of the text: [UTF-16 units, actor's id or null], in order. */
  stretches(): [number, string | null][] {
    const out: [number, string | null][] = []
    for (let item = this.#text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue
      const owner = this.#owners.get(item.id.client) ?? null
      const last = out.at(-1)
      if (last?.[1] === owner) last[0] += item.length
      else out.push([item.length, owner])
    }
    return out
  }

  /** At most this many bytes when encoded. */
  get stateBytes(): number {
    return this.#stateBytes
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  /** All that a peer with this state vector lacks. Throws when the vector is none. */
  missingFor(stateVector: Uint8Array): Uint8Array {
    const key = stateVector.length <= 64 ? String.fromCharCode(...stateVector) : null
    const kept = key === null ? undefined : this.#answers.get(key)
    if (kept) return kept
    const answer = Y.encodeStateAsUpdate(this.#doc, stateVector)
    if (key !== null && this.#answers.size < keptAnswers) this.#answers.set(key, answer)
    return answer
  }

  /** Whether a foreign update would change anything; a refusal in words when it is none of ours. */
  bringsNews(update: Uint8Array): boolean | string {
    const read = readUpdate(update)
    return typeof read === 'string' ? read : this.#isNews(read)
  }

  /** All that was taken in or written since the last time, as one update; null when there is nothing. */
  takeUnsent(): Uint8Array | null {
    return this.#unsent.take()
  }

  /** Takes in again what was judged before. */
  again(updates: readonly Uint8Array[]): void {
    for (const update of updates) Y.applyUpdate(this.#doc, update)
  }

  /** Where characters went since the last time, whoever moved them. */
  takeMoved(): Move[] {
    return this.#mender.takeMoved()
  }

  /** Judges a foreign update, and takes it in when it is sound. `intent`: it carries out one, as its client says. */
  accept(update: Uint8Array, actorId: string, intent: IntentMade | null = null): Verdict {
    const read = readUpdate(update)
    if (typeof read === 'string') return { kind: 'malformed', why: read }
    if (!this.#isNews(read)) return { kind: 'nothing-new' }
    const newClients: number[] = []
    for (const [client, { to }] of read.clients) {
      if (to <= this.#clock(client)) continue
      const owner = this.#owners.get(client)
      if (owner === undefined) newClients.push(client)
      else if (owner !== actorId) return { kind: 'not-theirs' }
    }
    if (this.#isEarly(read)) return { kind: 'early' }
    if (!this.#fits(update, read.textBytes)) return { kind: 'too-large' }
    const before = this.#mender.before(intent)
    this.anchors.before(read.deletes)
    const changes = this.#unsent.changes
    const change = this.#watched(this.#mender.cares(intent), () => this.#apply(update))
    if (this.#unsent.changes === changes) return { kind: 'nothing-new' }
    this.#stateBytes += update.length
    for (const client of newClients) this.#owners.set(client, actorId)
    this.#textBytes += read.textBytes
    const mended = change
      ? this.#mend(actorId, this.#mender.after(read.deletes, change, intent, before))
      : []
    return {
      kind: 'applied',
      change: { update, newClients, actorId },
      mended,
      tookBack: change !== null && this.#mender.tookBack,
    }
  }

  /**
   * Turns the text into another by the fewest edits, in the name of an author. Null when they are equal.
   * The caller has checked the size.
   */
  replaceText(text: string, actorId: string): Written | null {
    const edits = textEdits(this.text, text)
    this.anchors.before(null)
    const written = this.#write(actorId, () => {
      writeEdits(this.#text, edits)
    })
    if (written) this.#textBytes = utf8Bytes(text)
    return written
  }

  /** Mends one by one, each in the name of whoever wrote what is mended. What it cannot mend stays as it came. */
  #mend(actorId: string, mendings: Iterable<Mending>): Written[] {
    const mended: Written[] = []
    try {
      for (const { owner, write } of mendings) {
        const written = this.#write((owner !== null && this.#owners.get(owner)) || actorId, write)
        if (!written) continue
        mended.push(written)
        this.#textBytes += written.update.length
      }
    } catch (error) {
      console.error(`merge not mended: ${String(error)}`)
    }
    return mended
  }

  /** A change of the room's own, in an author's name. Null when it changed nothing. */
  #write(actorId: string, change: () => void): Written | null {
    const client = this.#clientFor(actorId)
    const isNew = !this.#owners.has(client)
    this.#doc.clientID = client
    const update = this.#watched(true, () => this.#doc.transact(change))
    if (!update) return null
    this.#stateBytes += update.length
    this.#owners.set(client, actorId)
    return { update, newClients: isNew ? [client] : [], actorId }
  }

  /** One client id an author and a loaded document, so that history can tell authors apart. */
  #clientFor(actorId: string): number {
    const known = this.#written.get(actorId)
    if (known !== undefined) return known
    let client = 0
    do client = crypto.getRandomValues(new Uint32Array(1))[0]!
    while (this.#owners.has(client) || this.#clock(client) > 0)
    this.#written.set(actorId, client)
    return client
  }
  readonly #written = new Map<string, number>()

  #clock(client: number): number {
    return Y.getState(this.#doc.store, client)
  }

  #isNews({ clients, deletes }: ReadUpdate): boolean {
    for (const [client, { to }] of clients) if (to > this.#clock(client)) return true
    for (let i = 0; i < deletes.length; i += 3) {
      if (!this.#isDeleted(deletes[i]!, deletes[i + 1]!, deletes[i + 2]!)) return true
    }
    return false
  }

  #isDeleted(client: number, clock: number, length: number): boolean {
    const end = clock + length
    if (end > this.#clock(client)) return false
    const structs = this.#doc.store.clients.get(client)!
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i]!
      if (struct.id.clock >= end) return true
      if (!struct.deleted) return false
    }
    return true
  }

  #isEarly({ clients, needs }: ReadUpdate): boolean {
    for (const [client, { from, gaps }] of clients) {
      if (gaps || from > this.#clock(client)) return true
    }
    for (const [client, clock] of needs) {
      if (clock > Math.max(this.#clock(client), clients.get(client)?.to ?? 0)) return true
    }
    return false
  }

  /** Whether the document stays within its limits; near them it is tried on a copy first. */
  #fits(update: Uint8Array, textBytes: number): boolean {
    const textFits = (): boolean => this.#textBytes + textBytes <= limits.textBytes
    const stateFits = (): boolean => this.#stateBytes + update.length <= limits.stateBytes
    if (textFits() && stateFits()) return true
    const state = Y.encodeStateAsUpdate(this.#doc)
    this.#textBytes = utf8Bytes(this.text)
    this.#stateBytes = state.length
    if (textFits() && stateFits()) return true
    const copy = new Y.Doc()
    Y.applyUpdate(copy, state)
    Y.applyUpdate(copy, update)
    return (
      utf8Bytes(flowText(copy).toString()) <= limits.textBytes &&
      Y.encodeStateAsUpdate(copy).length <= limits.stateBytes
    )
  }

  #apply(update: Uint8Array): void {
    const { store } = this.#doc
    const wasWhole = store.pendingStructs === null && store.pendingDs === null
    Y.applyUpdate(this.#doc, update)
    if (wasWhole) {
      // Everything it needs was there, so what still waits is built in a circle and will wait for ever.
      store.pendingStructs = null
      store.pendingDs = null
    }
  }

  /** Makes a change and, where it is to be watched, says what it changed as an update; null for nothing or unwatched. */
  #watched(isWatched: boolean, change: () => void): Uint8Array | null {
    const seen = isWatched ? new Unsent(this.#doc) : null
    change()
    seen?.stop()
    this.#answers.clear()
    return seen?.take() ?? null
  }
}
