/** Publishing at a provider that answers badly: nothing is published twice, and the version's state stays true. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { blankFlowText } from '../../../shared/flow/blank.ts'
import { type Call, fakeProvider, graphError } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { publishVersion, resumePublishing } from './publish.ts'
import { createFlow, findVersion } from './store.ts'

const real = { ...(env as unknown as Env), LOCAL_SECRET: 'local' } as Env

type Behaviour = (call: Call) => Response | null

/** A provider that keeps flows as the platform does, except where `amiss` answers in its place. */
async function draftAt(amiss: { now: Behaviour }) {
  const flows = new Map<string, { name: string; status: string }>()
  let ids = 0
  const fake = await fakeProvider(real, (call) => answerOf(call))
  function answerOf(call: Call): Response {
    const [, first, second] = call.path.split(/[/?]/)
    const kept = flows.get(first ?? '')
    if (call.method === 'POST' && second === 'flows') {
      const name = String(call.body.name)
      if ([...flows.values()].some((flow) => flow.name === name)) return graphError(100)
      flows.set(`${++ids}`, { name, status: 'DRAFT' })
      return amiss.now(call) ?? Response.json({ id: `${ids}` })
    }
    if (call.method === 'GET' && second === 'flows') {
      return Response.json({ data: [...flows].map(([id, flow]) => ({ id, ...flow })) })
    }
    if (!kept) return graphError(100, 404)
    if (second === 'publish') {
      const early = amiss.now(call)
      if (early && early.headers.get('x-accepted') === null) return early
      if (kept.status !== 'DRAFT') return graphError(139002)
      kept.status = 'PUBLISHED'
      return early ?? Response.json({ success: true })
    }
    if (call.method === 'GET')
      return amiss.now(call) ?? Response.json({ id: first, status: kept.status })
    return amiss.now(call) ?? Response.json({ success: true, validation_errors: [] })
  }
  // Uploads are forms, not JSON.
  const { fetch } = fake.env.SELF
  fake.env.SELF = {
    fetch: (request: Request) =>
      request.url.endsWith('/assets')
        ? fetch.call(fake.env.SELF, new Request(request.url, { method: 'POST', body: '{}' }))
        : fetch.call(fake.env.SELF, request),
  } as unknown as Fetcher
  const db = createDb(real.DB)
  const { workspaceId, channelId } = fake
  const made = await createFlow(
    fake.env,
    db,
    {
      workspaceId,
      channelId,
      name: 'F',
      categories: ['OTHER'],
      text: blankFlowText,
      createdBy: 'u',
    },
    1,
  )
  if (!made.ok) throw new Error('no flow')
  const { publicId } = made.value
  const version = async () => (await findVersion(db, workspaceId, publicId))!
  return {
    flows,
    version,
    calls: (path: string) => fake.calls.filter((call) => call.path.endsWith(path)).length,
    publish: async (words = {}) =>
      await publishVersion(fake.env, db, await version(), 'ana', undefined, Date.now(), words),
    sweep: () => resumePublishing(fake.env, Date.now() + 3_600_000),
  }
}

const isPublish = (call: Call) => call.path.endsWith('/publish')
/** The answer is lost on its way although the provider did what was asked. */
const lost = () => new Response('gateway', { status: 504, headers: { 'x-accepted': '1' } })

test('an answer lost after it was accepted: the version is published, by one publish', async () => {
  const flow = await draftAt({ now: (call) => (isPublish(call) ? lost() : null) })
  expect(await flow.publish({ note: 'First' })).toEqual({ ok: true, value: null })
  const { version } = await flow.version()
  expect(version).toMatchObject({ state: 'published', publishNote: 'First' })
  expect(flow.calls('/publish')).toBe(1)
})

test('nothing known after a lost answer: the text stays locked, and publishing again ends the same publish', async () => {
  const amiss: { now: Behaviour } = {
    now: (call) =>
      isPublish(call)
        ? lost()
        : call.method === 'GET'
          ? new Response('down', { status: 502 })
          : null,
  }
  const flow = await draftAt(amiss)
  const first = await flow.publish({ note: 'Kept', waivesRehearsal: true })
  expect(first).toMatchObject({ ok: false, error: { kind: 'publish-unknown' } })
  expect((await flow.version()).version).toMatchObject({ state: 'draft', providerFlowId: '1' })
  expect((await flow.version()).version.publishStartedAt).not.toBeNull()
  await flow.sweep()
  expect((await flow.version()).version.publishStartedAt).not.toBeNull()
  amiss.now = () => null
  expect(await flow.publish()).toEqual({ ok: true, value: null })
  const { version } = await flow.version()
  expect(version).toMatchObject({
    state: 'published',
    publishNote: 'Kept',
    rehearsalWaivedBy: 'ana',
    publishStartedAt: null,
  })
  expect(version.rehearsalWaivedAt).not.toBeNull()
  expect(flow.calls('/publish')).toBe(1)
  expect([...flow.flows.values()]).toEqual([
    { name: expect.stringContaining('F'), status: 'PUBLISHED' },
  ])
})

test('a publish that never arrived is sent again for the same flow there', async () => {
  const amiss: { now: Behaviour } = {
    now: (call) => (isPublish(call) ? new Response('gateway', { status: 504 }) : null),
  }
  const flow = await draftAt(amiss)
  expect(await flow.publish()).toMatchObject({ ok: false, error: { kind: 'publish-unknown' } })
  amiss.now = () => null
  expect(await flow.publish()).toEqual({ ok: true, value: null })
  expect(flow.flows.size).toBe(1)
})

test.each([
  ['200 with an error inside', () => graphError(139002, 200), 'provider-refused', 'no'],
  [
    '200 that says it was not done',
    () => Response.json({ success: false }),
    'provider-refused',
    'not done',
  ],
  [
    '429 with Retry-After',
    () => new Response('', { status: 429, headers: { 'retry-after': '30' } }),
    'provider-busy',
    'Try again in 30 seconds.',
  ],
  ['429 without', () => new Response('', { status: 429 }), 'provider-busy', 'in a minute'],
  ['503 that says it is passing', () => graphError(2, 503), 'provider-busy', 'in a minute'],
] as const)(
  '%s: the draft is a draft again, and the next try publishes',
  async (_, answer, kind, words) => {
    const amiss: { now: Behaviour } = { now: (call) => (isPublish(call) ? answer() : null) }
    const flow = await draftAt(amiss)
    const refused = await flow.publish({ note: 'Lost' })
    expect(refused).toMatchObject({
      ok: false,
      error: { kind, detail: expect.stringContaining(words) },
    })
    expect((await flow.version()).version).toMatchObject({
      state: 'draft',
      publishStartedAt: null,
      publishedBy: null,
      publishNote: '',
    })
    amiss.now = () => null
    expect(await flow.publish()).toEqual({ ok: true, value: null })
    expect(flow.flows.size).toBe(1)
  },
)

test('a create whose answer was lost is found again by its name', async () => {
  const flow = await draftAt({
    now: (call) => (call.path.endsWith('/flows') ? new Response('', { status: 500 }) : null),
  })
  expect(await flow.publish()).toEqual({ ok: true, value: null })
  expect(flow.flows.size).toBe(1)
})
