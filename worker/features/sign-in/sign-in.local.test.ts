/** Signing in as people do it: by whichever name of this machine they opened, and only so often. */
import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

// One connection for all, as clients that keep theirs open have it: a refusal must not cost them the next request.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
afterAll(() => agent.destroy())

type Answer = { status: number; cookie: string; headers: Record<string, unknown> }

/** One request to the app under a host name of one's choice, as a browser sends it. */
function ask(
  host: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const sent = request(
      `${app.url}${path}`,
      { agent, method, headers: { host, 'content-type': 'application/json', ...headers } },
      (reply) => {
        reply.resume()
        const cookie = (reply.headers['set-cookie'] ?? []).map((it) => it.split(';')[0]).join('; ')
        reply.on('end', () =>
          done({ status: reply.statusCode ?? 0, cookie, headers: reply.headers }),
        )
      },
    )
    sent.on('error', failed)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const signIn = (host: string, origin: string, password?: string) => {
  const { email, password: right } = app.demo.users[0]!
  return ask(
    host,
    'POST',
    '/app/auth/sign-in/email',
    { origin },
    {
      email,
      password: password ?? right,
    },
  )
}

test('the app is used under any name of the machine it runs on, not under one alone', async () => {
  const { port } = new URL(app.url)
  for (const name of ['localhost', '127.0.0.1', 'workbench.local']) {
    const host = `${name}:${port}`
    const signedIn = await signIn(host, `http://${host}`)
    expect(signedIn.status, name).toBe(200)
    const headers = { cookie: signedIn.cookie, origin: `http://${host}` }
    const flow = { channelId: app.demo.channelId, name: `From ${name}` }
    const path = `/app/${app.demo.accountId}/flows`
    expect((await ask(host, 'POST', path, headers, flow)).status, name).toBe(201)
    expect((await ask(host, 'POST', '/app/auth/sign-out', headers, {})).status, name).toBe(200)
  }
})

test('a page of another origin signs nobody in and changes nothing', async () => {
  const { host } = new URL(app.url)
  expect((await signIn(host, 'https://elsewhere.example')).status).toBe(403)
  const { cookie } = await signIn(host, app.url)
  const flow = { channelId: app.demo.channelId, name: 'Forged' }
  const headers = { cookie, origin: 'https://elsewhere.example' }
  const path = `/app/${app.demo.accountId}/flows`
  expect((await ask(host, 'POST', path, headers, flow)).status).toBe(403)
})

test('passwords are not guessed without end: the answer becomes 429 and says for how long', async () => {
  const { host } = new URL(app.url)
  let last: Answer | null = null
  for (let tries = 0; tries < 40 && last?.status !== 429; tries++) {
    last = await signIn(host, app.url, `wrong ${tries}`)
  }
  expect(last?.status).toBe(429)
  expect(Number(last?.headers['x-retry-after'])).toBeGreaterThan(0)
})
