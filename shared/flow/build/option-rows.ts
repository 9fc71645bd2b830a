/** Options out of the rows of a spreadsheet. */
import { freeName } from '../edit/unique-name.ts'
import type { JsonRecord } from '../json-record.ts'

/** Columns in the order in which they are read where no row names them. */
const usual = ['title', 'description', 'metadata'] as const

/**
 * One option a row. A first row that names the options' properties (`id`, `title`, …; `properties` says which there are)
 * says what the columns hold; else they are title, description and metadata. Ids are made of titles where none is given,
 * and never twice; `taken` holds those that others have. Rows without a title are left out.
 */
export function optionsFromRows(
  rows: readonly (readonly string[])[],
  properties: readonly string[],
  taken: ReadonlySet<string>,
): JsonRecord[] {
  const named = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? []
  const hasNames = named.includes('title') && named.every((name) => properties.includes(name))
  const columns = hasNames ? named : usual.filter((name) => properties.includes(name))
  const ids = new Set(taken)
  const options: JsonRecord[] = []
  for (const row of hasNames ? rows.slice(1) : rows) {
    const values: Record<string, string> = {}
    columns.forEach((name, at) => {
      const value = (row[at] ?? '').trim()
      if (value !== '') values[name] = value
    })
    const { id, title, ...rest } = values
    if (title === undefined) continue
    const free = freeName(id ?? idOf(title, ids.size + 1), ids)
    ids.add(free)
    options.push({ id: free, title, ...rest })
  }
  return options
}

/** `Fuse box (old)` as an id: `fuse_box_old`; in scripts without Latin letters `option_3`. */
function idOf(title: string, number: number): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return plain === '' ? `option_${number}` : plain
}
