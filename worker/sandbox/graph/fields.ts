/** Which fields of a Graph object the caller gets, and lists of objects in pages. */
import { invalidParameter } from './errors.ts'
import type { Params } from './params.ts'

/** Every field an object has, by name; a field is worked out only when asked for. */
export type FieldMap<T> = Record<string, (object: T) => unknown>

/** `id,preview.invalidate(false),application{id}` → the names, without arguments and inner selections. */
export function parseFields(text: string): string[] {
  const names: string[] = []
  let depth = 0
  let name = ''
  let inName = true
  for (const character of `${text},`) {
    if ('({'.includes(character)) depth++
    else if (')}'.includes(character)) depth--
    else if (character === ',' && depth === 0) {
      if (name.trim() !== '') names.push(name.trim())
      name = ''
      inName = true
      continue
    }
    if (depth > 0 || character === '.' || ')}'.includes(character)) inName = false
    if (inName) name += character
  }
  return [...new Set(names)]
}

/** The object with the fields asked for, else its usual ones. The id always comes along. */
export function pick<T>(
  object: T,
  fields: FieldMap<T>,
  wanted: string | undefined,
  usual: string[],
  node: string,
): Record<string, unknown> {
  const names = wanted === undefined ? usual : parseFields(wanted)
  const picked: Record<string, unknown> = {}
  for (const name of names.includes('id') ? names : [...names, 'id']) {
    const field = fields[name]
    if (!field || !Object.hasOwn(fields, name)) {
      throw invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${node})`)
    }
    const value = field(object)
    if (value !== undefined && value !== null) picked[name] = value
  }
  return picked
}

const MAX_PAGE = 1_000
const USUAL_PAGE = 25

/** Where a page begins: rows come newest first, so `after` means smaller row numbers. */
export type PageRequest = { limit: number; after?: number; before?: number }

export function readPage(params: Params): PageRequest {
  const limit = Number(params.text('limit') ?? USUAL_PAGE)
  if (!Number.isInteger(limit) || limit < 1) {
    throw invalidParameter('Param limit must be a positive integer.')
  }
  const after = readCursor(params, 'after')
  const before = readCursor(params, 'before')
  return {
    limit: Math.min(limit, MAX_PAGE),
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  }
}

function readCursor(params: Params, name: string): number | undefined {
  const text = params.text(name)
  if (text === undefined) return undefined
  try {
    const row = Number(atob(text))
    if (Number.isSafeInteger(row)) return row
  } catch {
    // falls through to the refusal below
  }
  throw invalidParameter(`Param ${name} is not a cursor of this list.`)
}

/**
 * One page of a table that has `row`, newest first, in the Graph API's shape.
 * `where` and `bindings` narrow the table; `url` is the call's own address, for `next` and `previous`.
 */
export function listPage<Row extends { row: number }>(
  sql: SqlStorage,
  table: 'flows' | 'templates',
  where: string[],
  bindings: SqlStorageValue[],
  page: PageRequest,
  url: URL,
  render: (row: Row) => unknown,
) {
  const backwards = page.before !== undefined && page.after === undefined
  const bound = page.after ?? page.before
  const conditions = [...where, ...(bound === undefined ? [] : [backwards ? 'row > ?' : 'row < ?'])]
  const found = sql
    .exec(
      `SELECT * FROM ${table} ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
       ORDER BY row ${backwards ? 'ASC' : 'DESC'} LIMIT ?`,
      ...bindings,
      ...(bound === undefined ? [] : [bound]),
      page.limit + 1,
    )
    .toArray() as unknown as Row[]
  const hasMore = found.length > page.limit
  const rows = found.slice(0, page.limit)
  if (backwards) rows.reverse()
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return { data: [] }
  const cursors = { before: btoa(String(first.row)), after: btoa(String(last.row)) }
  const there = (name: 'after' | 'before') => {
    const address = new URL(url)
    address.searchParams.delete('access_token')
    address.searchParams.delete(name === 'after' ? 'before' : 'after')
    address.searchParams.set(name, cursors[name])
    return address.href
  }
  const hasNext = backwards || hasMore
  const hasPrevious = backwards ? hasMore : page.after !== undefined
  return {
    data: rows.map(render),
    paging: {
      cursors,
      ...(hasNext && { next: there('after') }),
      ...(hasPrevious && { previous: there('before') }),
    },
  }
}
