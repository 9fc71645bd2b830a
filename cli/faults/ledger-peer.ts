/** A peer that keeps a ledger of its own: which of its edits the server acknowledged, and what it saw of others. */
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { flowText } from '../../shared/collab/doc.ts'
import { step1Frame, step2Frame, updateFrame } from '../../shared/collab/frames.ts'
import { messageKind, syncKind } from '../../shared/collab/wire.ts'
import { SendLedger } from '../../web/collab/send-ledger.ts'
import { eventually } from '../check/http.ts'

/** An edit leaves a mark in the text that no other edit leaves; a later one may take it away again. */
type Edit = { mark: string; removes: boolean }

const retryMs = 40

export class LedgerPeer {
  readonly doc = new Y.Doc()
  readonly name: string
  /** Marks of others that came over the socket: somebody saw them, so they may never be missing again. */
  readonly seen = new Set<string>()
  /** Connections the server closed, by code. */
  readonly closes = new Map<number, number>()
  readonly #url: string
  readonly #headers: Record<string, string>
  readonly #random: () => number
  readonly #ledger = new SendLedger()
  /** By number of the change, from 1. */
  readonly #edits: Edit[] = []
  /** Own marks that stand in the text. */
  readonly #standing: string[] = []
  #socket: WebSocket | null = null
  #stopped = false

  constructor(options: {
    url: string
    headers: Record<string, string>
    name: string
    random: () => number
    /** Where the server takes one's word for who one is. */
    actor?: string
  }) {
    this.#url = `${options.url}?ack=1${options.actor ? `&actor=${options.actor}` : ''}`
    this.#headers = options.headers
    this.name = options.name
    this.#random = options.random
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send('update', updateFrame(update))
    })
    this.#connect()
  }

  get text(): string {
    return flowText(this.doc).toString()
  }

  /** Whether every edit so far is acknowledged. */
  get settled(): boolean {
    return !this.#ledger.unsaved
  }

  /** Puts a mark somewhere, or now and then takes an own one away. */
  edit(): void {
    const text = flowText(this.doc)
    if (this.#standing.length > 20 && this.#random() < 0.15) {
      const at = Math.floor(this.#random() * this.#standing.length)
      const mark = this.#standing[at]!
      // Somebody may have typed into it; then it stays.
      const place = text.toString().indexOf(mark)
      if (place >= 0) {
        this.#standing.splice(at, 1)
        this.#note({ mark, removes: true })
        text.delete(place, mark.length)
        return
      }
    }
    const mark = `<${this.name}${this.#edits.length}>`
    this.#standing.push(mark)
    this.#note({ mark, removes: false })
    text.insert(this.#gap(text), mark)
  }

  /**
   * What the server said is durable: marks that must be in the text, and marks that must not. A mark whose last edit is
   * on its way is `open`: it may be either.
   */
  ledger(): { there: Set<string>; gone: Set<string>; open: Set<string> } {
    const there = new Set<string>()
    const gone = new Set<string>()
    for (const { mark, removes } of this.#edits.slice(0, this.#ledger.durable)) {
      if (removes) {
        there.delete(mark)
        gone.add(mark)
      } else there.add(mark)
    }
    const open = new Set(this.#edits.slice(this.#ledger.durable).map(({ mark }) => mark))
    for (const mark of open) there.delete(mark)
    return { there, gone, open }
  }

  stop(): void {
    this.#stopped = true
    this.#socket?.terminate()
    this.doc.destroy()
  }

  #note(edit: Edit): void {
    this.#edits.push(edit)
    this.#ledger.changed()
  }

  /** A place between marks, so that none is torn. */
  #gap(text: Y.Text): number {
    const whole = text.toString()
    const near = Math.floor(this.#random() * (whole.length + 1))
    const next = whole.indexOf('<', near)
    return next < 0 ? whole.length : next
  }

  #send(kind: 'step-2' | 'update', frame: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    this.#ledger.sent(kind)
    this.#socket.send(frame)
  }

  #connect(): void {
    if (this.#stopped) return
    const socket = new WebSocket(this.#url, { headers: this.#headers })
    this.#socket = socket
    socket.binaryType = 'nodebuffer'
    socket.on('error', () => {})
    socket.on('open', () => {
      this.#ledger.connected()
      socket.send(step1Frame(Y.encodeStateVector(this.doc)))
    })
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#hear(new Uint8Array(data.buffer, data.byteOffset, data.length))
    })
    socket.on('close', (code) => {
      this.closes.set(code, (this.closes.get(code) ?? 0) + 1)
      setTimeout(() => this.#connect(), retryMs)
    })
  }

  #hear(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    const kind = decoding.readVarUint(decoder)
    if (kind === messageKind.ack) this.#ledger.acknowledged(decoding.readVarUint(decoder))
    if (kind !== messageKind.sync) return
    const sync = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (sync === syncKind.step1)
      this.#send('step-2', step2Frame(Y.encodeStateAsUpdate(this.doc, payload)))
    else {
      this.#lookAt(payload)
      Y.applyUpdate(this.doc, payload, this)
    }
  }

  /** Whole marks inserted by an update. */
  #lookAt(update: Uint8Array): void {
    for (const struct of Y.decodeUpdate(update).structs) {
      const { content } = struct as { content?: { str?: string } }
      for (const [mark] of content?.str?.matchAll(/<[^<>]+>/g) ?? []) this.seen.add(mark)
    }
  }
}

/** What each of these peers holds, once they agree; what they hold after a minute where they never do. */
export async function textsOf(peers: readonly LedgerPeer[]): Promise<string[]> {
  const texts = async () => peers.map((peer) => peer.text)
  return eventually(texts, (all) => new Set(all).size === 1).catch(texts)
}

/** Waits until everything these peers did is acknowledged. */
export const settled = (peers: readonly LedgerPeer[]): Promise<unknown> =>
  eventually(
    async () => peers.filter((peer) => !peer.settled).map(({ name }) => name),
    (waiting) => waiting.length === 0,
  )
