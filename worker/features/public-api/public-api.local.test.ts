/** The public API from outside, with the demo key on the served app: the shapes that a client of 8x8's expects. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { type Description, describedBy } from '../../../cli/check/described.ts'
import { type Client, eventually, signedInAs, withKey } from '../../../cli/check/http.ts'
import { joinRoom } from '../../../cli/check/room-client.ts'
import type {
  FlowDetails,
  FlowPreview,
  FlowRows,
  SavedFlow,
} from '../../../shared/api/public/flows.ts'
import type {
  AcceptedBatch,
  AcceptedMessage,
  Cancelled,
  MessageDetails,
  MessageDone,
} from '../../../shared/api/public/messages.ts'
import type { PublicResponses } from '../../../shared/api/public/responses.ts'
import type { TemplateRow } from '../../../shared/api/public/templates.ts'
import { exampleFlows } from '../../../shared/flow/index.ts'

let app: RunningApp
let check: ReturnType<typeof describedBy>
let key: Client
let channel: string
let flows: string
let messages: string
const sound = exampleFlows[0]!.text

beforeAll(async () => {
  app = await startApp()
  const description = (await (await fetch(`${app.url}/openapi.json`)).json()) as Description
  check = describedBy(description)
  // Every answer in this file is held against the description.
  key = withKey(app, app.demo.apiKey, check)
  channel = `/api/v1/accounts/${app.demo.accountId}/channels/${app.demo.channelId}`
  flows = `${channel}/flows`
  messages = `/api/v1/subaccounts/${app.demo.subAccountId}/messages`
})
afterAll(() => app?.stop())

type Refused = {
  code: number
  message: string
  errorId: string
  timestamp: string
  field?: string
  flowId?: string
  validationErrors?: unknown
}

/** The status and body of a refusal, its shape checked. */
async function refused(method: string, path: string, body?: unknown, as: Client = key) {
  const reply = await as.ask(method, path, body)
  const text = await reply.text()
  expect(reply.ok, text).toBe(false)
  const refusal = JSON.parse(text) as Refused
  expect(refusal).toMatchObject({ code: expect.any(Number), message: expect.any(String) })
  expect(refusal.errorId).toMatch(/^[0-9a-f-]{36}$/)
  expect(Number.isNaN(Date.parse(refusal.timestamp))).toBe(false)
  return { ...refusal, status: reply.status }
}

const create = (more: object = {}) =>
  key.post<SavedFlow>(flows, { name: 'Visit', categories: ['APPOINTMENT_BOOKING'], ...more })
const details = (id: string) => key.get<FlowDetails>(`${flows}/${id}`)

