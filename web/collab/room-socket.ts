/** The socket under y-websocket's provider: a heartbeat that wakes nobody, and a look at every frame that goes out. */
import { heartbeat } from '../../shared/collab/wire.ts'

export type SocketWatch = {
  /** Where to connect, asked anew for each attempt: a share link's ticket is good for one. */
  address(url: string): string | Promise<string>
  /** A frame is about to go out; what is returned goes out in its place. */
  sending(frame: Uint8Array): Uint8Array[]
  /** Something was heard; a frame is to be taken in by `take`. */
  heard(frame: ArrayBuffer | null, take: () => void): void
}

/** Thrown by `address` when the server refuses for good: closes with that code instead of trying again. */
export class AddressRefused extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const beatMs = 10_000
/** Heartbeats that may go unanswered. Counted, not timed: browsers slow timers down in the background. */
const mostMissed = 2

/** A WebSocket class for the provider's `WebSocketPolyfill`. */
export function roomSocketClass(watch: SocketWatch): typeof WebSocket {
  class RoomSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly OPEN = 1
    binaryType: BinaryType = 'arraybuffer'
    onopen: ((event: Event) => void) | null = null
    onmessage: ((event: MessageEvent) => void) | null = null
    onclose: ((event: CloseEvent) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    #inner: WebSocket | null = null
    #closed = false
    #beat: ReturnType<typeof setInterval> | null = null
    #missed = 0

    constructor(url: string) {
      void this.#connect(url)
    }

    get readyState(): number {
      if (this.#closed) return RoomSocket.CLOSED
      return this.#inner?.readyState ?? RoomSocket.CONNECTING
    }

    send(frame: Uint8Array): void {
      for (const out of watch.sending(frame)) this.#inner?.send(out as Uint8Array<ArrayBuffer>)
    }

    close(): void {
      this.#stop()
      this.#inner?.close()
    }

    async #connect(url: string): Promise<void> {
      let address: string
      try {
        address = await watch.address(url)
      } catch (error) {
        this.#end(error instanceof AddressRefused ? error.code : 1006, String(error))
        return
      }
      if (this.#closed) return
      const inner = new WebSocket(address)
      this.#inner = inner
      inner.binaryType = 'arraybuffer'
      inner.onopen = (event) => {
        if (this.#closed) {
          inner.close()
          return
        }
        this.#beat = setInterval(() => this.#tick(), beatMs)
        this.onopen?.(event)
      }
      inner.onmessage = (event) => {
        this.#missed = 0
        // Text is never part of the protocol: the only one is the heartbeat's answer.
        const isText = typeof event.data === 'string'
        watch.heard(isText ? null : event.data, () => this.#closed || this.onmessage?.(event))
      }
      inner.onerror = (event) => this.onerror?.(event)
      inner.onclose = ({ code, reason }) => this.#end(code, reason)
    }

    #tick(): void {
      if (this.#missed++ < mostMissed) this.#inner?.send(heartbeat.ask)
      else {
        this.#inner?.close()
        this.#end(1006, 'no answer')
      }
    }

    #end(code: number, reason: string): void {
      if (this.#closed) return
      this.#stop()
      this.onclose?.({ code, reason, wasClean: code !== 1006 } as CloseEvent)
    }

    #stop(): void {
      this.#closed = true
      if (this.#beat !== null) clearInterval(this.#beat)
    }
  }
  return RoomSocket as unknown as typeof WebSocket
}
