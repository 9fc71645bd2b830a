/** Asks a provider again where it asks for a short wait. Only for what changes nothing. */
import type { Asked } from './channel.ts'

/** A wait up to this long is kept by the test itself; a longer one is for the person to keep. */
const longestWaitSeconds = 5
const mostTries = 3

export async function patiently<T>(ask: () => Asked<T>): Asked<T> {
  for (let attempt = 1; ; attempt++) {
    const reply = await ask()
    if (reply.ok || attempt === mostTries || reply.error.kind !== 'later') return reply
    const seconds = reply.error.retryAfterSeconds ?? 2 ** (attempt - 2)
    if (seconds > longestWaitSeconds) return reply
    await new Promise((done) => setTimeout(done, seconds * 1000))
  }
}
