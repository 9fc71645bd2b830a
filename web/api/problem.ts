/** ApiProblem: what a request can fail with, and how to say it. */
import { type ProblemKind, problemKinds } from '../../shared/api/problem.ts'

/** The server's kinds, and two of the client's own: no answer at all, and an answer that is not what was agreed. */
export type ApiProblemKind = ProblemKind | 'server-down' | 'bad-reply'

export class ApiProblem extends Error {
  readonly kind: ApiProblemKind
  readonly title: string
  readonly detail: string | undefined
  readonly field: string | undefined
  readonly facts: unknown
  readonly requestId: string | undefined
  /** HTTP status; 0 where nothing answered. */
  readonly status: number
  /** Seconds to wait, where the server said so. */
  readonly retryAfterSeconds: number | undefined

  constructor(about: {
    kind: ApiProblemKind
    title: string
    status: number
    detail?: string
    field?: string
    facts?: unknown
    requestId?: string
    retryAfterSeconds?: number
  }) {
    super(about.detail ? `${about.title} ${about.detail}` : about.title)
    this.name = 'ApiProblem'
    this.kind = about.kind
    this.title = about.title
    this.detail = about.detail
    this.field = about.field
    this.facts = about.facts
    this.requestId = about.requestId
    this.status = about.status
    this.retryAfterSeconds = about.retryAfterSeconds
  }
}

export const isProblem = (error: unknown, kind?: ApiProblemKind): error is ApiProblem =>
  error instanceof ApiProblem && (kind === undefined || error.kind === kind)

/** What to tell a person about anything that was thrown. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof ApiProblem))
    return 'Something went wrong in this page. Reload it and try again.'
  return error.detail ?? error.title
}

export const serverDown = (): ApiProblem =>
  new ApiProblem({
    kind: 'server-down',
    status: 0,
    title: 'Flowroom does not answer. Try again when it is back; nothing on this page is lost.',
  })

/** Reads a refusal. Answers without a problem document (a proxy's page, a dropped server) become the nearest kind. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body = await response.json().catch(() => null)
  const retryAfter = Number(response.headers.get('retry-after'))
  const wait = retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}
  if (isProblemBody(body)) return new ApiProblem({ ...body, ...wait, status: response.status })
  if ([502, 503, 504].includes(response.status)) return serverDown()
  const kind = kindOfStatus(response.status)
  return new ApiProblem({
    kind,
    ...wait,
    title: kind in problemKinds ? problemKinds[kind as ProblemKind].title : 'That did not work.',
    status: response.status,
  })
}

function isProblemBody(body: unknown): body is { kind: ProblemKind; title: string } {
  if (typeof body !== 'object' || body === null) return false
  const { kind, title } = body as Record<string, unknown>
  return typeof kind === 'string' && kind in problemKinds && typeof title === 'string'
}

function kindOfStatus(status: number): ApiProblemKind {
  if (status === 401) return 'not-signed-in'
  if (status === 403) return 'not-allowed'
  if (status === 404) return 'not-found'
  if (status === 413) return 'too-large'
  if (status === 429) return 'too-many-requests'
  return status >= 500 ? 'server-error' : 'bad-request'
}
