/** Where uploaded files rest: media for messages, and samples for templates on their way up. */
import { mintGraphId } from '../ids.ts'
import { hex, type World } from '../world-context.ts'
import { GraphError } from './errors.ts'

export type StoredFile = {
  id: string
  kind: 'media' | 'upload'
  mime_type: string
  name: string | null
  size: number
  /** Bytes that arrived so far. */
  received: number
  sha256: string | null
  handle: string | null
  created_at: number
}

/** Media ids live 30 days; so do uploads here. */
const LIFE_MS = 30 * 86_400_000
const MAX_STORED_BYTES = 300 * 1024 * 1024
const PART_BYTES = 1_000_000

/** A file that is not too old, by its id. */
export function getFile(
  world: World,
  id: string,
  kind: StoredFile['kind'],
): StoredFile | undefined {
  const [row] = world.sql.exec<StoredFile>(
    'SELECT * FROM files WHERE id = ? AND kind = ? AND created_at > ?',
    id,
    kind,
    world.now() - LIFE_MS,
  )
  return row
}

/** Whether a handle is that of a sample that was uploaded to its end. */
export const hasSample = (world: World, handle: string): boolean =>
  world.sql.exec('SELECT 1 FROM files WHERE handle = ?', handle).toArray().length > 0

/** Makes room, and refuses what would be more than a world may keep. */
function makeRoom(world: World, size: number): void {
  const old = world.now() - LIFE_MS
  world.sql.exec(
    'DELETE FROM file_parts WHERE file_id IN (SELECT id FROM files WHERE created_at <= ?)',
    old,
  )
  world.sql.exec('DELETE FROM files WHERE created_at <= ?', old)
  const { total } = world.sql
    .exec<{ total: number }>('SELECT coalesce(sum(size), 0) AS total FROM files')
    .one()
  if (total + size <= MAX_STORED_BYTES) return
  throw new GraphError(131053, {
    details: 'The files of this sandbox are larger than 300 MB in all. Delete some first.',
  })
}

/** Stores one piece behind those that are there. */
function append(world: World, id: string, bytes: Uint8Array): void {
  const { parts } = world.sql
    .exec<{ parts: number }>('SELECT count(*) AS parts FROM file_parts WHERE file_id = ?', id)
    .one()
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    world.sql.exec(
      'INSERT INTO file_parts (file_id, part, bytes) VALUES (?, ?, ?)',
      id,
      parts + part,
      bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES).buffer,
    )
  }
}

export async function insertMedia(
  world: World,
  file: { mimeType: string; name: string | null; bytes: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const { length } = file.bytes
  makeRoom(world, length)
  const id = mintGraphId()
  const sha256 = hex(await crypto.subtle.digest('SHA-256', file.bytes))
  world.sql.exec(
    `INSERT INTO files (id, kind, mime_type, name, size, received, sha256, created_at)
     VALUES (?, 'media', ?, ?, ?, ?, ?, ?)`,
    id,
    file.mimeType,
    file.name,
    length,
    length,
    sha256,
    world.now(),
  )
  append(world, id, file.bytes)
  return id
}

export function insertUpload(
  world: World,
  file: { mimeType: string; name: string | null; size: number },
): string {
  makeRoom(world, file.size)
  const random = crypto.getRandomValues(new Uint8Array(24))
  const id = `upload:${btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')}`
  world.sql.exec(
    `INSERT INTO files (id, kind, mime_type, name, size, received, created_at)
     VALUES (?, 'upload', ?, ?, ?, 0, ?)`,
    id,
    file.mimeType,
    file.name,
    file.size,
    world.now(),
  )
  return id
}

/** Adds bytes to an upload; the handle once it is whole. */
export function continueUpload(
  world: World,
  upload: StoredFile,
  bytes: Uint8Array,
): string | undefined {
  append(world, upload.id, bytes)
  const received = upload.received + bytes.length
  const handle =
    received === upload.size ? `4::${btoa(`${upload.mime_type}:${mintGraphId()}`)}` : null
  world.sql.exec(
    'UPDATE files SET received = ?, handle = ? WHERE id = ?',
    received,
    handle,
    upload.id,
  )
  return handle ?? undefined
}

export function removeFile(world: World, id: string): void {
  world.sql.exec('DELETE FROM file_parts WHERE file_id = ?', id)
  world.sql.exec('DELETE FROM files WHERE id = ?', id)
}

/** A file's bytes, one part at a time. */
export function readFileParts(world: World, id: string): ReadableStream<Uint8Array> {
  let part = 0
  return new ReadableStream({
    pull(controller) {
      const [row] = world.sql.exec<{ bytes: ArrayBuffer }>(
        'SELECT bytes FROM file_parts WHERE file_id = ? AND part = ?',
        id,
        part++,
      )
      if (row) controller.enqueue(new Uint8Array(row.bytes))
      else controller.close()
    },
  })
}
