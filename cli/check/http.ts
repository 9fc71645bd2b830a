/** A small HTTP client for black-box tests: a signed-in person, or a program with a key. */
import type { RunningApp } from './app.ts'
import type { Answered } from './described.ts'

export type Client = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  /** The bare answer, whatever its status. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
}

function client(
  url: string,
  headers: Record<string, string>,
  watch?: (answered: Answered) => Promise<void>,
): Client {
  const ask: Client['ask'] = async (method, path, body, more = {}) => {
    const reply = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    await watch?.({ method, path, reply: reply.clone() })
    return reply
  }
  const read = async <T>(reply: Response, what: string): Promise<T> => {
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${what} answered ${reply.status}: ${text.slice(0, 800)}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
  return {
    ask,
    get: async (path) => read(await ask('GET', path), `GET ${path}`),
    post: async (path, body = {}) => read(await ask('POST', path, body), `POST ${path}`),
  }
}

/** A program with the demo key, or another one; `watch` sees every answer. */
export const withKey = (
  app: RunningApp,
  key: string = app.demo.apiKey,
  watch?: (answered: Answered) => Promise<void>,
): Client => client(app.url, { authorization: `Bearer ${key}` }, watch)

/** One of the demo accounts, signed in. */
export async function signedInAs(
  app: RunningApp,
  role: string,
): Promise<Client & { cookie: string }> {
  const { email, password } = app.demo.users.find((user) => user.role === role)!
  const reply = await fetch(`${app.url}/app/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ email, password }),
  })
  if (!reply.ok) throw new Error(`sign-in answered ${reply.status}: ${await reply.text()}`)
  const cookie = reply.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  return { cookie, ...client(app.url, { cookie, origin: app.url }) }
}

/** Asks again until the answer pleases; fails with the last answer after a minute. Waits on meaning, not on time. */
export async function eventually<T>(
  ask: () => Promise<T>,
  pleases: (answer: T) => boolean,
): Promise<T> {
  const until = Date.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (pleases(answer)) return answer
    if (Date.now() > until)
      throw new Error(`it never came: ${JSON.stringify(answer).slice(0, 2000)}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
