/** Wrong and hostile requests to the public API: each refused in one shape, saying what and where, and nothing changed. */
import { env, exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Description, describedBy } from '../../../cli/check/described.ts'
import { capabilities } from '../../../shared/access.ts'
import { openApi } from '../../../shared/api/public/openapi.ts'
import { type Route, type RouteName, routes } from '../../../shared/api/routes.ts'
import { createDb } from '../../db/client.ts'
import { apiKeys, messages, shareLinks, templates, versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { orderedId } from '../messages/ordered-id.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { createApiKey, firstSubaccount } from '../workspaces/store.ts'

const origin = 'https://hostile.test'
const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default
const check = describedBy(openApi(origin) as Description)

type World = {
  accountId: string
  channelId: string
  subAccountId: string
  publicId: string
  messageId: string
  batchId: string
  templateName: string
  key: string
}
let own: World
let foreign: World
let ownerId: string

/** An account with a flow, a template and a message. */
async function makeWorld(userId: string, name: string): Promise<World> {
  const { workspaceId, channelId, publicId } = await workspaceWithFlow(bindings, origin, userId, {
    name,
  })
  const subAccountId = await firstSubaccount(db, workspaceId)
  const key = await createApiKey(db, workspaceId, name, [...capabilities], Date.now())
  await db
    .update(apiKeys)
    .set({ requestsPerMinute: 5000 })
    .where(eq(apiKeys.workspaceId, workspaceId))
  const [messageId, batchId, templateName] = [orderedId(1), orderedId(2), `t_${name}`]
  await db.insert(templates).values({
    id: crypto.randomUUID(),
    workspaceId,
    channelId,
    name: templateName,
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [{ type: 'BODY', text: `Hello from ${name}.`, samples: [] }],
    createdAt: 1,
    updatedAt: 1,
  })
  await db.insert(messages).values({
    id: messageId,
    workspaceId,
    channelId,
    subaccountId: subAccountId,
    campaignId: batchId,
    direction: 'out',
    phoneNumber: '+9991234567',
    kind: 'text',
    content: { kind: 'text', text: name },
    sendState: 'sent',
    createdAt: 1,
    updatedAt: 1,
  })
  return {
    accountId: workspaceId,
    channelId,
    subAccountId,
    publicId,
    messageId,
    batchId,
    templateName,
    key,
  }
}

beforeAll(async () => {
  const stranger = await signUp(bindings, origin)
  ownerId = (await signUp(bindings, origin)).id
  own = await makeWorld(ownerId, 'own')
  foreign = await makeWorld(stranger.id, 'foreign')
})
// What is logged of refusals is looked at in one test alone.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

type Asked = { status: number; body: Record<string, unknown>; text: string; headers: Headers }

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const reply = await serve.fetch(
    new Request(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${own.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  await check({ method, path, reply: reply.clone() })
  const text = await reply.text()
  return {
    status: reply.status,
    text,
    headers: reply.headers,
    body: reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {},
  }
}

const publicRoutes = (Object.entries(routes) as [RouteName, Route][]).filter(([name]) =>
  /^(api|config)\./.test(name),
)

/** The path of a route with the ids of a world, some of them from elsewhere. */
const pathOf = (route: Route, world: World, change: Partial<World> = {}): string =>
  route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(({ ...world, ...change } as Record<string, string>)[name] ?? ''),
  )

/** Bodies that their handlers take, by route. */
const bodies: Record<string, () => unknown> = {
  create: () => ({ name: 'x', categories: ['OTHER'] }),
  update: () => ({ name: 'x' }),
  publish: () => ({}),
  deprecate: () => ({}),
  read: () => ({}),
  send: () => ({ user: { msisdn: '+9991234567' }, type: 'text', content: { text: 'x' } }),
  batch: () => ({ messages: [{}] }),
}
const bodyFor = (name: string, method: string): unknown => {
  if (method === 'GET' || method === 'DELETE') return undefined
  if (name === 'api.events.send')
    return { channel: 'whatsapp', type: 'typing', umid: own.messageId }
  return bodies[name.split('.').at(-1) ?? '']?.()
}

const counts = async () =>
  Promise.all(
    [versions, messages, templates, shareLinks].map((table) =>
      db.$count(table, eq(table.workspaceId, foreign.accountId)),
    ),
  )

describe('ids of somebody else, in every place where an id stands', () => {
  const cases = publicRoutes.flatMap(([name, route]) =>
    [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => [name, param!, route] as const),
  )

  test.each(cases)('%s, %s', async (name, param, route) => {
    const before = await counts()
    const strange = [
      foreign[param as keyof World],
      crypto.randomUUID(),
      '[object Object]',
      '\u0000',
      'x'.repeat(3000),
    ]
    for (const id of strange) {
      const path = pathOf(route, own, { [param]: id })
      const { status, text, body } = await ask(route.method, path, bodyFor(name, route.method))
      expect(status, `${path}: ${text}`).toBe(404)
      expect(body.code).toBe(1300)
    }
    expect(await counts()).toEqual(before)
  })

  test('an id of somebody else in a body is as one that nobody has', async () => {
    const flows = pathOf(routes['api.flows.create'], own)
    const clone = { name: 'x', categories: ['OTHER'], cloneFlowId: foreign.publicId }
    expect(await ask('POST', flows, clone)).toMatchObject({ status: 404 })
    const template = {
      name: 'stolen',
      language: 'en',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: 'Hello there.' },
        {
          type: 'BUTTONS',
          buttons: [{ type: 'FLOW', text: 'Go', flowId: foreign.publicId }],
        },
      ],
    }
    expect(await ask('POST', pathOf(routes['api.templates.create'], own), template)).toMatchObject({
      status: 404,
      body: { field: 'components[1].buttons[0].flowId' },
    })
    const send = pathOf(routes['api.messages.send'], own)
    const named = { name: foreign.templateName, language: 'en' }
    expect(
      await ask('POST', send, {
        user: { msisdn: '+9991234567' },
        type: 'template',
        content: { template: named },
      }),
    ).toMatchObject({ status: 400, body: { code: 3038 } })
  })
})

