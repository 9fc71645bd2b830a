/** One live flow version: lifecycle of its Durable Object. */
import { DurableObject } from 'cloudflare:workers'
import type { Anchor, Place } from '../../shared/collab/anchors.ts'
import { welcomeFrame } from '../../shared/collab/frames.ts'
import type { Change } from '../../shared/collab/history.ts'
import { limits } from '../../shared/collab/limits.ts'
import { distinctPeople, type PeopleDoor, type Person } from '../../shared/collab/presence.ts'
import { ackQuery, closeCode, heartbeat } from '../../shared/collab/wire.ts'
import type { Env } from '../env.ts'
import { answerGoodbye } from '../goodbye.ts'
import { readAdmission, roomName } from './admission.ts'
import { type EditDoor, EditNews } from './edit-news.ts'
import { type Carried, Exchange } from './exchange.ts'
import { PeopleNews } from './people-news.ts'
import { receive } from './receive.ts'
import { refuseSocket } from './refuse.ts'
import { RoomAnchors } from './room-anchors.ts'
import { RoomHistory } from './room-history.ts'
import { RoomPresence } from './room-presence.ts'
import { RoomStore } from './room-store.ts'
import type { Seat } from './seat.ts'
import { Seats } from './seats.ts'

/** Methods throw a RoomRefusal for what callers must expect; `refusalOf` reads it (refusal.ts). */
export class FlowRoom extends DurableObject<Env> {
  readonly #store: RoomStore
  readonly #history: RoomHistory
  readonly #anchors: RoomAnchors
  readonly #seats: Seats
  readonly #exchange: Exchange
  readonly #presence: RoomPresence
  readonly #news: PeopleNews
  readonly #edits: EditNews

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new RoomStore(ctx.storage)
    this.#history = new RoomHistory(ctx.storage)
    this.#anchors = new RoomAnchors(ctx.storage.sql)
    this.#seats = new Seats(ctx, (seat) => this.#emptied(seat))
    this.#exchange = new Exchange(
      ctx.storage,
      this.#store,
      this.#history,
      this.#anchors,
      this.#seats,
      (seat) => this.#edits.stored(seat.admission, Date.now()),
    )
    this.#presence = new RoomPresence(this.#seats)
    const feed = (workspaceId: string): PeopleDoor & EditDoor =>
      env.FEEDS.get(env.FEEDS.idFromName(workspaceId))
    this.#news = new PeopleNews(feed)
    this.#edits = new EditNews(feed)
    // Answered by the runtime itself, so that heartbeats wake nobody.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeat.ask, heartbeat.answer))
  }

  /** A socket that the Worker admitted; see admission.ts for why the header can be believed. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return new Response('This address speaks WebSocket.', { status: 426 })
    }
    const admission = readAdmission(request.headers)
    if (!admission) return refuseSocket(closeCode.notAllowed, 'not admitted')
    const { workspaceId, publicId } = admission
    const name = this.ctx.id.name
    if (name !== undefined && name !== roomName(workspaceId, publicId)) {
      return refuseSocket(closeCode.notAllowed, 'admitted to another flow')
    }
    if (!this.#store.exists) return refuseSocket(closeCode.noSuchFlow, 'no such flow')
    const isGuest = admission.actor.kind === 'guest'
    if (
      this.#seats.count >= limits.sockets ||
      (isGuest && this.#guests().length >= limits.guestSockets)
    ) {
      return refuseSocket(closeCode.tryLater, 'room full')
    }
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    const acks = new URL(request.url).searchParams.get(ackQuery.name) === ackQuery.value
    const before = this.#seats.people()
    const seat = this.#seats.take(
      server,
      { ...admission, write: admission.write && !this.#store.frozen },
      acks,
    )
    if (acks) this.#seats.send(seat, welcomeFrame(JSON.stringify(seat.person)))
    const everybody = this.#presence.snapshot()
    if (everybody) this.#seats.send(seat, everybody)
    this.#tellIfChanged(seat, before, this.#seats.people())
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, data: ArrayBuffer | string): void {
    const seat = this.#seats.of(socket)
    // None: sent off by us already; what it still says is not heard.
    if (!seat) {
      this.#seats.hangUp(socket)
      return
    }
    if (seat.isOver(Date.now())) {
      this.#seats.close(seat, closeCode.notAllowed, 'this visit has ended')
      return
    }
    const room = { seats: this.#seats, exchange: this.#exchange, presence: this.#presence }
    try {
      receive(room, seat, data, Date.now())
    } catch (error) {
      // A fault of ours, not theirs: they come back, and send again what was not acknowledged.
      console.error(`room ${this.ctx.id.name}: ${String(error)}`)
      this.#seats.close(seat, closeCode.tryLater, 'the room had a fault')
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#seats.leave(socket)
    answerGoodbye(socket, code)
  }

  override webSocketError(socket: WebSocket): void {
    this.#seats.leave(socket)
  }

  override alarm(): void {
    this.#exchange.snapshot()
  }

  /** Gives the room its first text, at most 10 MB. A room that has one keeps it. */
  async create(text: string): Promise<void> {
    this.#exchange.create(text)
  }

  async exists(): Promise<boolean> {
    return this.#store.exists
  }

  /** The flow's text, everything acknowledged included. */
  async text(): Promise<string> {
    return this.#exchange.text()
  }

  /**
   * Turns the text into another by the fewest edits, in the author's name; edits of others elsewhere survive.
   * Refuses `too-large` (10 MB), `frozen`, `no-such-room`, `cannot-save`.
   */
  async replace(text: string, author: { id: string; name: string }): Promise<void> {
    this.#exchange.replace(text, author)
  }

  /** All of it as bytes, to be kept elsewhere; at most 16 MB. */
  async copy(): Promise<Uint8Array> {
    return this.#exchange.copy()
  }

  /**
   * Puts a copy back: as an edit of its author where the room can be read, else by making the room anew from it, and
   * everybody comes back to that. Refuses what `replace` refuses.
   */
  async restore(
    copy: Uint8Array,
    author: { id: string; name: string },
  ): Promise<'edited' | 'rebuilt'> {
    if (this.#exchange.restore(copy, author)) return 'edited'
    this.#closeAll(closeCode.rightsChanged, 'put back from a copy')
    return 'rebuilt'
  }

  /** Its past, newest first, the stretch of work that has not ended, and what was found damaged. */
  async history(): Promise<
    ReturnType<RoomHistory['list']> & { damages: { at: number; lost: boolean }[] }
  > {
    this.#exchange.load()
    const damages = this.#store.damages.map(({ at, lost }) => ({ at, lost }))
    return { ...this.#history.list(), damages }
  }

  /** What one checkpoint changed; null where there is none of that id. */
  async change(checkpoint: number): Promise<Change | null> {
    return this.#history.change(checkpoint)
  }

  /** The text of one checkpoint; null where there is none of that id. */
  async textAt(checkpoint: number): Promise<string | null> {
    return this.#history.text(checkpoint)
  }

  /** Where the threads stand that this room knows of. */
  async places(): Promise<Record<string, Place>> {
    return this.#exchange.places()
  }

  /** Takes threads in; those it has stay as they are. `isHere`: the anchor was made in this room. */
  async holdAll(
    wanted: readonly { thread: string; anchor: Anchor; isHere: boolean }[],
  ): Promise<void> {
    this.#exchange.holdAll(wanted)
  }

  /** The threads with where they stand, for a room that begins as a copy of this one's text. */
  async carried(): Promise<Carried[]> {
    return this.#store.exists ? this.#exchange.carried() : []
  }

  /** Takes in what `carried` of the other room said. */
  async carry(list: readonly Carried[]): Promise<void> {
    this.#exchange.carry(list)
  }

  /** Tells everybody here that something was written about this flow. */
  async commentsWritten(): Promise<void> {
    this.#exchange.commentsWritten()
  }

  /** No change from now on, across restarts. Returns the final text. Writers are sent off to come back as readers. */
  async freeze(): Promise<string> {
    const text = this.#exchange.text()
    this.#exchange.endStretch()
    this.#store.frozen = true
    this.#closeAll(closeCode.rightsChanged, 'frozen', (seat) => seat.admission.write)
    return text
  }

  /** Takes back a freeze. Everybody is sent off to come back with the rights they have. */
  async thaw(): Promise<void> {
    if (!this.#store.frozen) return
    this.#store.frozen = false
    this.#closeAll(closeCode.rightsChanged, 'no longer frozen')
  }

  /** Sends sockets off to come back with the rights they then have: one actor's, or all. */
  async revoke(who: { actorId?: string } | 'all'): Promise<void> {
    this.#exchange.flush()
    this.#closeAll(
      closeCode.rightsChanged,
      'rights changed',
      (seat) => who === 'all' || seat.admission.actor.id === who.actorId,
    )
  }

  /** Ends the visits of all guests of a share link. They have no reason to come back. */
  async endGuests(linkId: string): Promise<void> {
    this.#closeAll(
      closeCode.notAllowed,
      'this link has ended',
      ({ admission }) => admission.share?.linkId === linkId,
    )
  }

  /** Sends all guests off to ask anew what their links show. */
  async moveGuests(): Promise<void> {
    const guests = new Set(this.#guests())
    this.#closeAll(closeCode.rightsChanged, 'the flow has a new draft', (seat) => guests.has(seat))
  }

  /** Removes the room with everything in it. */
  async destroy(): Promise<void> {
    this.#exchange.drop()
    this.#closeAll(closeCode.noSuchFlow, 'this flow was deleted')
    await this.#store.destroy()
    this.#history.reset()
    this.#anchors.reset()
  }

  /** Everybody in the room, once each. */
  async people(): Promise<Person[]> {
    return this.#seats.people()
  }

  #guests(): Seat[] {
    return [...this.#seats.all()].filter(({ admission }) => admission.actor.kind === 'guest')
  }

  #closeAll(code: number, reason: string, which: (seat: Seat) => boolean = () => true): void {
    this.#seats.dismiss([...this.#seats.all()].filter(which), code, reason)
  }

  /** A seat emptied, once for each. */
  #emptied(seat: Seat): void {
    this.#exchange.forget(seat)
    this.#presence.depart(seat)
    const people = this.#seats.people()
    this.#edits.tell()
    this.#tellIfChanged(seat, distinctPeople([...people, seat.person]), people)
    if (this.#seats.count === 0) this.#exchange.rest()
  }

  #tellIfChanged({ admission }: Seat, before: Person[], after: Person[]): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return
    this.#news.tell(admission.workspaceId, admission.publicId, after)
  }
}
