/** Turns a refusal into an answer: problem+json for our client, 8x8's shape for the public API, a close code for a socket. */
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { type Problem, problem, problemKinds } from '../../shared/api/problem.ts'
import { platformCode } from '../../shared/api/public/refusal.ts'
import type { Result } from '../../shared/result.ts'
import { refuseSocket } from '../room/refuse.ts'
import type { AppEnv } from './context.ts'

/**
 * Our refusals as 8x8 answers them: the platform code, and the status where theirs differs from ours
 * (messaging-platforms.md §2.3). A refusal whose facts hold a `code` knows it better.
 */
const publicShapes: Partial<Record<Problem['kind'], { code: number; status?: number }>> = {
  'not-signed-in': { code: platformCode.notSignedIn },
  'not-allowed': { code: platformCode.notAllowed },
  'not-found': { code: platformCode.notFound },
  'wrong-method': { code: platformCode.notSupported },
  'too-large': { code: platformCode.tooLong },
  'bad-phone-number': { code: platformCode.badPhoneNumber, status: 400 },
  'template-not-approved': { code: platformCode.templateNotFound, status: 400 },
  'name-taken': { code: platformCode.badTemplateName },
  'no-endpoint': { code: platformCode.invalidParameter, status: 400 },
  'has-errors': { code: platformCode.invalidParameter, status: 400 },
  'no-channel': { code: platformCode.noChannel },
  'provider-refused': { code: platformCode.invalidParameter, status: 400 },
  'provider-unreachable': { code: platformCode.serverError },
  'provider-busy': { code: platformCode.serverError },
  'too-many-requests': { code: platformCode.tooManyRequests },
  'server-error': { code: platformCode.serverError },
}

/** Socket close codes of the design's table. */
const closeCodes: Partial<Record<Problem['kind'], number>> = {
  'not-signed-in': 4401,
  'not-allowed': 4403,
  'wrong-origin': 4403,
  'not-found': 4404,
  'no-such-link': 4403,
}

export function refuse(c: Context<AppEnv>, refusal: Problem): Response {
  if (isPublicApi(c.req.path)) return publicRefusal(c, refusal)
  const { status } = problemKinds[refusal.kind]
  if (c.req.header('upgrade')?.toLowerCase() === 'websocket') {
    return refuseSocket(closeCodes[refusal.kind] ?? 1013, refusal.title)
  }
  const requestId = c.get('requestId')
  // Whether a link was guessed, ended or is somebody else's cannot be told from the answer: it is always the same bytes.
  const body = refusal.kind === 'no-such-link' ? refusal : { ...refusal, requestId }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

/** What of a refusal's facts outsiders are told; the code is 8x8's. */
type PublicFacts = { code?: number; validationErrors?: unknown; flowId?: string }

/** In 8x8's shape, with a line in the log that its errorId finds: nothing in it was sent by anybody. */
function publicRefusal(c: Context<AppEnv>, refusal: Problem): Response {
  const shape = publicShapes[refusal.kind] ?? { code: platformCode.invalidParameter }
  const facts = (refusal.facts ?? {}) as PublicFacts
  const status = shape.status ?? problemKinds[refusal.kind].status
  const code = facts.code ?? shape.code
  const errorId = c.get('requestId')
  console.warn(
    JSON.stringify({
      errorId,
      method: c.req.method,
      route: routePath(c, -1),
      status,
      code,
      kind: refusal.kind,
      key: c.get('actor')?.id ?? null,
    }),
  )
  return Response.json(
    {
      code,
      message: refusal.detail ?? refusal.title,
      errorId,
      timestamp: new Date().toISOString(),
      ...(refusal.field === undefined ? {} : { field: refusal.field }),
      ...(facts.validationErrors === undefined ? {} : { validationErrors: facts.validationErrors }),
      ...(facts.flowId === undefined ? {} : { flowId: facts.flowId }),
    },
    { status },
  )
}

export const isPublicApi = (path: string): boolean => /^\/(api|config)(\/|$)/.test(path)

/** Answers with a Result: its value as JSON, or its refusal. */
export const answer = <T>(
  c: Context<AppEnv>,
  result: Result<T, Problem>,
  status = 200,
): Response => (result.ok ? Response.json(result.value, { status }) : refuse(c, result.error))

/** An expected refusal thrown from the depth of a handler; everything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(kind: Problem['kind'], about: Omit<Problem, 'kind' | 'title'> = {}) {
    super(about.detail ?? kind)
    this.problem = problem(kind, about)
  }
}
