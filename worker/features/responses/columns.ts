/** The column registry of a flow: what its versions declare and whatever came in, in the order first seen. */
import { asc, eq } from 'drizzle-orm'
import type { ResponseColumn } from '../../../shared/api/responses.ts'
import { responseColumns as declaredColumns, readFlow } from '../../../shared/flow/index.ts'
import type { Db } from '../../db/client.ts'
import { jsonChunks } from '../../db/json-chunks.ts'
import { responseColumns } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { findVersion, versionText } from '../flows/store.ts'

/** More columns than any flow has; answers beyond stay in their responses and get no column. */
const columnsMax = 1_000

/** The columns of a flow's responses, in their order. */
export async function columnsOf(db: Db, flowId: string): Promise<ResponseColumn[]> {
  const rows = await db
    .select()
    .from(responseColumns)
    .where(eq(responseColumns.flowId, flowId))
    .orderBy(asc(responseColumns.position), asc(responseColumns.key))
  return rows.map(({ key, label, kind, options }) => ({
    key,
    label,
    kind: kind as ResponseColumn['kind'],
    options,
  }))
}

/**
 * Makes sure that every one of these keys has a column: when one is new, first those that the version declares, then
 * the keys themselves.
 */
export async function registerKeys(
  env: Env,
  db: Db,
  about: { workspaceId: string; flowId: string; publicId: string },
  keys: Iterable<string>,
  now: number,
): Promise<void> {
  const known = await columnsOf(db, about.flowId)
  const has = new Set(known.map((column) => column.key))
  const wanted = [...new Set(keys)].filter((key) => !has.has(key))
  if (wanted.length === 0) return
  const declared = await declaredOf(env, db, about)
  const named = new Set(declared.map((column) => column.key))
  const found = wanted
    .filter((key) => !named.has(key))
    .map((key): ResponseColumn => ({ key, label: readable(key), kind: 'text', options: null }))
  const fresh = distinctlyLabelled(
    [...declared.filter((column) => !has.has(column.key)), ...found],
    known.map((column) => column.label),
  )
  await insertColumns(
    db,
    about,
    fresh.slice(0, Math.max(0, columnsMax - known.length)),
    known.length,
    now,
  )
}

/** Two columns of one label would be told apart by nobody: the later one names its key too. */
export function distinctlyLabelled(
  columns: readonly ResponseColumn[],
  takenLabels: readonly string[],
): ResponseColumn[] {
  const taken = new Set(takenLabels)
  return columns.map((column) => {
    const label = taken.has(column.label)
      ? `${column.label} (${column.key.slice(0, 200)})`
      : column.label
    taken.add(label)
    return label === column.label ? column : { ...column, label }
  })
}

/** What a version declares; nothing where its text cannot be read: answers never wait for their labels. */
async function declaredOf(
  env: Env,
  db: Db,
  { workspaceId, publicId }: { workspaceId: string; publicId: string },
): Promise<ResponseColumn[]> {
  const found = await findVersion(db, workspaceId, publicId)
  if (!found) return []
  const text = await versionText(env, found.version).catch((error: unknown) => {
    console.error(`columns of ${publicId}: ${String(error)}`)
    return ''
  })
  const { flow } = readFlow(text)
  if (!flow) return []
  return declaredColumns(flow).map(({ options, ...column }) => ({
    ...column,
    options: options ?? null,
  }))
}

async function insertColumns(
  db: Db,
  { workspaceId, flowId }: { workspaceId: string; flowId: string },
  columns: readonly ResponseColumn[],
  from: number,
  now: number,
): Promise<void> {
  const rows = columns.map(({ key, label, kind, options }, i) =>
    JSON.stringify([key, label, kind, options === null ? null : JSON.stringify(options), from + i]),
  )
  const chunks = jsonChunks(rows)
  if (chunks.length === 0) return
  const statement = db.$client.prepare(
    `insert into response_columns (flow_id, workspace_id, key, label, kind, options, position, created_at)
     select ?2, ?3, value->>0, value->>1, value->>2, value->>3, value->>4, ?4 from json_each(?1) where true
     on conflict do nothing`,
  )
  await db.$client.batch(chunks.map((chunk) => statement.bind(chunk, flowId, workspaceId, now)))
}

/** `visit_date` → "Visit date" */
function readable(key: string): string {
  const words = key.replace(/[_-]+/g, ' ').trim().slice(0, 200)
  return words === '' ? key.slice(0, 200) : words.charAt(0).toUpperCase() + words.slice(1)
}
