/** Media over HTTP: uploaded as raw bytes, fetched from an address, served so that no browser takes it for a page. */
import type { Context } from 'hono'
import { MediaAddress, thumbnailMax } from '../../../shared/api/media.ts'
import { isLocal } from '../../env.ts'
import { readBody, readBytes } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { answer, Refusal, refuse } from '../../http/refuse.ts'
import { fetchMedia } from './fetch-media.ts'
import { readCapped } from './read-capped.ts'
import { keepMedia, keepThumbnail, type MediaRow, mediaIn, readMedia } from './store.ts'

type C = Context<AppEnv>

const by = (c: C) => ({ workspaceId: c.get('workspaceId'), createdBy: c.get('actor').id })

const upload: Handler = async (c) => {
  const bytes = await readCapped(c.req.raw)
  if (!bytes.ok) return refuse(c, bytes.error)
  const file = { name: c.req.query('name') ?? '', bytes: bytes.value }
  return answer(c, await keepMedia(c.env, c.get('db'), by(c), file, Date.now()), 201)
}

const fromAddress: Handler = async (c) => {
  const { url } = await readBody(c, MediaAddress)
  const rules = { local: isLocal(c.env), ownOrigin: c.get('origin') }
  return answer(c, await fetchMedia(c.env, c.get('db'), by(c), url, Date.now(), rules), 201)
}

const thumbnail: Handler = async (c) => {
  const row = await wanted(c)
  const bytes = await readBytes(c, thumbnailMax.bytes)
  return answer(c, await keepThumbnail(c.env, c.get('db'), row, bytes))
}

const file: Handler = async (c) => {
  const { sha256, type, fileName } = await wanted(c)
  return serve(await readMedia(c.env, sha256), type, fileName)
}

const small: Handler = async (c) => {
  const { thumbnailSha256, thumbnailType, fileName } = await wanted(c)
  if (thumbnailSha256 === null || thumbnailType === null) throw new Refusal('not-found')
  return serve(await readMedia(c.env, thumbnailSha256), thumbnailType, fileName)
}

/** @throws Refusal not-found */
async function wanted(c: C): Promise<MediaRow> {
  const row = await mediaIn(c.get('db'), c.get('workspaceId'), c.req.param('mediaId') ?? '')
  if (!row) throw new Refusal('not-found')
  return row
}

/** With the type that was read from it and no other; opened by itself it is saved, not shown, and can do nothing. */
function serve(bytes: Uint8Array<ArrayBuffer>, type: string, fileName: string): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=86400, immutable',
    },
  })
}

export const mediaRoutes = {
  'media.upload': upload,
  'media.fetch': fromAddress,
  'media.thumbnail': thumbnail,
  'media.file': file,
  'media.small': small,
} satisfies Partial<Handlers>
