/** A room for tests that does as it is told: it keeps a document, and acknowledges when the test says so. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import { type WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import {
  ackFrame,
  type IntentMade,
  readIntentMade,
  step1Frame,
  step2Frame,
  updateFrame,
  welcomeFrame,
} from '../../shared/collab/frames.ts'
import type { Person } from '../../shared/collab/presence.ts'
import { messageKind, syncKind } from '../../shared/collab/wire.ts'

export class ScriptedRoom {
  readonly doc = new Y.Doc()
  person: Person = { id: 'ana', name: 'Ana', color: '#7c4dff', readOnly: false, kind: 'user' }
  /** Sync frames that brought something new: their kind and size. */
  readonly received: { kind: number; bytes: number }[] = []
  /** What intents said they moved. */
  readonly intents: IntentMade[] = []
  connections = 0
  /** Acknowledge as soon as a frame is in; false keeps them owed until `acknowledge`. */
  generous = true
  readonly #sockets = new Map<WebSocket, { owed: number }>()
  #server: WebSocketServer | null = null
  #port = 0

  /** Listens, on the same port as before if it ever did. */
  async open(): Promise<this> {
    this.#server = new WebSocketServer({ port: this.#port, host: '127.0.0.1' })
    this.#server.on('connection', (socket) => this.#greet(socket))
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/sync`
  }

  get text(): string {
    return flowText(this.doc).toString()
  }

  /** As a killed server: no goodbye, nobody listens. */
  async cut(): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.terminate()
    this.#sockets.clear()
    const server = this.#server
    if (server) await new Promise((done) => server.close(done))
  }

  closeAll(code: number): void {
    for (const socket of this.#sockets.keys()) socket.close(code, 'told')
  }

  acknowledge(): void {
    for (const [socket, state] of this.#sockets) {
      if (state.owed > 0) socket.send(ackFrame(state.owed))
      state.owed = 0
    }
  }

  #greet(socket: WebSocket): void {
    this.connections++
    const state = { owed: 0 }
    this.#sockets.set(socket, state)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.send(welcomeFrame(JSON.stringify(this.person)))
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return
      const decoder = decoding.createDecoder(new Uint8Array(data))
      const message = decoding.readVarUint(decoder)
      const isIntent = message === messageKind.intent
      if (isIntent) this.intents.push(readIntentMade(decoder))
      else if (message !== messageKind.sync) return
      const kind = isIntent ? syncKind.update : decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (kind === syncKind.step1) {
        socket.send(step2Frame(Y.encodeStateAsUpdate(this.doc, payload)))
        socket.send(step1Frame(Y.encodeStateVector(this.doc)))
        return
      }
      state.owed++
      const news = (): void => void this.received.push({ kind, bytes: payload.length })
      this.doc.on('update', news)
      Y.applyUpdate(this.doc, payload)
      this.doc.off('update', news)
      if (this.generous) this.acknowledge()
      for (const other of this.#sockets.keys())
        if (other !== socket) other.send(updateFrame(payload))
    })
  }
}
