/** The Worker's bindings: what wrangler.toml names, and what local mode adds. */
import type { WorkspaceFeed } from './feed/workspace-feed.ts'
import type { KeyMeter } from './http/key-meter.ts'
import type { FlowRoom } from './room/flow-room.ts'
import type { SandboxWorld } from './sandbox/world.ts'

export type Env = {
  DB: D1Database
  BUCKET: R2Bucket
  ROOMS: DurableObjectNamespace<FlowRoom>
  FEEDS: DurableObjectNamespace<WorkspaceFeed>
  SANDBOXES: DurableObjectNamespace<SandboxWorld>
  METERS: DurableObjectNamespace<KeyMeter>
  SEND_QUEUE: Queue<SendJob>
  INTAKE_QUEUE: Queue<IntakeJob>
  ASSETS: Fetcher
  /** This Worker itself: requests to our own addresses go through it, never over the outside network. */
  SELF: Fetcher
  /** Signs sessions. At least 32 characters. */
  AUTH_SECRET: string
  /** Encrypts channel secrets at rest: 32 bytes, base64url. */
  SEALING_KEY: string
  /** Where people reach this app, without a trailing slash; the request's own origin where unset. */
  PUBLIC_URL?: string
  /** Further origins whose browsers may open sockets, separated by commas. */
  ALLOWED_ORIGINS?: string
  /** Set by the local launcher alone: turns on local mode and guards its own calls. Never set in a deployment. */
  LOCAL_SECRET?: string
}

/**
 * Messages to send: single ones by id, or whatever of a campaign is due next. A campaign travels as one job that sends
 * itself on; `chain` names it, so that the sweeper can start a new one without two running side by side.
 */
export type SendJob =
  | { workspaceId: string; messageIds: string[] }
  | { workspaceId: string; campaignId: string; chain: string }

/** Raw events stored by intake, to be parsed: these, or (the sweeper's) whatever is still waiting. */
export type IntakeJob = { rawEventIds: string[] } | { waiting: true }

/** Local mode: one laptop, one person, the demo workspace, and the sandbox's log, receiver and mail pages. */
export const isLocal = (env: Env): boolean => Boolean(env.LOCAL_SECRET)
