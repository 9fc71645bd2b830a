/** What the local launcher asks of the Worker; these routes answer nobody else. */
import type { Handler } from '../http/context.ts'
import type { Handlers } from '../http/mount.ts'
import { markReady } from './ready.ts'
import { seedDemo } from './seed.ts'

const seed: Handler = async (c) =>
  c.json(await seedDemo(c.env, c.get('db'), c.get('origin'), Date.now()))

const ready: Handler = (c) => {
  markReady()
  return c.body(null, 204)
}

export const localRoutes = { 'local.seed': seed, 'local.ready': ready } satisfies Partial<Handlers>
