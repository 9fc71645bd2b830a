/** A world that behaves like the platform when it is asked to: limits, brakes, people who are away, webhooks that fail. */
import { describe, expect, test } from 'vitest'
import { Receiver } from './testing/receiver.ts'
import { newTemplate, soundFlow, TestWorld } from './testing/world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ana = '+9990001234'

const say = (world: TestWorld, to: string, body = 'Hello') =>
  world.graph('POST', `/${world.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    to,
    type: 'text',
    text: { body },
  })
const speak = (world: TestWorld, number: string, text = 'Hi') =>
  world.phone('POST', `/${number}/messages`, { text })
const set = (world: TestWorld, change: object) => world.arrange('PATCH', '/settings', change)
const switchPhone = (world: TestWorld, number: string, change: object) =>
  world.phone('PATCH', `/${number}`, change)
const words = (world: TestWorld, id: string) =>
  world.receiver.statuses(id).map(({ status }) => status)
const failed = (world: TestWorld, id: string) =>
  world.receiver.until((it) => it.statuses(id).find(({ status }) => status === 'failed'))
const codeOf = ({ status, body }: Awaited<ReturnType<typeof say>>) => [status, body.error?.code]

const endpointFlow = JSON.stringify({
  version: '7.3',
  data_api_version: '3.0',
  routing_model: { RATING: [] },
  screens: JSON.parse(soundFlow).screens,
})

/** The world notes a call after the receiver has heard it. */
async function eventually<T>(ask: () => Promise<T>, pleases: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (pleases(answer)) return answer
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** An approved template without a flow. */
async function template(world: TestWorld, category = 'MARKETING', more: object = {}) {
  const name = `plain_${crypto.randomUUID().slice(0, 8)}`
  await world.graph('POST', `/${world.wabaId}/message_templates`, {
    name,
    language: 'en_US',
    category,
    components: [{ type: 'BODY', text: `Words of ${name}.` }],
    ...more,
  })
  await world.receiver.until((it) =>
    it.of('message_template_status_update').some((one) => one.message_template_name === name),
  )
  return (to: string) =>
    world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to,
      type: 'template',
      template: { name, language: { code: 'en_US' } },
    })
}

describe('settings', () => {
  test('are read, changed one by one, and refused where they are wrong', async () => {
    const world = await TestWorld.make()
    const before = (await world.arrange('GET', '/settings')).body
    expect(before).toMatchObject({ approvalDelayMs: 0, messagingLimit: null, pairPacing: false })
    const after = await set(world, { messagingLimit: 250 })
    expect(after.body).toEqual({ ...before, messagingLimit: 250 })
    for (const wrong of [{ messagingLimit: 0 }, { nonsense: 1 }, [], { permissions: ['all'] }]) {
      expect((await set(world, wrong)).status, JSON.stringify(wrong)).toBe(400)
    }
    expect((await world.arrange('GET', '/settings')).body).toEqual(after.body)
    const number = await world.graph('GET', `/${world.phoneNumberId}?fields=messaging_limit_tier`)
    expect(number.body.messaging_limit_tier).toBe('TIER_250')
  })

  test('of the throughput hold for the next message', async () => {
    const world = await TestWorld.make({ messagesPerSecond: null })
    await speak(world, ana)
    await set(world, { messagesPerSecond: 1 })
    const replies = await Promise.all([1, 2, 3].map(() => say(world, ana)))
    expect(replies.some(({ body }) => body.error?.code === 130429)).toBe(true)
  })
})

describe('the clock', () => {
  test('goes ahead: windows close, and what is due happens at once', async () => {
    const world = await TestWorld.make({ approvalDelayMs: DAY })
    const flowId = await world.publishedFlow()
    const made = await world.graph(
      'POST',
      `/${world.wabaId}/message_templates`,
      newTemplate('slow', flowId),
    )
    await speak(world, ana)
    const soon = await say(world, ana)
    await world.receiver.until((it) => it.statuses(soon.body.messages[0].id).length === 2)
    await world.pass(DAY)
    await world.receiver.until((it) => it.of('message_template_status_update').length === 1)
    expect((await world.graph('GET', `/${made.body.id}`)).body.status).toBe('APPROVED')
    const late = await say(world, ana)
    expect(await failed(world, late.body.messages[0].id)).toMatchObject({
      errors: [{ code: 131047 }],
    })
    const { body } = await world.arrange('GET', '/clock')
    expect(body.aheadMs).toBe(DAY)
    expect(Date.parse(body.now) - Date.now()).toBeGreaterThan(DAY - MINUTE)
    expect((await world.arrange('DELETE', '/clock')).body.aheadMs).toBe(0)
    for (const wrong of [{}, { forwardMs: -1 }, { forwardMs: 400 * DAY }]) {
      expect((await world.arrange('POST', '/clock', wrong)).status).toBe(400)
    }
  })
})

describe('a person', () => {
  test('whose phone is off gets messages when it is on again, unless their time is over', async () => {
    const world = await TestWorld.make()
    const lasting = await template(world, 'UTILITY')
    const short = await template(world, 'UTILITY', { message_send_ttl_seconds: 60 })
    const off = await switchPhone(world, ana, { offline: true })
    expect(off.body).toMatchObject({ number: ana, offline: true })
    const kept = (await lasting(ana)).body.messages[0].id
    const lost = (await short(ana)).body.messages[0].id
    await world.receiver.until(() => words(world, kept).length + words(world, lost).length === 2)
    await world.pass(5 * MINUTE)
    expect(await world.log()).toEqual([])
    await switchPhone(world, ana, { offline: false })
    await world.receiver.until(() => words(world, kept).length === 2)
    expect(words(world, kept)).toEqual(['sent', 'delivered'])
    expect(words(world, lost)).toEqual(['sent'])
    expect(await world.log()).toMatchObject([{ messageId: kept }])
  })

  test('who blocked the business gets nothing, and the business sees one tick', async () => {
    const world = await TestWorld.make()
    const send = await template(world)
    await switchPhone(world, ana, { blocksBusiness: true })
    const { id } = (await send(ana)).body.messages[0]
    // Somebody else's message, sent later, arrives: by then this one would have.
    const other = (await send('+9990004321')).body.messages[0].id
    await world.receiver.until(() => words(world, other).length === 2)
    await switchPhone(world, ana, { blocksBusiness: false })
    const next = (await send(ana)).body.messages[0].id
    await world.receiver.until(() => words(world, next).length === 2)
    expect(words(world, id)).toEqual(['sent'])
    expect(await world.log()).toMatchObject([{ messageId: other }, { messageId: next }])
  })

  test('who stopped marketing gets none, hears of everything else, and may resume it', async () => {
    const world = await TestWorld.make()
    const marketing = await template(world)
    const utility = await template(world, 'UTILITY')
    await switchPhone(world, ana, { marketingStopped: true })
    const [stop] = await world.receiver.until((it) => {
      const found = it.of('user_preferences')
      return found.length > 0 && found
    })
    expect(stop?.user_preferences).toMatchObject([
      { wa_id: '9990001234', category: 'marketing_messages', value: 'stop' },
    ])
    const { id } = (await marketing(ana)).body.messages[0]
    expect(await failed(world, id)).toMatchObject({ errors: [{ code: 131050 }] })
    const other = (await utility(ana)).body.messages[0].id
    await world.receiver.until(() => words(world, other).length === 2)
    await switchPhone(world, ana, { marketingStopped: false })
    await world.receiver.until((it) => it.of('user_preferences').length === 2)
    const again = (await marketing(ana)).body.messages[0].id
    await world.receiver.until(() => words(world, again).length === 2)
  })

  test('whom the business blocked is not written to and not heard', async () => {
    const world = await TestWorld.make()
    const edge = `/${world.phoneNumberId}/block_users`
    const users = (...numbers: string[]) => ({
      messaging_product: 'whatsapp',
      block_users: numbers.map((user) => ({ user })),
    })
    const early = await world.graph('POST', edge, users(ana))
    expect([early.status, early.body.error.code]).toEqual([400, 139100])
    expect(early.body.block_users.failed_users).toMatchObject([{ errors: [{ code: 139101 }] }])
    await speak(world, ana)
    expect((await world.graph('POST', edge, users(ana))).body).toEqual({
      messaging_product: 'whatsapp',
      block_users: { added_users: [{ input: ana, wa_id: '9990001234' }] },
    })
    expect((await world.graph('GET', edge)).body.data).toEqual([
      { messaging_product: 'whatsapp', wa_id: '9990001234' },
    ])
    await world.receiver.until((it) => it.messages().length === 1)
    const { id } = (await say(world, ana)).body.messages[0]
    expect(await failed(world, id)).toMatchObject({ errors: [{ code: 131026 }] })
    await speak(world, ana, 'Do you hear me?')
    await world.graph('DELETE', edge, users(ana))
    await speak(world, ana, 'And now?')
    await world.receiver.until((it) => it.messages().length === 2)
    expect(world.receiver.messages()[1]).toMatchObject({ text: { body: 'And now?' } })
  })

  test('is reached by the id that webhooks gave, and sees that somebody is writing', async () => {
    const world = await TestWorld.make()
    await speak(world, ana)
    const message = await world.receiver.until((it) => it.messages()[0])
    const mark = (more: object) =>
      world.graph('POST', `/${world.phoneNumberId}/messages`, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: message.id,
        ...more,
      })
    expect((await mark({ typing_indicator: { type: 'song' } })).body.error.code).toBe(131009)
    expect((await mark({ typing_indicator: { type: 'text' } })).body).toEqual({ success: true })
    const phone = async () => (await world.phone('GET', '')).body.phones[0]
    expect((await phone()).typingUntil).toMatch(/^\d{4}-/)
    const reply = await world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      recipient: message.from_user_id,
      type: 'text',
      text: { body: 'Hello' },
    })
    expect(reply.body.contacts).toEqual([
      { input: message.from_user_id, user_id: message.from_user_id },
    ])
    await world.receiver.until((it) => it.statuses().length === 2)
    expect((await phone()).typingUntil).toBeNull()
    const stranger = await world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      recipient: 'SG.1',
      type: 'text',
      text: { body: 'Hello' },
    })
    expect(codeOf(stranger)).toEqual([400, 131009])
  })
})

describe('brakes', () => {
  test('the messaging limit counts people outside windows in 24 hours; beyond, messages fail with 131048', async () => {
    const world = await TestWorld.make({ messagingLimit: 2 })
    const send = await template(world, 'UTILITY')
    await speak(world, '+9990000001')
    const ids: string[] = []
    for (const last of ['0001', '0002', '0003', '0002', '0004']) {
      ids.push((await send(`+999000${last}`)).body.messages[0].id)
    }
    const last = ids.at(-1) ?? ''
    expect(await failed(world, last)).toMatchObject({ errors: [{ code: 131048 }] })
    await world.receiver.until((it) => it.statuses().length === 9)
    await world.pass(DAY)
    const next = (await send('+9990000004')).body.messages[0].id
    await world.receiver.until(() => words(world, next).length === 2)
  })

  test('one person is shown so many marketing messages in 24 hours; more are withheld with 131049', async () => {
    const world = await TestWorld.make({ marketingPerPerson: 1 })
    const marketing = await template(world)
    const utility = await template(world, 'UTILITY')
    const arrives = async (reply: ReturnType<typeof marketing>) => {
      const { id } = (await reply).body.messages[0]
      await world.receiver.until(() => words(world, id).length === 2)
    }
    await arrives(marketing(ana))
    const { id } = (await marketing(ana)).body.messages[0]
    expect(await failed(world, id)).toMatchObject({ errors: [{ code: 131049 }] })
    await arrives(utility(ana))
    await arrives(marketing('+9990004321'))
    await world.pass(DAY)
    await arrives(marketing(ana))
  })

  test('one person is written to once in 6 seconds; a burst of 45 is paid for afterwards', async () => {
    const world = await TestWorld.make({ pairPacing: true, messagesPerSecond: null })
    for (let at = 0; at < 3; at++) {
      expect((await say(world, ana)).status).toBe(200)
      await world.pass(6_000)
    }
    const burst = await Promise.all(Array.from({ length: 46 }, () => say(world, ana)))
    expect(burst.filter(({ status }) => status === 200)).toHaveLength(45)
    expect(burst.find(({ status }) => status !== 200)?.body.error.code).toBe(131056)
    await world.pass(45 * 6_000 - 3_000)
    expect(codeOf(await say(world, ana))).toEqual([400, 131056])
    expect((await say(world, '+9990004321')).status).toBe(200)
    await world.pass(6_000)
    expect((await say(world, ana)).status).toBe(200)
  })

  test('a throttled flow goes out ten times in an hour, a blocked one not at all, and webhooks say so', async () => {
    const world = await TestWorld.make({ messagesPerSecond: null })
    const flowId = await world.publishedFlow()
    const name = await world.approvedTemplate(flowId)
    const health = (status: string) => world.arrange('POST', `/flows/${flowId}`, { status })
    expect((await health('THROTTLED')).body).toEqual({ id: flowId, status: 'THROTTLED' })
    for (let at = 0; at < 10; at++) expect((await world.sendTemplate(ana, name)).status).toBe(200)
    expect(codeOf(await world.sendTemplate(ana, name))).toEqual([400, 132069])
    await world.pass(HOUR)
    expect((await world.sendTemplate(ana, name)).status).toBe(200)
    await health('BLOCKED')
    expect(codeOf(await world.sendTemplate(ana, name))).toEqual([400, 132068])
    await health('PUBLISHED')
    expect((await world.sendTemplate(ana, name)).status).toBe(200)
    const moves = await world.receiver.until(
      (it) => it.of('flows').length === 4 && it.of('flows').map((one) => one.new_status),
    )
    expect(moves).toEqual(['PUBLISHED', 'THROTTLED', 'BLOCKED', 'PUBLISHED'])
    const draft = await world.graph('POST', `/${world.wabaId}/flows`, {
      name: 'Draft',
      categories: ['OTHER'],
    })
    const refused = await world.arrange('POST', `/flows/${draft.body.id}`, { status: 'BLOCKED' })
    expect(refused.status).toBe(409)
  })

  test('a number that fails on purpose does so with each of the codes', async () => {
    const world = await TestWorld.make()
    const send = await template(world, 'UTILITY')
    for (const code of [130472, 131042, 131048, 131053, 132007, 132069, 133010, 137000]) {
      const { body } = await send(`+999000${String(code).slice(-4)}`)
      const status = await failed(world, body.messages[0].id)
      expect(status).toMatchObject({
        errors: [{ code, title: expect.not.stringMatching('Unknown') }],
      })
    }
  })
})

describe('access', () => {
  test('without a permission answers 200, with an expired token 190', async () => {
    const world = await TestWorld.make({ permissions: ['whatsapp_business_management'] })
    expect(codeOf(await say(world, ana))).toEqual([403, 200])
    expect(codeOf(await world.graph('POST', `/${world.phoneNumberId}/media`))).toEqual([403, 200])
    expect((await world.graph('GET', `/${world.wabaId}/flows`)).status).toBe(200)
    await set(world, { permissions: ['whatsapp_business_messaging'] })
    expect(codeOf(await world.graph('GET', `/${world.wabaId}/flows`))).toEqual([403, 200])
    expect((await say(world, ana)).status).toBe(200)
    await set(world, { tokenExpired: true })
    const expired = await say(world, ana)
    expect(expired).toMatchObject({
      status: 401,
      body: { error: { code: 190, error_subcode: 463, type: 'OAuthException' } },
    })
    await set(world, { tokenExpired: false })
    expect((await say(world, ana)).status).toBe(200)
  })

  test('to flows, templates and the account ends for the hour when its budget is spent', async () => {
    const world = await TestWorld.make({ managementCallsPerHour: 3 })
    const list = () => world.graph('GET', `/${world.wabaId}/flows`)
    for (let at = 0; at < 3; at++) expect((await list()).status).toBe(200)
    expect((await list()).body.error).toMatchObject({ code: 80007, is_transient: true })
    expect((await say(world, ana)).status).toBe(200)
    await world.pass(HOUR)
    expect((await list()).status).toBe(200)
  })

  test('to a flow with an endpoint asks for a key where the world is set so', async () => {
    const world = await TestWorld.make({ requiresPublicKey: true })
    const edge = `/${world.phoneNumberId}/whatsapp_business_encryption`
    expect((await world.graph('GET', edge)).body).toEqual({ data: [] })
    const flow = await world.graph('POST', `/${world.wabaId}/flows`, {
      name: 'With an endpoint',
      categories: ['OTHER'],
      endpoint_uri: 'https://hooks.example.net/f',
      flow_json: endpointFlow,
    })
    expect(flow.body.validation_errors).toEqual([])
    const publish = () => world.graph('POST', `/${flow.body.id}/publish`)
    expect((await publish()).body.error).toMatchObject({
      code: 139002,
      error_user_title: 'Public key is missing',
    })
    const wrong = new URLSearchParams({ business_public_key: 'no key' })
    expect((await world.graph('POST', edge, wrong)).body.error.code).toBe(100)
    const pair = (await crypto.subtle.generateKey(
      {
        name: 'RSA-OAEP',
        modulusLength: 2_048,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      },
      true,
      ['encrypt', 'decrypt'],
    )) as CryptoKeyPair
    const spki = (await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer
    const base64 = btoa(String.fromCharCode(...new Uint8Array(spki)))
    const pem = `-----BEGIN PUBLIC KEY-----\n${base64.replace(/(.{64})/g, '$1\n')}\n-----END PUBLIC KEY-----\n`
    const right = new URLSearchParams({ business_public_key: pem })
    expect((await world.graph('POST', edge, right)).body).toEqual({ success: true })
    expect((await world.graph('GET', edge)).body).toMatchObject({
      business_public_key_signature_status: 'VALID',
    })
    expect((await publish()).body).toEqual({ success: true })
  })
})

describe('webhooks', () => {
  test('come twice, late or not at all where the world is set so', async () => {
    const world = await TestWorld.make({ webhookDuplicateEvery: 2 })
    for (const text of ['1', '2', '3']) await speak(world, ana, text)
    await world.receiver.until((it) => it.messages().length === 4)
    const texts = world.receiver.messages().map(({ text }) => (text as { body: string }).body)
    expect(texts.sort()).toEqual(['1', '2', '2', '3'])
    expect(new Set(world.receiver.posts.map(({ text }) => text)).size).toBe(3)

    await set(world, { webhookDuplicateEvery: null, webhookLoseEvery: 1 })
    await speak(world, ana, 'lost')
    await set(world, { webhookLoseEvery: null, webhookDelayMs: HOUR })
    await speak(world, ana, 'late')
    await set(world, { webhookDelayMs: 0 })
    await speak(world, ana, 'quick')
    await world.receiver.until((it) => it.messages().length === 5)
    await world.pass(HOUR)
    await world.receiver.until((it) => it.messages().length === 6)
    expect(world.receiver.messages().slice(4)).toMatchObject([
      { text: { body: 'quick' } },
      { text: { body: 'late' } },
    ])
  })

  test('are kept as they went out, with how each attempt ended', async () => {
    const world = await TestWorld.make()
    let left = 1
    world.receiver.answer = () => new Response('', { status: left-- > 0 ? 503 : 200 })
    await speak(world, ana, 'Grüße')
    await world.receiver.until((it) => it.messages().length === 1)
    await set(world, { webhookLoseEvery: 1 })
    await speak(world, ana, 'never heard')
    const list = async (query = '') => (await world.arrange('GET', `/webhooks${query}`)).body
    const { calls, next } = await eventually(
      () => list(),
      (it) => it.calls.length === 3,
    )
    const [first, last] = world.receiver.posts
    const sent = {
      url: world.receiver.url,
      body: first?.text,
      signature: first?.headers.get('x-hub-signature-256'),
    }
    const attempts = calls.filter(({ result }: { result: string }) => result !== 'lost')
    expect(attempts).toMatchObject([
      { ...sent, attempt: 1, result: 'answered 503' },
      { ...sent, attempt: 2, result: 'delivered' },
    ])
    expect(last?.text).toBe(first?.text)
    expect(attempts[0].callId).toBe(attempts[1].callId)
    const lost = calls.find(({ result }: { result: string }) => result === 'lost')
    expect(lost.body).toContain('never heard')
    expect(await list(`?after=${next}`)).toEqual({ calls: [], next })
    expect((await world.arrange('GET', '/webhooks?after=x')).status).toBe(400)
  })

  test('come out of order where the world is set so', async () => {
    const world = await TestWorld.make({ webhookJitterMs: HOUR })
    const said = Array.from({ length: 20 }, (_, at) => `message ${at}`)
    for (const text of said) await speak(world, ana, text)
    await world.pass(HOUR)
    await world.receiver.until((it) => it.messages().length === said.length)
    const heard = world.receiver.messages().map(({ text }) => (text as { body: string }).body)
    expect(heard).not.toEqual(said)
    expect(heard.toSorted()).toEqual(said.toSorted())
  })

  test('of the number go to an address of its own, once that answered the handshake', async () => {
    const world = await TestWorld.make()
    const own = new Receiver(`${world.wabaId}-number`, 'secret word')
    const configure = (override_callback_uri: string, verify_token = 'secret word') =>
      world.graph('POST', `/${world.phoneNumberId}`, {
        webhook_configuration: { override_callback_uri, verify_token },
      })
    expect((await configure(own.url, 'wrong')).body.error.code).toBe(2200)
    expect((await configure('http://10.0.0.1/')).body.error.code).toBe(100)
    expect((await configure(own.url)).body).toEqual({ success: true })
    const facts = await world.graph('GET', `/${world.phoneNumberId}?fields=webhook_configuration`)
    expect(facts.body.webhook_configuration).toEqual({
      application: world.receiver.url,
      phone_number: own.url,
    })
    await speak(world, ana)
    await own.until((it) => it.messages().length === 1)
    await world.publishedFlow()
    await world.receiver.until((it) => it.of('flows').length === 1)
    expect(own.of('flows')).toEqual([])
    expect((await configure('')).body).toEqual({ success: true })
    await speak(world, ana, 'back')
    await world.receiver.until((it) => it.messages().length === 1)
    expect(own.messages()).toHaveLength(1)
  })
})

test('a flow’s preview is at an address that ends when it is renewed', async () => {
  const world = await TestWorld.make()
  const id = await world.publishedFlow('Rating')
  const preview = async (argument: string) =>
    (await world.graph('GET', `/${id}?fields=name,preview.invalidate(${argument})`)).body.preview
  const first = await preview('false')
  expect(first).toEqual({
    preview_url: expect.stringMatching(
      `^https://app\\.test/sandbox/preview/${world.wabaId}/${id}\\?token=[0-9a-f]{48}$`,
    ),
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\+0000$/),
  })
  expect(await preview('false')).toEqual(first)
  const token = new URL(first.preview_url).searchParams.get('token')
  const open = (key: unknown) =>
    world.enter('GET', `/graph/previews/${world.wabaId}/${id}?token=${key}`)
  expect(await (await open(token)).json()).toMatchObject({ name: 'Rating', status: 'PUBLISHED' })
  expect((await open('guess')).status).toBe(404)
  const second = await preview('true')
  expect(second.preview_url).not.toBe(first.preview_url)
  expect((await open(token)).status).toBe(404)
  await world.pass(31 * DAY)
  expect((await open(new URL(second.preview_url).searchParams.get('token'))).status).toBe(404)
})
