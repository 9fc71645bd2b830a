/** Files for messages over the Graph API: upload, address, download, delete. */
import type { World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter, unknownObject } from './errors.ts'
import { getFile, insertMedia, readFileParts, removeFile, type StoredFile } from './file-store.ts'
import { isSigned, signedQuery } from './files.ts'

const KB = 1024
const MB = 1024 * KB

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const kinds: Record<MediaKind, { types: string[]; most: number }> = {
  image: { types: ['image/jpeg', 'image/png'], most: 5 * MB },
  sticker: { types: ['image/webp'], most: 500 * KB },
  video: { types: ['video/mp4', 'video/3gpp'], most: 16 * MB },
  audio: {
    types: ['audio/aac', 'audio/mp4', 'audio/amr', 'audio/mpeg', 'audio/ogg', 'audio/opus'],
    most: 16 * MB,
  },
  document: {
    types: [
      'application/pdf',
      'text/plain',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    // The platform takes 100 MB; no upload to this emulator is larger than 30.
    most: 30 * MB,
  },
}

/** `audio/ogg; codecs=opus` and `Image/PNG` → the type alone. */
const plainType = (type: string): string => type.split(';')[0]?.trim().toLowerCase() ?? ''

export const kindOfType = (type: string): MediaKind | undefined =>
  (Object.keys(kinds) as MediaKind[]).find((kind) => kinds[kind].types.includes(plainType(type)))

/** `POST /{PHONE}/media`: multipart with `file`, `type` and `messaging_product`. */
export async function uploadMedia({ world, params }: GraphCall): Promise<Response> {
  if (params.text('messaging_product') !== 'whatsapp') {
    throw invalidParameter('The parameter messaging_product is required and must be whatsapp.')
  }
  const file = params.raw('file')
  if (!(file instanceof Blob)) throw invalidParameter('The parameter file is required.')
  const mimeType = plainType(params.text('type') || file.type)
  const kind = kindOfType(mimeType)
  if (!kind) {
    throw invalidParameter(
      `Param file must be a file with one of the following types: ${Object.values(kinds)
        .flatMap(({ types }) => types)
        .join(', ')}. Received file of type '${mimeType}'.`,
    )
  }
  const { most } = kinds[kind]
  if (file.size === 0 || file.size > most) {
    throw new GraphError(131053, {
      details: `A file of type ${mimeType} must have 1 to ${most} bytes; this one has ${file.size}.`,
    })
  }
  const id = await insertMedia(world, {
    mimeType,
    name: file instanceof File ? file.name.slice(0, 240) : null,
    bytes: new Uint8Array(await file.arrayBuffer()),
  })
  return Response.json({ id })
}

/** A number may be named that the file must belong to. */
function requireNumber({ world, params, method }: GraphCall, { id }: StoredFile): void {
  const wanted = params.text('phone_number_id')
  if (wanted !== undefined && wanted !== world.config.phoneNumberId) throw unknownObject(id, method)
}

/** `GET /{MEDIA}`: the address is good for five minutes, and with the token alone. */
export async function showMedia(call: GraphCall, file: StoredFile): Promise<Response> {
  requireNumber(call, file)
  const { world, graphBase } = call
  return Response.json({
    messaging_product: 'whatsapp',
    url: `${graphBase}/media/${world.config.wabaId}/${file.id}?${await signedQuery(world, file.id, 300)}`,
    mime_type: file.mime_type,
    sha256: file.sha256,
    file_size: file.size,
    id: file.id,
  })
}

/** `DELETE /{MEDIA}` */
export function deleteMedia(call: GraphCall, file: StoredFile): Response {
  requireNumber(call, file)
  removeFile(call.world, file.id)
  return success()
}

/** Answers the address of a file; whether the token fits was seen to before. */
export async function downloadMedia(
  world: World,
  id: string,
  query: URLSearchParams,
): Promise<Response> {
  if (!(await isSigned(world, id, query))) {
    return new Response('URL signature expired', { status: 403 })
  }
  return sendMedia(world, id)
}

/** The file is the sender's own: it is handed over, never opened in this origin. */
export function sendMedia(world: World, id: string): Response {
  const file = getFile(world, id, 'media')
  if (!file) return new Response('Not found', { status: 404 })
  return new Response(readFileParts(world, id), {
    headers: {
      'content-type': file.mime_type,
      'content-length': String(file.size),
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}
