/** The guide's table of common errors, each made as a user makes it, on the served app: what is said, and where. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { draftWith, flowsPath } from '../../../cli/check/flows.ts'
import { type Client, eventually, signedInAs, withKey } from '../../../cli/check/http.ts'
import type { MessageList } from '../../../shared/api/campaigns.ts'
import type { MessageDetail } from '../../../shared/api/message-diagnosis.ts'
import type { Template, TemplateList } from '../../../shared/api/templates.ts'
import { exampleFlows } from '../../../shared/flow/index.ts'

const phone = '+9990000072'
let app: RunningApp
let key: Client
let owner: Client
let home: string
let flows: string

beforeAll(async () => {
  app = await startApp()
  key = withKey(app)
  owner = await signedInAs(app, 'owner')
  home = `/app/${app.demo.accountId}`
  flows = flowsPath(app)
})
afterAll(() => app?.stop())

const sound = exampleFlows[0]!.text
type Refused = { message: string; validationErrors?: { message: string; lineStart: number }[] }

const refusal = async (method: string, path: string, body?: unknown) => {
  const reply = await key.ask(method, path, body)
  expect(reply.ok).toBe(false)
  return (await reply.json()) as Refused
}

/** A flow message to the phone, as a program sends it. */
const flowMessage = (flowId: string) => ({
  user: { msisdn: phone },
  type: 'Interactive',
  content: {
    interactive: {
      type: 'flow',
      body: { text: 'Hello' },
      action: { parameters: { flowId, flowCta: 'Open' } },
    },
  },
})
const send = (flowId: string) =>
  refusal('POST', `/api/v1/subaccounts/${app.demo.subAccountId}/messages`, flowMessage(flowId))

test('a brace is missing: the line is named, and publishing is refused', async () => {
  const id = await draftWith(app, 'Broken', sound.replace(/\}\s*\]/, ']'))
  const { validationErrors } = await refusal('POST', `${flows}/${id}/publish`)
  expect(validationErrors?.[0]?.message).toContain('is not closed with }')
  expect(validationErrors?.[0]?.lineStart).toBeGreaterThan(1)
})

test('a screen that does not exist: the finding names the way and the missing screen', async () => {
  const flow = JSON.parse(sound) as { screens: { id: string }[] }
  const [first, second] = flow.screens
  const text = sound.replaceAll(`"name": "${second?.id}"`, '"name": "NOWHERE"')
  expect(text).not.toBe(sound)
  const id = await draftWith(app, 'Lost', text)
  const { validationErrors } = await refusal('POST', `${flows}/${id}/publish`)
  const said = JSON.stringify(validationErrors)
  expect(said).toContain('NOWHERE')
  expect(said).toContain(first?.id)
})

test('a draft is sent: not published', async () => {
  const id = await draftWith(app, 'Draft', sound)
  expect((await send(id)).message).toContain('Flow is not published')
})

test('a deleted flow is sent: its id is named', async () => {
  const id = await draftWith(app, 'Gone', sound)
  expect((await key.ask('DELETE', `${flows}/${id}`)).ok).toBe(true)
  expect((await send(id)).message).toContain(id)
})

const approved = async (): Promise<Template> =>
  (await eventually(
    async () =>
      (
        await owner.get<TemplateList>(`${home}/templates`)
      ).templates.find(({ status, publicId }) => status === 'APPROVED' && publicId !== null),
    (found) => found !== undefined,
  ))!

test('a template that waits for approval is refused, with its state', async () => {
  await owner.ask('PATCH', '/sandbox/settings', { approvalDelayMs: 600_000 })
  const { publicId, channelId } = await approved()
  const waiting = await owner.post<Template>(`${home}/templates`, {
    channelId,
    name: 'still_waiting',
    language: 'en',
    category: 'UTILITY',
    body: 'Would you like to change anything about your visit with us?',
    samples: [],
    buttonLabel: 'Change it',
    publicId,
  })
  const reply = await owner.ask('POST', `${home}/campaigns`, {
    name: 'Too early',
    templateId: waiting.id,
    recipients: [{ phoneNumber: phone, values: [] }],
  })
  expect(reply.status).toBe(409)
  expect(await reply.text()).toContain('still waits for approval')
})

test('a form whose version is deprecated: the phone says so, and the log says why', async () => {
  const template = await approved()
  await owner.post(`${home}/campaigns`, {
    name: 'Before',
    templateId: template.id,
    recipients: [{ phoneNumber: phone, values: template.samples }],
  })
  const { messages } = await eventually(
    () => owner.get<MessageList>(`${home}/messages?search=${encodeURIComponent(phone)}`),
    (list) => list.messages.some(({ delivery }) => delivery === 'delivered'),
  )
  expect((await key.ask('POST', `${flows}/${template.publicId}/deprecate`)).ok).toBe(true)

  const chat = `/sandbox/phones/${encodeURIComponent(phone)}`
  const { messages: bubbles } = await owner.get<{ messages: { id: string }[] }>(`${chat}/messages`)
  const opened = await owner.ask(
    'GET',
    `${chat}/flows/${encodeURIComponent(bubbles.at(-1)?.id ?? '')}`,
  )
  expect(opened.ok).toBe(false)
  expect(await opened.text()).toContain('no longer in use')

  const { diagnoses } = await owner.get<MessageDetail>(`${home}/messages/${messages[0]?.id}`)
  expect(diagnoses.find(({ symptom }) => symptom === 'does-not-open')).toMatchObject({
    verdict: 'cause',
    at: { what: 'flow', id: template.publicId },
  })
})
