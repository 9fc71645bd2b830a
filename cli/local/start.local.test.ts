/** What `npm start` promises: state found again, copies side by side, nothing left running, no second server on one folder. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type RunningApp, startApp } from '../check/app.ts'
import { signedInAs, withKey } from '../check/http.ts'
import { root } from './build.ts'
import { isRunning } from './runtime-process.ts'

let one: RunningApp
let two: RunningApp

beforeAll(async () => {
  ;[one, two] = await Promise.all([startApp(), startApp()])
})
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()])
})

const runtimeOf = (app: RunningApp): number =>
  JSON.parse(readFileSync(join(app.folder, 'running.json'), 'utf8')).runtime

test('demo.json holds what outsiders need', () => {
  const { demo, url } = one
  expect(demo.url).toBe(url)
  expect(demo.graph.baseUrl).toBe(`${url}/sandbox/graph`)
  expect(demo.users.map((u) => u.role).toSorted()).toEqual([
    'editor',
    'operator',
    'owner',
    'reviewer',
  ])
  for (const text of [
    demo.accountId,
    demo.subAccountId,
    demo.channelId,
    demo.apiKey,
    ...Object.values(demo.graph),
  ]) {
    expect(text).toMatch(/\S/)
  }
})

test('two copies run side by side and know nothing of each other', async () => {
  expect(one.demo.apiKey).not.toBe(two.demo.apiKey)
  const path = `/api/v1/accounts/${one.demo.accountId}/channels/${one.demo.channelId}/flows`
  expect((await withKey(one).ask('GET', path)).status).toBe(200)
  expect((await withKey(two, one.demo.apiKey).ask('GET', path)).status).toBe(401)
})

test('people reach it by every name of this machine, and pages of other sites do not', async () => {
  const { email, password } = one.demo.users[0]!
  const { port } = new URL(one.url)
  const signIn = (host: string, origin: string) =>
    fetch(`http://${host}:${port}/app/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email, password }),
    })
  expect((await signIn('localhost', `http://localhost:${port}`)).status).toBe(200)
  expect((await signIn('127.0.0.1', `http://127.0.0.1:${port}`)).status).toBe(200)
  expect((await signIn('127.0.0.1', 'https://elsewhere.test')).status).toBe(403)
})

test('a second start on the same folder is refused, naming it', async () => {
  const port = await freePort()
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'cli/local/start.ts')], {
    env: { ...process.env, FLOWROOM_DATA: one.folder, PORT: String(port) },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toContain(one.folder)
})

test('Ctrl-C ends everything it started; the next start finds everything again', async () => {
  const runtime = runtimeOf(one)
  expect(isRunning(runtime, 'workerd')).toBe(true)
  // Without removing the folder, as a person would.
  const launcher = JSON.parse(readFileSync(join(one.folder, 'running.json'), 'utf8')).launcher
  process.kill(launcher, 'SIGINT')
  await expect.poll(() => isRunning(launcher, 'start.ts'), { timeout: 20_000 }).toBe(false)
  await expect.poll(() => isRunning(runtime, 'workerd'), { timeout: 20_000 }).toBe(false)
  expect(existsSync(join(one.folder, 'running.json'))).toBe(false)
  await one.restart()
  const owner = await signedInAs(one, 'owner')
  const { flows } = await owner.get<{ flows: unknown[] }>(`/app/${one.demo.accountId}/flows`)
  expect(flows).toHaveLength(5)
  expect(readFileSync(join(one.folder, 'demo.json'), 'utf8')).toContain(one.demo.apiKey)
})

test('after SIGKILL of the launcher alone, the next start ends what it left behind', async () => {
  const { launcher, runtime } = JSON.parse(readFileSync(join(two.folder, 'running.json'), 'utf8'))
  process.kill(launcher, 'SIGKILL')
  await expect.poll(() => isRunning(launcher, 'start.ts'), { timeout: 20_000 }).toBe(false)
  await two.restart()
  expect(isRunning(runtime, 'workerd')).toBe(false)
  expect((await fetch(`${two.url}/healthz`)).status).toBe(200)
})

test('when the runtime is killed, the launcher goes too, and the next start finds everything', async () => {
  const { launcher, runtime } = JSON.parse(readFileSync(join(two.folder, 'running.json'), 'utf8'))
  process.kill(runtime, 'SIGKILL')
  await expect.poll(() => isRunning(launcher, 'start.ts'), { timeout: 20_000 }).toBe(false)
  await two.restart()
  expect((await fetch(`${two.url}/healthz`)).status).toBe(200)
})

test('a port that is no port is refused in words', () => {
  const run = () =>
    execFileSync(process.execPath, [join(root, 'cli/local/start.ts')], {
      env: { ...process.env, PORT: 'eight' },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  expect(run).toThrow(/PORT must be a number/)
})
