/** Media of a workspace: rows in D1, bytes in R2 under their SHA-256, hashed anew at every read. */
import { and, eq, isNull } from 'drizzle-orm'
import { type Media, thumbnailMax } from '../../../shared/api/media.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { type MediaType, mediaTypes, tooLargeWords } from '../../../shared/templates/media.ts'
import type { Db } from '../../db/client.ts'
import { media } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { sha256Hex } from '../../http/secrets.ts'
import { factsOf } from './type-of.ts'

export type MediaRow = typeof media.$inferSelect

export const rowToMedia = (row: MediaRow): Media => ({
  id: row.id,
  kind: row.kind,
  type: row.type,
  fileName: row.fileName,
  size: row.size,
  width: row.width,
  height: row.height,
  hasThumbnail: row.thumbnailSha256 !== null,
})

/** A file of this workspace, or undefined. */
export async function mediaIn(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<MediaRow | undefined> {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), eq(media.id, id)))
  return row
}

/** Keeps a file. The same bytes under the same name are the same file. Refusals: bad-request, too-large, at `file`. */
export async function keepMedia(
  env: Env,
  db: Db,
  by: { workspaceId: string; createdBy: string },
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
  now: number,
): Promise<Result<Media, Problem>> {
  const facts = factsOf(file.bytes)
  if (!facts.ok) return err(problem('bad-request', { field: 'file', detail: facts.error }))
  const { type, width, height } = facts.value
  const { kind, extension } = mediaTypes[type]
  const large = tooLargeWords(kind, file.bytes.length)
  if (large) return err(problem('too-large', { field: 'file', detail: large }))
  // The bytes first: a row never names what is not there.
  const sha256 = await putBytes(env, file.bytes, type)
  const fileName = cleanName(file.name, kind, extension)
  const size = file.bytes.length
  await db
    .insert(media)
    .values({
      id: crypto.randomUUID(),
      ...by,
      ...{ fileName, kind, type, size, sha256, width, height },
      createdAt: now,
    })
    .onConflictDoNothing()
  const [row] = await db
    .select()
    .from(media)
    .where(
      and(
        eq(media.workspaceId, by.workspaceId),
        eq(media.sha256, sha256),
        eq(media.fileName, fileName),
      ),
    )
  return row ? ok(rowToMedia(row)) : err(problem('server-error'))
}

/** Keeps the small picture that stands for a file; the first one stays. */
export async function keepThumbnail(
  env: Env,
  db: Db,
  row: MediaRow,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<Media, Problem>> {
  const facts = factsOf(bytes)
  if (!facts.ok) return err(problem('bad-request', { field: 'file', detail: facts.error }))
  const { type, width, height } = facts.value
  if (Math.max(width ?? Infinity, height ?? Infinity) > thumbnailMax.side)
    return err(
      problem('bad-request', {
        field: 'file',
        detail: `A thumbnail is a picture of at most ${thumbnailMax.side} points a side.`,
      }),
    )
  const thumbnailSha256 = await putBytes(env, bytes, type)
  await db
    .update(media)
    .set({ thumbnailSha256, thumbnailType: type })
    .where(and(eq(media.id, row.id), isNull(media.thumbnailSha256)))
  return ok({ ...rowToMedia(row), hasThumbnail: true })
}

const keyOf = (sha256: string): string => `media/${sha256}`

async function putBytes(
  env: Env,
  bytes: Uint8Array<ArrayBuffer>,
  contentType: MediaType,
): Promise<string> {
  const sha256 = await sha256Hex(bytes)
  if (!(await env.BUCKET.head(keyOf(sha256))))
    await env.BUCKET.put(keyOf(sha256), bytes, { httpMetadata: { contentType }, sha256 })
  return sha256
}

/** The bytes of a file. @throws where they are missing or no longer what was uploaded. */
export async function readMedia(env: Env, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const object = await env.BUCKET.get(keyOf(sha256))
  if (!object) throw new Error(`media ${sha256} is missing`)
  const bytes = new Uint8Array(await object.arrayBuffer())
  const now = await sha256Hex(bytes)
  if (now !== sha256) throw new Error(`media ${sha256} reads as ${now}`)
  return bytes
}

/** A name that people see in a chat: no path, no control characters, and the ending that its type has. */
function cleanName(name: string, kind: string, extension: string): string {
  const base =
    name
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
      .trim() ?? ''
  const endings = extension === 'jpg' ? /\.jpe?g$/i : new RegExp(`\\.${extension}$`, 'i')
  const stem = endings.test(base)
    ? base.replace(endings, '')
    : base.replace(/\.[a-z0-9]{1,5}$/i, '')
  return `${[...stem].slice(0, 200).join('') || kind}.${extension}`
}
