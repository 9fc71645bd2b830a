/** A guest's room that the server closed for good: asks why, and comes back where the link still works. */
import { createEffect, onCleanup } from 'solid-js'
import type { Room } from '../../collab/room.ts'

/** Between two tries, so that a room which closes at once is not knocked at without end. */
const pauseMs = 1000

/**
 * `look` takes this page away where the visit has ended or moved on; where it has not, the room is opened anew. A ticket
 * that came too late on a slow line, for one, is no reason to stop.
 */
export function createClosing(room: Room, look: () => Promise<void>, reopen: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let here = true
  onCleanup(() => {
    here = false
    clearTimeout(timer)
  })
  createEffect(() => {
    if (room.closed() === null) return
    void look().then(() => {
      if (here) timer = setTimeout(reopen, pauseMs)
    })
  })
}
