/** A stock y-websocket client in Node, as any outside program would use it. */

import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { RunningApp } from './app.ts'

export type RoomClient = { doc: Y.Doc; text: Y.Text; provider: WebsocketProvider; leave(): void }

/** Joins a version's room with headers of one's own: a key, or a cookie and an origin. */
export function joinRoom(
  app: RunningApp,
  publicId: string,
  headers: Record<string, string>,
): RoomClient {
  class WithHeaders extends WebSocket {
    constructor(url: string) {
      super(url, { headers })
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${app.url.replace('http', 'ws')}/sync`, publicId, doc, {
    WebSocketPolyfill: WithHeaders as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 500,
  })
  return {
    doc,
    text: doc.getText('json'),
    provider,
    leave() {
      provider.destroy()
      doc.destroy()
    },
  }
}
