/** One socket in a room: who sits there, what survives hibernation, and what is owed to them. */
import { limits } from '../../shared/collab/limits.ts'
import type { Person } from '../../shared/collab/presence.ts'
import { type Admission, personOf } from './admission.ts'

/** One client's presence: the awareness clock it sent, and the state as the others get it. */
export type PresenceState = { clock: number; json: string }

/** What a socket's attachment holds (at most 16,384 bytes). */
type Kept = {
  admission: Admission
  acks: boolean
  synced: boolean
  presence: [id: number, clock: number, json: string][]
  /** Closed by us and announced as gone; its close event says nothing new. */
  gone: boolean
}

export class Seat {
  readonly socket: WebSocket
  readonly admission: Admission
  /** Whether it asked for acknowledgements, which also marks it as our own client. */
  readonly acks: boolean
  readonly person: Person
  /** Presence by client id. */
  readonly presence: Map<number, PresenceState>
  /** Whether its first step 2 came: from then on an update builds on nothing that we lack. */
  synced: boolean
  gone: boolean
  /** Whether we asked what it has. */
  asked = false

  /** Presence was skipped because it read too slowly; it gets all of it once it has caught up. */
  missedPresence = false

  /** Sync frames taken in but not yet acknowledged; those behind an update that waits come later. */
  #owed = 0
  #owedLater = 0
  /** Updates that build on something which has not arrived. */
  #held: Uint8Array[] = []
  #heldBytes = 0
  #sent = 0
  #read = 0
  #probedAt: { sent: number; at: number } | null = null
  #frames: number = limits.framesPerSecond * limits.rateSeconds
  #bytes: number = limits.bytesPerSecond * limits.rateSeconds
  #refilled = Date.now()

  private constructor(socket: WebSocket, kept: Kept) {
    this.socket = socket
    this.admission = kept.admission
    this.acks = kept.acks
    this.synced = kept.synced
    this.gone = kept.gone
    this.presence = new Map(kept.presence.map(([id, clock, json]) => [id, { clock, json }]))
    this.person = personOf(kept.admission)
  }

  static taken(socket: WebSocket, admission: Admission, acks: boolean): Seat {
    const seat = new Seat(socket, { admission, acks, synced: false, presence: [], gone: false })
    seat.keep()
    return seat
  }

  /** After hibernation: the seat as its socket remembers it; null for a socket that never had one. */
  static restored(socket: WebSocket): Seat | null {
    const kept = socket.deserializeAttachment() as Kept | null
    return kept ? new Seat(socket, kept) : null
  }

  /** Writes down what must survive hibernation. */
  keep(): void {
    this.socket.serializeAttachment({
      admission: this.admission,
      acks: this.acks,
      synced: this.synced,
      presence: [...this.presence].map(([id, { clock, json }]) => [id, clock, json]),
      gone: this.gone,
    } satisfies Kept)
  }

  /** Whether a guest's visit has ended by the clock. */
  isOver(now: number): boolean {
    const until = this.admission.share?.until ?? null
    return until !== null && until <= now
  }

  /** One more sync frame is in; acknowledgements go in the order the frames came. */
  owe(): void {
    if (this.#held.length > 0) this.#owedLater++
    else this.#owed++
  }

  /** How many frames may be acknowledged now; they are no longer owed. */
  takeOwed(): number {
    const owed = this.#owed
    this.#owed = 0
    return owed
  }

  /** Sets aside an update that builds on something missing, and its acknowledgement. False when there are too many. */
  hold(update: Uint8Array): boolean {
    const { heldUpdates, heldBytes } = limits
    if (this.#held.length >= heldUpdates) return false
    if (this.#heldBytes + update.length > heldBytes) return false
    this.#held.push(update)
    this.#heldBytes += update.length
    this.#owedLater++
    return true
  }

  /** What was set aside, to be tried again or set aside anew, and all that came after it with it. */
  release(): { updates: Uint8Array[]; laterFrames: number } {
    const updates = this.#held
    const laterFrames = this.#owedLater - updates.length
    this.#held = []
    this.#heldBytes = 0
    this.#owedLater = 0
    return { updates, laterFrames }
  }

  /** Takes one frame out of the rate; false when there is none left. */
  spend(bytes: number, now: number): boolean {
    const seconds = (now - this.#refilled) / 1000
    this.#refilled = now
    const { framesPerSecond, bytesPerSecond, rateSeconds } = limits
    this.#frames =
      Math.min(framesPerSecond * rateSeconds, this.#frames + seconds * framesPerSecond) - 1
    this.#bytes =
      Math.min(bytesPerSecond * rateSeconds, this.#bytes + seconds * bytesPerSecond) - bytes
    return this.#frames >= 0 && this.#bytes >= 0
  }

  /**
   * Bytes sent and not known to be read. The runtime does not say what is still buffered, so the protocol does: every
   * y-websocket client answers a step 1, and answers in order, so the answer proves that all before it was read.
   */
  get unread(): number {
    return this.#sent - this.#read
  }

  countSent(bytes: number): void {
    this.#sent += bytes
  }

  /** Whether to ask now for proof of reading. */
  get wantsProbe(): boolean {
    return this.#probedAt === null && this.unread > limits.unreadBytes / 8
  }

  probed(now: number): void {
    this.#probedAt = { sent: this.#sent, at: now }
  }

  /** A step 2 came: whatever was sent before the question was read. */
  answered(): void {
    if (this.#probedAt) this.#read = this.#probedAt.sent
    this.#probedAt = null
  }

  /**
   * Whether it reads too slowly to be kept. One large frame takes a good reader its time, so the limit counts once the
   * question has waited a second; four times the limit is too much at any time.
   */
  tooSlow(now: number): boolean {
    if (!this.#probedAt || this.unread <= limits.unreadBytes) return false
    return (
      now - this.#probedAt.at > 1000 || this.unread > 4 * limits.unreadBytes + limits.step2Bytes
    )
  }
}
