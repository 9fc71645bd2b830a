/** Templates and messages of the emulator: what is accepted, what is refused, and which webhooks follow. */
import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { signBody } from './signing.ts'
import { filledTemplate, newTemplate, TestWorld, testEnv } from './testing/world.ts'

const interactive = (flowId: string, more: object = {}) => ({
  type: 'interactive',
  interactive: {
    type: 'flow',
    header: { type: 'text', text: 'One question' },
    body: { text: 'Tell us how it went.' },
    footer: { text: 'Takes a minute' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_token: 'ft_9',
        flow_id: flowId,
        flow_cta: 'Start',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'RATING', data: { ref: 't' } },
        ...more,
      },
    },
  },
})
const text = (body: string) => ({ type: 'text', text: { body } })
const send = (world: TestWorld, to: unknown, more: object, headers = {}) =>
  world.graph(
    'POST',
    `/${world.phoneNumberId}/messages`,
    { messaging_product: 'whatsapp', to, ...more },
    headers,
  )
const codeOf = ({ status, body }: Awaited<ReturnType<typeof send>>) => [status, body.error?.code]
const statusWords = (world: TestWorld, id: string) =>
  world.receiver.statuses(id).map(({ status }) => status)

describe('a template', () => {
  test('is pending, then approved, and the webhook says so', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    const made = await world.graph(
      'POST',
      `/${world.wabaId}/message_templates`,
      newTemplate('visit_1', flowId),
    )
    expect(made.body).toEqual({
      id: expect.stringMatching(/^\d{16}$/),
      status: 'PENDING',
      category: 'UTILITY',
    })
    const [value] = await world.receiver.until((it) => {
      const changes = it.of('message_template_status_update')
      return changes.length > 0 && changes
    })
    expect(value).toEqual({
      event: 'APPROVED',
      message_template_id: Number(made.body.id),
      message_template_name: 'visit_1',
      message_template_language: 'en_US',
      message_template_category: 'UTILITY',
      reason: 'NONE',
    })
    const read = await world.graph('GET', `/${made.body.id}`)
    expect(read.body).toMatchObject({ id: made.body.id, status: 'APPROVED', name: 'visit_1' })
    expect(read.body.components[2].buttons[0]).toEqual({
      type: 'FLOW',
      text: 'Tell us',
      flow_id: flowId,
      flow_action: 'navigate',
      navigate_screen: 'RATING',
    })
    const list = async (query: string) =>
      (await world.graph('GET', `/${world.wabaId}/message_templates?${query}`)).body.data
    expect(await list('name=visit_1&status=approved&language=en_US')).toHaveLength(1)
    expect(await list('status=PENDING')).toEqual([])
  })

  test('keeps the rules of names, variables, samples, buttons and flows', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    const draft = await world.graph('POST', `/${world.wabaId}/flows`, {
      name: 'Draft',
      categories: ['OTHER'],
    })
    const good = newTemplate('visit_2', flowId)
    const body = (text: string, samples: unknown = [['x']]) => ({
      components: [{ type: 'BODY', text, example: { body_text: samples } }],
    })
    const button = (more: object) => ({
      components: [
        { type: 'BODY', text: 'How was it?' },
        { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Go', flow_id: flowId, ...more }] },
      ],
    })
    const footer = (text: string) => ({
      components: [
        { type: 'BODY', text: 'Hi there' },
        { type: 'FOOTER', text },
      ],
    })
    for (const wrong of [
      { name: 'Visit 2' },
      { name: '' },
      { language: 'xx_YY' },
      { category: 'NEWS' },
      { parameter_format: 'ODD' },
      { components: 'text' },
      { components: [] },
      {
        components: [
          { type: 'BODY', text: 'a' },
          { type: 'BODY', text: 'b' },
        ],
      },
      body(''),
      body('x'.repeat(1_025)),
      body('Hello {{1}}'),
      body('{{1}} is your code'),
      body('Hello {{2}}, welcome'),
      body('Hello {{name}}, welcome'),
      body('Hello {{1}} {{2}} welcome', [['a', 'b']]),
      body('Hello {{1}}, welcome', []),
      body('Hello {{1}}, welcome', ['x']),
      body('Hello {{1}}, welcome', [['x', 'y']]),
      footer('{{1}} left'),
      footer('x'.repeat(61)),
      button({ text: 'x'.repeat(26) }),
      button({ text: '' }),
      button({ flow_id: undefined }),
      button({ flow_name: 'Draft' }),
      button({ flow_id: '1234567890123456' }),
      button({ flow_id: draft.body.id }),
      button({ navigate_screen: 'NOWHERE' }),
      button({ flow_action: 'open' }),
      button({ type: 'ODD' }),
    ]) {
      const reply = await world.graph('POST', `/${world.wabaId}/message_templates`, {
        ...good,
        ...wrong,
      })
      expect([reply.status, reply.body.error?.code], JSON.stringify(wrong)).toEqual([400, 100])
      expect(reply.body.error.error_user_msg).toBeTruthy()
    }
    const made = await world.graph('POST', `/${world.wabaId}/message_templates`, good)
    expect(made.status).toBe(200)
    const named = {
      ...good,
      name: 'named',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'BODY',
          text: 'Hello {{first_name}}, welcome',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
        },
      ],
    }
    expect((await world.graph('POST', `/${world.wabaId}/message_templates`, named)).status).toBe(
      200,
    )
  })

  test('has a name and language of its own, locked for 30 days after deletion', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    const path = `/${world.wabaId}/message_templates`
    const subcode = async (more: object = {}) =>
      (await world.graph('POST', path, { ...newTemplate('visit_3', flowId), ...more })).body.error
        ?.error_subcode
    expect(await subcode()).toBeUndefined()
    expect(await subcode()).toBe(2388024)
    expect(await subcode({ language: 'en_GB' })).toBeUndefined()
    expect((await world.graph('DELETE', `${path}?name=visit_3`)).body).toEqual({ success: true })
    expect(await subcode()).toBe(2388023)
    expect(await subcode({ language: 'en_GB' })).toBe(2388023)
    expect(await subcode({ language: 'de' })).toBeUndefined()
    expect((await world.graph('DELETE', `${path}?name=nothing`)).body.error.error_subcode).toBe(
      2593002,
    )
  })
})

