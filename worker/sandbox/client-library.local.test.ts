/** A client library written for the platform works on the emulator with another base URL, and nothing else changed. */
import { type GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { type Client, eventually, withKey } from '../../cli/check/http.ts'

let app: RunningApp
let key: Client
let client: WhatsAppClient

beforeAll(async () => {
  app = await startApp()
  key = withKey(app)
  const { baseUrl, token } = app.demo.graph
  client = new WhatsAppClient({ accessToken: token, baseUrl, graphVersion: 'v24.0' })
})
afterAll(() => app?.stop())

const flowJson = {
  version: '7.3',
  screens: [
    {
      id: 'RATING',
      title: 'Your visit',
      terminal: true,
      success: true,
      data: {},
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextInput', name: 'comment', label: 'Comment', inputType: 'text' },
          {
            type: 'Footer',
            label: 'Send',
            onClickAction: { name: 'complete', payload: { comment: '${form.comment}' } },
          },
        ],
      },
    },
  ],
}

type Line = { phoneNumber: string; kind: string; template?: string; text: string }
const shown = async (): Promise<Line[]> =>
  (await (await key.ask('GET', '/sandbox/log')).text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('was not refused'),
    (error: GraphApiError) => error,
  )

test('creates, uploads, publishes, gets a template approved and sends, by the client’s own calls', async () => {
  const { wabaId, phoneNumberId } = app.demo.graph
  const flow = await client.flows.create({ wabaId, name: 'Rating', flowJson: { version: '7.3' } })
  expect(flow.validationErrors?.length).toBeGreaterThan(0)
  const early = await refused(client.flows.publish({ flowId: flow.id }))
  expect(early).toMatchObject({ httpStatus: 400, code: 139002 })
  const upload = await client.flows.updateAsset({ flowId: flow.id, json: flowJson })
  expect(upload).toMatchObject({ success: true })
  expect(upload.validationErrors ?? []).toEqual([])
  await client.flows.publish({ flowId: flow.id })
  const { preview } = await client.flows.preview({ flowId: flow.id, interactive: true })
  const previewed = preview.previewUrl.replace('/sandbox/preview/', '/sandbox/graph/previews/')
  expect(await (await fetch(previewed)).json()).toMatchObject({ name: 'Rating' })
  expect(await client.flows.list({ wabaId, limit: 5 })).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ id: flow.id, status: 'PUBLISHED' })]),
  })

  const created = await client.templates.create({
    businessAccountId: wabaId,
    name: 'how_was_it',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, how was your visit?',
        example: { bodyText: [['Ana']] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'FLOW', text: 'Tell us', flowId: flow.id, navigateScreen: 'RATING' }],
      },
    ],
  })
  const template = () =>
    client.templates.get({ businessAccountId: wabaId, templateId: String(created.id) })
  await eventually(template, ({ status }) => status === 'APPROVED')

  const to = '+9990001234'
  const sent = await client.messages.sendTemplate({
    phoneNumberId,
    to,
    template: {
      name: 'how_was_it',
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: [{ type: 'text', text: 'Zoë' }] },
        {
          type: 'button',
          subType: 'flow',
          index: '0',
          parameters: [{ type: 'action', action: { flowToken: 'ft_1' } }],
        },
      ],
    },
  })
  expect(sent.contacts).toEqual([{ input: to, waId: '9990001234' }])
  await eventually(shown, (lines) => lines.length === 1)

  // The person writes, so that anything may be sent.
  const { messageId } = await key.post<{ messageId: string }>(
    `/sandbox/phones/${encodeURIComponent(to)}/messages`,
    { text: 'Hi' },
  )
  await client.messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: 'text' } })
  await client.messages.sendInteractiveFlow({
    phoneNumberId,
    to,
    bodyText: 'Tell us how it went.',
    parameters: {
      flowId: flow.id,
      flowCta: 'Start',
      flowToken: 'ft_2',
      flowAction: 'navigate',
      flowActionPayload: { screen: 'RATING' },
    },
  })
  const bytes = new Uint8Array([137, 80, 78, 71, 1, 2, 3])
  const media = await client.media.upload({
    phoneNumberId,
    type: 'image/png',
    file: new Blob([bytes], { type: 'image/png' }),
    fileName: 'door.png',
  })
  const download = await client.media.download({ mediaId: media.id, auth: 'always' })
  expect(new Uint8Array(download as ArrayBuffer)).toEqual(bytes)
  await client.messages.sendImage({
    phoneNumberId,
    to,
    image: { id: media.id, caption: 'Our door' },
  })
  await client.messages.sendText({ phoneNumberId, to, body: 'Thank you' })
  const lines = await eventually(shown, (found) => found.length === 4)
  const byKind = Object.fromEntries(lines.map(({ kind, text }) => [kind, text]))
  expect(byKind).toEqual({
    template: 'Hello Zoë, how was your visit?',
    interactive: 'Tell us how it went.',
    image: 'Our door',
    text: 'Thank you',
  })

  const wrong = await refused(
    client.messages.sendTemplate({
      phoneNumberId,
      to,
      template: { name: 'nothing', language: { code: 'en_US' } },
    }),
  )
  expect(wrong).toMatchObject({ httpStatus: 404, code: 132001, type: 'OAuthException' })
  await client.templates.delete({ businessAccountId: wabaId, name: 'how_was_it' })
  await client.flows.deprecate({ flowId: flow.id })
})

test('a tester sets the world by the key of the workspace, and a client meets what was set', async () => {
  const { phoneNumberId } = app.demo.graph
  const set = (change: object) => key.ask('PATCH', '/sandbox/settings', change)
  expect((await fetch(`${app.url}/sandbox/settings`)).status).toBe(401)
  expect((await set({ nonsense: true })).status).toBe(400)
  expect((await set({ tokenExpired: true })).status).toBe(200)
  const call = () => client.messages.sendText({ phoneNumberId, to: '+9990001234', body: 'Hi' })
  const expired = await refused(call())
  expect(expired.requiresTokenRefresh()).toBe(true)
  await set({ tokenExpired: false })
  await call()
  const clock = await key.ask('POST', '/sandbox/clock', { forwardMs: 86_400_000 })
  expect(await clock.json()).toMatchObject({ aheadMs: 86_400_000 })
})
