/** What every handler finds on its request: database, who asks, and the workspace that was checked. */
import type { Context } from 'hono'
import type { Capability } from '../../shared/access.ts'
import type { Db } from '../db/client.ts'
import type { Env } from '../env.ts'

/** Who asks, and what they may do in the workspace of this request. */
export type Actor = {
  kind: 'user' | 'key' | 'guest'
  id: string
  name: string
  capabilities: readonly Capability[]
}

export type Variables = {
  requestId: string
  db: Db
  /** This app's own origin, as outsiders reach it. */
  origin: string
  /** Set by the guard on every route but `anyone`'s; handlers of those do not ask. */
  actor: Actor
  /** The workspace whose rights were checked: taken from the session or key, never from the path alone. */
  workspaceId: string
  /** Sandbox world of the workspace, for the handset routes. */
  worldId: string | undefined
  local: boolean
}

export type AppEnv = { Bindings: Env; Variables: Variables }
export type Handler = (c: Context<AppEnv>) => Response | Promise<Response>