describe('a message', () => {
  test('of a template is accepted at once, then sent and delivered by signed webhooks', async () => {
    const world = await TestWorld.make()
    const name = await world.approvedTemplate(await world.publishedFlow())
    const reply = await world.sendTemplate('+65 8123-4567', name, {
      biz_opaque_callback_data: 'cmp:rcp—7',
    })
    const id = reply.body.messages[0].id
    expect(reply).toEqual({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: '+65 8123-4567', wa_id: '6581234567' }],
        messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
      },
    })
    const statuses = await world.receiver.until(
      (it) => it.statuses(id).length === 2 && it.statuses(id),
    )
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' }
    const common = {
      id,
      timestamp: expect.stringMatching(/^\d{10}$/),
      recipient_id: '6581234567',
      biz_opaque_callback_data: 'cmp:rcp—7',
      pricing,
    }
    expect(statuses).toEqual([
      { ...common, status: 'sent' },
      { ...common, status: 'delivered' },
    ])
    const { calls, posts } = world.receiver
    expect(calls[0]?.method).toBe('GET')
    expect(calls.filter(({ method }) => method === 'GET')).toHaveLength(1)
    for (const { text, headers } of posts) {
      expect(headers.get('x-hub-signature-256')).toBe(
        await signBody(world.appSecret, new TextEncoder().encode(text)),
      )
      expect(text).toMatch(/^[\x20-\x7e]*$/)
      expect(JSON.parse(text)).toMatchObject({
        object: 'whatsapp_business_account',
        entry: [{ id: world.wabaId, time: expect.any(Number) }],
      })
    }
    expect(posts.some(({ text }) => text.includes('cmp:rcp\\u20147'))).toBe(true)
  })

  test('sent twice is two messages, unless both carry one Idempotency-Key', async () => {
    const world = await TestWorld.make()
    const name = await world.approvedTemplate(await world.publishedFlow())
    const idOf = async (headers: Record<string, string> = {}) =>
      (await world.sendTemplate('+9990000007', name, {}, headers)).body.messages[0].id
    expect(await idOf()).not.toBe(await idOf())
    const key = { 'idempotency-key': 'row-1' }
    const first = await world.sendTemplate('+999 000 0007', name, {}, key)
    const again = await world.sendTemplate('+9990000008', 'no_such_template', {}, key)
    expect(again).toEqual(first)
    expect(await idOf({ 'idempotency-key': 'row-2' })).not.toBe(first.body.messages[0].id)
    await world.receiver.until((it) => it.statuses().length === 8)
    expect(await world.log()).toHaveLength(4)
  })

  test('is refused in the platform’s words where it is wrong', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    const name = await world.approvedTemplate(flowId)
    const to = '+9990001234'
    const template = (more: object) => ({
      type: 'template',
      template: { ...filledTemplate(name), ...more },
    })
    const [body, button] = filledTemplate(name).components
    const values = (...texts: string[]) =>
      template({
        components: [
          { type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) },
          button,
        ],
      })
    const cases: [unknown, object, number, number][] = [
      [to, { messaging_product: 'sms' }, 400, 100],
      [undefined, template({}), 400, 100],
      ['not a number', template({}), 400, 131009],
      ['+999123', template({}), 400, 131009],
      ['+99912345678901', template({}), 400, 131009],
      [world.displayPhoneNumber, template({}), 400, 131021],
      [to, { type: 'carrier_pigeon' }, 400, 131051],
      [to, template({ name: 'no_such' }), 404, 132001],
      [to, template({ language: { code: 'de' } }), 404, 132001],
      [to, template({ language: undefined }), 400, 131008],
      [to, template({ components: [] }), 400, 132000],
      [to, values(), 400, 132000],
      [to, values('a', 'b'), 400, 132000],
      [to, values('two\nlines'), 400, 132012],
      [to, values(''), 400, 131008],
      [to, values('x'.repeat(1_024)), 400, 132005],
      [to, template({ components: [body] }), 400, 131008],
      [to, text(''), 400, 131008],
      [to, text('x'.repeat(4_097)), 400, 131009],
      [to, { ...text('hi'), biz_opaque_callback_data: 'x'.repeat(513) }, 400, 100],
      [to, interactive('1'), 400, 131009],
      [to, interactive(flowId, { flow_cta: 'x'.repeat(21) }), 400, 131009],
      [to, interactive(flowId, { mode: 'draft' }), 400, 131009],
      [to, interactive(flowId, { flow_message_version: '2' }), 400, 131009],
      [to, interactive(flowId, { flow_action_payload: { screen: 'NO' } }), 400, 131009],
      [
        to,
        interactive(flowId, { flow_action_payload: { screen: 'RATING', data: {} } }),
        400,
        131009,
      ],
    ]
    for (const [recipient, more, status, code] of cases) {
      const reply = await send(world, recipient, more)
      expect(codeOf(reply), JSON.stringify([recipient, more])).toEqual([status, code])
    }
    expect(await world.log()).toEqual([])
    const { body: answer } = await world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.nothing',
    })
    expect(answer.error.code).toBe(131009)
  })

  test('of a deprecated flow is refused, and of a pending template too', async () => {
    const world = await TestWorld.make({ approvalDelayMs: 60_000 })
    const flowId = await world.publishedFlow()
    await world.graph('POST', `/${world.wabaId}/message_templates`, newTemplate('waiting', flowId))
    expect(codeOf(await world.sendTemplate('+9990001234', 'waiting'))).toEqual([404, 132001])
    await world.provision({ settings: { approvalDelayMs: 0 } })
    const name = await world.approvedTemplate(flowId)
    await world.graph('POST', `/${flowId}/deprecate`)
    expect(codeOf(await world.sendTemplate('+9990001234', name))).toEqual([400, 131009])
    expect(codeOf(await send(world, '+9990001234', interactive(flowId)))).toEqual([400, 131009])
  })

  test('of free form is accepted outside the window and then fails with 131047, unseen by the phone', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    for (const content of [text('Hello'), interactive(flowId)]) {
      const reply = await send(world, '+9990001234', content)
      expect(reply.body.messages).toEqual([{ id: expect.any(String) }])
      const { id } = reply.body.messages[0]
      const [failed] = await world.receiver.until(
        (it) => it.statuses(id).length > 0 && it.statuses(id),
      )
      expect(failed).toMatchObject({
        status: 'failed',
        errors: [
          {
            code: 131047,
            title: expect.any(String),
            message: expect.any(String),
            error_data: { details: expect.any(String) },
          },
        ],
      })
    }
    expect(await world.log()).toEqual([])
  })

  test('of free form arrives while the window is open, and costs nothing', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
    const hello = await send(world, '9990001234', text('Hello'))
    const flow = await send(world, '9990001234', interactive(flowId))
    const id = flow.body.messages[0].id
    await world.receiver.until((it) => it.statuses().length === 4)
    expect(statusWords(world, hello.body.messages[0].id)).toEqual(['sent', 'delivered'])
    expect(world.receiver.statuses(id)[0]?.pricing).toMatchObject({
      billable: false,
      category: 'service',
    })
    expect(await world.log()).toMatchObject([
      { kind: 'text', text: 'Hello', correlationId: null, phoneNumber: '+9990001234' },
      { kind: 'interactive', text: 'Tell us how it went.' },
    ])
  })

  test('to a number that fails on purpose fails with its code', async () => {
    const world = await TestWorld.make()
    const name = await world.approvedTemplate(await world.publishedFlow())
    for (const [last, code] of [
      ['1026', 131026],
      ['1047', 131047],
      ['1049', 131049],
      ['1050', 131050],
      ['2015', 132015],
      ['2068', 132068],
    ] as const) {
      const { body } = await world.sendTemplate(`+999000${last}`, name)
      const { id } = body.messages[0]
      const [failed] = await world.receiver.until(
        (it) => it.statuses(id).length > 0 && it.statuses(id),
      )
      expect(failed).toMatchObject({ status: 'failed', errors: [{ code }] })
    }
    for (const [last, refusal] of [
      ['5000', [500, 131000]],
      ['1056', [400, 131056]],
    ] as const) {
      const attempt = () =>
        world.sendTemplate(`+999000${last}`, name, {}, { 'idempotency-key': `k${last}` })
      expect(codeOf(await attempt())).toEqual(refusal)
      expect(codeOf(await attempt())).toEqual([200, undefined])
    }
    await world.receiver.until((it) => it.statuses().length === 10)
    expect(await world.log()).toHaveLength(2)
  })

  test('to a number that answers too late is accepted and delivered before the answer comes', async () => {
    const world = await TestWorld.make({ lateAnswerMs: 120_000 })
    const name = await world.approvedTemplate(await world.publishedFlow())
    const key = { 'idempotency-key': 'late' }
    void world.sendTemplate('+9990005001', name, {}, key).catch(() => {})
    await world.receiver.until((it) => it.statuses().length === 2)
    const [shown] = await world.log()
    expect(shown).toMatchObject({ phoneNumber: '+9990005001' })
    const { body } = await world.sendTemplate('+9990005001', name, {}, key)
    expect(body.messages[0].id).toBe(shown?.messageId)
    expect(await world.log()).toHaveLength(1)
  })

  test('beyond the number’s throughput is refused with 130429', async () => {
    const world = await TestWorld.make({ messagesPerSecond: 5 })
    const name = await world.approvedTemplate(await world.publishedFlow())
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, at) => world.sendTemplate(`+999100${1000 + at}`, name)),
    )
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.body.error).toMatchObject({ code: 130429, is_transient: true })
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5)
  })
})

