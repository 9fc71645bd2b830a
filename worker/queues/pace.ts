/** Keeps a channel's sends at its pace within this instance; what gets past it, the provider turns back with a wait. */

/** A message is held for its place in line no longer than this, far below the age of an abandoned claim. */
const longestHoldMs = 5_000

const nextFreeAt = new Map<string, number>()

/**
 * Takes the next place in a channel's line. Returns how many milliseconds to wait for it; 0 after a pause. Where that is
 * longer than a message may be held, it has no place (`isPlace` is false) and comes again when that time is over.
 * `now` is milliseconds since the epoch.
 */
export function takePlace(
  channelId: string,
  perSecond: number,
  now: number,
): { waitMs: number; isPlace: boolean } {
  const at = Math.max(now, nextFreeAt.get(channelId) ?? 0)
  const waitMs = at - now
  const isPlace = waitMs <= longestHoldMs
  if (isPlace) nextFreeAt.set(channelId, at + 1000 / perSecond)
  return { waitMs, isPlace }
}

/** Tells the line that the provider wants quiet until then. */
export function holdLine(channelId: string, until: number): void {
  nextFreeAt.set(channelId, Math.max(until, nextFreeAt.get(channelId) ?? 0))
}

/** Until when nothing of this channel can go out at all, or null: taking it up before would only move it about. */
export function heldUntil(channelId: string, now: number): number | null {
  const at = nextFreeAt.get(channelId) ?? 0
  return at - now > longestHoldMs ? at : null
}