describe('flows', () => {
  test('a flow lives from a broken draft to deprecated, and its next draft starts from it', async () => {
    const made = await create({ flowJson: '{ "version": "7.3", ' })
    expect(made).toMatchObject({ id: expect.stringMatching(/^\d{16}$/), success: true })
    expect(made.validationErrors[0]).toMatchObject({
      errorType: 'FLOW_JSON_ERROR',
      lineStart: 1,
      pointers: [expect.objectContaining({ path: expect.any(String) })],
    })
    const { id } = made
    expect(await details(id)).toMatchObject({ flowId: id, name: 'Visit', status: 'DRAFT' })
    const unpublishable = await refused('POST', `${flows}/${id}/publish`)
    expect(unpublishable).toMatchObject({ status: 400 })
    expect(unpublishable.validationErrors).toEqual(made.validationErrors)
    expect(await refused('POST', `${flows}/${id}/deprecate`)).toMatchObject({
      status: 409,
      message: 'Flow is not published',
    })

    const update = { name: 'Visit, mended', flowJson: sound, unknownField: [1] }
    const saved = await key.ask('PUT', `${flows}/${id}`, update)
    expect(await saved.json()).toEqual({ id, success: true, validationErrors: [] })
    await key.post(`${flows}/${id}/publish`)
    const published = await details(id)
    expect(published).toMatchObject({ name: 'Visit, mended', status: 'PUBLISHED' })
    expect(published.validationErrors).toEqual([])
    const download = await fetch(published.flowJsonUrl, {
      headers: { authorization: `Bearer ${app.demo.apiKey}` },
    })
    expect(await download.text()).toBe(sound)
    expect((await fetch(published.flowJsonUrl)).status).toBe(401)

    expect(await refused('PUT', `${flows}/${id}`, { name: 'No' })).toMatchObject({
      status: 409,
      message: 'Flow must be in DRAFT status',
    })
    expect(await refused('DELETE', `${flows}/${id}`)).toMatchObject({ status: 409 })

    const next = await create({ name: 'Visit 2', cloneFlowId: id })
    expect(next.id).not.toBe(id)
    expect(await details(next.id)).toMatchObject({ name: 'Visit 2', status: 'DRAFT' })
    expect(await (await key.ask('GET', `${flows}/${next.id}/json`)).text()).toBe(sound)
    const clone = { name: 'Visit 3', categories: ['OTHER'], cloneFlowId: id }
    expect(await refused('POST', flows, clone)).toMatchObject({ status: 409, flowId: next.id })

    expect((await key.ask('DELETE', `${flows}/${next.id}`)).status).toBe(200)
    expect(await refused('GET', `${flows}/${next.id}`)).toMatchObject({ status: 404, code: 1300 })
    await key.post(`${flows}/${id}/deprecate`)
    expect((await details(id)).status).toBe('DEPRECATED')
  })

  test('publish: true publishes what is sound, and leaves the rest a draft with its errors', async () => {
    const sent = await create({ flowJson: sound, publish: true })
    expect(sent.validationErrors).toEqual([])
    expect((await details(sent.id)).status).toBe('PUBLISHED')
    const kept = await create({ flowJson: '{}', publish: true })
    expect(kept.validationErrors).not.toEqual([])
    expect((await details(kept.id)).status).toBe('DRAFT')
  })

  test('where it asks is set and taken away again', async () => {
    const { id } = await create({ endPointUri: 'https://a.example/flow' })
    expect((await details(id)).endPointUri).toBe('https://a.example/flow')
    await key.ask('PUT', `${flows}/${id}`, { endPointUri: null })
    expect((await details(id)).endPointUri).toBeNull()
  })

  test('a preview link opens the flow without an account, and ends when another is made', async () => {
    const { id } = await create({ flowJson: sound })
    const preview = (query = '') => key.get<FlowPreview>(`${flows}/${id}/preview${query}`)
    const open = async ({ preview_url }: FlowPreview) =>
      fetch(`${app.url}/app/guest/open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: app.url },
        body: JSON.stringify({ token: preview_url.split('/p/')[1] }),
      })
    const first = await preview()
    expect(first).toMatchObject({
      id,
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    })
    expect(await preview('?refresh=false')).toEqual(first)
    expect((await open(first)).ok).toBe(true)
    const second = await preview('?refresh=true')
    expect(second.preview_url).not.toBe(first.preview_url)
    expect((await open(first)).status).toBe(404)
    expect((await open(second)).ok).toBe(true)
    expect(await refused('GET', `${flows}/${id}/preview?refresh=maybe`)).toMatchObject({
      status: 400,
      field: 'refresh',
    })
  })

  test('an id can be opened at /sync at once, and PUT merges into what people type there', async () => {
    const { id } = await create({ flowJson: sound })
    const ana = joinRoom(app, id, { authorization: `Bearer ${app.demo.apiKey}` })
    try {
      await eventually(
        async () => ana.text.toString(),
        (text) => text === sound,
      )
      ana.text.insert(0, '\n')
      await eventually(
        async () => (await key.ask('GET', `${flows}/${id}/json`)).text(),
        (text) => text === `\n${sound}`,
      )
      const events: number[] = []
      ana.text.observe((event) => {
        for (const part of event.delta) events.push(String(part.insert ?? '').length)
      })
      const changed = `\n${sound.replace('"version"', '  "version"')}`
      await key.ask('PUT', `${flows}/${id}`, { flowJson: changed })
      await eventually(
        async () => ana.text.toString(),
        (text) => text === changed,
      )
      expect(Math.max(...events)).toBeLessThan(10)
    } finally {
      ana.leave()
    }
  })

  test('a flow of more than 10 MB is refused in bytes, and nothing is stored', async () => {
    const count = async () => (await key.get<FlowRows>(`${flows}?limit=1000`)).flows.length
    const before = await count()
    const flowJson = `"${'x'.repeat(10 * 1024 * 1024 - 1)}"`
    const refusal = await refused('POST', flows, { name: 'Big', categories: ['OTHER'], flowJson })
    expect(refusal).toMatchObject({ status: 413, code: 3006, field: 'flowJson' })
    expect(refusal.message).toContain('10485761 bytes')
    expect(await count()).toBe(before)
  })

  test('the list has every version, page by page, under both addresses', async () => {
    const whole = await key.get<FlowRows>(`${flows}?limit=1000`)
    expect(whole.next).toBeNull()
    expect(whole.flows.length).toBeGreaterThanOrEqual(5)
    const paged: FlowRows['flows'] = []
    for (let after = ''; ; ) {
      const page = await key.get<FlowRows>(`${flows}?limit=2${after && `&after=${after}`}`)
      expect(page.flows.length).toBeLessThanOrEqual(2)
      paged.push(...page.flows)
      if (page.next === null) break
      after = page.next
    }
    expect(paged).toEqual(whole.flows)
    const config = `/config/v1/channels/whatsapp/${app.demo.channelId}/flows`
    expect(await key.get(`${config}?limit=1000`)).toEqual(whole)
    const { flowJsonUrl } = await key.get<FlowDetails>(`${config}/${whole.flows[0]!.id}`)
    expect(flowJsonUrl).toBe(`${app.url}${config}/${whole.flows[0]!.id}/json`)
  })

  test.each([
    [{ categories: ['OTHER'] }, 'name'],
    [{ name: 'x' }, 'categories'],
    [{ name: ['x'], categories: ['OTHER'] }, 'name'],
    [
      { name: 'x', categories: ['OTHER'], flowJson: { version: '7.3' } },
      'flowJson must be a string',
    ],
    [{ name: 'x', categories: ['OTHER'], endPointUri: 'http://a.example' }, 'https://'],
    ['[]', 'expected object'],
    ['{', 'not JSON'],
  ])('creating from %j is refused with 400', async (body, words) => {
    const refusal = await refused('POST', flows, body)
    expect(refusal).toMatchObject({ status: 400, code: 1000 })
    expect(refusal.message).toContain(words)
  })

  test.each(['-1', '0', '1000000000', 'many', ''])(
    'a page of %j is refused, naming limit',
    async (limit) => {
      const refusal = await refused('GET', `${flows}?limit=${limit}`)
      expect(refusal).toMatchObject({ status: 400, field: 'limit' })
    },
  )

  test('what is unknown or not ours is not found; a wrong key says nothing more', async () => {
    const unknown = '9999999999999999'
    for (const path of [
      `${flows}/${unknown}`,
      `${flows}/${unknown}/responses`,
      `${flows}/x/json`,
    ]) {
      expect(await refused('GET', path)).toMatchObject({
        status: 404,
        code: 1300,
        message: 'Flow not found',
      })
    }
    const clone = { name: 'x', categories: ['OTHER'], cloneFlowId: unknown }
    expect(await refused('POST', flows, clone)).toMatchObject({
      status: 404,
      message: 'Flow not found',
    })
    const elsewhere = flows.replace(app.demo.accountId, crypto.randomUUID())
    expect(await refused('GET', elsewhere)).toMatchObject({ status: 404, code: 1300 })
    const stranger = withKey(app, 'frk_wrong', check)
    expect(await refused('GET', flows, undefined, stranger)).toMatchObject({
      status: 401,
      code: 1200,
    })
  })
})

describe('templates and messages', () => {
  let flowId: string
  const name = `visit_${Math.random().toString(36).slice(2, 8)}`
  const listed = async () =>
    (await key.get<{ templates: TemplateRow[] }>(`${channel}/templates`)).templates.find(
      (row) => row.templateName === name,
    )
  const content = (values: string[], data?: object) => ({
    template: {
      name,
      language: 'en_US',
      components: [
        { type: 'body', parameters: values.map((text) => ({ type: 'text', text })) },
        {
          type: 'button',
          subType: 'Flow',
          index: 0,
          parameters: [{ type: 'action', ...(data && { flowActionData: { data } }) }],
        },
      ],
    },
  })
  const heard = async (phoneNumber: string) =>
    (await (await key.ask('GET', '/sandbox/log')).text())
      .split('\n')
      .filter(Boolean)
      .map(
        (line) => JSON.parse(line) as { phoneNumber: string; correlationId: string; text?: string },
      )
      .filter((line) => line.phoneNumber === phoneNumber)

  beforeAll(async () => {
    flowId = (await create({ flowJson: sound, publish: true })).id
    const made = await key.post<TemplateRow>(`${channel}/templates`, {
      name,
      language: 'en_US',
      category: 'utility',
      components: [
        {
          type: 'BODY',
          text: 'Hello {{1}}, your visit is on {{2}}. Anything to change?',
          examples: ['Ana', '4 May'],
        },
        { type: 'FOOTER', text: 'Reply STOP to opt out' },
        { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Change it', flowId }] },
      ],
    })
    expect(made).toMatchObject({
      templateName: name,
      statusName: 'Pending',
      channelId: app.demo.channelId,
    })
    await eventually(listed, (row) => row?.status === 'APPROVED')
  })

  test('a template is listed as it was created', async () => {
    expect(await listed()).toMatchObject({
      language: 'en_US',
      languageName: 'English (United States)',
      category: 'UTILITY',
      statusName: 'Approved',
      components: [
        { type: 'BODY', example: { bodyText: ['Ana', '4 May'] } },
        { type: 'FOOTER', text: 'Reply STOP to opt out' },
        { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Change it', flowId }] },
      ],
    })
  })

  test('what templates cannot hold yet is refused by name', async () => {
    const body = { type: 'BODY', text: 'Hello.' }
    const template = { name: 'other', language: 'en_US', category: 'UTILITY' }
    const header = { ...template, components: [{ type: 'HEADER', format: 'Image' }, body] }
    const refusal = await refused('POST', `${channel}/templates`, header)
    expect(refusal).toMatchObject({ status: 400, code: 3039 })
    expect(refusal.message).toContain('not supported yet')
    expect(
      await refused('POST', `${channel}/templates`, {
        ...template,
        components: [
          body,
          { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Map', url: 'example' }] },
        ],
      }),
    ).toMatchObject({ status: 400, code: 3046, field: 'components[1].buttons[0].url' })
    const draft = (await create({ flowJson: sound })).id
    const buttons = [{ type: 'FLOW', text: 'Go', flowId: draft }]
    expect(
      await refused('POST', `${channel}/templates`, {
        ...template,
        components: [body, { type: 'BUTTONS', buttons }],
      }),
    ).toMatchObject({ status: 409, field: 'components[1].buttons[0].flowId' })
    expect(
      await refused('POST', `${channel}/templates`, {
        ...template,
        language: 'xx',
        components: [body],
      }),
    ).toMatchObject({ status: 400, code: 3037 })
  })

  test('a header and every kind of button are created, listed, filled at sending, and deleted by name', async () => {
    const whole = `${name}_whole`
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'Visit of {{1}}', examples: ['4 May'] },
      { type: 'BODY', text: 'Hello {{1}}, see you soon then.', examples: ['Ana'] },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'FLOW', text: 'Change it', flowId },
          { type: 'URL', text: 'Map', url: 'https://example.com/map' },
          { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+33123456789' },
          { type: 'COPY_CODE', example: 'V25' },
          { type: 'QUICK_REPLY', text: 'Fine' },
        ],
      },
    ]
    const template = { name: whole, language: 'en_US', category: 'MARKETING', components }
    await key.post<TemplateRow>(`${channel}/templates`, template)
    const rows = async () =>
      (await key.get<{ templates: TemplateRow[] }>(`${channel}/templates`)).templates.filter(
        (row) => row.templateName === whole,
      )
    const [row] = await eventually(rows, ([it]) => it?.status === 'APPROVED')
    expect(row?.components).toMatchObject([
      { type: 'HEADER', text: 'Visit of {{1}}', example: { headerText: ['4 May'] } },
      { type: 'BODY', text: 'Hello {{1}}, see you soon then.', example: { bodyText: ['Ana'] } },
      { type: 'BUTTONS', buttons: components[2]?.buttons },
    ])

    const phone = '+9993000008'
    const message = (header: unknown[], index: number) => ({
      user: { msisdn: phone },
      type: 'TEMPLATE',
      content: {
        template: {
          name: whole,
          language: 'en_US',
          components: [
            { type: 'header', parameters: header },
            { type: 'Body', parameters: [{ type: 'text', text: 'Ben' }] },
            { type: 'button', subType: 'FLOW', index: 0, parameters: [{ type: 'action' }] },
            {
              type: 'button',
              subType: 'CopyCode',
              index,
              parameters: [{ type: 'couponCode', couponCode: 'JUNE' }],
            },
          ],
        },
      },
    })
    const headerText = [{ type: 'text', text: '5 June' }]
    expect(await refused('POST', messages, message(headerText, 1))).toMatchObject({ code: 3053 })
    const none = await refused('POST', messages, message([], 3))
    expect(none).toMatchObject({ status: 400, code: 3041 })
    expect(none.message).toContain('header')
    await key.post(messages, message(headerText, 3))
    const chat = await eventually(
      () => key.get<object>(`/sandbox/phones/${encodeURIComponent(phone)}/messages`),
      (it) => JSON.stringify(it).includes('5 June'),
    )
    expect(JSON.stringify(chat)).toContain('Hello Ben')

    const deleted = await key.ask('DELETE', `${channel}/templates/${whole}`)
    expect(await deleted.json()).toEqual({ name: whole, success: true })
    expect(await rows()).toEqual([])
    expect(await refused('DELETE', `${channel}/templates/${whole}`)).toMatchObject({
      status: 404,
      code: 1300,
    })
    expect(await refused('POST', `${channel}/templates`, template)).toMatchObject({
      status: 409,
      code: 3060,
      field: 'name',
    })
  })

  test('what is scheduled waits, is not sent once it is cancelled, and else goes out in time', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
    const one = (msisdn: string, more: object) => ({
      user: { msisdn },
      type: 'template',
      content: content(['Ana', '4 May']),
      ...more,
    })
    const late = await key.post<AcceptedMessage>(
      messages,
      one('+9993200001', { scheduled: inAnHour }),
    )
    const soon = await key.post<AcceptedMessage>(
      messages,
      one('+9993200002', { scheduled: new Date(Date.now() + 2000).toISOString() }),
    )
    const batch = await key.post<AcceptedBatch>(`${messages}/batch`, {
      template: { scheduled: inAnHour },
      includeMessagesInResponse: true,
      messages: [
        one('+9993200003', {}),
        one('+9993200004', { scheduled: null }),
        one('+9993200005', {}),
      ],
    })
    const details = async (umid: string) =>
      (await key.get<MessageDetails>(`${messages}/${umid}`)).data[0]!
    expect(await details(late.umid)).toMatchObject({
      scheduled: inAnHour,
      status: { state: 'queued' },
    })
    // The one that was to go at once went, and one that was sent cannot be called back.
    await eventually(
      () => heard('+9993200004'),
      (lines) => lines.length === 1,
    )
    const gone = batch.messages![1]!.umid!
    const cancel = async (path: string) =>
      (await (await key.ask('DELETE', `${messages}/${path}`)).json()) as Cancelled
    expect(await cancel(gone)).toEqual({ cancelledCount: 0 })
    expect(await cancel(late.umid)).toEqual({ cancelledCount: 1 })
    expect(await cancel(late.umid)).toEqual({ cancelledCount: 0 })
    expect(await cancel(`batch/${batch.batchId}`)).toEqual({ cancelledCount: 2 })
    expect(await details(late.umid)).toMatchObject({
      status: { state: 'rejected', errorMessage: 'Cancelled before it was sent.' },
    })
    const unknown = crypto.randomUUID()
    expect(await refused('DELETE', `${messages}/${unknown}`)).toMatchObject({ status: 404 })
    expect(await refused('DELETE', `${messages}/batch/${unknown}`)).toMatchObject({ status: 404 })

    await eventually(
      () => details(soon.umid),
      ({ status }) => status.state !== 'queued' && status.state !== 'sent',
    )
    expect(await heard('+9993200002')).toHaveLength(1)
    expect(await heard('+9993200001')).toEqual([])
  })

  test('one message goes out, and its details follow it', async () => {
    const phone = '+9993000001'
    const sent = await key.post<AcceptedMessage>(messages, {
      user: { msisdn: phone },
      clientMessageId: 'one',
      type: 'template',
      content: content(['Ana', '4 May'], { ref: 'x' }),
    })
    expect(sent).toMatchObject({
      umid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      clientMessageId: 'one',
      user: { msisdn: phone },
      status: { state: 'queued' },
    })
    const bubbles = await eventually(
      () => heard(phone),
      (lines) => lines.length > 0,
    )
    expect(bubbles[0]).toMatchObject({ correlationId: 'one' })
    const { data } = await eventually(
      () => key.get<MessageDetails>(`${messages}/${sent.umid}`),
      ({ data }) => data[0]?.status.state === 'delivered',
    )
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({
      umid: sent.umid,
      clientMessageId: 'one',
      subAccountId: app.demo.subAccountId,
      user: { msisdn: phone },
      templateName: name,
      flowId,
      status: { detail: 'delivered_to_recipient' },
    })
    expect(await heard(phone)).toHaveLength(1)
  })

  test('a refused message is refused by code and field, and never goes out', async () => {
    const one = (change: object) => ({
      user: { msisdn: '+9993000002' },
      type: 'template',
      content: content(['Ana', '4 May']),
      ...change,
    })
    const cases: [object, number, string][] = [
      [one({ user: { msisdn: '12345' } }), 1002, '12345'],
      [one({ user: { msisdn: 'not a number' } }), 1002, 'not a number'],
      [one({ clientMessageId: 'x'.repeat(51) }), 3009, '50'],
      [one({ content: content(['Ana']) }), 3041, '2 variables'],
      [one({ content: { template: { name: 'nobody', language: 'en_US' } } }), 3038, 'nobody'],
      [one({ scheduled: '2020-01-01T00:00:00Z' }), 1011, 'scheduled'],
      [one({ scheduled: '9999-01-01T00:00:00Z' }), 1011, 'scheduled'],
      [one({ scheduled: 'tomorrow' }), 1011, 'scheduled'],
      [one({ type: 'carousel' }), 3010, 'type'],
      [one({ user: undefined }), 3001, 'user'],
    ]
    for (const [body, code, words] of cases) {
      const refusal = await refused('POST', messages, body)
      expect(refusal).toMatchObject({ status: 400, code })
      expect(refusal.message).toContain(words)
    }
    expect(await heard('+9993000002')).toEqual([])
    expect(await refused('GET', `${messages}/${crypto.randomUUID()}`)).toMatchObject({
      status: 404,
      code: 1300,
    })
  })

  test('a batch sends what can be sent and says of the rest why not', async () => {
    const entry = (n: number) => ({
      user: { msisdn: `+999310000${n}` },
      clientMessageId: `b${n}`,
      content: { template: { components: content([`P${n}`, '4 May']).template.components } },
    })
    const reply = await key.post<AcceptedBatch>(`${messages}/batch`, {
      clientBatchId: 'batch-1',
      includeMessagesInResponse: true,
      template: { type: 'template', content: { template: { name, language: 'en_US' } } },
      messages: [
        entry(1),
        { ...entry(2), user: { msisdn: 'nonsense' } },
        'no entry',
        entry(4),
        { ...entry(5), clientMessageId: 'x'.repeat(51) },
      ],
    })
    expect(reply).toMatchObject({ clientBatchId: 'batch-1', acceptedCount: 2, rejectedCount: 3 })
    expect(reply.messages?.map(({ status }) => [status.state, status.errorCode])).toEqual([
      ['queued', undefined],
      ['rejected', 1002],
      ['rejected', 1000],
      ['queued', undefined],
      ['rejected', 3009],
    ])
    expect(reply.messages?.[1]).toMatchObject({
      clientMessageId: 'b2',
      user: { msisdn: 'nonsense' },
    })
    await eventually(
      () => heard('+9993100004'),
      (lines) => lines.length === 1,
    )
    const { data } = await key.get<MessageDetails>(`${messages}/${reply.messages![0]!.umid}`)
    expect(data[0]).toMatchObject({ batchId: reply.batchId, clientMessageId: 'b1' })

    const quiet = await key.post<AcceptedBatch>(`${messages}/batch`, {
      messages: [{ user: { msisdn: 'nonsense' } }],
    })
    expect(quiet).toMatchObject({ batchId: null, acceptedCount: 0, rejectedCount: 1 })
  })

  test('a batch is neither empty nor endless', async () => {
    expect(await refused('POST', `${messages}/batch`, { messages: [] })).toMatchObject({
      status: 400,
      code: 3012,
    })
    expect(await refused('POST', `${messages}/batch`, {})).toMatchObject({
      status: 400,
      code: 3012,
    })
    const many = { messages: Array(10_001).fill({}) }
    expect(await refused('POST', `${messages}/batch`, many)).toMatchObject({
      status: 400,
      code: 3013,
    })
  })

  test('a message that came in is marked as read, and its writer sees that somebody writes', async () => {
    const phone = '+9993000009'
    const bubbles = `/sandbox/phones/${encodeURIComponent(phone)}/messages`
    await key.post(bubbles, { text: 'Anybody there?' })
    const owner = await signedInAs(app, 'owner')
    type Logged = { messages: { id: string; direction: string; phoneNumber: string }[] }
    const log = `/app/${app.demo.accountId}/messages?search=${encodeURIComponent('Anybody there?')}`
    const { messages: logged } = await eventually(
      () => owner.get<Logged>(log),
      ({ messages: [row] }) => row?.direction === 'in',
    )
    const umid = logged[0]!.id
    const chat = () => key.get<{ messages: { status?: string }[] }>(bubbles)

    expect(await key.post<MessageDone>(`${messages}/${umid}/read`)).toEqual({ umid, success: true })
    expect((await chat()).messages.map(({ status }) => status)).toContain('read')
    const events = messages.replace(/messages$/, 'events')
    const event = { channel: 'WhatsApp', type: 'typing', umid }
    expect(await key.post<MessageDone>(events, event)).toEqual({ umid, success: true })
    expect(JSON.stringify(await key.get('/sandbox/phones'))).toMatch(/typingUntil":"\d{4}/)

    const unknown = crypto.randomUUID()
    expect(await refused('POST', `${messages}/${unknown}/read`)).toMatchObject({ status: 404 })
    expect(await refused('POST', events, { ...event, umid: unknown })).toMatchObject({
      status: 404,
    })
    for (const change of [{ umid: [umid] }, { type: 'dancing' }, { channel: 'SMS' }]) {
      expect(await refused('POST', events, { ...event, ...change })).toMatchObject({ status: 400 })
    }
  })

  test('text and interactive flows go to an open chat, with the flow token that was asked for', async () => {
    const phone = '+9993000003'
    await key.post(`/sandbox/phones/${encodeURIComponent(phone)}/messages`, { text: 'Hi' })
    await key.post(messages, {
      user: { msisdn: phone },
      type: 'Text',
      content: { text: 'Welcome' },
    })
    const flowToken = `mine-${crypto.randomUUID()}`
    await key.post(messages, {
      user: { msisdn: phone },
      type: 'interactive',
      content: {
        interactive: {
          type: 'flow',
          body: { text: 'Tell us.' },
          action: { parameters: { flowId, flowCta: 'Start', flowToken } },
        },
      },
    })
    type Bubble = { id: string; kind: string }
    const bubbles = `/sandbox/phones/${encodeURIComponent(phone)}/messages`
    const { messages: seen } = await eventually(
      () => key.get<{ messages: Bubble[] }>(bubbles),
      (chat) =>
        JSON.stringify(chat).includes('Tell us.') && JSON.stringify(chat).includes('Welcome'),
    )
    const bubble = seen.find((it) => JSON.stringify(it).includes('Tell us.'))!
    await key.post(
      `/sandbox/phones/${encodeURIComponent(phone)}/flows/${encodeURIComponent(bubble.id)}/submissions`,
      {
        payload: { service: 'cleaning' },
      },
    )
    const { responses } = await eventually(
      () => key.get<PublicResponses>(`${flows}/${flowId}/responses`),
      (page) => page.responses.length === 1,
    )
    expect(responses[0]).toMatchObject({
      phoneNumber: phone,
      flowToken,
      version: 1,
      answers: { service: 'cleaning' },
    })
  })
})

describe('responses', () => {
  let path: string
  beforeAll(async () => {
    const { flows: rows } = await key.get<FlowRows>(`${flows}?limit=1000`)
    for (const row of rows.filter(({ status }) => status === 'PUBLISHED').toReversed()) {
      path = `${flows}/${row.id}/responses`
      if ((await key.get<PublicResponses>(path)).responses.length === 50) return
    }
    throw new Error('the demo flow with its 50 responses is missing')
  })

  test('come oldest first, page by page, each once', async () => {
    const whole = await key.get<PublicResponses>(`${path}?limit=1000`)
    expect(whole.next).toBeNull()
    const times = whole.responses.map(({ submittedAt }) => submittedAt)
    expect(times).toEqual(times.toSorted())
    expect(whole.responses[0]).toMatchObject({
      id: expect.any(String),
      phoneNumber: expect.stringMatching(/^\+999\d+$/),
      flowToken: expect.any(String),
      version: 1,
      answers: expect.any(Object),
    })
    const paged: PublicResponses['responses'] = []
    for (let after = ''; ; ) {
      const page = await key.get<PublicResponses>(
        `${path}?limit=7${after && `&after=${encodeURIComponent(after)}`}`,
      )
      paged.push(...page.responses)
      if (page.next === null) break
      expect(page.responses).toHaveLength(7)
      after = page.next
    }
    expect(paged).toEqual(whole.responses)
  })

  test('lie in a half-open range', async () => {
    const { responses } = await key.get<PublicResponses>(path)
    const [from, to] = [responses[10]!.submittedAt, responses[20]!.submittedAt]
    const part = await key.get<PublicResponses>(`${path}?from=${from}&to=${to}`)
    expect(part.responses).toEqual(
      responses.filter(({ submittedAt }) => submittedAt >= from && submittedAt < to),
    )
    expect(await refused('GET', `${path}?from=yesterday`)).toMatchObject({
      status: 400,
      field: 'from',
    })
    expect(await refused('GET', `${path}?from=${to}&to=${from}`)).toMatchObject({
      status: 400,
      field: 'to',
    })
    expect(await refused('GET', `${path}?after=nonsense`)).toMatchObject({
      status: 400,
      field: 'after',
    })
  })

  test('come as CSV too, the same rows', async () => {
    const { responses } = await key.get<PublicResponses>(path)
    const reply = await key.ask('GET', path, undefined, { accept: 'text/csv' })
    expect(reply.headers.get('content-type')).toContain('text/csv')
    const lines = (await reply.text()).trim().split('\r\n')
    expect(lines).toHaveLength(51)
    for (const { phoneNumber } of responses) {
      expect(lines.some((line) => line.includes(phoneNumber!.slice(1)))).toBe(true)
    }
  })

  test('need a key: a signed-in person is not enough', async () => {
    const owner = await signedInAs(app, 'owner')
    expect(await refused('GET', path, undefined, owner)).toMatchObject({ status: 401, code: 1200 })
  })
})

test('the description is served, and names this address', async () => {
  const description = await (await fetch(`${app.url}/openapi.json`)).json()
  expect(description).toMatchObject({ openapi: '3.1.0', servers: [{ url: app.url }] })
})