describe('webhooks', () => {
  test('carry up to 100 statuses in one call', async () => {
    const world = await TestWorld.make({ messagesPerSecond: null })
    const name = await world.approvedTemplate(await world.publishedFlow())
    const count = 250
    await Promise.all(Array.from({ length: count }, () => world.sendTemplate('+9990001234', name)))
    await world.receiver.until((it) => it.statuses().length === 2 * count)
    const before = world.receiver.posts.length
    expect((await world.phone('POST', '/+9990001234/read')).body).toEqual({ read: count })
    await world.receiver.until((it) => it.statuses().length === 3 * count)
    const sizes = world.receiver.posts
      .slice(before)
      .map(({ text }) => JSON.parse(text).entry[0].changes.length)
    expect(sizes.sort((a, b) => b - a)).toEqual([100, 100, 50])
    const lines = await world.log()
    expect(new Set(lines.map(({ messageId }) => messageId)).size).toBe(count)
  })

  test('not answered 2xx come again with the same bytes, also after the world was unloaded', async () => {
    const world = await TestWorld.make()
    let left = 1
    world.receiver.answer = () =>
      left-- > 0 ? new Response('down', { status: 503 }) : new Response('ok')
    await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
    await world.receiver.until(({ posts }) => posts.length === 1)
    await evictDurableObject(world.stub)
    const message = await world.receiver.until((it) => it.messages()[0])
    expect(message).toMatchObject({ type: 'text', text: { body: 'Hi' } })
    expect(world.receiver.posts).toHaveLength(2)
    expect(new Set(world.receiver.posts.map((post) => post.text)).size).toBe(1)
  })

  test('are not kept from others by a receiver that is slow to answer', async () => {
    const world = await TestWorld.make()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    world.receiver.answer = async ({ text }) => {
      if (text.includes('slow')) await held
      return new Response('ok')
    }
    await world.phone('POST', '/+9990001234/messages', { text: 'slow' })
    await world.phone('POST', '/+9990001234/messages', { text: 'quick' })
    await world.receiver.until((it) => it.messages().length === 1)
    expect(world.receiver.messages()).toMatchObject([{ text: { body: 'quick' } }])
    release()
    await world.receiver.until((it) => it.messages().length === 2)
  })

  test('wait until the handshake succeeds', async () => {
    const world = await TestWorld.make()
    const { handshake } = world.receiver
    let left = 1
    world.receiver.handshake = (call) =>
      left-- > 0 ? new Response('not yet', { status: 403 }) : handshake(call)
    await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
    await world.receiver.until((it) => it.messages().length === 1)
    expect(world.receiver.calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST'])
  })

  test('a message accepted before the world was unloaded still arrives', async () => {
    const world = await TestWorld.make({ sentDelayMs: 200, deliveredDelayMs: 200 })
    const name = await world.approvedTemplate(await world.publishedFlow())
    const { body } = await world.sendTemplate('+9990001234', name)
    await evictDurableObject(world.stub)
    await world.receiver.until((it) => it.statuses(body.messages[0].id).length === 2)
    expect(await world.log()).toHaveLength(1)
  })
})

test('a world nobody made stores nothing', async () => {
  const stub = testEnv.SANDBOXES.get(testEnv.SANDBOXES.idFromName('123456789'))
  const reply = await stub.fetch('https://world/graph/v24.0/123456789/flows', {
    headers: { authorization: 'Bearer SBX.123456789.x' },
  })
  expect(reply.status).toBe(401)
})
