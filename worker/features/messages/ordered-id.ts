/** Ids that sort by when they were made: UUIDs of version 7, ascending even within one millisecond. */

let lastMs = 0
let counter = 0

/** A fresh id. `now` is milliseconds since the epoch; a clock that stands still or falls back keeps the order. */
export function orderedId(now: number): string {
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs++
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${random.slice(19)}`
}
