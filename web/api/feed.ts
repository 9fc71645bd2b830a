/** useFeed: hears which lists of the workspace changed, over one WebSocket that all pages share. */
import { createEffect, onCleanup } from 'solid-js'
import type { FeedMessage, Topic } from '../../shared/api/feed.ts'
import { pathTo } from '../../shared/api/routes.ts'
import { noteSignedOut, onBack } from './connection.ts'
import { useWorkspace } from './workspace.ts'

type Listener = { topics: () => readonly Topic[]; run: () => void }

/** One socket of one workspace, open while somebody listens; comes back by itself and then tells everybody to look again. */
class Feed {
  private readonly listeners = new Set<Listener>()
  private readonly workspaceId: string
  private socket: WebSocket | null = null
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private final = false

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId
    onBack(() => {
      this.final = false
      this.tries = 0
      this.connect()
    })
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    this.connect()
    return () => {
      this.listeners.delete(listener)
      // A page change stops and starts listening in one turn; only a real end closes the socket.
      setTimeout(() => this.listeners.size === 0 && this.close(), 1000)
    }
  }

  private connect(): void {
    if (this.socket || this.final || this.listeners.size === 0) return
    clearTimeout(this.timer)
    const { protocol, host } = window.location
    const path = pathTo('feed', { workspaceId: this.workspaceId })
    const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`)
    this.socket = socket
    let beat: ReturnType<typeof setInterval> | undefined
    socket.onopen = () => {
      this.tries = 0
      // Answered by the runtime without waking the object; keeps proxies from closing an idle socket.
      beat = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('ping'), 25_000)
      // What changed while nobody listened is unknown; the first time, too, a list may have been read just before.
      this.tell(null)
    }
    socket.onmessage = (event) => {
      if (typeof event.data !== 'string' || event.data === 'pong') return
      const message = JSON.parse(event.data) as FeedMessage
      if (message.type === 'changed') this.tell(message.topics)
    }
    socket.onclose = (event) => {
      clearInterval(beat)
      if (this.socket === socket) this.socket = null
      if (event.code === 4401) noteSignedOut()
      if (event.code >= 4400 && event.code < 4500) this.final = true
      else this.retry()
    }
  }

  private retry(): void {
    if (this.listeners.size === 0) return
    const delayMs = Math.min(15_000, 500 * 2 ** this.tries++) * (0.75 + Math.random() / 2)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.connect(), delayMs)
  }

  private close(): void {
    clearTimeout(this.timer)
    this.socket?.close(1000)
    this.socket = null
  }

  /** Null topics mean: anything may have changed. */
  private tell(topics: readonly Topic[] | null): void {
    for (const listener of [...this.listeners]) {
      if (topics === null || listener.topics().some((topic) => topics.includes(topic)))
        listener.run()
    }
  }
}

const feeds = new Map<string, Feed>()

/**
 * Runs `onChange` whenever one of the topics changed, and after a break in the connection. Several changes within 60 ms
 * run it once. `onChange` usually invalidates a query.
 */
export function useFeed(topics: () => readonly Topic[], onChange: () => void): void {
  const workspace = useWorkspace()
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(() => {
    const id = workspace.id
    let feed = feeds.get(id)
    if (!feed) {
      feed = new Feed(id)
      feeds.set(id, feed)
    }
    const run = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        onChange()
      }, 60)
    }
    onCleanup(feed.listen({ topics, run }))
  })
  onCleanup(() => clearTimeout(timer))
}
