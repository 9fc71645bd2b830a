/** All sockets of a room: finding, sending, closing, and who the people on them are. */
import { distinctPeople, type Person } from '../../shared/collab/presence.ts'
import type { Admission } from './admission.ts'
import { Seat } from './seat.ts'

export class Seats {
  readonly #ctx: DurableObjectState
  /** Null until first needed after a start or a wake. */
  #bySocket: Map<WebSocket, Seat> | null = null
  /** Sockets whose departure was already told in this life of the object. */
  readonly #left = new WeakSet<WebSocket>()
  readonly #onGone: (seat: Seat) => void

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
    try {
      seat.socket.send(frame)
      seat.countSent(frame.length)
    } catch {
      this.leave(seat.socket)
    }
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
