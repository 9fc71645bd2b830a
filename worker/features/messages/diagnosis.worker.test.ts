/** The guide's troubleshooting, asked of single messages: each symptom names its cause, or that nothing here is wrong. */
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import type { Symptom } from '../../../shared/api/message-diagnosis.ts'
import { type FakeProvider, fakeProvider } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { runSendJob } from '../../queues/send.ts'
import { createCampaign } from '../campaigns/create.ts'
import { createTemplate } from '../templates/store.ts'
import { messageDetail } from './detail.ts'

const real = env as unknown as Env
const db = createDb(real.DB)
const now = Date.UTC(2026, 4, 4, 12)

let desk: FakeProvider
let publicId: string
let messageId: string

/** A message of an approved template with a Flow button, on its way. */
beforeEach(async () => {
  let id = 0
  desk = await fakeProvider(real, ({ path, key }) =>
    path.includes('/message_templates')
      ? Response.json({ id: `${desk.channelId}.${++id}`, status: 'APPROVED' })
      : Response.json({ messages: [{ id: `wamid.${key}` }] }),
  )
  publicId = await desk.flow()
  const template = await createTemplate(
    desk.env,
    db,
    desk.workspaceId,
    {
      channelId: desk.channelId,
      name: 'visit',
      language: 'en',
      category: 'UTILITY',
      body: 'Hello, how was your visit?',
      samples: [],
      buttonLabel: 'Tell us',
      publicId,
    },
    now,
  )
  if (!template.ok) throw new Error(template.error.detail)
  const campaign = await createCampaign(
    desk.env,
    db,
    { workspaceId: desk.workspaceId, createdBy: 'u' },
    {
      name: 'May',
      templateId: template.value.id,
      recipients: [{ phoneNumber: '+9991000001', values: [] }],
    },
    now,
  )
  if (!campaign.ok) throw new Error(campaign.error.detail)
  await runSendJob(desk.env, desk.jobs[0]!)
  const [row] = await desk.all('select id from messages where channel_id = ?', desk.channelId)
  messageId = String(row?.id)
})

const detail = (masked = false) =>
  messageDetail(db, { workspaceId: desk.workspaceId, id: messageId, masked }, now)

async function about(symptom: Symptom) {
  const found = (await detail())?.diagnoses.find((one) => one.symptom === symptom)
  return found && { verdict: found.verdict, words: [...found.says, found.help ?? ''].join(' ') }
}

const change = (sql: string, ...values: unknown[]) => desk.run(sql, ...values)
const template = (status: string, reason: string | null = null) =>
  change(
    'update templates set status = ?, reason = ? where channel_id = ?',
    status,
    reason,
    desk.channelId,
  )
const message = (fields: string, ...values: unknown[]) =>
  change(`update messages set ${fields} where id = ?`, ...values, messageId)

test('a message on its way: nothing is wrong, and the answer may still come', async () => {
  expect((await detail())?.diagnoses.map(({ symptom, verdict }) => [symptom, verdict])).toEqual([
    ['not-arrived', 'waiting'],
    ['no-button', 'fine'],
    ['does-not-open', 'fine'],
    ['no-answer', 'waiting'],
  ])
})

test.each([
  ['PENDING', null, 'waits for approval'],
  ['REJECTED', 'PROMOTIONAL', 'rejected: PROMOTIONAL'],
  ['PAUSED', null, 'paused'],
  ['DISABLED', null, 'disabled'],
  ['DELETED', null, 'deleted'],
])(
  'the button does not show: a template that is %s is the cause',
  async (status, reason, words) => {
    await template(status, reason)
    const found = await about('no-button')
    expect(found?.verdict).toBe('cause')
    expect(found?.words).toContain(words)
  },
)

test('the button does not show: a template of another kind has none, and its buttons are named', async () => {
  await change(
    `update templates set public_id = null, components = ? where channel_id = ?`,
    JSON.stringify([
      { type: 'BODY', text: 'Hello', samples: [] },
      { type: 'BUTTON', button: { type: 'QUICK_REPLY', label: 'Good' } },
    ]),
    desk.channelId,
  )
  const found = await about('no-button')
  expect(found?.verdict).toBe('cause')
  expect(found?.words).toContain('no Flow button: its buttons are “Good”')
})

test.each([
  ["state = 'deprecated'", 'deprecated'],
  ["state = 'draft'", 'draft'],
  ["provider_status = 'BLOCKED'", 'blocked'],
])('the form does not open: %s', async (fields, words) => {
  await change(`update versions set ${fields} where public_id = ?`, publicId)
  const found = await about('does-not-open')
  expect(found?.verdict).toBe('cause')
  expect(found?.words).toContain(words)
  expect(found?.words).toContain(publicId)
})

test('the form does not open: a flow that is gone is named by its id', async () => {
  await message("public_id = '9999999999999999'")
  expect(await about('does-not-open')).toMatchObject({
    verdict: 'cause',
    words: expect.stringContaining('9999999999999999'),
  })
})

test('it did not arrive: outside the 24 hours, with when the person last wrote', async () => {
  await message(
    "delivery = 'failed', send_state = 'failed', error_code = 131047, error_text = 'closed'",
  )
  expect(await about('not-arrived')).toMatchObject({
    verdict: 'cause',
    words: expect.stringContaining('has never written to you'),
  })
  await change(
    `insert into messages (id, workspace_id, channel_id, subaccount_id, direction, phone_number, kind, content,
       provider_message_id, attempt, created_at, updated_at)
     values (?, ?, ?, ?, 'in', '+9991000001', 'text', '{}', 'wamid.in', 0, ?, ?)`,
    crypto.randomUUID(),
    desk.workspaceId,
    desk.channelId,
    desk.subaccountId,
    now - 30 * 3_600_000,
    now,
  )
  expect((await about('not-arrived'))?.words).toContain('30 hours ago')
  expect((await about('not-arrived'))?.words).toContain('Send an approved template')
})

test('an answer that is kept is counted, and leads to the table', async () => {
  await change(
    `insert into responses (id, workspace_id, flow_id, public_id, channel_id, message_id, provider_message_id, answers,
       submitted_at, created_at)
     select ?, workspace_id, flow_id, public_id, ?, ?, 'wamid.answer', '{}', ?, ? from versions where public_id = ?`,
    crypto.randomUUID(),
    desk.channelId,
    messageId,
    now,
    now,
    publicId,
  )
  expect(await about('no-answer')).toMatchObject({ verdict: 'fine' })
})

test('members without log access read no number, in the provider’s words neither', async () => {
  await message(
    "delivery = 'failed', send_state = 'failed', error_code = 131026, error_text = '+9991000001 cannot get it'",
  )
  const masked = JSON.stringify(await detail(true))
  expect(masked).not.toContain('1000001')
  expect(JSON.stringify(await detail())).toContain('9991000001')
})

test('another workspace has no such message', async () => {
  expect(
    await messageDetail(
      db,
      { workspaceId: crypto.randomUUID(), id: messageId, masked: false },
      now,
    ),
  ).toBeUndefined()
})
