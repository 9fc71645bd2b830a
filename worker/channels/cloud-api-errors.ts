/** The Graph API's errors in the neutral spelling: which are final and which may pass (messaging-platforms.md §3.3). */
import type { ProviderError } from './channel.ts'
import { isRecord, objectIn } from './reading.ts'
import { delay, secondsIn } from './retry-after.ts'

/** Codes that pass by themselves, and after how many seconds it is worth asking again; the others are final. */
const passing = new Map<number, number | undefined>([
  [1, undefined],
  [2, undefined],
  [4, 300],
  [80007, 300],
  [130429, 2],
  [131000, undefined],
  [131016, undefined],
  [131052, 30],
  [131053, 30],
  [131056, 6],
  [131057, 60],
  [132069, 360],
  [133004, undefined],
])

/** Of those, the codes that only say "not so fast": waiting for them is no failed attempt. */
const pacing = new Set([4, 80007, 130429, 131056, 131057, 132069])

/** Those that are about one recipient or one flow: the channel's other messages need not wait for them. */
const narrow = new Set([131056, 132069])

/** Whether everything on the channel has to wait. */
export const holdsChannel = (error: ProviderError): boolean =>
  (isPacing(error) || error.namedDelay === true) && !narrow.has(error.code ?? 0)

/** Whether an error says nothing but that we were too fast, by its status or by its code. */
export const isPacing = (error: ProviderError): boolean =>
  error.kind === 'later' && (error.tooFast === true || pacing.has(error.code ?? 0))

/**
 * The error in an answer that is no success. `text` is the body as it came.
 * Without an error of the Graph API in it, a 5xx says nothing about what was done before it.
 */
export function errorOfAnswer(
  status: number,
  text: string,
  retryAfter: string | null,
  now: number,
): ProviderError {
  const named = secondsIn(retryAfter, now)
  const graph = graphErrorIn(text)
  if (!graph) {
    const message = `The provider answered ${status} without saying why.`
    if (status === 429)
      return { kind: 'later', code: null, message, tooFast: true, ...delay(named) }
    if (status >= 500) return { kind: 'unknown', code: null, message, ...delay(named) }
    return { kind: 'refused', code: null, message }
  }
  const { transient, ...said } = graph
  if (!passing.has(said.code) && status !== 429 && !transient) return { kind: 'refused', ...said }
  return {
    kind: 'later',
    ...said,
    ...(status === 429 && { tooFast: true as const }),
    ...delay(named, passing.get(said.code)),
  }
}

type GraphError = { code: number; subcode?: number; message: string; transient: boolean }

function graphErrorIn(text: string): GraphError | null {
  const error = objectIn(text)?.error
  if (!isRecord(error) || typeof error.code !== 'number') return null
  return {
    code: error.code,
    ...(typeof error.error_subcode === 'number' && { subcode: error.error_subcode }),
    message: wordsOf(error),
    transient: error.is_transient === true,
  }
}

/** The most telling words of an error: what exactly, else what people are told, else its title. */
export function wordsOf(error: Record<string, unknown>): string {
  const data = isRecord(error.error_data) ? error.error_data : {}
  const words = [data.details, error.error_user_msg, error.message, error.title].find(
    (it): it is string => typeof it === 'string' && it.trim() !== '',
  )
  return (words ?? 'The provider gave no reason.').replace(/^\(#\d+\)\s*/, '').slice(0, 1000)
}
