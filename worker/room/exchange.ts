/**
 * How a room's text changes: updates come in, are judged, wait one short window, are merged and stored as one row, and
 * only then, in the same turn, reach the others and are acknowledged (design, decision 4).
 *
 * Longer than most files on purpose: every path to the document passes here, so that none can go round the store.
 */
import * as Y from 'yjs'
import {
  type Anchor,
  type CommentsNews,
  offsetsOf,
  type Place,
  placeOf,
  type Stretch,
} from '../../shared/collab/anchors.ts'
import { flowText, utf8Bytes } from '../../shared/collab/doc.ts'
import {
  ackFrame,
  commentsFrame,
  deniedFrame,
  type IntentMade,
  movedFrame,
  step1Frame,
  step2Frame,
  takenBackFrame,
  updateFrame,
} from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import type { Move } from '../../shared/collab/moves.ts'
import { closeCode, syncKind } from '../../shared/collab/wire.ts'
import { Pace } from './pace.ts'
import { deflated, unpack } from './packed.ts'
import { RoomRefusal, refusalOf } from './refusal.ts'
import type { RoomAnchors } from './room-anchors.ts'
import { documentOf, RoomDocument, type Verdict, type Written } from './room-document.ts'
import type { RoomHistory } from './room-history.ts'
import type { Author, RoomStore } from './room-store.ts'
import type { Seat } from './seat.ts'
import type { Seats } from './seats.ts'
import { Window } from './window.ts'

/** Bytes that a window collects at most. */
const mostCollectedBytes = 256 * 1024

/** Documents above this are not snapshotted while people wait, but from an alarm soon after. */
const inlineSnapshotBytes = 1024 * 1024
const snapshotDelayMs = 1000

export class Exchange {
  readonly #storage: DurableObjectStorage
  readonly #store: RoomStore
  readonly #history: RoomHistory
  readonly #anchors: RoomAnchors
  readonly #seats: Seats
  readonly #pace = new Pace<Seat>()
  readonly #window: Window
  readonly #onStored: (seat: Seat) => void
  /** Loaded when first needed: presence and heartbeats never read the document. */
  #document: RoomDocument | null = null
  /** What was judged and waits for the window's end. */
  #pending: Uint8Array[] = []
  #pendingBytes = 0
  #newAuthors: Author[] = []
  /** Seats whose updates are pending; null stands for the server itself. */
  readonly #origins = new Set<Seat | null>()
  readonly #holders = new Set<Seat>()
  #alarmSet = false

