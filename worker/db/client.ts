/** D1 through Drizzle, and the one guard on what goes into a row. */
import { drizzle } from 'drizzle-orm/d1'
import * as schema from './schema.ts'

export const createDb = (d1: D1Database) => drizzle(d1, { schema })
export type Db = ReturnType<typeof createDb>

/** The platform refuses values of 2 MB; the local runtime does not. Nothing above this goes into a row (design, 12). */
export const rowValueMaxBytes = 1_900_000

/** Returns the text, or throws where it could not be stored in a deployment. */
export function forRow(text: string): string {
  const bytes =
    text.length > rowValueMaxBytes / 4 ? new TextEncoder().encode(text).length : text.length
  if (bytes > rowValueMaxBytes) {
    throw new RangeError(
      `a value of ${bytes} bytes is too large for a row (at most ${rowValueMaxBytes})`,
    )
  }
  return text
}
