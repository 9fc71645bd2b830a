/** Reads a phone number as people type it; the library with the world's numbering plans loads on first use. */
import type { ParseError } from 'libphonenumber-js/min'

export type ReadNumber =
  /** `number` is + and digits; `country` a two-letter code, "Sandbox", or "Unknown country". */
  { ok: true; number: string; country: string } | { ok: false; why: string }

/** Reads one number. `sandbox` also takes +999 and seven to ten digits. */
export type NumberReader = (typed: string, sandbox: boolean) => ReadNumber

const wordsFor: Record<string, string> = {
  NOT_A_NUMBER: 'Not a phone number.',
  INVALID_COUNTRY: 'No country has this code.',
  TOO_SHORT: 'Too short for a phone number.',
  TOO_LONG: 'Too long for a phone number.',
}

/** The reader, with the numbering plans loaded. */
export async function loadNumberReader(): Promise<NumberReader> {
  const { parsePhoneNumberWithError, ParseError: Refusal } = await import('libphonenumber-js/min')
  return (typed, sandbox) => {
    const text = typed.trim().replace(/^00(?=\d)/, '+')
    if (!text.startsWith('+'))
      return {
        ok: false,
        why: /\d/.test(text)
          ? 'Start with + and the country code, such as +65.'
          : 'Not a phone number.',
      }
    const digits = `+${text.replace(/\D/g, '')}`
    if (sandbox && /^\+999\d{7,10}$/.test(digits))
      return /^[+\d\s().-]+$/.test(text)
        ? { ok: true, number: digits, country: 'Sandbox' }
        : { ok: false, why: 'Not a phone number.' }
    try {
      const found = parsePhoneNumberWithError(text, { extract: false })
      if (!found.isValid())
        return { ok: false, why: 'No phone in that country can have this number.' }
      return { ok: true, number: found.number, country: found.country ?? 'Unknown country' }
    } catch (error) {
      if (error instanceof Refusal)
        return { ok: false, why: wordsFor[(error as ParseError).message] ?? 'Not a phone number.' }
      throw error
    }
  }
}

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

/** "Singapore" for "SG"; other words stay as they are. */
export const countryName = (country: string): string =>
  /^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : country
