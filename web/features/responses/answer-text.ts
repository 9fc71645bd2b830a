/** Answers as people read them: option titles for ids, dates as dates, nothing as a dash. */
import type { ResponseColumn } from '../../../shared/api/responses.ts'

/** What a table cell says; empty where the field was not answered. */
export function answerText(
  column: Pick<ResponseColumn, 'kind' | 'options'>,
  value: unknown,
): string {
  if (value === undefined || value === null || value === '') return ''
  if (Array.isArray(value)) return value.map((item) => answerText(column, item)).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  if (column.kind === 'choice' || column.kind === 'choices')
    return column.options?.find((option) => option.id === text)?.title ?? text
  if (column.kind === 'date') return dateText(text)
  if (column.kind === 'boolean' && (text === 'true' || text === 'false'))
    return text === 'true' ? 'Yes' : 'No'
  return text
}

const calendar = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A calendar day means the same day everywhere, so no zone moves it. Milliseconds are older phones' dates. */
function dateText(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? Date.parse(text)
    : /^\d{12,14}$/.test(text)
      ? Number(text)
      : Number.NaN
  return Number.isNaN(at) ? text : calendar.format(at)
}

/** The start of a token, enough to tell two apart. */
export const shortToken = (token: string): string =>
  token.length > 12 ? `${token.slice(0, 8)}…` : token
