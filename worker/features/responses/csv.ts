/** Responses as CSV: RFC 4180, UTF-8 with a mark, and no cell that a spreadsheet would run (design, I11). */
import type { ResponseColumn } from '../../../shared/api/responses.ts'

/** Tells spreadsheets that the file is UTF-8. */
export const byteOrderMark = '\ufeff'

/** Signs that begin a formula, plain or full-width, with whatever a spreadsheet skips before them. */
const startsFormula = /^[\s\p{C}'"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u
/** Signs that a spreadsheet may read as the end of the cell, or as none. */
const startsOddly = /^[\t\r\n\0]/

/** The text as a spreadsheet shows and never runs it: an apostrophe before what could be a formula. */
export const inert = (text: string): string =>
  startsFormula.test(text) || startsOddly.test(text) ? `'${text}` : text

/** One line, ended as RFC 4180 says; every cell inert. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  const safe = inert(text)
  return /[",;\t\r\n\0]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** An answer as its cell says it: titles of options, Yes and No, names of files; empty where there is none. */
export function cellText(column: Pick<ResponseColumn, 'kind' | 'options'>, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((item) => cellText(column, item)).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object') {
    const { file_name: file } = value as { file_name?: unknown }
    return column.kind === 'file' && typeof file === 'string' ? file : JSON.stringify(value)
  }
  const text = String(value)
  if (column.kind === 'choice' || column.kind === 'choices') {
    return column.options?.find((option) => option.id === text)?.title ?? text
  }
  return text
}
