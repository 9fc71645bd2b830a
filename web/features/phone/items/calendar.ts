/** Days and months as `YYYY-MM-DD` texts, so that no time zone moves a date. */
import {
  dayNumber,
  dayText,
  WEEKDAYS,
  weekdayOf as weekdayNameOf,
} from '../../../../shared/flow/day.ts'

const numberOf = (date: string): number => dayNumber(date) ?? 0

/** `YYYY-MM` of a date. */
export const monthOf = (date: string): string => date.slice(0, 7)

export const addDays = (date: string, days: number): string => dayText(numberOf(date) + days)

export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  return `${String(year).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** 0 for Monday … 6 for Sunday. */
export const weekdayOf = (date: string): number => WEEKDAYS.indexOf(weekdayNameOf(numberOf(date)))

/** The days of a month, and how many empty places stand before its first one (weeks begin on Monday). */
export function daysOf(month: string): { before: number; days: string[] } {
  const first = `${month}-01`
  const count = numberOf(`${addMonths(month, 1)}-01`) - numberOf(first)
  return {
    before: weekdayOf(first),
    days: Array.from({ length: count }, (_, index) => addDays(first, index)),
  }
}

/** Whether a text is a day that exists, in the years a picker can show. */
export const isDate = (text: string): boolean =>
  /^(19|20|21)\d\d-/.test(text) && dayNumber(text) !== null

/** The range of a picker; ends that are not written as dates (yet) fall back to the platform's own. */
export function rangeOf(min: string, max: string): { min: string; max: string } {
  const from = isDate(min) ? min : '1900-01-01'
  const to = isDate(max) ? max : '2100-12-31'
  return from <= to ? { min: from, max: to } : { min: to, max: from }
}

export const clampDate = (date: string, min: string, max: string): string =>
  date < min ? min : date > max ? max : date
