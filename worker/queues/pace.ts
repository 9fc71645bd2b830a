/** Keeps a channel's sends at its pace within this instance; what gets past it, the provider turns back with a wait. */

const nextFreeAt = new Map<string, number>()

/**
 * Takes the next place in a channel's line. Returns how many milliseconds to wait for it; 0 after a pause.
 * `now` is milliseconds since the epoch.
 */
export function takePlace(channelId: string, perSecond: number, now: number): number {
  const at = Math.max(now, nextFreeAt.get(channelId) ?? 0)
  nextFreeAt.set(channelId, at + 1000 / perSecond)
  return at - now
}

/** Tells the line that the provider wants quiet until then. */
export function holdLine(channelId: string, until: number): void {
  nextFreeAt.set(channelId, Math.max(until, nextFreeAt.get(channelId) ?? 0))
}
