/** A peer for tests: speaks the y-websocket protocol by hand, honestly or not, and remembers all it heard. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { CommentsNews } from '../../shared/collab/anchors.ts'
import { flowText } from '../../shared/collab/doc.ts'
import {
  type PresenceEntry,
  presenceFrame,
  readMoved,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../../shared/collab/frames.ts'
import type { Move } from '../../shared/collab/moves.ts'
import { messageKind, syncKind } from '../../shared/collab/wire.ts'
import { type Admission, admissionHeader, roomName } from './admission.ts'
import type { FlowRoom } from './flow-room.ts'
import { readPresence } from './room-presence.ts'

/** Text that does not get smaller when it is packed. */
export function noise(length: number): string {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return Array.from(bytes, (byte) => String.fromCharCode(33 + (byte % 90))).join('')
}

type Rooms = DurableObjectNamespace<FlowRoom>

type JoinOptions = {
  write?: boolean
  ack?: boolean
  /** Never answers what the room asks, as one that no longer reads. */
  deaf?: boolean
  doc?: Y.Doc
}

/** A room of its own for one test: its stub, and peers that join it. */
export function toyRoom(
  rooms: Rooms,
  publicId = String(10 ** 15 + crypto.getRandomValues(new Uint32Array(1))[0]!),
) {
  const workspaceId = `w-${publicId}`
  const stub = rooms.get(rooms.idFromName(roomName(workspaceId, publicId)))
  const join = (name: string, options: JoinOptions = {}) =>
    ToyPeer.join(
      stub,
      {
        workspaceId,
        publicId,
        actor: { kind: 'user', id: name, name },
        write: options.write ?? true,
      },
      options,
    )
  return { publicId, workspaceId, stub, join }
}

export class ToyPeer {
  readonly doc: Y.Doc
  readonly socket: WebSocket
  /** Every presence entry heard, in order. */
  readonly presence: PresenceEntry[] = []
  /** Updates heard, step 2 left out. */
  readonly updates: Uint8Array[] = []
  denied: string | null = null
  acked = 0
  /** What it was told has moved. */
  readonly moved: Move[] = []
  /** Intents of its own that could not stand. */
  takenBack = 0
  /** What it was told of comments. */
  readonly comments: CommentsNews[] = []
  welcome: unknown = null
  step1s = 0
  synced = false
  closed: { code: number; reason: string } | null = null
  readonly #deaf: boolean
  readonly #waiting = new Set<() => void>()

  static async join(
    stub: DurableObjectStub<FlowRoom>,
    admission: Admission,
    { ack = false, deaf = false, doc = new Y.Doc() }: JoinOptions = {},
  ): Promise<ToyPeer> {
    const response = await stub.fetch(
      `https://room/sync/${admission.publicId}${ack ? '?ack=1' : ''}`,
      {
        headers: { upgrade: 'websocket', [admissionHeader]: JSON.stringify(admission) },
      },
    )
    if (!response.webSocket) throw new Error(`no socket: ${response.status}`)
    return new ToyPeer(response.webSocket, doc, deaf)
  }

  /** A peer on a socket that was opened some other way. */
  static over(socket: WebSocket): ToyPeer {
    return new ToyPeer(socket, new Y.Doc(), false)
  }

  private constructor(socket: WebSocket, doc: Y.Doc, deaf: boolean) {
    this.#deaf = deaf
    this.socket = socket
    this.doc = doc
    socket.binaryType = 'arraybuffer'
    socket.accept()
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') this.#hear(new Uint8Array(data as ArrayBuffer))
      this.#wake()
    })
    socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason }
      this.#wake()
    })
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.say(updateFrame(update))
    })
  }

  get text(): string {
    return flowText(this.doc).toString()
  }

  type(at: number, text: string): void {
    flowText(this.doc).insert(at, text)
  }

  say(frame: Uint8Array | string): void {
    if (this.closed) return
    try {
      this.socket.send(frame)
    } catch {
      // Closed under our hands: what the test waits for says so.
    }
  }

  /** As stock clients begin. Resolves once the room's content is here and the room has asked for ours. */
  async sync(): Promise<this> {
    this.say(step1Frame(Y.encodeStateVector(this.doc)))
    await this.until(() => (this.synced && this.step1s > 0) || this.closed !== null)
    return this
  }

  present(id: number, clock: number, state: unknown): void {
    this.say(presenceFrame([{ id, clock, json: JSON.stringify(state) }]))
  }

  /** Resolves once something heard made it true; the runner's timeout is the only clock. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve))
  }

  /** Everything sent so far was heard by the room: it answers in order. */
  async heard(): Promise<void> {
    this.synced = false
    await this.sync()
  }

  leave(): void {
    this.socket.close(1000, 'bye')
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }

  #hear(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    const kind = decoding.readVarUint(decoder)
    if (kind === messageKind.presence) {
      this.presence.push(...(readPresence(decoding.readVarUint8Array(decoder)) ?? []))
    } else if (kind === messageKind.queryPresence) {
      if (!this.#deaf) this.say(presenceFrame([]))
    } else if (kind === messageKind.ack) this.acked += decoding.readVarUint(decoder)
    else if (kind === messageKind.takenBack) this.takenBack++
    else if (kind === messageKind.comments)
      this.comments.push(JSON.parse(decoding.readVarString(decoder)) as CommentsNews)
    else if (kind === messageKind.moved) this.moved.push(...readMoved(decoder))
    else if (kind === messageKind.welcome)
      this.welcome = JSON.parse(decoding.readVarString(decoder))
    else if (kind === messageKind.auth) {
      decoding.readVarUint(decoder)
      this.denied = decoding.readVarString(decoder)
    } else this.#hearSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
  }

  #hearSync(kind: number, payload: Uint8Array): void {
    if (kind === syncKind.step1) {
      this.step1s++
      if (!this.#deaf) this.say(step2Frame(Y.encodeStateAsUpdate(this.doc, payload)))
      return
    }
    Y.applyUpdate(this.doc, payload, this)
    if (kind === syncKind.step2) this.synced = true
    else this.updates.push(payload)
  }
}
