/** What a tester sets in a world: its settings and clock, verdicts over templates, the health of flows. */
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { listCalls } from './call-log.ts'
import { type FlowStatus, getFlow } from './graph/flow-store.ts'
import { moveFlow } from './graph/flows.ts'
import { judge, Verdict } from './graph/template-review.ts'
import { getTemplate } from './graph/template-store.ts'
import { problem } from './problems.ts'
import { readJson } from './read-json.ts'
import { readSettingsChange } from './settings.ts'
import type { World } from './world-context.ts'

/** A year at once is more than any rule of the platform lasts. */
const Forward = z.strictObject({
  forwardMs: z
    .int()
    .min(1)
    .max(366 * 86_400_000),
})
const Health = z.strictObject({ status: z.enum(['PUBLISHED', 'THROTTLED', 'BLOCKED']) })

/** The clock may be ten years ahead at most, so that its dates stay dates. */
const MOST_AHEAD_MS = 10 * 366 * 86_400_000

const watched: FlowStatus[] = ['PUBLISHED', 'THROTTLED', 'BLOCKED']

export function controlRoutes(world: World): Hono {
  const control = new Hono()

  control.get('/settings', (c) => c.json(world.settings))

  control.patch('/settings', async (c) => {
    const change = await readJson(c.req.raw, readSettingsChange)
    if (change instanceof Response) return change
    world.saveSettings(change)
    return c.json(world.settings)
  })

  control.get('/webhooks', (c) => {
    const [after, limit] = [c.req.query('after') ?? '0', c.req.query('limit') ?? '100'].map(Number)
    if (!isCount(after, 0) || !isCount(limit, 1)) {
      return problem('bad-request', 'after and limit must be numbers.')
    }
    return listCalls(world, after, Math.min(limit, 200))
  })

  control.get('/clock', (c) => tellTime(c, world))

  control.post('/clock', async (c) => {
    const wanted = await readJson(c.req.raw, (value) => Forward.safeParse(value))
    if (wanted instanceof Response) return wanted
    const ahead = (world.config.clockAheadMs ?? 0) + wanted.forwardMs
    if (ahead > MOST_AHEAD_MS) {
      return problem('bad-request', 'The clock goes at most ten years ahead.')
    }
    world.moveClock(ahead)
    return tellTime(c, world)
  })

  control.delete('/clock', (c) => {
    world.moveClock(0)
    return tellTime(c, world)
  })

  control.post('/templates/:id', async (c) => {
    const template = getTemplate(world, c.req.param('id'))
    if (!template) return problem('not-found', 'The emulator has no such template.')
    const verdict = await readJson(c.req.raw, (value) => Verdict.safeParse(value))
    if (verdict instanceof Response) return verdict
    judge(world, template, verdict)
    const { id, status, reason, quality, category } = getTemplate(world, template.id) ?? template
    return c.json({ id, status, reason, quality, category })
  })

  control.post('/flows/:id', async (c) => {
    const flow = getFlow(world, c.req.param('id'))
    if (!flow) return problem('not-found', 'The emulator has no such flow.')
    const wanted = await readJson(c.req.raw, (value) => Health.safeParse(value))
    if (wanted instanceof Response) return wanted
    if (!watched.includes(flow.status)) {
      return problem(
        'not-published',
        `The flow is ${flow.status}. Only published flows are watched.`,
      )
    }
    if (flow.status !== wanted.status) moveFlow(world, flow, wanted.status)
    return c.json({ id: flow.id, status: wanted.status })
  })

  return control
}

const isCount = (value: number | undefined, least: number): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least

const tellTime = (c: Context, world: World) =>
  c.json({ now: new Date(world.now()).toISOString(), aheadMs: world.config.clockAheadMs ?? 0 })
