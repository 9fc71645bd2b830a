/** Where the emulator's flows rest: a row of facts each, and the JSON in parts. */
import { mintGraphId } from '../ids.ts'
import type { World } from '../world-context.ts'
import { readFlowJson } from './flow-json.ts'

export type FlowStatus = 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'THROTTLED' | 'BLOCKED'

export type Flow = {
  row: number
  id: string
  name: string
  status: FlowStatus
  categories: string[]
  endpointUri: string | null
  applicationId: string | null
  jsonVersion: string | null
  dataApiVersion: string | null
  /** Ids in the order of the JSON. */
  screens: string[]
  validationErrors: object[]
  hasJson: boolean
  updatedAt: number
}

type FlowRow = {
  row: number
  id: string
  name: string
  status: FlowStatus
  categories: string
  endpoint_uri: string | null
  application_id: string | null
  json_version: string | null
  data_api_version: string | null
  screens: string
  validation_errors: string
  has_json: number
  updated_at: number
}

export const rowToFlow = (row: FlowRow): Flow => ({
  row: row.row,
  id: row.id,
  name: row.name,
  status: row.status,
  categories: JSON.parse(row.categories),
  endpointUri: row.endpoint_uri,
  applicationId: row.application_id,
  jsonVersion: row.json_version,
  dataApiVersion: row.data_api_version,
  screens: JSON.parse(row.screens),
  validationErrors: JSON.parse(row.validation_errors),
  hasJson: row.has_json === 1,
  updatedAt: row.updated_at,
})

export function getFlow(world: World, id: string): Flow | undefined {
  const [row] = world.sql.exec<FlowRow>('SELECT * FROM flows WHERE id = ?', id)
  return row && rowToFlow(row)
}

export function getFlowByName(world: World, name: string): Flow | undefined {
  const [row] = world.sql.exec<FlowRow>('SELECT * FROM flows WHERE name = ?', name)
  return row && rowToFlow(row)
}

/** What sending and opening need to know of a flow, without its lists. */
export function getFlowState(world: World, id: string) {
  const [row] = world.sql.exec<{ name: string; status: FlowStatus }>(
    'SELECT name, status FROM flows WHERE id = ?',
    id,
  )
  return row
}

export function insertFlow(
  world: World,
  flow: { name: string; categories: string[]; endpointUri: string | null },
): string {
  const id = mintGraphId()
  const now = world.now()
  world.sql.exec(
    `INSERT INTO flows (id, name, status, categories, endpoint_uri, validation_errors, created_at, updated_at)
     VALUES (?, ?, 'DRAFT', ?, ?, '[]', ?, ?)`,
    id,
    flow.name,
    JSON.stringify(flow.categories),
    flow.endpointUri,
    now,
    now,
  )
  return id
}

export function updateFlow(
  world: World,
  id: string,
  change: { name?: string; categories?: string[]; endpointUri?: string; applicationId?: string },
): void {
  world.sql.exec(
    `UPDATE flows SET name = coalesce(?, name), categories = coalesce(?, categories),
       endpoint_uri = coalesce(?, endpoint_uri), application_id = coalesce(?, application_id), updated_at = ?
     WHERE id = ?`,
    change.name ?? null,
    change.categories ? JSON.stringify(change.categories) : null,
    change.endpointUri ?? null,
    change.applicationId ?? null,
    world.now(),
    id,
  )
}

export function setFlowStatus(world: World, flow: Flow, status: FlowStatus): void {
  world.sql.exec(
    'UPDATE flows SET status = ?, updated_at = ? WHERE id = ?',
    status,
    world.now(),
    flow.id,
  )
}

export function removeFlow(world: World, id: string): void {
  world.sql.exec('DELETE FROM flow_parts WHERE flow_id = ?', id)
  world.sql.exec('DELETE FROM flows WHERE id = ?', id)
}

const PART_BYTES = 1_000_000

/** Replaces a flow's JSON, byte for byte as given, and what is known from it. Returns the validation errors. */
export function writeFlowJson(world: World, id: string, text: string): object[] {
  const bytes = new TextEncoder().encode(text)
  const facts = readFlowJson(text)
  world.sql.exec('DELETE FROM flow_parts WHERE flow_id = ?', id)
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    world.sql.exec(
      'INSERT INTO flow_parts (flow_id, part, bytes) VALUES (?, ?, ?)',
      id,
      part,
      bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES).buffer,
    )
  }
  world.sql.exec(
    `UPDATE flows SET has_json = 1, validation_errors = ?, json_version = ?, data_api_version = ?,
       screens = ?, updated_at = ? WHERE id = ?`,
    JSON.stringify(facts.validationErrors),
    facts.version,
    facts.dataApiVersion,
    JSON.stringify(facts.screens),
    world.now(),
    id,
  )
  return facts.validationErrors
}

/** A flow's JSON as it was uploaded; undefined where there is none. */
export function readFlowText(world: World, id: string): string | undefined {
  const parts = world.sql
    .exec<{ bytes: ArrayBuffer }>(
      'SELECT bytes FROM flow_parts WHERE flow_id = ? ORDER BY part',
      id,
    )
    .toArray()
  if (parts.length === 0) return undefined
  const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
  return (
    parts.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join('') + decoder.decode()
  )
}
