/** Cut-overs over HTTP, for the web client. */
import type { Context } from 'hono'
import { StartCutOver, SubmitSuccessor } from '../../../shared/api/cut-overs.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import type { Result } from '../../../shared/result.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { versionInPath } from '../flows/version-in-path.ts'
import { deprecate, skip, start, startRollBack, stop, submit } from './act.ts'
import { carryOn } from './carry-on.ts'
import { type CutOverRow, cutOverById } from './running.ts'
import { cutOverFor, runReply } from './view.ts'

type C = Context<AppEnv>

const by = (c: C) => ({ id: c.get('actor').id, now: Date.now() })

/** @throws Refusal not-found. */
async function runInPath(c: C): Promise<CutOverRow> {
  const id = c.req.param('cutOverId') ?? ''
  const run = await cutOverById(c.get('db'), c.get('workspaceId'), id)
  if (!run) throw new Refusal('not-found', { detail: 'No such cut-over in this workspace.' })
  return run
}

const reply = async (c: C, done: Result<CutOverRow, Problem>): Promise<Response> =>
  done.ok ? c.json(await runReply(c.get('db'), done.value)) : refuse(c, done.error)

const get: Handler = async (c) => c.json(await cutOverFor(c.get('db'), await versionInPath(c)))

const begin: Handler = async (c) => {
  const body = await readBody(c, StartCutOver)
  return reply(c, await start(c.env, c.get('db'), await versionInPath(c), body, by(c)))
}

const send: Handler = async (c) => {
  const body = await readBody(c, SubmitSuccessor)
  const run = await runInPath(c)
  return reply(c, await submit(c.env, c.get('db'), run, templateId(c), body, by(c)))
}

const leaveOut: Handler = async (c) =>
  reply(c, await skip(c.env, c.get('db'), await runInPath(c), templateId(c), by(c)))

const templateId = (c: C): string => c.req.param('templateId') ?? ''

const goOn: Handler = async (c) => {
  await carryOn(c.env, c.get('db'), await runInPath(c), Date.now())
  return c.json(await runReply(c.get('db'), await runInPath(c)))
}

const end: Handler = async (c) =>
  reply(c, await deprecate(c.env, c.get('db'), await runInPath(c), by(c)))

const halt: Handler = async (c) =>
  reply(c, await stop(c.env, c.get('db'), await runInPath(c), by(c)))

const back: Handler = async (c) =>
  reply(c, await startRollBack(c.env, c.get('db'), await runInPath(c), by(c)))

export const cutOverRoutes = {
  'cutOver.get': get,
  'cutOver.start': begin,
  'cutOver.submit': send,
  'cutOver.skip': leaveOut,
  'cutOver.carryOn': goOn,
  'cutOver.deprecate': end,
  'cutOver.stop': halt,
  'cutOver.rollBack': back,
} satisfies Partial<Handlers>
