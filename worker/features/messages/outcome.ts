/** What one attempt to send leads to: sent, again later, failed, or a decision for a person. */
import type { ProviderError } from '../../channels/channel.ts'
import { isPacing } from '../../channels/cloud-api-errors.ts'

export type Outcome =
  | { state: 'pending'; delayMs: number; countsAsAttempt: boolean }
  | { state: 'failed' }
  | { state: 'unknown' }

/** Passing trouble is tried so often; being told to slow down is no attempt. */
export const maxAttempts = 10
/** After this long a message is of no use any more, whatever kept it. */
const maxAgeMs = 86_400_000
const longestDelayMs = 300_000

/**
 * What to do after an attempt that brought no message id (design, decision 8): a send that may have gone out is
 * repeated only where the channel answers our same id by the same result.
 * `attempt` counts from 1; `random` is from 0 to below 1.
 */
export function outcomeOf(
  error: ProviderError,
  {
    attempt,
    ageMs,
    repeatsSafely,
    random,
  }: { attempt: number; ageMs: number; repeatsSafely: boolean; random: number },
): Outcome {
  if (error.kind === 'refused') return { state: 'failed' }
  const isAmbiguous = error.kind === 'unknown'
  if (isAmbiguous && !repeatsSafely) return { state: 'unknown' }
  const pacing = isPacing(error)
  if (ageMs > maxAgeMs || (!pacing && attempt >= maxAttempts)) {
    return { state: isAmbiguous ? 'unknown' : 'failed' }
  }
  const wished = (error.retryAfterSeconds ?? 0) * 1000
  const grown = pacing ? 1000 : Math.min(longestDelayMs, 1000 * 2 ** (attempt - 1))
  const delayMs = Math.round(Math.max(wished, grown) * (1 + random / 4))
  return { state: 'pending', delayMs, countsAsAttempt: !pacing }
}
