/** Messages that this very instance is sending: a claim that a lone instance does not hold has no holder any more. */
export const inFlight = new Set<string>()
