/** The errors of 8x8's API in the neutral spelling: which are final and which may pass (messaging-platforms.md §2.3). */
import type { ProviderError } from './channel.ts'
import { objectIn, wordOf } from './reading.ts'
import { delay, secondsIn } from './retry-after.ts'

/** The codes that say which setting of a channel is wrong. */
export const unknownSubaccount = 1001
export const unknownKey = 1200
export const missingRight = 1201
export const unknownThing = 1300

/** Codes that pass by themselves, and after how many seconds it is worth asking again; the others are final. */
const passing = new Map<number, number | undefined>([
  [1400, 60],
  [2000, undefined],
])

/** A request too many, where 8x8 does not say how long to wait. */
const defaultWaitSeconds = 5

/** What the codes mean to whoever reads the log; for the others 8x8's own words have to do. */
const meanings = new Map<number, string>([
  [1000, '8x8 does not accept a value in the request.'],
  [unknownSubaccount, '8x8 does not know the subaccount.'],
  [1002, 'This is no phone number that 8x8 accepts.'],
  [1005, '8x8 does not accept a value in the request.'],
  [1006, 'The time at which the message expires is not accepted.'],
  [1011, 'The time at which the message is to go out is not accepted.'],
  [1014, 'The connection is not secured the way 8x8 wants it (TLS 1.3).'],
  [1100, 'More messages at once than 8x8 takes.'],
  [unknownKey, '8x8 does not know the key: it is wrong, disabled or deleted.'],
  [missingRight, 'The key does not have the right to do this.'],
  [unknownThing, '8x8 does not know what was asked for.'],
  [1400, 'The same message was sent to this person a moment ago.'],
  [2000, 'Something went wrong inside 8x8.'],
  [3001, 'The message names nobody it goes to.'],
  [3002, 'The message has no phone number.'],
  [3003, 'The message names no channel.'],
  [3004, 'The message has no content.'],
  [3005, 'The message has no text.'],
  [3006, 'The text of the message is too long.'],
  [3007, 'The address of the picture or file is missing.'],
  [3008, 'The address of the picture or file is not accepted.'],
  [3009, 'The client message id is longer than 50 characters.'],
  [3012, 'The batch is empty.'],
  [3013, 'The batch is too large.'],
  [3014, 'The client batch id is longer than 100 characters.'],
  [3020, 'The address for receipts is not accepted.'],
  ...[3022, 3023, 3024, 3025, 3026, 3027].map((code): [number, string] => [
    code,
    'The settings for falling back to SMS are not accepted.',
  ]),
  [3031, 'The name of the template is missing.'],
  [3032, 'The name of the template is not accepted.'],
  [3033, 'More values than the template takes.'],
  [3034, 'The parts of the template do not go together.'],
  [3035, 'No channel of the subaccount can send templates.'],
  [3036, 'The language of the template is missing.'],
  [3037, 'The language of the template is not accepted.'],
  [3038, 'No approved template has this name and language.'],
  [3039, '8x8 does not know a part of the template.'],
  [3040, 'The values for the template are missing.'],
  [3041, 'The number of values, or one of them, does not fit the template.'],
  [3042, 'A value is of another kind than the template wants.'],
  [3043, 'A value for the template is too long.'],
  [3045, 'The template takes no value at this place.'],
  [3046, 'An address in the template is not accepted.'],
  [3049, 'The value for a button of the template is not accepted.'],
  [3052, '8x8 does not know this kind of button.'],
  [3053, 'The template has no button at this place.'],
  [3060, 'A template of this name was deleted less than 30 days ago, so the name is still locked.'],
])

/** What a status means where no readable error came with it. */
const codeOfStatus = new Map<number, number>([
  [401, unknownKey],
  [403, missingRight],
  [404, unknownThing],
])
const wordsOfStatus = new Map<number, string>([
  [410, '8x8 has retired this version of its API.'],
  [413, 'The request is larger than 8x8 takes.'],
  [426, 'The connection is not secured the way 8x8 wants it (TLS 1.3).'],
])

/**
 * The error in an answer that is no success. `text` is the body as it came.
 * Without an error of 8x8's in it, a 5xx says nothing about what was done before it.
 */
export function errorOfAnswer(
  status: number,
  text: string,
  retryAfter: string | null,
  now: number,
): ProviderError {
  const said = errorIn(text)
  const code = said?.code ?? codeOfStatus.get(status) ?? null
  const message =
    said?.message ??
    wordsOfStatus.get(status) ??
    (code === null ? `8x8 answered ${status} without saying why.` : wordsOf(code, undefined))
  const named = secondsIn(retryAfter, now)
  if (status === 429)
    return { kind: 'later', code, message, tooFast: true, ...delay(named, defaultWaitSeconds) }
  const isPassing = code !== null && passing.has(code)
  if (isPassing || (status >= 500 && said))
    return { kind: 'later', code, message, ...delay(named, passing.get(code ?? 0)) }
  // A gateway that gave up on 8x8 does not know either what became of the request.
  if (status >= 500 || status === 408) return { kind: 'unknown', code, message }
  return { kind: 'refused', code, message }
}

/** What 8x8 says of a message that it turned away under a status of success. */
export const errorOfStatus = (status: Record<string, unknown>): ProviderError => {
  const code = typeof status.errorCode === 'number' ? status.errorCode : null
  return { kind: 'refused', code, message: wordsOf(code, status.errorMessage) }
}

function errorIn(text: string): { code: number; message: string } | null {
  const body = objectIn(text)
  if (typeof body?.code !== 'number') return null
  return { code: body.code, message: wordsOf(body.code, body.message) }
}

/** What it means, and in brackets 8x8's own words, which name the field. */
function wordsOf(code: number | null, message: unknown): string {
  const own = wordOf(message, '').trim().slice(0, 800)
  const meaning = code === null ? undefined : meanings.get(code)
  if (!meaning) return own || '8x8 gave no reason.'
  return own && !meaning.startsWith(own) ? `${meaning} (${own})` : meaning
}
