/** Days, months and weekdays in the viewer's language. */

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' })
export const shortDate = inUtc({ day: 'numeric', month: 'short', year: 'numeric' })
export const longDate = inUtc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
export const monthName = inUtc({ month: 'long' })
export const weekdayName = inUtc({ weekday: 'narrow' })

/** A date in the viewer's language; text that is no date stays as it is. */
export const written = (format: Intl.DateTimeFormat, date: string) => {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(ms) ? date : format.format(ms)
}

/** The day it is where the viewer is. */
export const today = () => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
