/** The query parameters of lists of responses, read with words for what is wrong. */
import { Refusal } from '../../http/refuse.ts'
import { type Cursor, readCursor } from './store.ts'

/** A moment in ISO 8601, or milliseconds since the epoch; undefined where it is not given. @throws Refusal */
export function momentOf(text: string | undefined, field: string): number | undefined {
  if (text === undefined || text === '') return undefined
  const at = /^\d{1,16}$/.test(text) ? Number(text) : isoTime(text)
  if (Number.isNaN(at)) {
    throw new Refusal('bad-request', {
      field,
      detail: `${field} is not a moment in ISO 8601, such as 2026-05-01T09:00:00Z.`,
    })
  }
  return at
}

/** A day, or a day and time with its zone; a time without one is UTC. */
function isoTime(text: string): number {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    )
  if (!match) return Number.NaN
  const [, day, time = '00:00', zone = 'Z'] = match
  return Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`)
}

/** @throws Refusal where it is no whole number in the range. */
export function limitOf(
  text: string | undefined,
  { least, most, usual }: { least: number; most: number; usual: number },
): number {
  if (text === undefined || text === '') return usual
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (limit >= least && limit <= most) return limit
  throw new Refusal('bad-request', {
    field: 'limit',
    detail: `limit is a number from ${least} to ${most}.`,
  })
}

/** @throws Refusal where it is nothing that a page ended with. */
export function cursorOf(text: string | undefined, field: string): Cursor | null {
  if (text === undefined || text === '') return null
  const cursor = readCursor(text)
  if (cursor) return cursor
  throw new Refusal('bad-request', { field, detail: `${field} is not the "next" of a page.` })
}
