/** The simulated phones and the log: what a person sees and does, and what the business hears of it. */
import { describe, expect, test } from 'vitest'
import { ask, filledTemplate, soundFlow, TestWorld } from './testing/world.ts'

const arrive = async (world: TestWorld, to: string, flowId: string, more: object = {}) => {
  const name = await world.approvedTemplate(flowId)
  const { body } = await world.sendTemplate(to, name, {
    biz_opaque_callback_data: 'client-1',
    ...more,
  })
  const { id } = body.messages[0]
  await world.receiver.until((it) => it.statuses(id).length === 2)
  return { id: id as string, name }
}

describe('a phone', () => {
  test('shows a template with its values filled in, opens its flow and sends the answer', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow('Rating')
    const { id } = await arrive(world, '+6581234567', flowId)
    const before = await world.phone('GET', '/+6581234567/messages')
    expect(before.body).toEqual({
      hasEarlier: false,
      messages: [
        {
          id,
          seq: 1,
          direction: 'to-phone',
          kind: 'template',
          header: null,
          body: 'Hello Zoë, how was your visit?',
          footer: 'Takes a minute',
          buttons: [{ kind: 'flow', label: 'Tell us', flowId, messageId: id, used: false }],
          replyTo: null,
          status: 'delivered',
          at: expect.stringMatching(/^\d{4}-/),
        },
      ],
    })
    const flow = await world.phone('GET', `/+6581234567/flows/${encodeURIComponent(id)}`)
    expect(flow.body).toEqual({
      flowId,
      name: 'Rating',
      status: 'PUBLISHED',
      flowJson: soundFlow,
      flowToken: 'ft_1',
      action: 'navigate',
      screen: 'RATING',
      data: { ref: 'r1' },
      mode: 'published',
    })
    const path = `/+6581234567/flows/${encodeURIComponent(id)}/submissions`
    const sent = await world.phone('POST', path, {
      payload: { comment: 'Très bien', flow_token: 'forged' },
    })
    expect(sent).toMatchObject({
      status: 201,
      body: { messageId: expect.stringMatching(/^wamid\./) },
    })
    const message = await world.receiver.until((it) => it.messages()[0])
    expect(message).toEqual({
      from: '6581234567',
      from_user_id: expect.stringMatching(/^SG\.\d+$/),
      id: sent.body.messageId,
      timestamp: expect.stringMatching(/^\d{10}$/),
      type: 'interactive',
      context: { from: world.displayPhoneNumber.slice(1), id },
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: JSON.stringify({ comment: 'Très bien', flow_token: 'ft_1' }),
        },
      },
    })
    const after = await world.phone('GET', '/+6581234567/messages')
    expect(after.body.messages).toMatchObject([
      { id, buttons: [{ used: true }] },
      { kind: 'flow-reply', direction: 'from-phone', replyTo: id, status: 'delivered' },
    ])
    // The answer opened the window.
    const hello = await world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+6581234567',
      text: { body: 'Thank you' },
    })
    await world.receiver.until((it) => it.statuses(hello.body.messages[0].id).length === 2)
  })

  test('speaks first: it exists, its window is open, and the business hears its name', async () => {
    const world = await TestWorld.make()
    const made = await world.phone('POST', '', { number: '+999 000 4567', name: 'Ana' })
    expect(made).toEqual({
      status: 201,
      body: {
        number: '+9990004567',
        name: 'Ana',
        unread: 0,
        lastMessage: null,
        windowOpenUntil: null,
        typingUntil: null,
        offline: false,
        blocksBusiness: false,
        marketingStopped: false,
      },
    })
    const said = await world.phone('POST', '/%2B9990004567/messages', { text: 'Hi 👋' })
    const value = await world.receiver.until((it) => it.of('messages')[0])
    expect(value).toMatchObject({
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: world.displayPhoneNumber.slice(1),
        phone_number_id: world.phoneNumberId,
      },
      contacts: [{ profile: { name: 'Ana' }, wa_id: '9990004567' }],
      messages: [
        { id: said.body.messageId, from: '9990004567', type: 'text', text: { body: 'Hi 👋' } },
      ],
    })
    const { body } = await world.phone('GET', '')
    expect(body.phones).toMatchObject([
      {
        number: '+9990004567',
        unread: 0,
        lastMessage: { text: 'Hi 👋', direction: 'from-phone' },
        windowOpenUntil: expect.stringMatching(/^\d{4}-/),
      },
    ])
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: said.body.messageId }
    const marked = await world.graph('POST', `/${world.phoneNumberId}/messages`, read)
    expect(marked.body).toEqual({ success: true })
    const chat = await world.phone('GET', '/+9990004567/messages')
    expect(chat.body.messages).toMatchObject([{ status: 'read' }])
  })

  test('that opens its chat reads everything, once', async () => {
    const world = await TestWorld.make()
    const { id } = await arrive(world, '+9990001234', await world.publishedFlow())
    expect((await world.phone('GET', '')).body.phones[0].unread).toBe(1)
    expect((await world.phone('POST', '/+9990001234/read')).body).toEqual({ read: 1 })
    expect((await world.phone('POST', '/+9990001234/read')).body).toEqual({ read: 0 })
    const statuses = await world.receiver.until(
      (it) => it.statuses(id).length === 3 && it.statuses(id),
    )
    expect(statuses[2]).toMatchObject({ status: 'read', biz_opaque_callback_data: 'client-1' })
    expect(statuses[2]).not.toHaveProperty('pricing')
    expect((await world.phone('GET', '')).body.phones[0].unread).toBe(0)
    expect((await world.phone('POST', '/+9990009999/read')).status).toBe(404)
  })

  test('says in plain words that a deprecated flow cannot be opened', async () => {
    const world = await TestWorld.make()
    const flowId = await world.publishedFlow()
    const { id } = await arrive(world, '+9990001234', flowId)
    await world.graph('POST', `/${flowId}/deprecate`)
    const reply = await world.phone('GET', `/+9990001234/flows/${encodeURIComponent(id)}`)
    expect(reply).toEqual({
      status: 409,
      body: {
        kind: 'not-published',
        title: 'Cannot open Flow',
        detail: 'This form is no longer in use.',
      },
    })
  })

  test('opens a draft sent for testing, until the draft is deleted', async () => {
    const world = await TestWorld.make()
    await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
    const draft = await world.graph('POST', `/${world.wabaId}/flows`, {
      name: 'Next rating',
      categories: ['OTHER'],
      flow_json: soundFlow,
    })
    const { body } = await world.graph('POST', `/${world.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+9990001234',
      type: 'interactive',
      interactive: {
        type: 'flow',
        body: { text: 'Words that a draft does not show' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_name: 'Next rating',
            flow_cta: 'Start',
            mode: 'draft',
            flow_action_payload: { screen: 'RATING' },
          },
        },
      },
    })
    const { id } = body.messages[0]
    await world.receiver.until((it) => it.statuses(id).length === 2)
    const chat = await world.phone('GET', '/+9990001234/messages?after=1')
    expect(chat.body.messages).toMatchObject([
      {
        body: 'Draft of the flow “Next rating”, sent for testing.',
        buttons: [{ label: 'Open draft' }],
      },
    ])
    const path = `/+9990001234/flows/${encodeURIComponent(id)}`
    expect((await world.phone('GET', path)).body).toMatchObject({
      status: 'DRAFT',
      mode: 'draft',
      flowToken: 'unused',
      data: null,
    })
    await world.graph('DELETE', `/${draft.body.id}`)
    expect((await world.phone('GET', path)).body.detail).toBe('This form no longer exists.')
  })

  test('that loses flow tokens answers without one', async () => {
    const world = await TestWorld.make()
    const { id } = await arrive(world, '+9990007002', await world.publishedFlow())
    const path = `/+9990007002/flows/${encodeURIComponent(id)}/submissions`
    await world.phone('POST', path, { payload: { comment: 'ok' } })
    const message = await world.receiver.until((it) => it.messages()[0])
    expect(message).toMatchObject({
      interactive: { nfm_reply: { response_json: '{"comment":"ok"}' } },
    })
  })

  test('that hides its number is known by its user id alone', async () => {
    const world = await TestWorld.make()
    const { id } = await arrive(world, '+9990007001', await world.publishedFlow())
    const path = `/+9990007001/flows/${encodeURIComponent(id)}/submissions`
    await world.phone('POST', path, { payload: { comment: 'ok' } })
    const message = await world.receiver.until((it) => it.messages()[0])
    expect(message).toMatchObject({ from_user_id: expect.any(String), context: { id } })
    expect(JSON.stringify(world.receiver.changes)).not.toContain('"9990007001"')
  })

  test('refuses what is not for it', async () => {
    const world = await TestWorld.make()
    const { id } = await arrive(world, '+9990001234', await world.publishedFlow())
    const status = async (method: string, path: string, body?: object) =>
      (await world.phone(method, path, body)).status
    expect(await status('GET', `/+9990005678/flows/${encodeURIComponent(id)}`)).toBe(404)
    expect(await status('GET', '/+9990001234/flows/wamid.no')).toBe(404)
    expect(await status('GET', '/nonsense/messages')).toBe(422)
    expect(await status('POST', '', { number: '12' })).toBe(422)
    expect(await status('POST', '/+9990001234/messages', { text: ' ' })).toBe(400)
    expect(await status('POST', '/+9990001234/messages', { text: 'x'.repeat(500_000) })).toBe(413)
    const path = `/+9990001234/flows/${encodeURIComponent(id)}/submissions`
    expect(await status('POST', path, { payload: 'text' })).toBe(400)
    expect(await status('GET', '/nowhere/at/all')).toBe(404)
    expect(await status('GET', '?limit=0')).toBe(400)
    expect(await status('GET', '?after=odd')).toBe(400)
    expect((await ask('/phones')).status).toBe(404)
    expect((await ask('/phones', { headers: { 'x-test-world': '55555555' } })).status).toBe(404)
  })
})

test('phones are listed newest first, in pages, and found by digits or name', async () => {
  const world = await TestWorld.make()
  for (const [number, name] of [
    ['+9990000001', 'Ana'],
    ['+9990000002', 'Ben'],
    ['+9990000003', 'Cem'],
  ]) {
    await world.phone('POST', '', { number, name })
  }
  const names = ({ body }: { body: { phones: { name: string }[] } }) =>
    body.phones.map(({ name }) => name)
  const all = await world.phone('GET', '')
  expect(new Set(names(all))).toEqual(new Set(['Ana', 'Ben', 'Cem']))
  const first = await world.phone('GET', '?limit=2')
  const second = await world.phone('GET', `?limit=2&after=${first.body.next}`)
  expect([...names(first), ...names(second)]).toEqual(names(all))
  expect(second.body.next).toBeNull()
  expect(names(await world.phone('GET', '?search=be'))).toEqual(['Ben'])
  expect(names(await world.phone('GET', '?search=%2B999%20000%200003'))).toEqual(['Cem'])
  expect(names(await world.phone('GET', '?search=zzz'))).toEqual([])
})

test('a long chat is read from its end, backwards', async () => {
  const world = await TestWorld.make()
  for (const text of ['1', '2', '3', '4', '5']) {
    await world.phone('POST', '/+9990001234/messages', { text })
  }
  const chat = async (query: string) => {
    const { body } = await world.phone('GET', `/+9990001234/messages?${query}`)
    return [
      body.messages.map((message: { body: string }) => message.body).join(''),
      body.hasEarlier,
    ]
  }
  expect(await chat('limit=2')).toEqual(['45', true])
  expect(await chat('limit=2&before=4')).toEqual(['23', true])
  expect(await chat('limit=2&before=2')).toEqual(['1', false])
  expect(await chat('limit=2&after=1')).toEqual(['23', true])
})

test('open pages hear which number changed', async () => {
  const world = await TestWorld.make()
  const reply = await ask('/phones/events', {
    headers: { upgrade: 'websocket', 'x-test-world': world.wabaId },
  })
  expect(reply.status).toBe(101)
  const socket = reply.webSocket as WebSocket
  socket.accept()
  const heard = new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true })
  })
  await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
  expect(JSON.parse(await heard)).toEqual({ type: 'changed', number: '+9990001234' })
  socket.close()
  expect((await world.enter('GET', '/phones/events')).status).toBe(400)
})

describe('the log', () => {
  test('has every message a phone showed, oldest first, without an end of page', async () => {
    const world = await TestWorld.make({ messagesPerSecond: null })
    const name = await world.approvedTemplate(await world.publishedFlow())
    const count = 620
    for (let at = 0; at < count; at += 31) {
      await Promise.all(
        Array.from({ length: 31 }, (_, more) =>
          world.sendTemplate(`+999300${1000 + at + more}`, name, {
            biz_opaque_callback_data: `client-${at + more}`,
            template: filledTemplate(name, `ft_${at + more}`),
          }),
        ),
      )
    }
    await world.receiver.until((it) => it.statuses().length === 2 * count)
    const lines = await world.log()
    expect(lines).toHaveLength(count)
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
    expect(new Set(lines.map(({ correlationId }) => correlationId)).size).toBe(count)
    expect(lines[0]).toEqual({
      seq: 1,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      phoneNumber: expect.stringMatching(/^\+999300\d{4}$/),
      messageId: expect.stringMatching(/^wamid\./),
      correlationId: expect.stringMatching(/^client-\d+$/),
      kind: 'template',
      template: name,
      text: 'Hello Zoë, how was your visit?',
    })
    expect(await world.log(count - 1)).toHaveLength(1)
    expect(await world.log(count)).toEqual([])
  })

  test('does not exist outside local mode', async () => {
    const world = await TestWorld.make()
    const reply = await ask('/log', { headers: { 'x-test-world': world.wabaId } })
    expect(reply.status).toBe(404)
  })
})
