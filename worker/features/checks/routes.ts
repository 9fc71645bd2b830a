/** The checks of a version over HTTP: what shows that they hold, and people's own ticks with name and time. */
import { and, asc, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import { CheckId, type Checks, TickCheck } from '../../../shared/api/checks.ts'
import { checkTicks } from '../../db/schema.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { versionInPath } from '../flows/version-in-path.ts'
import { evidenceOf } from './evidence.ts'

type C = Context<AppEnv>

const get: Handler = async (c) => {
  const found = await versionInPath(c)
  const [ticks, evidence] = await Promise.all([
    c
      .get('db')
      .select()
      .from(checkTicks)
      .where(eq(checkTicks.publicId, found.version.publicId))
      .orderBy(asc(checkTicks.at)),
    evidenceOf(c.env, c.get('db'), found),
  ])
  return c.json({
    ticks: ticks.map(({ check, byName, at, sha256 }) => ({ check, by: byName, at, sha256 })),
    evidence,
  } satisfies Checks)
}

const tick: Handler = async (c) => {
  const check = checkInPath(c)
  const { sha256 } = await readBody(c, TickCheck)
  const { version } = await versionInPath(c)
  const { id, name } = c.get('actor')
  const row = { byId: id, byName: name, at: Date.now(), sha256 }
  await c
    .get('db')
    .insert(checkTicks)
    .values({ publicId: version.publicId, check, ...row })
    .onConflictDoUpdate({ target: [checkTicks.publicId, checkTicks.check], set: row })
  await announce(c.env, version.workspaceId, [`flow:${version.publicId}`])
  return c.body(null, 204)
}

const untick: Handler = async (c) => {
  const check = checkInPath(c)
  const { version } = await versionInPath(c)
  await c
    .get('db')
    .delete(checkTicks)
    .where(and(eq(checkTicks.publicId, version.publicId), eq(checkTicks.check, check)))
  await announce(c.env, version.workspaceId, [`flow:${version.publicId}`])
  return c.body(null, 204)
}

/** @throws Refusal bad-request for a word that is no check. */
function checkInPath(c: C): CheckId {
  const read = CheckId.safeParse(c.req.param('check'))
  if (!read.success)
    throw new Refusal('bad-request', {
      field: 'check',
      detail: `There is no check ${c.req.param('check')}.`,
    })
  return read.data
}

export const checkRoutes = {
  'checks.get': get,
  'checks.tick': tick,
  'checks.untick': untick,
} satisfies Partial<Handlers>
