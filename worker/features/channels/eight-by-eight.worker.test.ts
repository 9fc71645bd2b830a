/** Channels at 8x8 through their door: connected, tested, replaced, told of their webhooks, and removed. */
import { env, exports } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Channel, ChannelDetail, SettingsWrong } from '../../../shared/api/channels.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import { adapterFor } from '../../channels/index.ts'
import { EightByEightDouble } from '../../channels/testing/eight-by-eight-double.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { signUp } from '../testing.ts'
import { addMember, createWorkspace } from '../workspaces/store.ts'
import { eightByEightOf } from './eight-by-eight.ts'
import { channelById } from './store.ts'

const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default
const origin = 'https://channels.test'
const elsewhere = '00000000-0000-4000-8000-000000000000'

/** 8x8 in Asia Pacific and in Europe; keys of one are unknown in the other. */
const at: Record<string, EightByEightDouble> = {}
const network = globalThis.fetch
beforeAll(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const double = at[new URL(request.url).host]
    return double ? double.fetch(request) : network(request)
  })
})
afterAll(() => vi.restoreAllMocks())

let double: EightByEightDouble
beforeEach(() => {
  double = new EightByEightDouble()
  at['chatapps.8x8.com'] = double
  at['chatapps.8x8.uk'] = new EightByEightDouble()
})

let owner: { id: string; cookie: string }
let editor: { id: string; cookie: string }
beforeAll(async () => {
  ;[owner, editor] = await Promise.all([signUp(bindings, origin), signUp(bindings, origin)])
})

const settings = () => ({
  region: 'asia-pacific',
  key: double.key,
  accountId: double.accountId,
  subaccountId: double.subaccountId,
  channelId: double.channelId,
  phoneNumber: '+6560000000',
})

async function makeOffice() {
  const workspaceId = await createWorkspace(db, owner.id, 'Office', Date.now())
  await addMember(db, workspaceId, editor.id, 'editor', Date.now())
  /** Every answer, with its headers. */
  const answers: string[] = []
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
    answers.push(text, JSON.stringify([...reply.headers]))
    return { reply, status: reply.status, body: text === '' ? null : JSON.parse(text) }
  }
  const connect = (changed: object = {}, name = 'Clinic') =>
    ask('POST', '', { kind: '8x8', name, settings: { ...settings(), ...changed } })
  return {
    answers,
    ask,
    connect,
    async connected() {
      const { status, body } = await connect()
      if (status !== 201) throw new Error(JSON.stringify(body))
      return (body as Channel).id
    },
    count: async () => (await ask('GET', '')).body.channels.length as number,
    detail: async (id: string, who = owner) =>
      (await ask('GET', `/${id}`, undefined, who)).body as ChannelDetail,
  }
}

const findingsOf = (body: Problem) => (body.facts as SettingsWrong).findings
const namesOf = (body: Problem) => findingsOf(body).map(({ setting }) => setting)

const rowOf = async (id: string) => (await channelById(db, id))!

