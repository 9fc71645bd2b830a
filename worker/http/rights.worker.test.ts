/** Every route of the table × every role and key × own and foreign workspace: the table is what really happens. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Capability,
  capabilities,
  capabilitiesOf,
  type Role,
  roles,
} from '../../shared/access.ts'
import { type Route, type RouteName, routes } from '../../shared/api/routes.ts'
import { createDb } from '../db/client.ts'
import type { Env } from '../env.ts'
import { signUp, workspaceWithFlow } from '../features/testing.ts'
import { addMember, createApiKey, firstSubaccount } from '../features/workspaces/store.ts'

const origin = 'https://rights.test'
const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

/** A workspace with a channel and a flow, whose name must never reach a stranger. */
type World = {
  workspaceId: string
  subaccount: string
  channelId: string
  flowId: string
  publicId: string
  canary: string
}

let own: World
let foreign: World
const cookies = {} as Record<Role, string>
const keys = {} as Record<Capability, string>
let wholeKey = ''

async function makeWorld(ownerId: string, canary: string): Promise<World> {
  const made = await workspaceWithFlow(bindings, origin, ownerId, { name: canary })
  return { ...made, canary, subaccount: await firstSubaccount(db, made.workspaceId) }
}

beforeAll(async () => {
  const people = new Map<Role, { id: string; cookie: string }>()
  for (const role of roles)
    people.set(role, await signUp(bindings, origin, `${role}-${crypto.randomUUID()}@rights.test`))
  const stranger = await signUp(bindings, origin, `stranger-${crypto.randomUUID()}@rights.test`)
  own = await makeWorld(people.get('owner')!.id, `own-${crypto.randomUUID()}`)
  foreign = await makeWorld(stranger.id, `foreign-${crypto.randomUUID()}`)
  for (const role of roles) {
    const person = people.get(role)!
    cookies[role] = person.cookie
    await addMember(db, own.workspaceId, person.id, role, Date.now())
  }
  for (const capability of capabilities) {
    keys[capability] = await createApiKey(db, own.workspaceId, capability, [capability], Date.now())
  }
  wholeKey = await createApiKey(db, own.workspaceId, 'whole', [...capabilities], Date.now())
})

// Refusals of the public API are logged, and here nearly all are.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

