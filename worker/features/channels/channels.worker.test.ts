/** Channels through their door: connected, tested, replaced, watched, renamed and removed. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type {
  Channel,
  ChannelDetail,
  ChannelList,
  SettingsWrong,
} from '../../../shared/api/channels.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import { adapterFor } from '../../channels/index.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { toHex } from '../../http/secrets.ts'
import { runIntakeJobs } from '../../queues/intake.ts'
import { createFlow } from '../flows/store.ts'
import { signUp } from '../testing.ts'
import { addMember, createWorkspace } from '../workspaces/store.ts'
import { channelById, noteSendsRest } from './store.ts'

const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default
const origin = 'https://channels.test'

type MetaDetail = ChannelDetail & { webhook: { url: string; verifyToken: string } | null }

const digits = (count: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => 1 + (byte % 9)).join('')

/** A world of the emulator that belongs to nobody yet, and the settings that open it. */
async function makeWorld(settings: object = {}) {
  const wabaId = digits(15)
  const facts = {
    wabaId,
    phoneNumberId: digits(15),
    appId: digits(15),
    appSecret: digits(32),
    token: `SBX.${wabaId}.${digits(30)}`,
  }
  const displayPhoneNumber = `+999${digits(9)}`
  const provision = async (more: object) => {
    const reply = await serve.fetch(
      new Request(`${origin}/sandbox/worlds`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${bindings.SEALING_KEY}`,
        },
        body: JSON.stringify({
          ...facts,
          displayPhoneNumber,
          verifiedName: 'Clinic',
          verifyToken: 'not-told-yet',
          callbackUrl: `${origin}/hooks/meta/none`,
          ...more,
        }),
      }),
    )
    if (!reply.ok) throw new Error(await reply.text())
  }
  await provision({ settings })
  return {
    ...facts,
    displayPhoneNumber,
    settings: { ...facts, graphBaseUrl: `${origin}/sandbox/graph` },
    /** Another token from now on; the one before is worth nothing. */
    async newToken() {
      facts.token = `SBX.${wabaId}.${digits(30)}`
      await provision({})
      return facts.token
    },
    set: (changed: object) => provision({ settings: changed }),
  }
}

let owner: { id: string; cookie: string }
let editor: { id: string; cookie: string }
beforeAll(async () => {
  ;[owner, editor] = await Promise.all([signUp(bindings, origin), signUp(bindings, origin)])
})

/** A workspace without a channel, and what its people ask. */
async function makeOffice() {
  const workspaceId = await createWorkspace(db, owner.id, 'Office', Date.now())
  await addMember(db, workspaceId, editor.id, 'editor', Date.now())
  const ask = async (method: string, path: string, body?: unknown, who = owner) => {
    const reply = await serve.fetch(
      new Request(`${origin}/app/${workspaceId}/channels${path}`, {
        method,
        headers: {
          origin,
          cookie: who.cookie,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await reply.text()
    return { reply, status: reply.status, text, body: text === '' ? null : JSON.parse(text) }
  }
  const connect = (settings: object, name = 'Clinic') =>
    ask('POST', '', { kind: 'cloud-api', name, settings })
  return {
    workspaceId,
    ask,
    connect,
    /** A channel on a world of its own. */
    async connected(settings: object = {}) {
      const world = await makeWorld(settings)
      const { status, body, text } = await connect(world.settings)
      if (status !== 201) throw new Error(text)
      return { world, id: (body as Channel).id }
    },
    list: async () => ((await ask('GET', '')).body as ChannelList).channels,
    detail: async (id: string, who = owner) =>
      (await ask('GET', `/${id}`, undefined, who)).body as MetaDetail,
  }
}

const findingsOf = (body: Problem) => (body.facts as SettingsWrong).findings
const namesOf = (body: Problem) => findingsOf(body).map(({ setting }) => setting)

describe('connecting', () => {
  test('what works is kept, with what the provider says, and without its secrets', async () => {
    const office = await makeOffice()
    const world = await makeWorld({ messagingLimit: 2_000 })
    const { status, body, text } = await office.connect(world.settings, '  Clinic  ')
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Clinic',
      provider: 'cloud-api',
      sandbox: true,
      phoneNumber: world.displayPhoneNumber,
      test: { findings: [] },
      health: { quality: 'GREEN', messagingLimit: 'TIER_2K', nameStatus: 'APPROVED' },
      abilities: { repeatsSafely: true, sandboxNumbers: true, messagesPerSecond: 80 },
    })
    const { id } = body as Channel
    expect(await office.list()).toEqual([body])
    const detail = await office.ask('GET', `/${id}`)
    for (const seen of [text, detail.text])
      for (const secret of [world.token, world.appSecret]) expect(seen).not.toContain(secret)
    expect(detail.body).toMatchObject({
      settings: { wabaId: world.wabaId, appId: world.appId, graphVersion: 'v24.0' },
      secretsSetAt: { token: body.createdAt, appSecret: body.createdAt },
      webhook: { url: `${origin}/hooks/meta/${id}`, verifyToken: expect.stringMatching(/.{20}/) },
    })
    const row = (await channelById(db, id))!
    expect(JSON.stringify(row)).not.toContain(world.token)
    expect(await (await adapterFor(bindings, row)).reach()).toEqual({ ok: true, value: {} })
  })

  test('the provider’s handshake fits the token that it is told', async () => {
    const office = await makeOffice()
    const { id } = await office.connected()
    const shake = async (token: string) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': token,
        'hub.challenge': '42',
      })
      const reply = await serve.fetch(new Request(`${origin}/hooks/meta/${id}?${query}`))
      return [reply.status, await reply.text()]
    }
    const { webhook } = await office.detail(id)
    expect(await shake(webhook!.verifyToken)).toEqual([200, '42'])
    const own = { settings: { verifyToken: 'chosen-by-hand' } }
    expect((await office.ask('PATCH', `/${id}`, own)).status).toBe(200)
    expect(await shake('chosen-by-hand')).toEqual([200, '42'])
    expect((await shake(webhook!.verifyToken))[0]).toBe(403)
    const made = await office.ask('PATCH', `/${id}`, { settings: { verifyToken: '' } })
    expect(made.body.webhook.verifyToken).toMatch(/^[\w-]{40,}$/)
  })

  let refusing: {
    office: Awaited<ReturnType<typeof makeOffice>>
    world: Awaited<ReturnType<typeof makeWorld>>
  }
  beforeAll(async () => {
    refusing = { office: await makeOffice(), world: await makeWorld() }
  })

  test.each([
    ['a wrong token', { token: 'SBX.12345.nonsense' }, ['token']],
    ['a wrong app secret', { appSecret: 'f'.repeat(32) }, ['appSecret']],
    ['a wrong app', { appId: '99999' }, ['appId']],
    ['a wrong account', { wabaId: '99999' }, ['wabaId']],
    ['a wrong number', { phoneNumberId: '99999' }, ['phoneNumberId']],
    [
      'two at once',
      { appSecret: 'f'.repeat(32), phoneNumberId: '99999' },
      ['appSecret', 'phoneNumberId'],
    ],
    [
      'what cannot be, before anybody is asked',
      { wabaId: 'my account', phoneNumberId: '+6581234567', appSecret: 'x', graphVersion: '24' },
      ['wabaId', 'phoneNumberId', 'appSecret', 'graphVersion'],
    ],
    ['what is missing', { token: '  ', appId: '' }, ['token', 'appId']],
    ['an address inside', { graphBaseUrl: 'https://10.0.0.1/graph' }, ['graphBaseUrl']],
    ['an address without a lock', { graphBaseUrl: 'http://graph.facebook.com' }, ['graphBaseUrl']],
    [
      'an address with its version',
      { graphBaseUrl: 'https://graph.facebook.com/v24.0' },
      ['graphBaseUrl'],
    ],
    ['no address', { graphBaseUrl: 'https://[' }, ['graphBaseUrl']],
  ])('%s is named, and nothing is kept', async (_, wrong, names) => {
    const { office, world } = refusing
    const { status, body, text } = await office.connect({ ...world.settings, ...wrong })
    expect([status, body.kind]).toEqual([422, 'settings-wrong'])
    expect(namesOf(body)).toEqual(names)
    expect(text).not.toContain(world.token)
    expect(await office.list()).toEqual([])
  })

  test('an expired token, missing permissions and another version say so', async () => {
    const office = await makeOffice()
    const world = await makeWorld({ tokenExpired: true })
    const said = async () => findingsOf((await office.connect(world.settings)).body)
    expect(await said()).toEqual([
      { setting: 'token', message: expect.stringContaining('has expired') },
    ])
    await world.set({ tokenExpired: false, permissions: ['whatsapp_business_management'] })
    expect(await said()).toEqual([
      { setting: 'token', message: expect.stringContaining('whatsapp_business_messaging') },
    ])
    await world.set({
      permissions: ['whatsapp_business_management', 'whatsapp_business_messaging'],
      newestVersion: 23,
    })
    expect(await said()).toEqual([
      { setting: 'graphVersion', message: expect.stringContaining('v24.0') },
    ])
    const older = { ...world.settings, graphVersion: 'v23.0' }
    expect((await office.connect(older)).status).toBe(201)
  })

  test('a name is asked for; a number is connected once, also when two do it at once', async () => {
    const office = await makeOffice()
    const world = await makeWorld()
    expect(namesOf((await office.connect(world.settings, ' ')).body)).toEqual(['name'])
    expect(namesOf((await office.connect(world.settings, 'x'.repeat(81))).body)).toEqual(['name'])
    const both = await Promise.all([office.connect(world.settings), office.connect(world.settings)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    const again = await office.connect(world.settings, 'Other')
    expect(findingsOf(again.body)).toEqual([
      { setting: 'phoneNumberId', message: expect.stringContaining('as “Clinic”') },
    ])
    expect(await office.list()).toHaveLength(1)
  })

  test('only those who may manage channels do, and only they see the verify token', async () => {
    const office = await makeOffice()
    const { id } = await office.connected()
    const seen = await office.ask('GET', `/${id}`, undefined, editor)
    expect(seen.body.webhook).toBe(null)
    const { verifyToken } = (await office.detail(id)).webhook!
    expect(seen.text).not.toContain(verifyToken)
    for (const [method, path, body] of [
      ['POST', '', { kind: 'sandbox' }],
      ['PATCH', `/${id}`, { name: 'Mine' }],
      ['POST', `/${id}/test`, undefined],
      ['POST', `/${id}/webhook`, undefined],
      ['DELETE', `/${id}`, undefined],
    ] as const)
      expect((await office.ask(method, path, body, editor)).status).toBe(403)
    expect((await (await makeOffice()).ask('GET', `/${id}`)).status).toBe(404)
  })
})

describe('a connected channel', () => {
  test('takes another token only once it works, and goes on with the one before until then', async () => {
    const office = await makeOffice()
    const { world, id } = await office.connected()
    const before = await channelById(db, id)
    const replace = (settings: object) => office.ask('PATCH', `/${id}`, { settings })
    const wrong = await replace({ token: `SBX.${world.wabaId}.wrong-wrong` })
    expect(namesOf(wrong.body)).toEqual(['token'])
    expect(await channelById(db, id)).toEqual(before)
    const token = await world.newToken()
    const { status, body, text } = await replace({ token })
    expect(status).toBe(200)
    expect(text).not.toContain(token)
    expect(body.secretsSetAt.token).toBeGreaterThan(body.createdAt)
    expect(body.secretsSetAt.appSecret).toBe(body.createdAt)
    const row = (await channelById(db, id))!
    expect(row.sealedAppSecret).toBe(before!.sealedAppSecret)
    expect((await (await adapterFor(bindings, row)).reach()).ok).toBe(true)
  })

  test('keeps what makes it this channel', async () => {
    const office = await makeOffice()
    const { id } = await office.connected()
    const before = await channelById(db, id)
    for (const [name, value] of [
      ['wabaId', '12345'],
      ['graphBaseUrl', 'https://graph.facebook.com'],
      ['sealedToken', 'x'],
      ['constructor', 'x'],
    ] as const) {
      const { status, body } = await office.ask('PATCH', `/${id}`, { settings: { [name]: value } })
      expect([status, body.kind, body.field]).toEqual([400, 'bad-request', name])
    }
    expect(await channelById(db, id)).toEqual(before)
  })

  test('is tested again: what stopped working is named and kept, until it works', async () => {
    const office = await makeOffice()
    const { world, id } = await office.connected()
    await world.set({ tokenExpired: true, messagesPerSecond: 1_000 })
    const failed = await office.ask('POST', `/${id}/test`)
    expect(failed.status).toBe(200)
    expect(failed.body.test.findings).toEqual([
      { setting: 'token', message: expect.stringContaining('has expired') },
    ])
    expect(failed.body.health.throughput).toBe('STANDARD')
    const [listed] = await office.list()
    expect(listed!.test!.findings).toHaveLength(1)
    await world.set({ tokenExpired: false })
    const passed = await office.ask('POST', `/${id}/test`)
    expect(passed.body).toMatchObject({
      test: { findings: [] },
      health: { throughput: 'HIGH' },
      abilities: { messagesPerSecond: 1_000 },
    })
  })

  test('a provider that wants quiet is not asked again before its time', async () => {
    const office = await makeOffice()
    const { world, id } = await office.connected()
    const before = (await office.detail(id)).test
    await world.set({ managementCallsPerHour: 1 })
    const first = await office.ask('POST', `/${id}/test`)
    expect([first.status, first.body.kind]).toEqual([503, 'provider-busy'])
    expect(Number(first.reply.headers.get('retry-after'))).toBe(300)
    expect(first.body.detail).toContain('Try again in 300 seconds')
    await world.set({ managementCallsPerHour: null })
    const second = await office.ask('POST', `/${id}/test`)
    expect([second.status, second.body.kind]).toEqual([503, 'provider-busy'])
    expect((await office.detail(id)).test).toEqual(before)
    await bindings.DB.prepare('update channels set tests_rest_until = 1 where id = ?')
      .bind(id)
      .run()
    expect((await office.ask('POST', `/${id}/test`)).status).toBe(200)
  })

  test('says until when its messages wait, and a shorter pause ends no longer one', async () => {
    const office = await makeOffice()
    const { id } = await office.connected()
    expect((await office.detail(id)).sendsRestUntil).toBe(null)
    for (const until of [2_000, 9_000, 5_000])
      await noteSendsRest(bindings, office.workspaceId, id, until)
    expect((await office.detail(id)).sendsRestUntil).toBe(9_000)
  })

  test('hears from the provider how its number is doing', async () => {
    const office = await makeOffice()
    const { world, id } = await office.connected()
    const post = async (field: string, value: object) => {
      const body = JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: world.wabaId, time: 1, changes: [{ field, value }] }],
      })
      const key = await crypto.subtle.importKey(
        'raw',
        new TextEncoder().encode(world.appSecret),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      )
      const bytes = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(body))
      const reply = await serve.fetch(
        new Request(`${origin}/hooks/meta/${id}`, {
          method: 'POST',
          headers: { 'x-hub-signature-256': `sha256=${toHex(new Uint8Array(bytes))}` },
          body,
        }),
      )
      expect(reply.status).toBe(200)
      await runIntakeJobs(bindings, [{ waiting: true }])
      return (await office.detail(id)).health
    }
    const display_phone_number = world.displayPhoneNumber.slice(1)
    expect(
      await post('phone_number_quality_update', {
        display_phone_number,
        event: 'FLAGGED',
        current_limit: 'TIER_10K',
      }),
    ).toMatchObject({ quality: 'RED', status: 'FLAGGED', messagingLimit: 'TIER_10K' })
    expect(
      await post('phone_number_name_update', { display_phone_number, decision: 'REJECTED' }),
    ).toMatchObject({ nameStatus: 'DECLINED', verifiedName: 'Clinic', quality: 'RED' })
    const other = { display_phone_number: '6500000000', event: 'UNFLAGGED' }
    expect(await post('phone_number_quality_update', other)).toMatchObject({ quality: 'RED' })
    expect(
      await post('phone_number_quality_update', { display_phone_number, event: 'UNFLAGGED' }),
    ).toMatchObject({ quality: null, status: 'CONNECTED' })
  })

  test('has the provider send its news here', async () => {
    const office = await makeOffice()
    const { world, id } = await office.connected()
    expect((await office.ask('POST', `/${id}/webhook`)).status).toBe(204)
    const graph = (path: string) =>
      serve
        .fetch(
          new Request(`${origin}/sandbox/graph/v24.0${path}`, {
            headers: { authorization: `Bearer ${world.token}` },
          }),
        )
        .then((reply) => reply.json())
    const url = `${origin}/hooks/meta/${id}`
    expect(await graph(`/${world.phoneNumberId}?fields=webhook_configuration`)).toMatchObject({
      webhook_configuration: { whatsapp_business_account: url, phone_number: url },
    })
    await world.set({ tokenExpired: true })
    const refused = await office.ask('POST', `/${id}/webhook`)
    expect([refused.status, refused.body.kind]).toEqual([502, 'provider-refused'])
  })

  test('is renamed, and removed only while nothing uses it', async () => {
    const office = await makeOffice()
    const { id } = await office.connected()
    const rename = (name: string) => office.ask('PATCH', `/${id}`, { name })
    expect((await rename('Front desk')).body.name).toBe('Front desk')
    expect(namesOf((await rename('')).body)).toEqual(['name'])
    expect((await office.ask('PATCH', `/${id}`, {})).status).toBe(400)
    const flow = {
      workspaceId: office.workspaceId,
      channelId: id,
      name: 'Booking',
      categories: ['OTHER'],
      text: '{}',
      createdBy: owner.id,
    }
    const made = await createFlow(bindings, db, flow, Date.now())
    if (!made.ok) throw new Error('no flow')
    const refused = await office.ask('DELETE', `/${id}`)
    expect([refused.status, refused.body.kind]).toEqual([409, 'in-use'])
    expect(refused.body.detail).toBe('The channel is used by 1 flow (Booking).')
    expect(refused.body.facts).toEqual({ flows: ['Booking'], templates: [], campaigns: [] })
    const { publicId } = made.value
    await serve.fetch(
      new Request(`${origin}/app/${office.workspaceId}/versions/${publicId}`, {
        method: 'DELETE',
        headers: { origin, cookie: owner.cookie },
      }),
    )
    // A deleted template keeps its name locked on a channel that is there, and no longer.
    await bindings.DB.prepare(
      `insert into templates (id, workspace_id, channel_id, name, language, category, status, components, created_at, updated_at)
       values (?, ?, ?, 'gone', 'en', 'UTILITY', 'DELETED', '[]', 1, 1)`,
    )
      .bind(crypto.randomUUID(), office.workspaceId, id)
      .run()
    expect((await office.ask('DELETE', `/${id}`)).status).toBe(204)
    expect(await office.list()).toEqual([])
    expect((await office.ask('DELETE', `/${id}`)).status).toBe(404)
    expect((await serve.fetch(new Request(`${origin}/hooks/meta/${id}`))).status).toBe(404)
  })
})
