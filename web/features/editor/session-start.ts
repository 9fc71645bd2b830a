/** The text as it was when one came, and who has changed it since: what discarding goes back to. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import * as Y from 'yjs'
import type { Room } from '../../collab/room.ts'

export type SessionStart = {
  /** Null until the flow's content is here. */
  text: Accessor<string | null>
  /** When that was, in milliseconds. */
  at: () => number | null
  /** Names of the others whose edits came since, in no order; somebody nobody saw is "somebody else". */
  others: () => string[]
}

export function createSessionStart(room: Room): SessionStart {
  const [text, setText] = createSignal<string | null>(null)
  let at: number | null = null
  let clocks = new Map<number, number>()
  /** Everybody seen here, by the number of their page. */
  const names = new Map<number, string>()
  const meet = () => {
    for (const [client, state] of room.awareness.getStates()) {
      const name = (state as { user?: { name?: string } }).user?.name
      if (name) names.set(client, name)
    }
  }
  room.awareness.on('change', meet)
  onCleanup(() => room.awareness.off('change', meet))
  createEffect(() => {
    if (!room.synced() || text() !== null) return
    meet()
    clocks = Y.decodeStateVector(Y.encodeStateVector(room.doc))
    at = Date.now()
    setText(room.text.toString())
  })
  return {
    text,
    at: () => at,
    others() {
      const now = Y.decodeStateVector(Y.encodeStateVector(room.doc))
      const me = room.me()?.name
      const found = new Set<string>()
      for (const [client, clock] of now) {
        if (client === room.doc.clientID || clock <= (clocks.get(client) ?? 0)) continue
        const name = names.get(client) ?? 'somebody else'
        if (name !== me) found.add(name)
      }
      return [...found]
    },
  }
}
