/** `Idempotency-Key`: the same request sent again has one effect and one answer, at the same time or after a crash. */
import type { Context } from 'hono'
import { problemKinds } from '../../../shared/api/problem.ts'
import { platformCode } from '../../../shared/api/public/refusal.ts'
import { bodyMaxBytes, readBytes } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'
import { sha256Hex } from '../../http/secrets.ts'
import {
  type Asked,
  endTurn,
  forget,
  keepAnswer,
  letGo,
  type Turn,
  takeTurn,
} from './once-store.ts'
import { refusalError } from './read.ts'

type C = Context<AppEnv>

const header = 'Idempotency-Key'

/** How long a request waits for the same one that is being carried out. */
const patienceMs = 30_000
const stepMs = 100

/** The handler, once a key: without the header it is the bare handler. */
export const once =
  (handler: Handler): Handler =>
  async (c) => {
    const name = c.req.header(header)
    if (name === undefined) return handler(c)
    if (!/^[\x21-\x7e]{1,255}$/.test(name)) {
      throw refusalError({
        code: platformCode.invalidParameter,
        message: `${header}: must be 1 to 255 visible characters without blanks`,
        field: header,
      })
    }
    const asked = await askedBy(c, name)
    const turn = await waitForTurn(c, asked)
    if (turn.kind === 'answered') return replay(turn)
    if (turn.kind === 'other') {
      throw new Refusal('other-request', {
        detail: `${header}: this key came with another request within the last 24 hours. Use a new one for a new request.`,
        field: header,
      })
    }
    if (turn.kind === 'running') throw new Refusal('still-running', { field: header })
    try {
      return await run(c, handler, asked, turn)
    } finally {
      endTurn(turn.runner)
    }
  }

async function askedBy(c: C, name: string): Promise<Asked> {
  const body = await readBytes(c, bodyMaxBytes)
  c.set('body', body)
  const { pathname, search } = new URL(c.req.url)
  const request = `${c.req.method} ${pathname}${search} ${await sha256Hex(body)}`
  return {
    keyId: c.get('actor').id,
    nameHash: await sha256Hex(name),
    fingerprint: await sha256Hex(request),
  }
}

async function waitForTurn(c: C, asked: Asked): Promise<Turn> {
  const until = Date.now() + patienceMs
  for (;;) {
    const turn = await takeTurn(c.env, c.get('db'), asked, Date.now())
    if (turn.kind !== 'running' || Date.now() > until) return turn
    await new Promise((done) => setTimeout(done, stepMs))
  }
}

async function run(
  c: C,
  handler: Handler,
  asked: Asked,
  { makes, again, runner }: Extract<Turn, { kind: 'run' }>,
): Promise<Response> {
  const db = c.get('db')
  let isKept = false
  c.set('once', {
    ...makes,
    again,
    keep(answer) {
      isKept = true
      return keepAnswer(c.env, asked, 200, JSON.stringify(answer))
    },
  })
  try {
    const response = await handler(c)
    if (!response.ok) {
      await (response.status < 500 ? forget(db, asked, runner) : letGo(db, asked, runner))
    } else if (!isKept) {
      const text = await response.clone().text()
      await (await keepAnswer(c.env, asked, response.status, text)).run()
    }
    return response
  } catch (error) {
    const isRefused = error instanceof Refusal && problemKinds[error.problem.kind].status < 500
    await (isRefused ? forget(db, asked, runner) : letGo(db, asked, runner))
    if (isRefused) throw error
    // Whoever took over may have been faster: what they made stands, and so does their answer.
    const turn = await takeTurn(c.env, db, asked, Date.now())
    if (turn.kind === 'answered') return replay(turn)
    if (turn.kind === 'run') {
      await letGo(db, asked, turn.runner)
      endTurn(turn.runner)
    }
    throw error
  }
}

const replay = ({ status, answer }: Extract<Turn, { kind: 'answered' }>): Response =>
  new Response(answer, {
    status,
    headers: { 'content-type': 'application/json', 'idempotency-replayed': 'true' },
  })
