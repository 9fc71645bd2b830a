/** The doors into the server; nothing is decided here. */
import { Hono } from 'hono'
import type { Env } from './env.ts'

export { WorkspaceFeed } from './feed/workspace-feed.ts'
export { FlowRoom } from './room/flow-room.ts'
export { SandboxWorld } from './sandbox/world.ts'

const app = new Hono<{ Bindings: Env }>()
app.get('/healthz', async (c) => {
  const r = await c.env.DB.prepare('select 1 as one').first()
  const self = await c.env.SELF.fetch('http://x/self').then((x) => x.text())
  return c.json({ ok: true, r, self, ip: c.req.header('cf-connecting-ip') ?? null })
})
app.get('/self', (c) => c.text('self ok'))
app.get('/q', async (c) => {
  await c.env.SEND_QUEUE.send({ workspaceId: String(Date.now()), messageIds: [] })
  return c.text('sent')
})

export default {
  fetch: app.fetch,
  async queue(b) {
    console.log(
      b.queue,
      b.messages.map((m) => Date.now() - m.timestamp.getTime()),
    )
  },
} satisfies ExportedHandler<Env>
