/** The doors into the server; nothing is decided here. */
import { app } from './app.ts'
import type { Env } from './env.ts'
import { consume } from './queues/consumer.ts'
import { tick } from './tick.ts'

export { WorkspaceFeed } from './feed/workspace-feed.ts'
export { KeyMeter } from './http/key-meter.ts'
export { FlowRoom } from './room/flow-room.ts'
export { SandboxWorld } from './sandbox/world.ts'

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: (_event, env) => tick(env, Date.now()),
} satisfies ExportedHandler<Env>
