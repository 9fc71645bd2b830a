/** Presence that speaks only when something changes: the room keeps who is here, so nobody has to repeat themselves. */
import { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'

/**
 * y-protocols' Awareness renews its own state every 15 s and forgets others after 30 s. Both would be wrong here: a
 * renewal wakes a sleeping room, and the room tells of every departure itself.
 */
export class QuietAwareness extends Awareness {
  constructor(doc: Y.Doc) {
    super(doc)
    clearInterval(this._checkInterval)
  }

  /**
   * The connection is gone. Peers are told we left with our present clock and would take no state at that clock again;
   * and what we know of others may be newer than what they say when we are back.
   */
  disconnected(): void {
    const own = this.getLocalState()
    if (own) this.setLocalState(own)
    for (const id of this.meta.keys()) if (id !== this.clientID) this.meta.delete(id)
  }
}
