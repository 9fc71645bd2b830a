/** What members without log access see instead of numbers, texts and answers (design, I8). */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** In place of anything that was said. */
export const masked = '••••'

/** `+6581234512` → `+65 •••• ••12`: the country and the last two digits stay. */
export function maskPhone(number: string): string {
  const code = /^\+999\d{7,}$/.test(number)
    ? '999'
    : (parsePhoneNumberFromString(number)?.countryCallingCode ?? '')
  const rest = number.replace(/\D/g, '').slice(code.length)
  if (rest.length <= 2) return masked
  const hidden = `${'•'.repeat(rest.length - 2)}${rest.slice(-2)}`
  return `+${code} ${(hidden.match(/.{1,4}/g) ?? []).join(' ')}`.replace('+ ', '+')
}

/** Every answer hidden, under its key. */
export const maskAnswers = (answers: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(answers).map((key) => [key, masked]))

/** A provider's words without numbers of four and more digits: they name recipients now and then. */
export const maskDigits = (words: string): string => words.replace(/\+?\d[\d\s().-]{2,}\d/g, masked)
