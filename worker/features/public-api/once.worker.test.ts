/** Idempotency-Key: one effect and one answer for a request however often it comes, whatever breaks in between. */
import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { capabilities } from '../../../shared/access.ts'
import { exampleFlows } from '../../../shared/flow/index.ts'
import { createDb } from '../../db/client.ts'
import { apiKeys, apiRequests, campaigns, messages, templates, versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { createApiKey, firstSubaccount } from '../workspaces/store.ts'
import { forgetOldAnswers } from './once-store.ts'

const origin = 'https://once.test'
const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default
const sound = exampleFlows[0]!.text

let workspaceId: string
let key: string
let otherKey: string
let flows: string
let sends: string
let templatesPath: string

beforeAll(async () => {
  const { id } = await signUp(bindings, origin)
  const made = await workspaceWithFlow(bindings, origin, id, { name: 'Once' })
  workspaceId = made.workspaceId
  const subaccount = await firstSubaccount(db, workspaceId)
  key = await createApiKey(db, workspaceId, 'one', [...capabilities], Date.now())
  otherKey = await createApiKey(db, workspaceId, 'other', [...capabilities], Date.now())
  await db
    .update(apiKeys)
    .set({ requestsPerMinute: 5000 })
    .where(eq(apiKeys.workspaceId, workspaceId))
  const channel = `/api/v1/accounts/${workspaceId}/channels/${made.channelId}`
  flows = `${channel}/flows`
  templatesPath = `${channel}/templates`
  sends = `/api/v1/subaccounts/${subaccount}/messages`
})

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

type Asked = { status: number; text: string; body: Record<string, unknown>; replayed: boolean }

async function ask(
  method: string,
  path: string,
  body: unknown,
  name: string,
  as = key,
): Promise<Asked> {
  const reply = await serve.fetch(
    new Request(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        'idempotency-key': name,
      },
      body: JSON.stringify(body),
    }),
  )
  const text = await reply.text()
  return {
    status: reply.status,
    text,
    body: JSON.parse(text),
    replayed: reply.headers.get('idempotency-replayed') === 'true',
  }
}

const flow = (name: string, more: object = {}) => ({ name, categories: ['OTHER'], ...more })
const message = (text: string) => ({
  user: { msisdn: '+9994000001' },
  type: 'text',
  content: { text },
})
const counted = (table: typeof versions | typeof messages | typeof campaigns | typeof templates) =>
  db.$count(table, eq(table.workspaceId, workspaceId))

/** As after a crash: what was made stays, and nobody has answered. */
const cutOff = () =>
  db
    .update(apiRequests)
    .set({ status: null, answer: null, answerPath: null, runner: 'gone', heldUntil: 0 })

