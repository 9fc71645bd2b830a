/** One writer and many readers of one room, who measure how long a keystroke takes to arrive. */
import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import { step1Frame, step2Frame, updateFrame } from '../../shared/collab/frames.ts'
import { messageKind, syncKind } from '../../shared/collab/wire.ts'

export class Crowd {
  readonly #doc = new Y.Doc()
  readonly #sockets: WebSocket[] = []
  #writer: WebSocket | null = null
  #readers = 0
  /** Per reader: the writer's clock up to which it has everything. */
  #seen: number[] = []
  #onArrival: () => void = () => {}
  #sentAt = 0
  #latencies: number[] = []

  /** `protocol` false: a relay, which answers nothing and expects no greeting. */
  static async join(url: string, readers: number, protocol: boolean): Promise<Crowd> {
    const crowd = new Crowd()
    crowd.#readers = readers
    crowd.#seen = new Array(readers).fill(0)
    crowd.#writer = await crowd.#connect(url, -1, protocol)
    await Promise.all(crowd.#seen.map((_, reader) => crowd.#connect(url, reader, protocol)))
    crowd.#doc.on('update', (update: Uint8Array) => crowd.#writer!.send(updateFrame(update)))
    return crowd
  }

  /** One keystroke after another, each sent when the last has reached everybody and the pause is over. Latencies in ms. */
  async type(keystrokes: number, pauseMs: number): Promise<number[]> {
    this.#latencies = []
    for (let i = 0; i < keystrokes; i++) {
      const text = flowText(this.#doc)
      this.#sentAt = performance.now()
      text.insert(text.length, 'x')
      await this.#everybodyHas(text.length)
      await new Promise((done) => setTimeout(done, pauseMs))
    }
    return this.#latencies
  }

  /** All keystrokes at once; deliveries a second until everybody has them. */
  async burst(keystrokes: number): Promise<number> {
    const text = flowText(this.#doc)
    const start = performance.now()
    for (let i = 0; i < keystrokes; i++) text.insert(text.length, 'x')
    await this.#everybodyHas(text.length)
    return (keystrokes * this.#readers * 1000) / (performance.now() - start)
  }

  leave(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  async #connect(url: string, reader: number, protocol: boolean): Promise<WebSocket> {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    this.#sockets.push(socket)
    socket.binaryType = 'nodebuffer'
    const synced = new Promise<void>((done) => {
      socket.on('message', (data: Buffer) => this.#hear(socket, reader, data, done))
    })
    await once(socket, 'open')
    if (!protocol) return socket
    socket.send(step1Frame(Y.encodeStateVector(new Y.Doc())))
    await synced
    return socket
  }

  #hear(socket: WebSocket, reader: number, data: Buffer, synced: () => void): void {
    const now = performance.now()
    const decoder = decoding.createDecoder(
      new Uint8Array(data.buffer, data.byteOffset, data.length),
    )
    if (decoding.readVarUint(decoder) !== messageKind.sync) return
    const kind = decoding.readVarUint(decoder)
    if (kind === syncKind.step1) socket.send(step2Frame(Uint8Array.of(0, 0)))
    if (kind === syncKind.step2) synced()
    if (kind !== syncKind.update || reader < 0) return
    const { to } = Y.parseUpdateMeta(decoding.readVarUint8Array(decoder))
    this.#seen[reader] = to.get(this.#doc.clientID) ?? 0
    this.#latencies.push(now - this.#sentAt)
    this.#onArrival()
  }

  async #everybodyHas(clock: number): Promise<void> {
    let missing = this.#seen.filter((seen) => seen < clock).length
    if (missing === 0) return
    await new Promise<void>((done) => {
      this.#onArrival = () => {
        missing = this.#seen.filter((seen) => seen < clock).length
        if (missing === 0) done()
      }
    })
    this.#onArrival = () => {}
  }
}
