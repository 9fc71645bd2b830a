/** The ids the emulator gives out, shaped like the platform's own. */

const digits = (count: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => byte % 10).join('')

/** 16 digits; the first is 1 to 8, so that the id is also an exact JSON number. */
export const mintGraphId = (): string => {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
  return `${1 + (byte % 8)}${digits(15)}`
}

/** A message id: base64 of the other party's digits and random hexadecimal, as opaque as the platform's. May end in `=`. */
export const mintWamid = (numberDigits: string): string => {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  ).join('')
  const length = String.fromCharCode(numberDigits.length)
  return `wamid.${btoa(`\x1c\x18${length}${numberDigits}\x15\x02\x00\x11\x18\x12${random}\x00`)}`
}

/** A business-scoped user id: two letters of a country, a dot, 18 digits. */
export const mintUserId = (country: string): string => `${country}.${digits(18)}`

/** Finds one answer among the platform's traces. */
export const mintTraceId = (): string =>
  `A${btoa(digits(15)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}`
