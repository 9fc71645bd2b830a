/** The version that a path names. */
import type { Context } from 'hono'
import type { AppEnv } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'
import { type Found, findVersion } from './store.ts'

/** By `:publicId`, in the workspace that the guard admitted to. @throws Refusal not-found. */
export async function versionInPath(c: Context<AppEnv>): Promise<Found> {
  const publicId = c.req.param('publicId') ?? ''
  const found = await findVersion(c.get('db'), c.get('workspaceId'), publicId)
  if (!found) throw new Refusal('not-found', { detail: `No flow ${publicId} in this workspace.` })
  return found
}
