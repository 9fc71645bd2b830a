/** All sockets of a room: finding, sending, closing, and who the people on them are. */
import { queryPresenceFrame } from '../../shared/collab/frames.ts'
import { distinctPeople, type Person } from '../../shared/collab/presence.ts'
import { closeCode } from '../../shared/collab/wire.ts'
import type { Admission } from './admission.ts'
import { Seat } from './seat.ts'

/** How long a dismissed socket may take to answer. */
const patienceMs = 400

export class Seats {
  readonly #ctx: DurableObjectState
  /** Null until first needed after a start or a wake. */
  #bySocket: Map<WebSocket, Seat> | null = null
  /** Sockets whose departure was already told in this life of the object. */
  readonly #left = new WeakSet<WebSocket>()
  readonly #onGone: (seat: Seat) => void
  /** Dismissed sockets that are still to be closed. */
  readonly #farewells = new Map<WebSocket, { code: number; reason: string }>()

  /** `onGone` runs once for each seat that empties, whoever ended it. */
  constructor(ctx: DurableObjectState, onGone: (seat: Seat) => void) {
    this.#ctx = ctx
    this.#onGone = onGone
  }

  all(): Iterable<Seat> {
    return this.#map().values()
  }

  get count(): number {
    return this.#map().size
  }

  /** Seats a socket. Call `accept` on the context first. */
  take(socket: WebSocket, admission: Admission, acks: boolean): Seat {
    const seats = this.#map()
    const seat = Seat.taken(socket, admission, acks)
    seats.set(socket, seat)
    return seat
  }

  of(socket: WebSocket): Seat | undefined {
    return this.#map().get(socket)
  }

  /** Everybody in the room, once each. */
  people(): Person[] {
    return distinctPeople([...this.all()].map((seat) => seat.person))
  }

  /** Sends a frame; a socket that cannot take it is on its way out and will say so itself. */
  send(seat: Seat, frame: Uint8Array): void {
    // A room holds no timers: whose visit has ended is sent off rather than told anything more.
    if (this.#hasOverstayed(seat)) {
      this.dismiss([seat], closeCode.notAllowed, 'this visit has ended')
      return
    }
    try {
      seat.socket.send(frame)
      seat.countSent(frame.length)
    } catch {
      this.leave(seat.socket)
    }
  }

  /** Asked for each frame that goes out, and so of members nothing but whether they are guests. */
  #hasOverstayed(seat: Seat): boolean {
    if (!seat.admission.share) return false
    return !seat.gone && seat.isOver(Date.now()) && !this.#farewells.has(seat.socket)
  }

  /** Closes a socket of ours for a reason, and tells the others at once rather than when it hangs up. */
  close(seat: Seat, code: number, reason: string): void {
    if (seat.gone) return
    seat.gone = true
    try {
      seat.keep()
      seat.socket.close(code, reason)
    } catch {
      // It was closing already.
    }
    this.leave(seat.socket)
  }

  /**
   * Ends sockets from outside their own events. A close that does not answer a message of that very socket is only
   * finished when the object sleeps, some ten seconds later, and programs wait for that. So the socket is asked for its
   * presence, which every y-websocket client answers at once, and closed on its answer; a silent one after a moment.
   */
  dismiss(seats: readonly Seat[], code: number, reason: string): void {
    const leaving = seats.filter((seat) => !seat.gone)
    if (leaving.length === 0) return
    for (const seat of leaving) {
      this.#farewells.set(seat.socket, { code, reason })
      this.send(seat, queryPresenceFrame)
      seat.gone = true
      seat.keep()
      this.leave(seat.socket)
    }
    this.#ctx.waitUntil(
      scheduler.wait(patienceMs).then(() => {
        for (const seat of leaving) this.hangUp(seat.socket)
      }),
    )
  }

  /** Closes a socket that was dismissed, with the reason it was dismissed for. Nothing it says is heard any more. */
  hangUp(socket: WebSocket): void {
    const farewell = this.#farewells.get(socket)
    if (!farewell) return
    this.#farewells.delete(socket)
    try {
      socket.close(farewell.code, farewell.reason)
    } catch {
      // It was closing already.
    }
  }

  /** A socket is gone. Safe to call for every sign of it: one departure is told once. */
  leave(socket: WebSocket): void {
    if (this.#left.has(socket)) return
    this.#left.add(socket)
    const known = this.#map().get(socket)
    this.#map().delete(socket)
    const seat = known ?? Seat.restored(socket)
    // A seat that was marked gone before the object slept was told then.
    if (!seat || (!known && seat.gone)) return
    seat.gone = true
    this.#onGone(seat)
  }

  #map(): Map<WebSocket, Seat> {
    if (this.#bySocket) return this.#bySocket
    this.#bySocket = new Map()
    for (const socket of this.#ctx.getWebSockets()) {
      const seat = socket.readyState === WebSocket.OPEN ? Seat.restored(socket) : null
      if (seat && !seat.gone) this.#bySocket.set(socket, seat)
    }
    return this.#bySocket
  }
}
