/** Turns a refusal into an answer: problem+json for our client, 8x8's shape for the public API, a close code for a socket. */
import type { Context } from 'hono'
import { type Problem, problem, problemKinds } from '../../shared/api/problem.ts'
import type { Result } from '../../shared/result.ts'
import { refuseSocket } from '../room/refuse.ts'
import type { AppEnv } from './context.ts'

/** 8x8's platform codes for our refusals (messaging-platforms.md §2.3). */
const publicCodes: Partial<Record<Problem['kind'], number>> = {
  'not-signed-in': 1200,
  'not-allowed': 1201,
  'not-found': 1300,
  'server-error': 2000,
  'too-large': 3006,
  'bad-phone-number': 1002,
  'template-not-approved': 3038,
  'name-taken': 3031,
}

/** Socket close codes of the design's table. */
const closeCodes: Partial<Record<Problem['kind'], number>> = {
  'not-signed-in': 4401,
  'not-allowed': 4403,
  'wrong-origin': 4403,
  'not-found': 4404,
}

export function refuse(c: Context<AppEnv>, refusal: Problem): Response {
  const { status } = problemKinds[refusal.kind]
  if (c.req.header('upgrade')?.toLowerCase() === 'websocket') {
    return refuseSocket(closeCodes[refusal.kind] ?? 1013, refusal.title)
  }
  const requestId = c.get('requestId')
  if (isPublicApi(c.req.path)) {
    return Response.json(
      {
        code: publicCodes[refusal.kind] ?? 1005,
        message: refusal.detail ?? refusal.title,
        errorId: requestId,
        timestamp: new Date().toISOString(),
        ...(refusal.facts === undefined ? {} : (refusal.facts as object)),
      },
      { status },
    )
  }
  return new Response(JSON.stringify({ ...refusal, requestId }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

export const isPublicApi = (path: string): boolean =>
  path.startsWith('/api/v1/') || path.startsWith('/config/v1/')

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
