/** When a webhook call that was not answered 2xx is tried again: 1, 10, 30, 90 s, then ever later, for 7 days. */

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const firstDelays = [1, 10, 30, 90, 300, 900, 1_800, 3_600, 2 * 3_600].map((s) => s * SECOND)
const LONGEST_DELAY = 6 * HOUR
const LIFE = 7 * 24 * HOUR

/** `attempts` failed so far, at least one. Milliseconds; null where it is given up. */
export function nextAttemptAt(attempts: number, createdAt: number, now: number): number | null {
  const at = now + (firstDelays[attempts - 1] ?? LONGEST_DELAY)
  return at - createdAt > LIFE ? null : at
}
