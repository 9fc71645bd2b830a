/** One connection to a server of the bench, as a stock client makes it; it applies nothing, so that the load stays light. */
import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { step1Frame, step2Frame } from '../../../shared/collab/frames.ts'
import { messageKind, syncKind } from '../../../shared/collab/wire.ts'

export type Hears = {
  /** An update, or the answer to our question. */
  update?(update: Uint8Array, kind: number): void
  /** The server made so many frames durable. */
  acknowledged?(count: number): void
}

export class Connection {
  readonly socket: WebSocket
  #closed = false

  /** Resolves once the server has answered what it holds; at once where it speaks no protocol. */
  static async open(address: string, speaks: boolean, hears: Hears = {}): Promise<Connection> {
    const socket = new WebSocket(address, { perMessageDeflate: false })
    socket.binaryType = 'nodebuffer'
    socket.on('error', () => {})
    const connection = new Connection(socket)
    const synced = new Promise<void>((done) => {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary && connection.#hear(data, hears) === syncKind.step2) done()
      })
    })
    await Promise.race([
      once(socket, 'open'),
      once(socket, 'close').then(() => {
        throw new Error(`closed: ${address}`)
      }),
    ])
    if (!speaks) return connection
    connection.send(question)
    await synced
    return connection
  }

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('close', () => {
      this.#closed = true
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  send(frame: Uint8Array): void {
    this.socket.send(frame)
  }

  /** Waits while more than this much lies unsent. */
  async drained(most = 256 * 1024): Promise<void> {
    while (!this.#closed && this.socket.bufferedAmount > most)
      await new Promise((done) => setTimeout(done, 1))
  }

  leave(): void {
    this.socket.terminate()
  }

  /** The kind of sync message it was; -1 for any other. */
  #hear(data: Buffer, hears: Hears): number {
    const decoder = decoding.createDecoder(
      new Uint8Array(data.buffer, data.byteOffset, data.length),
    )
    const message = decoding.readVarUint(decoder)
    if (message === messageKind.ack) hears.acknowledged?.(decoding.readVarUint(decoder))
    if (message !== messageKind.sync) return -1
    const kind = decoding.readVarUint(decoder)
    if (kind === syncKind.step1) this.send(step2Frame(Uint8Array.of(0, 0)))
    else hears.update?.(decoding.readVarUint8Array(decoder), kind)
    return kind
  }
}

const question = step1Frame(Y.encodeStateVector(new Y.Doc()))
