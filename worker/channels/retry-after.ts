/** How long a provider asks to wait, and what that says of its refusal. */

/** The delay that the provider named wins over the one that our table has for the code. */
export const delay = (named: number | undefined, usual?: number) =>
  named !== undefined
    ? { retryAfterSeconds: named, namedDelay: true as const }
    : usual !== undefined
      ? { retryAfterSeconds: usual }
      : {}

const longestDelaySeconds = 86_400

/** `Retry-After` in seconds, given as such or as a date; undefined where it cannot be read. */
export function secondsIn(retryAfter: string | null, now: number): number | undefined {
  const text = retryAfter?.trim() ?? ''
  const seconds = /^\d{1,9}$/.test(text)
    ? Number(text)
    : /^[A-Z][a-z]{2}/.test(text)
      ? Math.ceil((Date.parse(text) - now) / 1000)
      : Number.NaN
  return Number.isNaN(seconds) ? undefined : Math.min(longestDelaySeconds, Math.max(0, seconds))
}