/** A request to a route in one world, by whoever the headers say; bodies that no handler accepts. */
async function ask(
  route: Route,
  world: World,
  who: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const path = route.path
    .replace(':workspaceId', world.workspaceId)
    .replace(':accountId', world.workspaceId)
    .replace(':channelId', world.channelId)
    .replace(':subAccountId', world.subaccount)
    .replace(':flowId', world.flowId)
    // A change must not happen here: it is asked for a version that does not exist.
    .replace(':publicId', route.method === 'GET' ? world.publicId : '1000000000000000')
    .replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
    .replace('*', 'rights-test')
  const method = route.method === 'ALL' ? 'POST' : route.method
  const reply = await serve.fetch(
    new Request(`${origin}${path}`, {
      method,
      headers: {
        origin,
        ...who,
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' ? {} : { body: '[]' }),
    }),
  )
  return { status: reply.status, text: await reply.text() }
}

const entries = Object.entries(routes) as [RouteName, Route][]
const passed = (status: number) => status !== 401 && status !== 403 && status < 500

const forMembers = (access: Route['access']) =>
  typeof access === 'object' && !('key' in access) && !('guest' in access)

describe.each(entries.filter(([, { access }]) => forMembers(access)))('%s', (_, route) => {
  const access = route.access as {
    member?: Capability
    visitor?: Capability
    either?: Capability
  }
  const need = (access.member ?? access.visitor ?? access.either)!

  test('nobody signed in: 401', async () => {
    expect((await ask(route, own, {})).status).toBe(401)
  })

  test.each([...roles])(`%s: exactly those with "${need}" pass`, async (role) => {
    const held = capabilitiesOf({ role, logAccess: null }).includes(need)
    const who = { cookie: cookies[role], 'x-workspace-id': own.workspaceId }
    const { status } = await ask(route, own, who)
    if (held) expect(passed(status), `answered ${status}`).toBe(true)
    else expect(status).toBe(403)
  })

  test.each([...roles])(
    '%s in a foreign workspace: not found, and not a byte of it',
    async (role) => {
      const { status, text } = await ask(route, foreign, {
        cookie: cookies[role],
        'x-workspace-id': foreign.workspaceId,
      })
      expect(status).toBe(404)
      expect(text).not.toContain(foreign.canary)
    },
  )

  if (access.either) return
  test('an API key does not open the web client’s own routes', async () => {
    expect((await ask(route, own, { authorization: `Bearer ${wholeKey}` })).status).toBe(401)
  })
})

describe.each(
  entries.filter(
    ([, { access }]) => typeof access === 'object' && ('key' in access || 'either' in access),
  ),
)('%s by key', (_, route) => {
  const access = route.access as { key?: Capability; either?: Capability }
  const need = (access.key ?? access.either)!

  test('no key, wrong key: 401', async () => {
    expect((await ask(route, own, {})).status).toBe(401)
    expect((await ask(route, own, { authorization: 'Bearer frk_wrong' })).status).toBe(401)
  })

  test.each([...capabilities])(`key with "%s": passes only for "${need}"`, async (capability) => {
    const { status } = await ask(route, own, { authorization: `Bearer ${keys[capability]}` })
    if (capability === need) expect(passed(status), `answered ${status}`).toBe(true)
    else expect(status).toBe(403)
  })

  if (!access.key) return
  test('in a foreign account: not found, and not a byte of it', async () => {
    const { status, text } = await ask(route, foreign, { authorization: `Bearer ${wholeKey}` })
    expect(status).toBe(404)
    expect(text).not.toContain(foreign.canary)
  })

  test('a session does not open the public API', async () => {
    expect((await ask(route, own, { cookie: cookies.owner })).status).toBe(401)
  })
})

describe('routes open to more than one workspace', () => {
  test.each(entries.filter(([, { access }]) => access === 'signed-in'))(
    '%s: 401 without a session',
    async (_, route) => {
      expect((await ask(route, own, {})).status).toBe(401)
      expect(passed((await ask(route, own, { cookie: cookies.reviewer })).status)).toBe(true)
    },
  )

  // What guests may do is asked in worker/features/shares/shares.worker.test.ts.
  test.each(entries.filter(([, { access }]) => typeof access === 'object' && 'guest' in access))(
    '%s: not found without the cookie of its link',
    async (_, route) => {
      const { status, text } = await ask(route, own, { cookie: cookies.owner })
      expect(status).toBe(404)
      expect(text).not.toContain(own.canary)
    },
  )

  test.each(entries.filter(([, { access }]) => access === 'launcher'))(
    '%s: answers the launcher alone',
    async (_, route) => {
      expect((await ask(route, own, { cookie: cookies.owner })).status).toBe(404)
      expect((await ask(route, own, { 'x-local-secret': 'guess' })).status).toBe(404)
    },
  )

  test.each(entries.filter(([, { access }]) => access === 'provider'))(
    '%s: refuses who cannot prove it',
    async (_, route) => {
      const { status, text } = await ask(route, own, {
        cookie: cookies.owner,
        'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
      })
      expect([401, 403]).toContain(status)
      expect(text).not.toContain(own.canary)
    },
  )

  test.each(entries.filter(([, { access }]) => access === 'graph'))(
    '%s: the emulator refuses a wrong token',
    async (_, route) => {
      expect(
        (await ask(route, own, { authorization: 'Bearer SBX.1.guess' })).status,
      ).toBeGreaterThanOrEqual(400)
    },
  )

  test('every route is asked above, or open to anyone', () => {
    const open = entries.filter(([, { access }]) => access === 'anyone').map(([name]) => name)
    expect(open).toEqual(['health', 'openapi', 'auth.all', 'guest.open', 'sync'])
  })
})

describe('a request from another site', () => {
  test('a cookie alone changes nothing', async () => {
    const reply = await serve.fetch(
      new Request(`${origin}/app/${own.workspaceId}/flows`, {
        method: 'POST',
        headers: {
          cookie: cookies.owner,
          origin: 'https://evil.test',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ channelId: own.channelId, name: 'From elsewhere' }),
      }),
    )
    expect(reply.status).toBe(403)
  })

  test('a form post changes nothing', async () => {
    const reply = await serve.fetch(
      new Request(`${origin}/app/${own.workspaceId}/flows`, {
        method: 'POST',
        headers: { cookie: cookies.owner, origin, 'content-type': 'text/plain' },
        body: JSON.stringify({ channelId: own.channelId, name: 'By form' }),
      }),
    )
    expect(reply.status).toBe(415)
  })
})
