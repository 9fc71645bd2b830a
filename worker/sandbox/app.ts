/** The doors into the sandbox: which world a request belongs to, and whether it may enter. */
import { type Context, Hono } from 'hono'
import type { Env } from '../env.ts'
import { answerGraph, readToken } from './graph/router.ts'
import { problem } from './problems.ts'
import { BASE_HEADER } from './world.ts'
import { sameText, sha256 } from './world-context.ts'

/**
 * Set by the app before these routes: `worldId` from the session or the API key, for phones and log; the id of the
 * workspace's sandbox account. `local` is true in local mode. Graph calls carry their world in their token.
 */
export type SandboxVariables = { worldId?: string; local: boolean }

type SandboxEnv = { Bindings: Env; Variables: SandboxVariables }
type SandboxContext = Context<SandboxEnv>

/** Where the app mounts these routes. */
const MOUNT = '/sandbox'

export const sandbox = new Hono<SandboxEnv>()

sandbox.post('/worlds', async (c) => {
  const [, key = ''] = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (!sameText(await sha256(key), await sha256(c.env.SEALING_KEY))) {
    return problem('not-allowed', 'Worlds are made by the app itself.')
  }
  const body: unknown = await c.req.json().catch(() => null)
  const wabaId = typeof body === 'object' && body !== null && 'wabaId' in body ? body.wabaId : ''
  if (!isWorldId(wabaId)) return problem('bad-request', 'wabaId must be 5 to 20 digits.')
  return enter(c, wabaId, '/worlds', JSON.stringify(body))
})

sandbox.get('/graph/files/:worldId/:name', (c) => {
  const worldId = c.req.param('worldId')
  if (!isWorldId(worldId)) return problem('not-found', 'There is no such file.')
  return enter(c, worldId, pathBehindMount(c))
})

sandbox.get('/graph/previews/:worldId/:flowId', (c) => {
  const worldId = c.req.param('worldId')
  if (!isWorldId(worldId)) return problem('not-found', 'There is no such preview.')
  return enter(c, worldId, pathBehindMount(c))
})

sandbox.all('/graph/*', (c) => {
  const path = pathBehindMount(c)
  // An app that asks about a token is in the token's world.
  const asked = path.endsWith('/debug_token') ? c.req.query('input_token') : undefined
  const token = asked ?? readToken(c.req.raw) ?? ''
  const [, worldId] = /^SBX\.(\d{5,20})\.[\w-]+$/.exec(token) ?? []
  if (worldId !== undefined) return enter(c, worldId, path)
  const graphBase = `${baseOf(c)}/graph`
  return answerGraph(undefined, c.req.raw, path.slice('/graph'.length), {
    url: new URL(c.req.url),
    graphBase,
  })
})

sandbox.all('/phones', (c) => enterOwn(c))
sandbox.all('/phones/*', (c) => enterOwn(c))

sandbox.get('/webhooks', (c) => enterOwn(c))
sandbox.all('/settings', (c) => enterOwn(c))
sandbox.all('/clock', (c) => enterOwn(c))
sandbox.all('/templates/*', (c) => enterOwn(c))
sandbox.all('/flows/*', (c) => enterOwn(c))

sandbox.get('/log', (c) =>
  c.var.local ? enterOwn(c) : problem('not-found', 'This exists in local mode only.'),
)

const isWorldId = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{5,20}$/.test(value)

/** The request's path as the world knows it. */
const pathBehindMount = (c: SandboxContext): string =>
  new URL(c.req.url).pathname.slice(MOUNT.length)

/** Where outsiders reach the sandbox: PUBLIC_URL where set, else the request's own origin. */
const baseOf = (c: SandboxContext): string =>
  `${c.env.PUBLIC_URL ?? new URL(c.req.url).origin}${MOUNT}`

function enterOwn(c: SandboxContext): Response | Promise<Response> {
  const { worldId } = c.var
  if (!isWorldId(worldId)) return problem('not-found', 'This workspace has no sandbox channel.')
  return enter(c, worldId, pathBehindMount(c))
}

/** Hands the request to its world. Only what this function sets may say where the sandbox is. */
function enter(c: SandboxContext, worldId: string, path: string, body?: string): Promise<Response> {
  const { SANDBOXES } = c.env
  const { search, origin } = new URL(c.req.url)
  const request = new Request(
    `https://world${path}${search}`,
    body === undefined ? c.req.raw : { method: 'POST', body },
  )
  const headers = new Headers(request.headers)
  // A world learns the origin it is called from when it is made, so that it can call back without the network.
  headers.set(BASE_HEADER, path === '/worlds' ? `${origin}${MOUNT}` : baseOf(c))
  return SANDBOXES.get(SANDBOXES.idFromName(worldId)).fetch(new Request(request, { headers }))
}