  /** `onStored` runs for each seat whose updates are in a row that was just written. */
  constructor(
    storage: DurableObjectStorage,
    store: RoomStore,
    history: RoomHistory,
    anchors: RoomAnchors,
    seats: Seats,
    onStored: (seat: Seat) => void,
  ) {
    this.#onStored = onStored
    this.#storage = storage
    this.#store = store
    this.#history = history
    this.#anchors = anchors
    this.#seats = seats
    this.#window = new Window(
      {
        windowMs: () => this.#pace.windowMs(seats.count),
        quietMs: () => this.#pace.quietMs(seats.count),
      },
      () => this.flush(),
    )
  }

  /** Gives a room that has none its first text. A room that has one keeps it. */
  create(text: string): void {
    if (this.#store.exists) return
    refuseTooLarge(text)
    this.#store.snapshot(documentOf(text))
  }

  /** Reads what is stored, if it was not read yet: only then does damage show. */
  load(): void {
    this.#ready()
  }

  /** The text as stored. */
  text(): string {
    const document = this.#ready()
    this.flush()
    return document.text
  }

  /** Turns the text into another by the fewest edits, so that what others are doing elsewhere in it survives. */
  replace(text: string, author: { id: string; name: string }): void {
    refuseTooLarge(text)
    const document = this.#ready()
    if (this.#store.frozen)
      throw new RoomRefusal('frozen', 'This version is published and cannot change.')
    this.flush()
    // A text put in from outside stands by itself in the history.
    this.endStretch()
    const now = Date.now()
    this.#history.beforeEdit(author, now, () => document)
    const change = document.replaceText(text, author.id)
    if (!change) return
    this.#collect(null, change, author.name)
    if (!this.flush()) throw new RoomRefusal('cannot-save', 'The room could not save. Try again.')
    this.#history.edited(author, now)
    this.endStretch()
  }

  /** The whole document, deflated. */
  copy(): Uint8Array {
    const document = this.#ready()
    this.flush()
    return deflated(Y.encodeStateAsUpdate(document.doc))
  }

  /** Puts a copy back as an edit; false where the room could not be read and was made anew from it. */
  restore(copy: Uint8Array, author: { id: string; name: string }): boolean {
    const doc = new Y.Doc()
    flowText(doc)
    Y.applyUpdate(doc, unpack(copy))
    try {
      this.#ready()
    } catch (error) {
      if (refusalOf(error)?.kind !== 'unreadable') throw error
      this.#store.rebuild(doc)
      return false
    }
    this.replace(flowText(doc).toString(), author)
    return true
  }

  /** Ends the stretch of work that is going on, if there is one. */
  endStretch(): void {
    this.#history.close(() => this.#ready())
  }

  /** Answers what a peer lacks, then asks once what we lack. */
  answer(seat: Seat, stateVector: Uint8Array): void {
    const isNewcomer = stateVector.length === 1 && stateVector[0] === 0
    const stored = isNewcomer && !this.#document ? this.#asStored() : null
    if (stored) {
      const parts = [stored.document, ...stored.updates]
      // Step 2, which says that this was all, comes last.
      const frames = parts.map((part, i) =>
        i < parts.length - 1 ? updateFrame(part) : step2Frame(part),
      )
      this.#answerWith(seat, frames)
      // Reading what to ask takes longer than all of this; the answer goes out meanwhile.
      setTimeout(() => this.#askFrom(seat, parts))
    } else {
      const document = this.#ready()
      this.flush()
      this.#answerWith(seat, [step2Frame(document.missingFor(stateVector))])
      this.#ask(seat, document.stateVector())
    }
  }

  /** What is stored, to be sent without building the document: rooms in which people only read never build it. */
  #asStored(): ReturnType<RoomStore['asStored']> {
    return this.#pending.length === 0 ? this.#store.asStored() : null
  }

  #answerWith(seat: Seat, frames: readonly Uint8Array[]): void {
    const bytes = frames.reduce((sum, { length }) => sum + length, 0)
    if (seat.spend(bytes, Date.now())) for (const frame of frames) this.#deliver(seat, frame)
    else this.#seats.close(seat, closeCode.tryLater, 'too fast')
  }

  #askFrom(seat: Seat, updates: readonly Uint8Array[]): void {
    const clocks = new Map<number, number>()
    for (const update of updates)
      for (const [client, to] of Y.parseUpdateMeta(update).to) clocks.set(client, to)
    this.#ask(seat, Y.encodeStateVector(clocks))
  }

  #ask(seat: Seat, stateVector: Uint8Array): void {
    if (seat.gone || seat.asked) return
    seat.asked = true
    this.#seats.send(seat, step1Frame(stateVector))
  }

  /** Takes a step 2 or an update from a socket; `intent` where the update carries out one. */
  take(seat: Seat, kind: number, update: Uint8Array, intent: IntentMade | null = null): void {
    if (kind === syncKind.step2) {
      seat.answered()
      if (!seat.synced) {
        seat.synced = true
        seat.keep()
      }
    }
    if (!seat.admission.write || this.#store.frozen) this.#takeFromReader(seat, update)
    else if (isEmpty(update)) this.#settle(seat)
    else this.#rule(seat, update, this.#judge(seat, update, this.#affordable(seat, intent)))
  }

  /**
   * Stores what is pending, then tells everybody. Runs in one turn: the runtime lets nothing out of the object before
   * the row is durable. False when it could not be stored; nobody has seen it then, and every client sends it again.
   */
  flush(): boolean {
    this.#window.done()
    if (this.#pending.length === 0) return true
    const document = this.#ready()
    const merged = document.takeUnsent()
    const moved = document.takeMoved()
    const now = Date.now()
    try {
      if (merged) this.#store.append(merged, this.#newAuthors, now)
    } catch (error) {
      this.#giveUp(error)
      return false
    }
    const places = this.#follow(document, moved, merged?.length ?? 0)
    const origins = new Set(this.#origins)
    this.#clear()
    this.#pace.stored(now)
    const frame = merged && updateFrame(merged)
    const carried = moved.length > 0 && moved.length <= limits.moves ? movedFrame(moved) : null
    for (const seat of [...this.#seats.all()]) {
      if (frame && (origins.size > 1 || !origins.has(seat))) {
        if (carried && seat.acks) this.#deliver(seat, carried)
        this.#deliver(seat, frame)
      }
      this.#acknowledge(seat)
    }
    if (places) this.#tellComments({ places })
    for (const seat of origins) if (seat) this.#onStored(seat)
    this.#snapshotIfDue()
    return true
  }

  /** Writes a snapshot if one is due; called from the alarm. */
  snapshot(): void {
    this.#alarmSet = false
    if (!this.#store.exists || !this.#store.snapshotDue) return
    const document = this.#ready()
    if (this.flush()) this.#trySnapshot(document)
  }

  /** Where all threads stand that this room knows of. */
  places(): Record<string, Place> {
    const held = this.#document?.anchors.entries() ?? this.#anchors.load()
    return Object.fromEntries([...held].map(([thread, anchor]) => [thread, placeOf(anchor)]))
  }

  /**
   * Takes threads in that this room does not know. `isHere`: the anchor's characters are this room's; else they are found
   * by what the anchor says of them.
   */
  holdAll(wanted: readonly { thread: string; anchor: Anchor; isHere: boolean }[]): void {
    const { anchors } = this.#ready()
    this.flush()
    const places: Record<string, Place> = {}
    for (const { thread, anchor, isHere } of wanted) {
      if (anchors.get(thread)) continue
      const held = isHere ? anchors.hold(thread, anchor) : anchors.adopt(thread, anchor)
      this.#anchors.save(thread, held)
      places[thread] = placeOf(held)
    }
    if (Object.keys(places).length > 0) this.#tellComments({ places })
  }

  /** The threads of this room with where they stand in its text, for a room that begins as its copy. */
  carried(): Carried[] {
    const { doc, anchors } = this.#ready()
    this.flush()
    const held = [...anchors.entries()]
    const ends = offsetsOf(
      flowText(doc),
      held.flatMap(([, { start, end }]) => [start, end]),
    )
    return held.map(([thread, anchor], i) => {
      const [offset, last] = [ends[2 * i] ?? null, ends[2 * i + 1] ?? null]
      const isThere = !anchor.gone && offset !== null && last !== null && last >= offset
      return { thread, anchor, at: isThere ? { offset, length: last - offset + 1 } : null }
    })
  }

  /** Takes in the threads of the room that this one was copied from. */
  carry(list: readonly Carried[]): void {
    const { anchors } = this.#ready()
    this.flush()
    for (const { thread, anchor, at } of list) {
      if (anchors.get(thread)) continue
      const held = at ? anchors.holdAt(thread, anchor, at) : anchors.adopt(thread, anchor)
      this.#anchors.save(thread, held)
    }
  }

  /** Tells everybody that something was written about this flow. */
  commentsWritten(): void {
    this.#tellComments({ written: true })
  }

  #tellComments(news: CommentsNews): void {
    const frame = commentsFrame(JSON.stringify(news))
    for (const seat of [...this.#seats.all()]) if (seat.acks) this.#deliver(seat, frame)
  }

  /** Keeps comments at what they are on; the places that are now others, or null. Never keeps the text from being saved. */
  #follow(
    document: RoomDocument,
    moves: readonly Move[],
    written: number,
  ): Record<string, Place> | null {
    if (document.anchors.isEmpty) return null
    try {
      const changed = document.anchors.after(moves, written)
      if (changed.length === 0) return null
      return Object.fromEntries(
        changed.map((thread) => {
          const anchor = document.anchors.get(thread)!
          this.#anchors.save(thread, anchor)
          return [thread, placeOf(anchor)]
        }),
      )
    } catch (error) {
      console.error(`comments not followed: ${String(error)}`)
      return null
    }
  }

  /** The last person left. */
  rest(): void {
    this.flush()
    if (this.#store.exists) this.endStretch()
    if (!this.#store.exists || !this.#store.snapshotWorthwhile) return
    this.#trySnapshot(this.#ready())
  }

  /** Somebody left: what they held back can wait no longer. */
  forget(seat: Seat): void {
    this.#holders.delete(seat)
    this.#pace.left(seat)
  }

  /** The room is being removed. */
  drop(): void {
    this.#window.done()
    this.#clear()
    this.#holders.clear()
    this.#document = null
  }

  #read(): ReturnType<RoomStore['load']> {
    try {
      return this.#store.load()
    } catch (error) {
      console.error(`room cannot be read: ${String(error)}`)
      throw new RoomRefusal('unreadable', 'What this room stored cannot be read. Put a copy back.')
    }
  }

  /** The one way to the document, for sockets, methods and alarms alike. */
  #ready(): RoomDocument {
    if (this.#document) return this.#document
    if (!this.#store.exists) throw new RoomRefusal('no-such-room', 'This flow has no room.')
    const { doc, owners } = this.#read()
    this.#document = new RoomDocument(doc, owners, this.#anchors.load())
    this.#document.again(this.#pending)
    return this.#document
  }

  /** Mending reads the whole text, so it counts as if that had been sent; who sends too much gets none. */
  #affordable(seat: Seat, intent: IntentMade | null): IntentMade | null {
    return intent && seat.spend(this.#ready().length, Date.now()) ? intent : null
  }

  #judge(seat: Seat, update: Uint8Array, intent: IntentMade | null): Verdict {
    const document = this.#ready()
    const { actor } = seat.admission
    const now = Date.now()
    this.#history.beforeEdit(actor, now, () => document)
    const verdict = this.#accept(document, update, actor.id, intent)
    if (verdict.kind === 'applied') this.#history.edited(actor, now)
    return verdict
  }

  #accept(
    document: RoomDocument,
    update: Uint8Array,
    actorId: string,
    intent: IntentMade | null,
  ): Verdict {
    try {
      return document.accept(update, actorId, intent)
    } catch (error) {
      // Half of it may be in the document now: read it again as it is stored.
      console.error(`update refused after a fault: ${String(error)}`)
      this.#document = null
      return { kind: 'malformed', why: 'an update that cannot be applied' }
    }
  }

  #rule(seat: Seat, update: Uint8Array, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'applied':
        seat.owe()
        this.#collectAll(seat, verdict)
        if (verdict.tookBack && seat.acks) this.#seats.send(seat, takenBackFrame)
        this.#retryHeld()
        if (this.#pendingBytes >= mostCollectedBytes) this.flush()
        else this.#window.arm()
        break
      case 'nothing-new':
        this.#settle(seat)
        break
      case 'early':
        this.#hold(seat, update)
        break
      case 'malformed':
        this.#seats.close(seat, closeCode.malformed, verdict.why)
        break
      case 'too-large':
        this.#seats.close(seat, closeCode.tooLarge, 'the flow would be too large')
        break
      case 'not-theirs':
        this.#deny(seat, 'this change was made by somebody else')
    }
  }

  #takeFromReader(seat: Seat, update: Uint8Array): void {
    // Stock clients answer our step 1 even when they may only read; with nothing new in it that is no offence.
    const news = isEmpty(update) ? false : this.#ready().bringsNews(update)
    if (typeof news === 'string') this.#seats.close(seat, closeCode.malformed, news)
    else if (news) this.#deny(seat, 'you may read this flow but not change it')
    else this.#settle(seat)
  }

  #deny(seat: Seat, reason: string): void {
    this.#seats.send(seat, deniedFrame(reason))
    this.#seats.close(seat, closeCode.notAllowed, reason)
  }

  /** Keeps an update that builds on something missing. Before a seat's first step 2 that is normal, and step 2 brings all. */
  #hold(seat: Seat, update: Uint8Array): void {
    if (!seat.synced) {
      this.#settle(seat)
      return
    }
    if (seat.hold(update)) this.#holders.add(seat)
    else this.#seats.close(seat, closeCode.tryLater, 'changes are missing; connect again')
  }

  /** Something came in that others may have waited for; what is let in may let in more. */
  #retryHeld(): void {
    let letIn = true
    while (letIn) {
      letIn = false
      for (const seat of [...this.#holders]) if (this.#retry(seat)) letIn = true
    }
  }

  /** Whether anything that this seat had waiting could be taken in. */
  #retry(seat: Seat): boolean {
    this.#holders.delete(seat)
    const { updates, laterFrames } = seat.release()
    let letIn = false
    for (const update of updates) {
      if (seat.gone) break
      const verdict = this.#judge(seat, update, null)
      if (verdict.kind === 'early') this.#hold(seat, update)
      else if (verdict.kind === 'applied') {
        letIn = true
        seat.owe()
        this.#collectAll(seat, verdict)
      } else this.#rule(seat, update, verdict)
    }
    for (let i = 0; i < laterFrames; i++) seat.owe()
    return letIn
  }

  /** What a seat sent, and what the room mended after it: the seat has the one, nobody the other. */
  #collectAll(seat: Seat, { change, mended }: Verdict & { kind: 'applied' }): void {
    this.#pace.wrote(seat, Date.now())
    this.#collect(seat, change, seat.admission.actor.name)
    for (const mend of mended) this.#collect(null, mend, this.#nameOf(mend.actorId))
  }

  #collect(seat: Seat | null, { update, newClients, actorId }: Written, name: string): void {
    this.#pending.push(update)
    this.#pendingBytes += update.length
    this.#origins.add(seat)
    for (const client of newClients) this.#newAuthors.push({ client, actorId, name })
  }

  #nameOf(actorId: string): string {
    const isTheirs = (author: Author): boolean => author.actorId === actorId
    return this.#newAuthors.find(isTheirs)?.name ?? this.#store.authorName(actorId) ?? actorId
  }

  #clear(): void {
    this.#pending = []
    this.#pendingBytes = 0
    this.#newAuthors = []
    this.#origins.clear()
  }

  /** A frame that changed nothing: durable at once, unless something before it still waits. */
  #settle(seat: Seat): void {
    seat.owe()
    if (this.#pending.length === 0) this.#acknowledge(seat)
  }

  #acknowledge(seat: Seat): void {
    const count = seat.takeOwed()
    if (seat.acks && count > 0) this.#seats.send(seat, ackFrame(count))
  }

  /** Sends, watching that the reader keeps up; one that does not is dropped and comes back to a single answer. */
  #deliver(seat: Seat, frame: Uint8Array): void {
    const now = Date.now()
    if (seat.tooSlow(now)) {
      this.#seats.close(seat, closeCode.tryLater, 'reading too slowly')
      return
    }
    this.#seats.send(seat, frame)
    if (!seat.wantsProbe) return
    seat.probed(now)
    this.#seats.send(seat, step1Frame(this.#ready().stateVector()))
  }

  #snapshotIfDue(): void {
    if (!this.#store.snapshotDue) return
    const document = this.#ready()
    if (document.stateBytes < inlineSnapshotBytes) this.#trySnapshot(document)
    else if (!this.#alarmSet) {
      this.#alarmSet = true
      void this.#storage.setAlarm(Date.now() + snapshotDelayMs)
    }
  }

  /** A snapshot that fails costs nothing yet: the log still holds everything. */
  #trySnapshot(document: RoomDocument): void {
    try {
      this.#store.snapshot(document.doc)
    } catch (error) {
      console.error(`snapshot failed: ${String(error)}`)
    }
  }

  /** Storage refused: forget what nobody has seen, and let every client come back and send it again. */
  #giveUp(error: unknown): void {
    console.error(`room could not store: ${String(error)}`)
    this.drop()
    for (const seat of [...this.#seats.all()]) {
      this.#seats.close(seat, closeCode.tryLater, 'the room could not save')
    }
  }
}

/** A thread on its way to a room with the same text; `at` null where it stands nowhere. */
export type Carried = { thread: string; anchor: Anchor; at: Stretch | null }

/** An update of no structs and no deletions. */
const isEmpty = (update: Uint8Array): boolean =>
  update.length === 2 && update[0] === 0 && update[1] === 0

function refuseTooLarge(text: string): void {
  if (utf8Bytes(text) > limits.textBytes) {
    throw new RoomRefusal('too-large', 'The flow would be larger than 10 MB.')
  }
}
