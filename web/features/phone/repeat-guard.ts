/** Taps that come twice within a moment on one screen count once (reference §9.5: rapid repeats). */
import type { Accessor } from 'solid-js'
import type { RunEvent } from '../../../shared/flow/interpret/state.ts'

const REPEAT_MS = 350

/** Says of an event whether it repeats the tap before it. Only taps repeat; input never does. */
export function createRepeatGuard(
  screenId: Accessor<string>,
  now: () => number = () => performance.now(),
): (event: RunEvent) => boolean {
  let last = ''
  let at = Number.NEGATIVE_INFINITY
  return (event) => {
    if (!event.type.startsWith('tap')) return false
    const tap = `${screenId()} ${JSON.stringify(event)}`
    const since = now() - at
    const repeats = tap === last && since < REPEAT_MS
    if (!repeats) {
      last = tap
      at = now()
    }
    return repeats
  }
}
