/** Writers and readers of one room, who measure how long each keystroke takes to reach each of them. */
import * as Y from 'yjs'
import { flowText } from '../../../shared/collab/doc.ts'
import { updateFrame } from '../../../shared/collab/frames.ts'
import { syncKind } from '../../../shared/collab/wire.ts'
import type { Server } from '../servers/servers.ts'
import { Connection } from './connection.ts'

type Writer = { doc: Y.Doc; connection: Connection; sentAt: number[] }

export class Crowd {
  readonly #writers: Writer[] = []
  readonly #byClient = new Map<number, Writer>()
  readonly #connections: Connection[] = []
  /** Keystrokes that have yet to reach somebody. */
  #missing = 0
  #delivered = 0
  #latencies: number[] = []
  #onArrival: () => void = () => {}

  /** `writers` who also read, and `readers` who only do. */
  static async join(
    server: Server,
    room: string,
    { writers, readers }: { writers: number; readers: number },
  ): Promise<Crowd> {
    const crowd = new Crowd()
    const address = server.address(room)
    for (let i = 0; i < writers + readers; i++) {
      const doc = i < writers ? new Y.Doc() : null
      const seen = new Map<number, number>()
      const connection = await Connection.open(address, server.speaks, {
        update: (update, kind) => {
          if (kind === syncKind.update) crowd.#hear(update, seen, doc?.clientID ?? null)
        },
      })
      crowd.#connections.push(connection)
      if (!doc) continue
      const writer = { doc, connection, sentAt: [] }
      doc.on('update', (update: Uint8Array) => connection.send(updateFrame(update)))
      crowd.#writers.push(writer)
      crowd.#byClient.set(doc.clientID, writer)
    }
    return crowd
  }

  /** One keystroke after another, each sent when the last has reached everybody and the pause is over. Latencies in ms. */
  async typeInTurn(keystrokes: number, pauseMs: number): Promise<number[]> {
    this.#latencies = []
    for (let i = 0; i < keystrokes; i++) {
      this.#strike(this.#writers[0]!)
      await this.#everybodyHasAll()
      await new Promise((done) => setTimeout(done, pauseMs))
    }
    return this.#latencies
  }

  /** All writers at once, so many keys a second each, for so many seconds. Latencies in ms. */
  async typeTogether(keysPerSecond: number, seconds: number): Promise<number[]> {
    this.#latencies = []
    const everyMs = 1000 / keysPerSecond
    await Promise.all(
      this.#writers.map(async (writer, i) => {
        // They begin spread over the first pause, as people do.
        await new Promise((done) => setTimeout(done, (everyMs * i) / this.#writers.length))
        const start = performance.now()
        for (let key = 0; key < keysPerSecond * seconds; key++) {
          this.#strike(writer)
          const wait = start + (key + 1) * everyMs - performance.now()
          await new Promise((done) => setTimeout(done, Math.max(0, wait)))
        }
      }),
    )
    await this.#everybodyHasAll()
    return this.#latencies
  }

  /** All keystrokes at once; deliveries a second until everybody has them. */
  async burst(keystrokes: number): Promise<number> {
    const before = this.#delivered
    const start = performance.now()
    for (let i = 0; i < keystrokes; i++) this.#strike(this.#writers[0]!)
    await this.#everybodyHasAll()
    return ((this.#delivered - before) * 1000) / (performance.now() - start)
  }

  leave(): void {
    for (const connection of this.#connections) connection.leave()
  }

  #strike(writer: Writer): void {
    const text = flowText(writer.doc)
    this.#missing += this.#connections.length - 1
    writer.sentAt.push(performance.now())
    text.insert(text.length, 'x')
  }

  #hear(update: Uint8Array, seen: Map<number, number>, own: number | null): void {
    const now = performance.now()
    for (const [client, to] of Y.parseUpdateMeta(update).to) {
      const writer = this.#byClient.get(client)
      // Some servers send a writer its own keystrokes back.
      if (!writer || client === own) continue
      for (let key = seen.get(client) ?? 0; key < to; key++) {
        this.#latencies.push(now - writer.sentAt[key]!)
        this.#missing--
        this.#delivered++
      }
      seen.set(client, Math.max(to, seen.get(client) ?? 0))
    }
    if (this.#missing === 0) this.#onArrival()
  }

  async #everybodyHasAll(): Promise<void> {
    if (this.#missing === 0) return
    await new Promise<void>((done, refuse) => {
      const late = setTimeout(() => refuse(new Error('keystrokes never arrived')), 60_000)
      this.#onArrival = () => {
        clearTimeout(late)
        done()
      }
    })
    this.#onArrival = () => {}
  }
}
