/** The doors into the sandbox: says which world a caller means, then hands the request over unread. */
import { type Context, Hono } from 'hono'
import type { Env } from '../../env.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { type SandboxVariables, sandbox } from '../../sandbox/app.ts'
import { sandboxChannel } from './store.ts'

/** Carries the caller's world past the product; what the outside sent under these names is dropped. */
const worldHeader = 'x-sandbox-world'
const localHeader = 'x-sandbox-local'

const doors = new Hono<{ Bindings: Env; Variables: SandboxVariables }>()
  .use(async function nameWorld(c, next) {
    c.set('local', c.req.header(localHeader) === '1')
    const worldId = c.req.header(worldHeader)
    if (worldId) c.set('worldId', worldId)
    await next()
  })
  .route('/sandbox', sandbox)

/** The emulator checks its own tokens. */
const graph: Handler = (c) => enter(c, undefined)

/** Handsets and the log belong to the caller's workspace. */
const world: Handler = async (c) => {
  const channel = await sandboxChannel(c.get('db'), c.get('workspaceId'))
  if (!channel)
    throw new Refusal('no-channel', { detail: 'This workspace has no sandbox channel.' })
  return enter(c, channel.wabaId)
}

function enter(c: Context<AppEnv>, worldId: string | undefined): Response | Promise<Response> {
  const headers = new Headers(c.req.raw.headers)
  headers.delete(worldHeader)
  headers.delete(localHeader)
  if (worldId) headers.set(worldHeader, worldId)
  if (c.get('local')) headers.set(localHeader, '1')
  return doors.fetch(new Request(c.req.raw, { headers }), c.env, c.executionCtx)
}

export const sandboxRoutes = {
  'sandbox.worlds': graph,
  'sandbox.graph': graph,
  'sandbox.phones': world,
  'sandbox.phones.all': world,
  'sandbox.settings': world,
  'sandbox.webhooks': world,
  'sandbox.clock': world,
  'sandbox.templates': world,
  'sandbox.flows': world,
  'sandbox.log': world,
} satisfies Partial<Handlers>