describe('the same request again', () => {
  const kinds: [string, () => [string, string, unknown], () => Promise<number>][] = [
    ['a flow', () => ['POST', flows, flow('Twice')], () => counted(versions)],
    ['a message', () => ['POST', sends, message('once')], () => counted(messages)],
    [
      'a batch',
      () => [
        'POST',
        `${sends}/batch`,
        { includeMessagesInResponse: true, messages: [message('b1'), message('b2'), 'no entry'] },
      ],
      async () => (await counted(messages)) + (await counted(campaigns)),
    ],
    [
      'a template',
      () => [
        'POST',
        templatesPath,
        {
          name: 'once',
          language: 'en',
          category: 'UTILITY',
          components: [{ type: 'BODY', text: 'Hello, and once only.' }],
        },
      ],
      () => counted(templates),
    ],
  ]

  test.each(kinds)('%s: one effect, one answer', async (kind, request, count) => {
    const [method, path, body] = request()
    const before = await count()
    const first = await ask(method, path, body, `again ${kind}`.replaceAll(' ', '-'))
    expect(first).toMatchObject({ status: 200, replayed: false })
    const after = await count()
    expect(after).toBeGreaterThan(before)
    const second = await ask(method, path, body, `again ${kind}`.replaceAll(' ', '-'))
    expect(second).toEqual({ ...first, replayed: true })
    expect(await count()).toBe(after)
  })

  test.each(kinds.slice(0, 3))(
    '%s, many at once: one effect, one answer',
    async (kind, request, count) => {
      const [method, path, body] = request()
      const before = await count()
      const name = `together-${kind.replaceAll(' ', '-')}`
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => ask(method, path, body, name)),
      )
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
      expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1)
      const made = (await count()) - before
      const single = kind === 'a batch' ? 3 : 1
      expect(made).toBe(single)
    },
  )

  // Messages are written in one step with their answer; only what is made in several can be cut off like this.
  test.each([kinds[0]!, kinds[3]!])(
    '%s, cut off after its effect: nothing is made twice',
    async (kind, request, count) => {
      const [method, path, body] = request()
      const change = {
        ...(body as object),
        name: 'cut_off',
        ...(kind === 'a template' && { components: [{ type: 'BODY', text: 'Cut off.' }] }),
      }
      const name = `cut-off-${kind.replaceAll(' ', '-')}`
      const first = await ask(method, path, change, name)
      expect(first.status).toBe(200)
      const after = await count()
      await cutOff()
      const second = await ask(method, path, change, name)
      expect(second).toMatchObject({ status: 200, body: { id: first.body.id }, replayed: false })
      expect(await count()).toBe(after)
    },
  )

  test('publishing and deprecating that were cut off answer that they are done', async () => {
    const made = await ask('POST', flows, flow('Whole', { flowJson: sound }), 'whole')
    const id = String(made.body.id)
    for (const act of ['publish', 'deprecate']) {
      const first = await ask('POST', `${flows}/${id}/${act}`, {}, `act-${act}`)
      expect(first).toMatchObject({ status: 200, body: { id, success: true } })
      await cutOff()
      expect((await ask('POST', `${flows}/${id}/${act}`, {}, `act-${act}`)).body).toEqual(
        first.body,
      )
      const late = await ask('POST', `${flows}/${id}/${act}`, {}, `late-${act}`)
      expect(late.status).toBe(409)
    }
  })

  test('the next draft of a flow, cut off half-way, is gone on with', async () => {
    const { body } = await ask(
      'POST',
      flows,
      flow('Source', { flowJson: sound, publish: true }),
      's1',
    )
    const clone = flow('Next', { cloneFlowId: body.id, flowJson: '{}' })
    const first = await ask('POST', flows, clone, 's2')
    expect(first.status).toBe(200)
    await cutOff()
    expect((await ask('POST', flows, clone, 's2')).body).toEqual(first.body)
    expect(await ask('POST', flows, clone, 's3')).toMatchObject({
      status: 409,
      body: { flowId: first.body.id },
    })
  })
})

test('a key belongs to one request: another body, address or method is refused', async () => {
  await ask('POST', flows, flow('Mine'), 'taken')
  const before = await counted(versions)
  for (const other of [
    await ask('POST', flows, flow('Other'), 'taken'),
    await ask('POST', `${flows}?x=1`, flow('Mine'), 'taken'),
    await ask('POST', sends, message('x'), 'taken'),
  ]) {
    expect(other).toMatchObject({ status: 422, body: { code: 1000, field: 'Idempotency-Key' } })
  }
  expect(await counted(versions)).toBe(before)
  // Another API key has names of its own.
  expect(await ask('POST', flows, flow('Other'), 'taken', otherKey)).toMatchObject({ status: 200 })
})

test('what was refused had no effect: the same key works once it is mended', async () => {
  const refused = await ask('POST', flows, { name: 'x' }, 'mended')
  expect(refused.status).toBe(400)
  expect(await ask('POST', flows, flow('x'), 'mended')).toMatchObject({
    status: 200,
    replayed: false,
  })
})

test('an answer too large for a row is kept too, for its day', async () => {
  const entries = Array.from({ length: 2500 }, (_, n) => ({
    clientMessageId: `${n}-${'x'.repeat(40)}`,
    user: { msisdn: 'no number' },
    type: 'text',
    content: { text: 'x' },
  }))
  const body = { messages: entries }
  const first = await ask('POST', `${sends}/batch`, body, 'large')
  expect(first.body).toMatchObject({ rejectedCount: 2500 })
  const [{ results }] = [
    await bindings.DB.prepare(
      `select answer_path as path from api_requests where answer_path is not null`,
    ).all<{ path: string }>(),
  ]
  expect(results).toHaveLength(1)
  expect(await ask('POST', `${sends}/batch`, body, 'large')).toEqual({ ...first, replayed: true })

  await forgetOldAnswers(bindings, Date.now() + 86_400_001)
  expect(await bindings.BUCKET.head(results[0]!.path)).toBeNull()
  expect(await db.$count(apiRequests)).toBe(0)
})
