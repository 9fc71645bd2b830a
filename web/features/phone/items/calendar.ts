/** Days and months as `YYYY-MM-DD` texts, counted in UTC so that no time zone moves a date. */

const DAY_MS = 86_400_000
const toMs = (date: string) => Date.parse(`${date}T00:00:00Z`)
const toDate = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** `YYYY-MM` of a date. */
export const monthOf = (date: string): string => date.slice(0, 7)

export const addDays = (date: string, days: number): string => toDate(toMs(date) + days * DAY_MS)

export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  return `${String(year).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** 0 for Monday … 6 for Sunday. */
export const weekdayOf = (date: string): number => (new Date(toMs(date)).getUTCDay() + 6) % 7

/** The days of a month, and how many empty places stand before its first one (weeks begin on Monday). */
export function daysOf(month: string): { before: number; days: string[] } {
  const first = `${month}-01`
  const count = (toMs(`${addMonths(month, 1)}-01`) - toMs(first)) / DAY_MS
  return {
    before: weekdayOf(first),
    days: Array.from({ length: count }, (_, index) => addDays(first, index)),
  }
}

/** Whether a text is a day that exists, in the years a picker can show. */
export const isDate = (text: string): boolean => {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const ms = toMs(text)
  return !Number.isNaN(ms) && toDate(ms) === text
}

/** The range of a picker; ends that are not written as dates (yet) fall back to the platform's own. */
export function rangeOf(min: string, max: string): { min: string; max: string } {
  const from = isDate(min) ? min : '1900-01-01'
  const to = isDate(max) ? max : '2100-12-31'
  return from <= to ? { min: from, max: to } : { min: to, max: from }
}

export const clampDate = (date: string, min: string, max: string): string =>
  date < min ? min : date > max ? max : date
