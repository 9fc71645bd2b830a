/** Every refusal of the web client's own API: its kind, HTTP status and plain words. Sent as application/problem+json. */

export const problemKinds = {
  'not-signed-in': { status: 401, title: 'Sign in to go on.' },
  'not-allowed': { status: 403, title: 'Your role does not allow this.' },
  'wrong-origin': { status: 403, title: 'This request came from another site.' },
  'not-found': { status: 404, title: 'This does not exist, or it is not in your workspace.' },
  'wrong-method': { status: 405, title: 'This address does not take such a request.' },
  'bad-request': { status: 400, title: 'Something in the request is not as it should be.' },
  'not-json': { status: 415, title: 'The request must be JSON.' },
  'too-large': { status: 413, title: 'This is larger than allowed.' },
  'name-taken': { status: 409, title: 'This name is already in use.' },
  'not-a-draft': {
    status: 409,
    title: 'Only a draft can be changed. Make a new draft from this version.',
  },
  'draft-exists': { status: 409, title: 'This flow already has a draft.' },
  'not-published': { status: 409, title: 'This version is not published.' },
  'in-use': { status: 409, title: 'This is still in use.' },
  'no-endpoint': {
    status: 422,
    title: 'This flow asks an endpoint. Set its address in the flow’s settings, then publish.',
  },
  'has-errors': { status: 422, title: 'The flow has errors. Mend them, then publish.' },
  'text-changed': {
    status: 409,
    title: 'The text changed since you looked. Look again, then publish.',
  },
  'being-published': { status: 409, title: 'This version is being published right now.' },
  'cut-over-runs': { status: 409, title: 'This flow has a cut-over that has not ended.' },
  'cut-over-step': { status: 409, title: 'The cut-over does not stand where this can be done.' },
  'template-not-approved': { status: 409, title: 'The template is not approved.' },
  'bad-phone-number': { status: 422, title: 'Not a phone number.' },
  'no-channel': { status: 409, title: 'This workspace has no channel yet.' },
  'settings-wrong': { status: 422, title: 'Some settings are not right. Nothing was kept.' },
  'provider-refused': { status: 502, title: 'The provider refused.' },
  'provider-unreachable': { status: 502, title: 'The provider did not answer.' },
  'provider-busy': { status: 503, title: 'The provider asks us to wait.' },
  'publish-unknown': { status: 504, title: 'The provider has not said whether it published.' },
  'deprecate-unknown': {
    status: 504,
    title: 'The provider has not said whether it deprecated the version.',
  },
  'no-such-link': { status: 404, title: 'This link does not work.' },
  'wrong-password': { status: 403, title: 'That is not the password of this link.' },
  'shared-flow-gone': { status: 410, title: 'What this link showed was deleted.' },
  'still-running': {
    status: 409,
    title: 'The same request is still being carried out. Ask again in a moment.',
  },
  'other-request': { status: 422, title: 'This Idempotency-Key belongs to another request.' },
  'too-many-requests': { status: 429, title: 'Too many requests. Wait a moment.' },
  'server-error': { status: 500, title: 'Something went wrong on our side. Nothing was lost.' },
} as const

export type ProblemKind = keyof typeof problemKinds

/** The body of a refusal (RFC 9457), and what stores return inside a Result. */
export type Problem = {
  kind: ProblemKind
  title: string
  /** What and where, for this very case. */
  detail?: string
  /** The field of the request that is meant, where there is one. */
  field?: string
  /** Further facts by kind: diagnostics for has-errors, template names for in-use. */
  facts?: unknown
  /** Finds the log line. */
  requestId?: string
}

/** A refusal of a kind with what is known of this case. */
export const problem = (
  kind: ProblemKind,
  about: Omit<Problem, 'kind' | 'title'> = {},
): Problem => ({
  kind,
  title: problemKinds[kind].title,
  ...about,
})
