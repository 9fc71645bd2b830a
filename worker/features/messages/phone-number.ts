/** Phone numbers as they are stored: + and digits, checked against the world's numbering plans. */
import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min'
import { err, ok, type Result } from '../../../shared/result.ts'

const wordsFor: Record<string, string> = {
  NOT_A_NUMBER: 'is not a phone number',
  INVALID_COUNTRY: 'begins with a code that no country has',
  TOO_SHORT: 'is too short for a phone number',
  TOO_LONG: 'is too long for a phone number',
}

/**
 * The number as + and digits, or why it is none, in words that follow "…". Spaces, dots, dashes and brackets are
 * allowed, and 00 for the +. `sandbox` also takes country "Sandbox": +999 and seven to ten digits (design §5).
 */
export function normalise(raw: string, { sandbox }: { sandbox: boolean }): Result<string, string> {
  const text = raw.trim().replace(/^00(?=\d)/, '+')
  if (!/^\+?[\d\s().\-/\u2010-\u2015]{2,60}$/.test(text)) return err(wordsFor.NOT_A_NUMBER ?? '')
  if (!text.startsWith('+')) return err('lacks the + and country code, such as +65')
  const digits = text.replace(/\D/g, '')
  if (digits.startsWith('999')) {
    return sandbox && /^999\d{7,10}$/.test(digits)
      ? ok(`+${digits}`)
      : err(
          sandbox
            ? 'is no sandbox number: those are +999 and seven to ten digits'
            : 'is a sandbox number, and this channel sends to real phones',
        )
  }
  const length = validatePhoneNumberLength(`+${digits}`)
  const found = parsePhoneNumberFromString(`+${digits}`, { extract: false })
  if (found?.isValid()) return ok(found.number)
  return err(wordsFor[length ?? ''] ?? 'is a number that no phone there can have')
}
