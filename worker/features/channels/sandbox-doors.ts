/** The doors into the sandbox: says which world a caller means, then hands the request over unread. */

import type { Context } from 'hono'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { sandbox } from '../../sandbox/app.ts'
import { sandboxChannel } from './store.ts'

/** The emulator checks its own tokens. */
const graph: Handler = (c) => sandbox.fetch(withWorld(c, undefined), c.env, c.executionCtx)

/** Handsets and the log belong to the caller's workspace. */
const world: Handler = async (c) => {
  const channel = await sandboxChannel(c.get('db'), c.get('workspaceId'))
  if (!channel)
    throw new Refusal('no-channel', { detail: 'This workspace has no sandbox channel.' })
  return sandbox.fetch(withWorld(c, channel.wabaId), c.env, c.executionCtx)
}

/** The sandbox reads its caller's world from these headers; what the outside sent under their names is dropped. */
function withWorld(c: Context<AppEnv>, worldId: string | undefined): Request {
  const headers = new Headers(c.req.raw.headers)
  headers.delete('x-sandbox-world')
  headers.delete('x-sandbox-local')
  if (worldId) headers.set('x-sandbox-world', worldId)
  if (c.get('local')) headers.set('x-sandbox-local', '1')
  return new Request(c.req.raw, { headers })
}

export const sandboxRoutes = {
  'sandbox.worlds': graph,
  'sandbox.graph': graph,
  'sandbox.phones': world,
  'sandbox.phones.all': world,
  'sandbox.log': world,
} satisfies Partial<Handlers>
