/** What every handler finds on its request: database, who asks, and the workspace that was checked. */
import type { Context } from 'hono'
import type { Capability } from '../../shared/access.ts'
import type { Db } from '../db/client.ts'
import type { Env } from '../env.ts'
import type { Visiting } from '../features/shares/guests.ts'
import type { MeterReading } from './key-meter.ts'

/** Who asks, and what they may do in the workspace of this request; a guest, only on the flow of their link. */
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
  /**
   * Set on `guest` routes, and on `visitor` routes that a guest asks for. Where its link is pinned (`link.publicId`), the
   * guest is to be given nothing of the flow's other versions.
   */
  visiting: Visiting | undefined
  /** Sandbox world of the workspace, for the handset routes. */
  worldId: string | undefined
  local: boolean
  /** What is left of the API key's requests, on routes that a key asks for. */
  meter: MeterReading | undefined
  /** The body's bytes where somebody read them before the handler did. */
  body: Uint8Array<ArrayBuffer> | undefined
  /** Set where a request came with an Idempotency-Key (features/public-api/once.ts). */
  once: Once | undefined
}

/** A request that is to have one effect however often it comes. */
export type Once = {
  /** Ids for what it makes: the same whenever it runs again. */
  id: string
  publicId: string
  /** Whether it ran before and was cut off: what it makes may be there. */
  again: boolean
  /** The statement that keeps an answer, to be run in one batch with what the answer tells. */
  keep(answer: unknown): Promise<D1PreparedStatement>
}

export type AppEnv = { Bindings: Env; Variables: Variables }
export type Handler = (c: Context<AppEnv>) => Response | Promise<Response>
