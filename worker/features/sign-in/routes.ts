/** Hands `/app/auth/*` to the sign-in library; who signs out is cut off from rooms and feeds at once. */

import { feedOf } from '../../feed/workspace-feed.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { workspacesOf } from '../workspaces/store.ts'
import { authFor } from './auth.ts'

const all: Handler = async (c) => {
  const auth = authFor(c.env, c.get('origin'))
  if (!c.req.path.endsWith('/sign-out')) return auth.handler(c.req.raw)
  const session = await auth.api.getSession({ headers: c.req.raw.headers })
  const reply = await auth.handler(c.req.raw)
  if (session && reply.ok) {
    // Their other browsers come back by themselves with the session they still have.
    for (const { id } of await workspacesOf(c.get('db'), session.user.id)) {
      await feedOf(c.env, id).revoke(id, session.user.id)
    }
  }
  return reply
}

export const signInRoutes = { 'auth.all': all } satisfies Partial<Handlers>
