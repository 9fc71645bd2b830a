/** Named states of a version over HTTP: a text kept under a name, read back as a file, or put back into the draft. */
import type { Context } from 'hono'
import { NameVersion } from '../../../shared/api/flows.ts'
import { namedTexts } from '../../db/schema.ts'
import { touchDraft } from '../../db/touch.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { refusalOf } from '../../room/refusal.ts'
import { freeze, readFrozen } from './frozen.ts'
import { jsonFile } from './json-file.ts'
import { roomOf } from './room.ts'
import { findNamed, findVersion, versionText } from './store.ts'

type C = Context<AppEnv>

const name: Handler = async (c) => {
  const body = await readBody(c, NameVersion)
  const publicId = c.req.param('publicId') ?? ''
  const found = await findVersion(c.get('db'), c.get('workspaceId'), publicId)
  if (!found) throw new Refusal('not-found', { detail: `No flow ${publicId} in this workspace.` })
  const { version } = found
  const { sha256, size } = await freeze(c.env, await versionText(c.env, version))
  const row = {
    id: crypto.randomUUID(),
    workspaceId: version.workspaceId,
    publicId: version.publicId,
    name: body.name,
    sha256,
    size,
    createdAt: Date.now(),
    createdBy: c.get('actor').id,
  }
  await c.get('db').insert(namedTexts).values(row)
  await announce(c.env, version.workspaceId, [`flow:${version.publicId}`])
  return c.json({ id: row.id, name: row.name, createdAt: row.createdAt }, 201)
}

const json: Handler = async (c) => {
  const { named, flow } = await wanted(c)
  return jsonFile(await readFrozen(c.env, named.sha256), `${flow.name} - ${named.name}`)
}

/** Puts the text back as an edit of whoever asks: everybody in the room sees it, and it can be edited on. */
const restore: Handler = async (c) => {
  const { named, version } = await wanted(c)
  if (version.state !== 'draft')
    throw new Refusal('not-a-draft', {
      detail: `A ${version.state} version stays as it is. Make a new draft from it.`,
    })
  if (version.publishStartedAt !== null) throw new Refusal('being-published')
  const text = await readFrozen(c.env, named.sha256)
  const { id, name } = c.get('actor')
  try {
    await roomOf(c.env, version.workspaceId, version.publicId).replace(text, { id, name })
  } catch (error) {
    // Published in the meantime.
    if (refusalOf(error)?.kind === 'frozen') throw new Refusal('being-published')
    throw error
  }
  await touchDraft(c.get('db'), version.publicId, Date.now())
  await announce(c.env, version.workspaceId, ['flows', `flow:${version.publicId}`])
  return c.body(null, 204)
}

/** The named state that the path names. @throws Refusal not-found. */
async function wanted(c: C) {
  const found = await findNamed(c.get('db'), c.get('workspaceId'), c.req.param('namedId') ?? '')
  if (!found) throw new Refusal('not-found', { detail: 'No such named state in this workspace.' })
  return found
}

export const namedRoutes = {
  'versions.name': name,
  'named.json': json,
  'named.restore': restore,
} satisfies Partial<Handlers>
