/** Which phone numbers exist in the sandbox, and which of them fail on purpose. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

export type PhoneNumber = {
  /** Digits only, the country's code first: the platform's `wa_id`. */
  digits: string
  /** Two letters; `ZZ` for country "Sandbox" and for numbers of no country. */
  country: string
}

/** Reads a number as senders write it: `+`, spaces, dashes and brackets allowed. +999 and 7 to 10 digits is country "Sandbox". */
export function parsePhoneNumber(input: string): PhoneNumber | undefined {
  if (!/^\s*\+?[\d\s().-]{5,40}$/.test(input)) return undefined
  const digits = input.replace(/\D/g, '')
  if (/^999\d{7,10}$/.test(digits)) return { digits, country: 'ZZ' }
  if (digits.length < 7 || digits.length > 15) return undefined
  const parsed = parsePhoneNumberFromString(`+${digits}`)
  if (!parsed?.isPossible()) return undefined
  return { digits, country: parsed.country ?? 'ZZ' }
}

/** What happens to messages to a number that fails on purpose. */
export type Misbehaviour =
  | { kind: 'fails'; code: number }
  | { kind: 'refused-once'; code: 131000 | 131056 }
  | { kind: 'answers-too-late' }
  | { kind: 'hides-number' }
  | { kind: 'loses-flow-token' }

/** Codes whose last four digits choose them: the message is accepted, then fails. */
const failures = [
  130472, 130497, 131016, 131021, 131026, 131030, 131031, 131037, 131042, 131045, 131047, 131048,
  131049, 131050, 131051, 131052, 131053, 131057, 131064, 132007, 132015, 132016, 132068, 132069,
  133010, 137000,
]

const byLastDigits: Record<string, Misbehaviour> = {
  ...Object.fromEntries(
    failures.map((code): [string, Misbehaviour] => [
      String(code % 10_000).padStart(4, '0'),
      { kind: 'fails', code },
    ]),
  ),
  '1056': { kind: 'refused-once', code: 131056 },
  '5000': { kind: 'refused-once', code: 131000 },
  '5001': { kind: 'answers-too-late' },
  '7001': { kind: 'hides-number' },
  '7002': { kind: 'loses-flow-token' },
}

/** +999000nnnn: the last four digits choose the outcome; every other number works. */
export const misbehaviourOf = (digits: string): Misbehaviour | undefined =>
  /^999000\d{4}$/.test(digits) ? byLastDigits[digits.slice(6)] : undefined
