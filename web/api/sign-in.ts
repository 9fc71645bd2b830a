/** Signing up, in and out, at the sign-in library's own addresses. */
import { noteDown, noteUp } from './connection.ts'
import { ApiProblem, serverDown } from './problem.ts'

/** @throws ApiProblem; `field` says whether e-mail or password is meant, where the server told. */
export const signIn = (email: string, password: string): Promise<void> =>
  post('sign-in/email', { email, password })

/** Makes the account and signs in. @throws ApiProblem */
export const signUp = (name: string, email: string, password: string): Promise<void> =>
  post('sign-up/email', { name, email, password })

/** @throws ApiProblem */
export const signOut = (): Promise<void> => post('sign-out', {})

/** The library's codes as our words, with the field they belong to. */
const words: Record<string, { title: string; field?: string }> = {
  INVALID_EMAIL_OR_PASSWORD: { title: 'E-mail or password is wrong.' },
  INVALID_EMAIL: { title: 'This is not an e-mail address.', field: 'email' },
  INVALID_PASSWORD: { title: 'E-mail or password is wrong.' },
  USER_ALREADY_EXISTS: { title: 'There is already an account with this e-mail.', field: 'email' },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    title: 'There is already an account with this e-mail.',
    field: 'email',
  },
  PASSWORD_TOO_SHORT: { title: 'Use at least 8 characters.', field: 'password' },
  PASSWORD_TOO_LONG: { title: 'Use at most 200 characters.', field: 'password' },
}

async function post(path: string, body: object): Promise<void> {
  let response: Response
  try {
    response = await fetch(`/app/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    noteDown()
    throw serverDown()
  }
  if (response.ok) {
    noteUp()
    return
  }
  if ([502, 503, 504].includes(response.status)) {
    noteDown()
    throw serverDown()
  }
  const reply = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
  if (response.status === 429) {
    const wait = Number(
      response.headers.get('x-retry-after') ?? response.headers.get('retry-after'),
    )
    throw new ApiProblem({
      kind: 'too-many-requests',
      status: 429,
      title:
        wait > 0
          ? `Too many attempts. Wait ${wait} seconds, then try again.`
          : 'Too many attempts. Wait a minute, then try again.',
    })
  }
  const known = words[reply.code ?? '']
  throw new ApiProblem({
    kind: response.status >= 500 ? 'server-error' : 'bad-request',
    status: response.status,
    title: known?.title ?? reply.message ?? 'That did not work.',
    ...(known?.field ? { field: known.field } : {}),
  })
}