describe('a key', () => {
  test('that is missing, wrong, disabled or no bearer token is refused in the same words', async () => {
    const disabled = await createApiKey(db, own.accountId, 'old', ['view'], Date.now())
    await db.update(apiKeys).set({ disabledAt: Date.now() }).where(eq(apiKeys.name, 'old'))
    const path = pathOf(routes['api.flows.list'], own)
    for (const authorization of [
      '',
      'Bearer',
      'Bearer frk_wrong',
      `Bearer ${disabled}`,
      `Basic ${own.key}`,
      `Bearer ${own.key.slice(0, -1)}`,
      `Bearer ${own.key} `.repeat(2),
      own.key,
    ]) {
      const { status, body } = await ask('GET', path, undefined, { authorization })
      expect({ status, code: body.code, message: body.message }, authorization).toEqual({
        status: 401,
        code: 1200,
        message: 'The API key is missing, wrong or disabled.',
      })
    }
  })

  test('sees an account of others as one that does not exist', async () => {
    const refusalOf = async (accountId: string) => {
      const path = pathOf(routes['api.flows.list'], foreign, { accountId })
      const { status, body } = await ask('GET', path)
      return { status, code: body.code, message: String(body.message).replace(accountId, '') }
    }
    expect(await refusalOf(foreign.accountId)).toEqual(await refusalOf(crypto.randomUUID()))
  })

  test('is told what is left of its minute, and when the next begins', async () => {
    const key = await createApiKey(db, own.accountId, 'slow', ['view'], Date.now())
    await db.update(apiKeys).set({ requestsPerMinute: 3 }).where(eq(apiKeys.name, 'slow'))
    const path = pathOf(routes['api.flows.list'], own)
    const spend = () => ask('GET', path, undefined, { authorization: `Bearer ${key}` })
    let replies: Asked[] = []
    // A minute that ends in between begins a new count.
    for (let tries = 0; tries < 2 && replies.at(-1)?.status !== 429; tries++) {
      replies = []
      for (let i = 0; i < 4; i++) replies.push(await spend())
    }
    expect(replies.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual([
      '2',
      '1',
      '0',
      '0',
    ])
    const { status, body, headers } = replies[3]!
    expect({ status, code: body.code }).toEqual({ status: 429, code: 1400 })
    expect(headers.get('ratelimit-limit')).toBe('3')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(headers.get('retry-after')).toBe(headers.get('ratelimit-reset'))
    expect(replies[0]!.headers.has('retry-after')).toBe(false)
  })
})

describe('the shape of a request', () => {
  const flow = { name: 'x', categories: ['OTHER'] }
  const big = `{"name":"x","categories":["OTHER"],"flowJson":"${'x'.repeat(50 * 1024 * 1024)}"}`
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode(' '.repeat(1024 * 1024))),
  })
  type Case = [
    string,
    { method?: string; path?: string; body?: unknown; headers?: Record<string, string> },
    { status: number; code: number; field?: string },
  ]
  const flows = () => pathOf(routes['api.flows.create'], own)

  test.each<Case>([
    ['an unknown address', { path: '/api/v1/nothing' }, { status: 404, code: 1300 }],
    ['an address of no version', { path: '/api/v9/accounts' }, { status: 404, code: 1300 }],
    ['the bare root', { path: '/api' }, { status: 404, code: 1300 }],
    ['the other root', { path: '/config/v1' }, { status: 404, code: 1300 }],
    ['a method that nothing takes', { method: 'PATCH', body: flow }, { status: 405, code: 2001 }],
    ['OPTIONS', { method: 'OPTIONS' }, { status: 405, code: 2001 }],
    [
      'a form',
      {
        method: 'POST',
        body: 'name=x',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      { status: 415, code: 1000 },
    ],
    [
      'JSON as plain text',
      { method: 'POST', body: flow, headers: { 'content-type': 'text/plain' } },
      { status: 415, code: 1000 },
    ],
    [
      'JSON as something that begins like it',
      { method: 'POST', body: flow, headers: { 'content-type': 'application/jsonx' } },
      { status: 415, code: 1000 },
    ],
    ['a body that is no JSON', { method: 'POST', body: '{' }, { status: 400, code: 1000 }],
    [
      'no body',
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      { status: 400, code: 1000 },
    ],
    ['a list for an object', { method: 'POST', body: '[]' }, { status: 400, code: 1000 }],
    [
      'a list nested without end',
      { method: 'POST', body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` },
      { status: 400, code: 1000 },
    ],
    [
      'fields nested without end',
      {
        method: 'POST',
        body: `{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)},"categories":["OTHER"]}`,
      },
      { status: 400, code: 1000, field: 'name' },
    ],
    [
      'an id as a list',
      { method: 'POST', body: { ...flow, cloneFlowId: ['1234567890123456'] } },
      { status: 400, code: 1000, field: 'cloneFlowId' },
    ],
    [
      'an id as an object',
      { method: 'POST', body: { ...flow, cloneFlowId: { $ne: null } } },
      { status: 400, code: 1000, field: 'cloneFlowId' },
    ],
    [
      'an id as a number',
      { method: 'POST', body: { ...flow, cloneFlowId: 1234567890123456 } },
      { status: 400, code: 1000, field: 'cloneFlowId' },
    ],
    ['a page of -1', { path: '?limit=-1' }, { status: 400, code: 1000, field: 'limit' }],
    ['a page of 1e9', { path: '?limit=1e9' }, { status: 400, code: 1000, field: 'limit' }],
    ['a cursor made up', { path: '?after=x' }, { status: 400, code: 1000, field: 'after' }],
    ['50 MB that say so', { method: 'POST', body: big }, { status: 413, code: 3006 }],
    [
      'an idempotency key with a blank',
      { method: 'POST', body: flow, headers: { 'idempotency-key': 'a b' } },
      { status: 400, code: 1000, field: 'Idempotency-Key' },
    ],
    [
      'an idempotency key too long',
      { method: 'POST', body: flow, headers: { 'idempotency-key': 'x'.repeat(256) } },
      { status: 400, code: 1000, field: 'Idempotency-Key' },
    ],
  ])('%s', async (_, { method = 'GET', path = '', body, headers }, expected) => {
    const before = await db.$count(versions, eq(versions.workspaceId, own.accountId))
    const where = path.startsWith('/') ? path : flows() + path
    const { status, body: refusal, headers: answered } = await ask(method, where, body, headers)
    const { code, field } = refusal
    expect({ status, code, ...(field !== undefined && { field }) }).toEqual(expected)
    if (status === 405) expect(answered.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST'])
    expect(await db.$count(versions, eq(versions.workspaceId, own.accountId))).toBe(before)
  })

  test('a stream without end is cut off at the limit', async () => {
    const request = new Request(origin + flows(), {
      method: 'POST',
      headers: { authorization: `Bearer ${own.key}`, 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect((await serve.fetch(request)).status).toBe(413)
  })

  test('fields that nobody knows, and headers that name another method, change nothing', async () => {
    const made = await ask('POST', flows(), {
      ...flow,
      role: 'owner',
      workspaceId: foreign.accountId,
      id: foreign.publicId,
      __proto__: { publish: true },
    })
    expect(made.status).toBe(200)
    const path = `${flows()}/${String(made.body.id)}`
    const details = await ask('GET', path, undefined, {
      'x-http-method-override': 'DELETE',
      'x-http-method': 'DELETE',
      'x-method-override': 'DELETE',
    })
    expect(details).toMatchObject({ status: 200, body: { status: 'DRAFT', name: 'x' } })
    expect((await ask('GET', `${path}?_method=DELETE`)).status).toBe(200)
    expect((await ask('GET', path)).status).toBe(200)
  })

  test('a session of a person opens nothing, nor does a key in the address', async () => {
    const { cookie } = await signUp(bindings, origin)
    const reply = await ask('GET', `${flows()}?access_token=${own.key}&key=${own.key}`, undefined, {
      authorization: '',
      cookie,
    })
    expect(reply.status).toBe(401)
  })
})

test('every refusal is found in the log by its errorId, and no line holds what was sent', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line))
  const secret = 'canary-9f3'
  const refusals = [
    await ask('GET', `/api/v1/${secret}`),
    await ask('GET', `${pathOf(routes['api.flows.list'], own)}?limit=${secret}`),
    await ask('GET', pathOf(routes['api.flows.get'], own, { publicId: secret })),
    await ask('PATCH', pathOf(routes['api.flows.get'], own, { publicId: secret }), secret),
    await ask('POST', pathOf(routes['api.messages.send'], own), {
      user: { msisdn: secret },
      type: 'text',
      content: { text: secret },
    }),
    await ask('GET', pathOf(routes['api.flows.list'], own), undefined, {
      authorization: `Bearer ${secret}`,
    }),
  ]
  for (const { status, body } of refusals) {
    expect(status).toBeGreaterThanOrEqual(400)
    const found = lines.filter((line) => line.includes(String(body.errorId)))
    expect(found).toHaveLength(1)
    expect(JSON.parse(found[0]!)).toMatchObject({ status, code: body.code })
  }
  expect(lines.join('\n')).not.toContain(secret)
  expect(lines.join('\n')).not.toContain(own.key)
})
