/** Mounts handlers by the route table's names: what the table does not list, with its access, cannot be reached. */
import { type Context, Hono } from 'hono'
import { problem } from '../../shared/api/problem.ts'
import { type Route, type RouteName, routes } from '../../shared/api/routes.ts'
import { sharePath } from '../../shared/api/shares.ts'
import { createDb } from '../db/client.ts'
import { isLocal } from '../env.ts'
import { drain } from './body.ts'
import type { AppEnv, Handler } from './context.ts'
import { guard } from './guard.ts'
import { isPublicApi, Refusal, refuse } from './refuse.ts'

/** One handler for every route of the table; a missing or an unlisted one does not compile. */
export type Handlers = Record<RouteName, Handler>

/** Paths that belong to the server; everything else is a page of the web client. */
const serverPaths =
  /^\/(app|api|config|sync|hooks|local|sandbox\/(graph|worlds|phones|log)|healthz|openapi\.json)(\/|$)/

export function mount(handlers: Handlers): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(async function prepare(c, next) {
    c.set('requestId', crypto.randomUUID())
    c.set('db', createDb(c.env.DB))
    c.set('origin', c.env.PUBLIC_URL ?? new URL(c.req.url).origin)
    c.set('local', isLocal(c.env))
    await next()
    await drain(c.req.raw)
    tellMeter(c)
  })
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const methods =
      route.method === 'ALL' ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : [route.method]
    app.on(methods, [route.path], guard(route), handlers[name])
  }
  app.notFound((c) => {
    const allowed = isPublicApi(c.req.path) ? methodsOf(c.req.path) : []
    if (allowed.length > 0) {
      const response = refuse(
        c,
        problem('wrong-method', {
          detail: `${c.req.path} takes ${allowed.join(', ')}, not ${c.req.method}.`,
        }),
      )
      response.headers.set('allow', allowed.join(', '))
      return response
    }
    if (serverPaths.test(c.req.path))
      return refuse(
        c,
        problem('not-found', { detail: `Nothing answers ${c.req.method} ${c.req.path}.` }),
      )
    return page(c.env.ASSETS, c.req.raw)
  })
  app.onError((error, c) => {
    if (error instanceof Refusal) {
      const response = refuse(c, error.problem)
      const retryAfter = c.res.headers.get('retry-after')
      if (retryAfter) response.headers.set('retry-after', retryAfter)
      return response
    }
    console.error(
      JSON.stringify({
        requestId: c.get('requestId'),
        path: withoutSecrets(c.req.path),
        error: String(error),
        stack: error.stack,
      }),
    )
    return refuse(c, problem('server-error'))
  })
  return app
}

/** A path as it may be logged: the address of a webhook at 8x8 is a secret. */
const withoutSecrets = (path: string): string => path.replace(/^(\/hooks\/8x8\/[^/]*\/).*/, '$1…')

/** Tells a key what is left of its minute. */
function tellMeter(c: Context<AppEnv>): void {
  const meter = c.get('meter')
  if (!meter || c.res.webSocket) return
  c.header('ratelimit-limit', String(meter.limit))
  c.header('ratelimit-remaining', String(meter.remaining))
  c.header('ratelimit-reset', String(meter.resetSeconds))
  if (meter.isOver) c.header('retry-after', String(meter.resetSeconds))
}

const patterns = Object.values(routes as Record<string, Route>).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
}))

/** The methods that a path takes; none where nothing answers there. */
const methodsOf = (path: string): string[] =>
  patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)

/** A page or asset of the web client, with what a browser may load and who may frame it. */
async function page(assets: Fetcher, request: Request): Promise<Response> {
  const found = await assets.fetch(request)
  const { pathname } = new URL(request.url)
  // A script or picture that an earlier build had is not a page.
  if (
    pathname.startsWith('/assets/') &&
    found.headers.get('content-type')?.startsWith('text/html')
  ) {
    return new Response('Not found', { status: 404 })
  }
  const response = new Response(found.body, found)
  response.headers.set('x-content-type-options', 'nosniff')
  // The address of a shared preview holds a secret until the page has taken it out.
  const isShared = pathname === sharePath || pathname.startsWith(`${sharePath}/`)
  response.headers.set('referrer-policy', isShared ? 'no-referrer' : 'same-origin')
  if (isShared) response.headers.set('x-robots-tag', 'noindex, nofollow')
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    const isFrame = phoneFrame.test(pathname)
    response.headers.set('content-security-policy', isFrame ? framePolicy : contentPolicy)
    response.headers.set('cache-control', isShared ? 'no-store' : 'no-cache')
  } else if (pathname.startsWith('/assets/')) {
    response.headers.set('cache-control', 'public, max-age=31536000, immutable')
    // Public files. The phone's frame has no origin, so it asks for its script as a stranger.
    response.headers.set('access-control-allow-origin', '*')
  }
  return response
}

const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  // A chosen video is looked at before it is uploaded.
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The page in which previews draw a flow (web/features/phone/frame/). */
const phoneFrame = /^\/phone-frame(\.html)?$/

/**
 * It draws what strangers may have written, so it may load its own script, style and letters and
 * nothing else, and has no origin: not in the app's frame, and not when somebody opens it directly.
 */
const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  'img-src data:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ')
