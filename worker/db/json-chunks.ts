/** Bulk writes bind one JSON array a statement (`json_each`): a statement takes 100 parameters, and each 2 MB. */
import { forRow } from './client.ts'

const maxRows = 500
const maxBytes = 1_000_000

/** Rows, each the text of a JSON value, as JSON arrays that each fit one parameter. @throws where one row does not. */
export function jsonChunks(rows: readonly string[]): string[] {
  const chunks: string[][] = []
  let bytes = 0
  for (const row of rows) {
    // At most three bytes a character, mostly one.
    const size = row.length * 3 + 1
    const open = chunks.at(-1)
    if (open && open.length < maxRows && bytes + size <= maxBytes) {
      open.push(row)
      bytes += size
    } else {
      chunks.push([row])
      bytes = size
    }
  }
  return chunks.map((chunk) => forRow(`[${chunk.join(',')}]`))
}
