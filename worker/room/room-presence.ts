/** Who is where in a room: takes presence in, stamps it with what the server knows, and passes it on. */
import * as decoding from 'lib0/decoding'
import { type PresenceEntry, presenceFrame } from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import { type Person, washOf } from '../../shared/collab/presence.ts'
import type { PresenceState, Seat } from './seat.ts'
import type { Seats } from './seats.ts'
import { Window } from './window.ts'

/** Presence waits this long for company at most, more the more sockets there are. */
const widestWindowMs = 100
const narrowestWindowMs = 20

/** Departed clients that are remembered, against echoes of them that are still under way. */
const rememberedDepartures = 500

/** Above this many unread bytes a reader gets no presence until it has caught up. */
const unreadBytes = limits.unreadBytes / 4

/** The entries of a presence message; null when it is none. */
export function readPresence(payload: Uint8Array): PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(payload)
    const entries: PresenceEntry[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      entries.push({
        id: decoding.readVarUint(decoder),
        clock: decoding.readVarUint(decoder),
        json: decoding.readVarString(decoder),
      })
    }
    return decoding.hasContent(decoder) ? null : entries
  } catch {
    return null
  }
}

export class RoomPresence {
  readonly #seats: Seats
  readonly #window: Window
  /** What changed since the last frame, by client id, and whose it is (null once they left). */
  #changed = new Map<number, { entry: PresenceEntry; seat: Seat | null }>()
  readonly #departed = new Map<number, PresenceState>()

  constructor(seats: Seats) {
    this.#seats = seats
    this.#window = new Window(
      {
        windowMs: () => Math.min(widestWindowMs, Math.max(narrowestWindowMs, seats.count)),
        quietMs: () => 0,
      },
      () => this.#flush(),
    )
  }

  /** Takes in what a socket says. False when no honest client would say it. */
  take(seat: Seat, entries: readonly PresenceEntry[]): boolean {
    for (const entry of entries) if (!this.#takeOne(seat, entry)) return false
    if (this.#changed.size > 0) this.#window.arm()
    return true
  }

  /** Everybody's presence, for somebody who has none yet; null in an empty room. */
  snapshot(): Uint8Array | null {
    const entries: PresenceEntry[] = []
    for (const seat of this.#seats.all()) {
      for (const [id, state] of seat.presence) entries.push({ id, ...state })
    }
    return entries.length > 0 ? presenceFrame(entries) : null
  }

  /** A seat emptied: its clients leave, each told once. */
  depart(seat: Seat): void {
    for (const [id, state] of seat.presence) this.#gone(id, state)
    seat.presence.clear()
    if (this.#changed.size > 0) this.#window.arm()
  }

  #takeOne(seat: Seat, { id, clock, json }: PresenceEntry): boolean {
    const own = seat.presence.get(id)
    if (!own) {
      // Stock clients echo everything they hear about others: what is not news about oneself is passed over.
      if (json === 'null') return true
      const holder = this.#holder(id)
      if (holder) {
        const returned =
          holder.admission.actor.id === seat.admission.actor.id &&
          clock > holder.presence.get(id)!.clock
        if (!returned) return true
      }
      const departed = this.#departed.get(id)
      if (departed && clock < departed.clock) return true
      if (departed?.clock === clock && departed.json === json) return true
      if (seat.presence.size >= limits.presenceIds) return false
      const stamped = stamp(json, seat.person)
      if (stamped === null) return false
      holder?.presence.delete(id)
      holder?.keep()
      return this.#set(seat, id, clock, stamped)
    }
    if (json === 'null') {
      if (clock < own.clock) return true
      seat.presence.delete(id)
      seat.keep()
      this.#gone(id, { ...own, clock })
      return true
    }
    if (clock <= own.clock) return true
    const stamped = stamp(json, seat.person)
    return stamped !== null && this.#set(seat, id, clock, stamped)
  }

  #set(seat: Seat, id: number, clock: number, json: string): true {
    seat.presence.set(id, { clock, json })
    this.#departed.delete(id)
    this.#changed.set(id, { entry: { id, clock, json }, seat })
    return true
  }

  #gone(id: number, state: PresenceState): void {
    this.#departed.set(id, state)
    if (this.#departed.size > rememberedDepartures) {
      this.#departed.delete(this.#departed.keys().next().value!)
    }
    this.#changed.set(id, { entry: { id, clock: state.clock, json: 'null' }, seat: null })
  }

  #holder(id: number): Seat | undefined {
    for (const seat of this.#seats.all()) if (seat.presence.has(id)) return seat
    return undefined
  }

  #flush(): void {
    const changed = [...this.#changed.values()]
    this.#changed = new Map()
    const origins = new Set(changed.map(({ seat }) => seat))
    for (const origin of origins) if (origin && !origin.gone) origin.keep()
    const frame = presenceFrame(changed.map(({ entry }) => entry))
    let everything: Uint8Array | null = null
    for (const seat of [...this.#seats.all()]) {
      // A stock client hangs up after 30 s in which it heard nothing, so it hears itself. Ours has its heartbeat.
      if (seat.acks && origins.size === 1 && origins.has(seat)) continue
      if (seat.unread > unreadBytes) seat.missedPresence = true
      else if (seat.missedPresence) {
        seat.missedPresence = false
        everything ??= this.snapshot()
        if (everything) this.#seats.send(seat, everything)
      } else this.#seats.send(seat, frame)
    }
  }
}

/** The state with the server's own word on who it is; null when it is too large or no state. */
function stamp(json: string, person: Person): string | null {
  // UTF-8 is never shorter than UTF-16 units, so most are settled without encoding.
  if (json.length > limits.presenceBytes) return null
  if (new TextEncoder().encode(json).length > limits.presenceBytes) return null
  try {
    const state: unknown = JSON.parse(json)
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
    return JSON.stringify({ ...state, user: { ...person, colorLight: washOf(person.color) } })
  } catch {
    return null
  }
}