describe('connecting', () => {
  test('what works is kept as 8x8 spells it, can be used, and says what 8x8 cannot', async () => {
    const office = await makeOffice()
    const { status, body } = await office.connect({
      accountId: ` ${double.accountId.toUpperCase()} `,
      phoneNumber: '+65 6000-0000',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Clinic',
      provider: '8x8',
      sandbox: false,
      phoneNumber: '+6560000000',
      test: { findings: [] },
      health: null,
      abilities: { repeatsSafely: false, choosesFlowToken: false, deletesOneLanguage: false },
    })
    expect(await office.detail(body.id)).toMatchObject({
      settings: {
        region: 'asia-pacific',
        accountId: double.accountId,
        channelId: double.channelId,
        subaccountId: double.subaccountId,
        phoneNumber: '+6560000000',
        flowPaths: 'accounts',
      },
      secretsSetAt: { key: body.createdAt },
    })
    expect(new Set(double.calls.map(({ method }) => method))).toEqual(new Set(['GET']))
    const row = await rowOf(body.id)
    expect(JSON.stringify(row)).not.toContain(double.key)
    expect((await (await adapterFor(bindings, row)).reach()).ok).toBe(true)
  })

  test('the address and the Authorization that it shows open the door for webhooks', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    const { webhook } = await office.detail(id)
    if (!webhook || !('authorization' in webhook)) throw new Error('no Authorization')
    expect(webhook.url).toMatch(new RegExp(`^${origin}/hooks/8x8/${id}/[\\w-]{40,}$`))
    expect(webhook.authorization).toMatch(/^Bearer [\w-]{40,}$/)
    const knock = async (authorization: string) => {
      const headers = { authorization }
      const request = new Request(webhook.url, { method: 'POST', headers, body: '{}' })
      return (await serve.fetch(request)).status
    }
    expect(await knock('Bearer another')).toBe(401)
    expect(await knock(webhook.authorization)).toBe(200)
    const said = await office.ask('POST', `/${id}/webhook`)
    expect([said.status, said.body.detail]).toEqual([400, expect.stringContaining('copy')])
    expect((await office.detail(id, editor)).webhook).toBe(null)
  })

  test.each<[string, () => object, string[]]>([
    ['a wrong key', () => ({ key: 'another-key' }), ['key']],
    ['another region than the key’s', () => ({ region: 'europe' }), ['key']],
    ['a wrong account', () => ({ accountId: elsewhere }), ['accountId']],
    ['a wrong channel', () => ({ channelId: elsewhere }), ['channelId']],
    ['a wrong subaccount', () => ({ subaccountId: 'another' }), ['subaccountId']],
    [
      'two at once',
      () => ({ channelId: elsewhere, subaccountId: 'another' }),
      ['channelId', 'subaccountId'],
    ],
    [
      'a key without its right',
      () => {
        double.rights.delete('flows')
        return {}
      },
      ['key'],
    ],
    [
      'a region where nobody answers',
      () => {
        double.meet({ kind: 'nobody' })
        return {}
      },
      ['region'],
    ],
    ['flows that are elsewhere', () => ({ flowPaths: 'config' }), ['channelId']],
    [
      'what cannot be, before anybody is asked',
      () => ({
        region: 'the moon',
        key: 'a key',
        accountId: 'acme',
        subaccountId: 'a b',
        channelId: '+6560000000',
        phoneNumber: '60000000',
        flowPaths: '/flows',
      }),
      ['region', 'key', 'accountId', 'subaccountId', 'channelId', 'phoneNumber', 'flowPaths'],
    ],
    [
      'what is missing',
      () => ({ region: '', key: ' ', phoneNumber: '' }),
      ['region', 'key', 'phoneNumber'],
    ],
  ])('%s is named at its field, and nothing is kept', async (_, change, names) => {
    const office = await makeOffice()
    const { status, body } = await office.connect(change())
    expect([status, body.kind]).toEqual([422, 'settings-wrong'])
    expect(namesOf(body)).toEqual(names)
    for (const { message } of findingsOf(body)) expect(message).toMatch(/\w{3}.*\S$/)
    expect(await office.count()).toBe(0)
    for (const answer of office.answers) expect(answer).not.toContain(double.key)
  })

  test('8x8 that is busy, or breaks off, says so; nothing is kept, and no setting is blamed', async () => {
    const office = await makeOffice()
    double.meet({ kind: 'busy', seconds: 30 })
    const busy = await office.connect()
    expect([busy.status, busy.body.kind]).toEqual([503, 'provider-busy'])
    expect(busy.reply.headers.get('retry-after')).toBe('30')
    expect(busy.body.detail).toContain('nothing was changed')
    double.meet({ kind: 'error', status: 502 })
    const broken = await office.connect()
    expect([broken.status, broken.body.kind]).toEqual([503, 'provider-busy'])
    expect(await office.count()).toBe(0)
    expect((await office.connect()).status).toBe(201)
  })

  test('8x8’s other address of flows is one setting away', async () => {
    double = new EightByEightDouble({ spelling: 'guide' })
    at['chatapps.8x8.com'] = double
    const office = await makeOffice()
    expect(namesOf((await office.connect()).body)).toEqual(['channelId'])
    const { status, body } = await office.connect({ flowPaths: 'config' })
    expect(status).toBe(201)
    expect((await (await adapterFor(bindings, await rowOf(body.id))).reach()).ok).toBe(true)
  })

  test('a number is connected once in a workspace, also when two do it at once', async () => {
    const office = await makeOffice()
    const both = await Promise.all([office.connect(), office.connect()])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    expect(findingsOf((await office.connect({}, 'Other')).body)).toEqual([
      { setting: 'channelId', message: expect.stringContaining('as “Clinic”') },
    ])
    expect(await office.count()).toBe(1)
    expect((await (await makeOffice()).connect()).status).toBe(201)
  })
})

