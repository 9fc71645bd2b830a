/** Refusals of the handsets' own routes, as application/problem+json. */

export type ProblemKind =
  | 'bad-request'
  | 'bad-phone-number'
  | 'not-allowed'
  | 'not-found'
  | 'not-published'
  | 'too-large'
  | 'too-many-requests'

const statuses: Record<ProblemKind, number> = {
  'bad-request': 400,
  'bad-phone-number': 422,
  'not-allowed': 403,
  'not-found': 404,
  'not-published': 409,
  'too-large': 413,
  'too-many-requests': 429,
}

export const problem = (kind: ProblemKind, title: string, detail?: string): Response =>
  Response.json(
    { kind, title, ...(detail !== undefined && { detail }) },
    { status: statuses[kind], headers: { 'content-type': 'application/problem+json' } },
  )
