/** Named states of a version over HTTP: a text kept under a name, read back as a file, or put back into the draft. */
import type { Context } from 'hono'
import { NameVersion } from '../../../shared/api/flows.ts'
import { namedTexts } from '../../db/schema.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { freeze, readFrozen } from './frozen.ts'
import { jsonFile } from './json-file.ts'
import { putBack } from './put-back.ts'
import { findNamed, versionText } from './store.ts'
import { versionInPath } from './version-in-path.ts'

type C = Context<AppEnv>

const name: Handler = async (c) => {
  const body = await readBody(c, NameVersion)
  const { version } = await versionInPath(c)
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

const restore: Handler = async (c) => {
  const { named, version } = await wanted(c)
  return putBack(c, version, await readFrozen(c.env, named.sha256))
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
