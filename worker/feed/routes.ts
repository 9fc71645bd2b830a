/** Opens the live feed of a workspace for a page whose rights were checked. */
import type { Handler } from '../http/context.ts'
import type { Handlers } from '../http/mount.ts'
import { feedOf } from './workspace-feed.ts'

const feed: Handler = (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return c.text('This address is a WebSocket.', 426)
  }
  const headers = new Headers(c.req.raw.headers)
  headers.set('x-actor', c.get('actor').id)
  return feedOf(c.env, c.get('workspaceId')).fetch(new Request(c.req.raw, { headers }))
}

export const feedRoutes = { feed } satisfies Partial<Handlers>