describe('a connected channel', () => {
  test('takes another key only once it works, and keeps everything else', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    const before = await rowOf(id)
    const replace = (wanted: object) => office.ask('PATCH', `/${id}`, { settings: wanted })
    expect(namesOf((await replace({ key: 'wrong-wrong' })).body)).toEqual(['key'])
    double.meet({ kind: 'busy', seconds: 30 })
    expect((await replace({ key: double.key })).status).toBe(503)
    expect(await rowOf(id)).toEqual(before)
    const { status, body } = await replace({ key: double.key })
    expect(status).toBe(200)
    expect(body.secretsSetAt.key).toBeGreaterThan(body.createdAt)
    const row = await rowOf(id)
    const { sealedKey, ...rest } = eightByEightOf(row)
    expect(eightByEightOf(before)).toMatchObject(rest)
    expect(sealedKey).not.toBe(eightByEightOf(before).sealedKey)
    expect((await (await adapterFor(bindings, row)).reach()).ok).toBe(true)
    expect(namesOf((await replace({ subaccountId: 'another' })).body)).toEqual(['subaccountId'])
    expect((await replace({ subaccountId: double.subaccountId })).status).toBe(200)
    expect(eightByEightOf(await rowOf(id)).sealedKey).toBe(sealedKey)
  })

  test('keeps what makes it this channel', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    const before = await rowOf(id)
    for (const [name, value] of [
      ['region', 'europe'],
      ['accountId', elsewhere],
      ['channelId', elsewhere],
      ['phoneNumber', '+6561111111'],
      ['ownBaseUrl', 'https://elsewhere.test'],
      ['sealedHookSecret', 'x'],
      ['token', 'x'],
    ] as const) {
      const { status, body } = await office.ask('PATCH', `/${id}`, { settings: { [name]: value } })
      expect([status, body.kind, body.field]).toEqual([400, 'bad-request', name])
    }
    expect(await rowOf(id)).toEqual(before)
  })

  test('is tested again: what stopped working is named and kept; a pause leaves it as it was', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    double.rights.delete('messages')
    const failed = await office.ask('POST', `/${id}/test`)
    expect(failed.body.test.findings).toEqual([
      { setting: 'key', message: expect.stringContaining('subaccount') },
    ])
    double.rights.add('messages')
    double.meet({ kind: 'busy', seconds: 30 })
    const busy = await office.ask('POST', `/${id}/test`)
    expect([busy.status, busy.body.kind]).toEqual([503, 'provider-busy'])
    expect((await office.detail(id)).test!.findings).toHaveLength(1)
    const calls = double.calls.length
    expect((await office.ask('POST', `/${id}/test`)).status).toBe(503)
    expect(double.calls.length, 'not asked before its time').toBe(calls)
    await bindings.DB.prepare('update channels set tests_rest_until = 1 where id = ?')
      .bind(id)
      .run()
    expect((await office.ask('POST', `/${id}/test`)).body.test.findings).toEqual([])
  })

  test('never says its key, in no answer', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    await office.detail(id)
    await office.detail(id, editor)
    await office.ask('PATCH', `/${id}`, { settings: { key: `${double.key}x` } })
    await office.ask('PATCH', `/${id}`, { settings: { key: double.key } })
    await office.ask('PATCH', `/${id}`, { settings: { sealedKey: 'x' } })
    await office.ask('POST', `/${id}/test`)
    await office.ask('PATCH', `/${id}`, { name: 'Front desk' })
    await office.count()
    const { sealedKey } = eightByEightOf(await rowOf(id))
    for (const answer of office.answers)
      for (const secret of [double.key, sealedKey]) expect(answer).not.toContain(secret)
  })

  test('is removed once nothing uses it, and its door is shut', async () => {
    const office = await makeOffice()
    const id = await office.connected()
    const { webhook } = await office.detail(id)
    expect((await office.ask('DELETE', `/${id}`)).status).toBe(204)
    expect(await office.count()).toBe(0)
    const { authorization = '' } = webhook as { authorization?: string }
    const reply = await serve.fetch(
      new Request(webhook!.url, { method: 'POST', headers: { authorization }, body: '{}' }),
    )
    expect(reply.status).toBe(401)
    expect((await office.connect()).status, 'and can be connected anew').toBe(201)
  })
})
