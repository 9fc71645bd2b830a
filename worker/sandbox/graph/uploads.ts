/** The resumable upload of samples for templates: a session, the bytes, and the handle at the end. */
import { limitBody } from '../limited-body.ts'
import type { World } from '../world-context.ts'
import type { GraphCall } from './call.ts'
import { invalidParameter, unknownObject } from './errors.ts'
import { continueUpload, getFile, insertUpload } from './file-store.ts'

const MAX_BYTES = 30 * 1024 * 1024
const types = new Set(['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'])

/** `POST /{APP}/uploads?file_length&file_type&file_name` */
export function startUpload({ world, params }: GraphCall): Response {
  const size = Number(params.text('file_length'))
  if (!Number.isInteger(size) || size < 1 || size > MAX_BYTES) {
    throw invalidParameter(`Param file_length must be 1 to ${MAX_BYTES}.`)
  }
  const mimeType = params.text('file_type')?.toLowerCase() ?? ''
  if (!types.has(mimeType)) {
    throw invalidParameter(`Param file_type must be one of {${[...types].join(', ')}}.`)
  }
  const name = params.text('file_name')?.slice(0, 240) ?? null
  return Response.json({ id: insertUpload(world, { mimeType, name, size }) })
}

/**
 * `POST /{upload:…}`: bytes from `file_offset` on, as they are; `{ h }` once the file is whole.
 * `GET` says how far it came.
 */
export async function answerUpload(world: World, id: string, request: Request): Promise<Response> {
  const upload = getFile(world, id, 'upload')
  if (!upload || !['GET', 'POST'].includes(request.method)) throw unknownObject(id, request.method)
  if (request.method === 'GET') return Response.json({ id, file_offset: upload.received })
  if (upload.handle !== null) return Response.json({ h: upload.handle })
  const offset = Number(request.headers.get('file_offset') ?? Number.NaN)
  const bytes = new Uint8Array(await limitBody(request, MAX_BYTES).arrayBuffer())
  // Asked again after the wait: another request may have added to it meanwhile.
  const current = getFile(world, id, 'upload') ?? upload
  if (offset !== current.received) {
    throw invalidParameter(
      `The header file_offset must be ${current.received}, where this upload goes on.`,
    )
  }
  if (current.received + bytes.length > current.size) {
    throw invalidParameter(`The file is larger than its file_length of ${current.size} bytes.`)
  }
  const handle = continueUpload(world, current, bytes)
  if (handle !== undefined) return Response.json({ h: handle })
  return Response.json({ id, file_offset: current.received + bytes.length })
}
