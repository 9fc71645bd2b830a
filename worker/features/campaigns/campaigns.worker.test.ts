/** Campaigns from the console: what is refused before anything is written, and what is written then. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { fakeProvider } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { runSendJob } from '../../queues/send.ts'
import { listMessages } from '../messages/store.ts'
import { createTemplate } from '../templates/store.ts'
import { createCampaign } from './create.ts'
import { getCampaign, listCampaigns } from './store.ts'

const real = env as unknown as Env
const db = createDb(real.DB)

async function makeDesk() {
  let id = 0
  const fake = await fakeProvider(real, ({ path, key }) =>
    path.includes('/message_templates')
      ? Response.json({ id: `${fake.channelId}.${++id}`, status: 'APPROVED' })
      : Response.json({ messages: [{ id: `wamid.${key}` }] }),
  )
  const publicId = await fake.flow()
  const template = await createTemplate(
    fake.env,
    db,
    fake.workspaceId,
    {
      channelId: fake.channelId,
      name: 'visit',
      language: 'en',
      category: 'UTILITY',
      body: 'Hello {{1}}, how was it?',
      samples: ['Ana'],
      buttonLabel: 'Tell us',
      publicId,
    },
    Date.now(),
  )
  if (!template.ok) throw new Error(template.error.detail)
  const by = { workspaceId: fake.workspaceId, createdBy: 'u' }
  const templateId = template.value.id
  const log = async (more: { search?: string; masked?: boolean; limit?: number } = {}) =>
    listMessages(db, {
      workspaceId: fake.workspaceId,
      before: null,
      limit: 50,
      masked: false,
      ...more,
    })
  return Object.assign(fake, {
    templateId,
    publicId,
    log,
    create: (recipients: [string, ...string[]][], more: object = {}) =>
      createCampaign(
        fake.env,
        db,
        by,
        {
          name: 'May',
          templateId,
          recipients: recipients.map(([phoneNumber, ...values]) => ({ phoneNumber, values })),
          ...more,
        },
        Date.now(),
      ),
  })
}

test('each recipient gets a message with values and a flow token of its own', async () => {
  const desk = await makeDesk()
  const made = await desk.create([
    ['+999 1000001', 'Ana'],
    ['+9991000002', 'Ben'],
  ])
  if (!made.ok) throw new Error(made.error.detail)
  await runSendJob(desk.env, desk.jobs[0]!)
  const sent = desk.calls.filter((call) => call.path === '/phone/messages').map((call) => call.body)
  expect(sent).toMatchObject([{ to: '+9991000001' }, { to: '+9991000002' }])
  const tokens = JSON.stringify(sent).match(/ft_[0-9a-f-]{36}/g)
  expect(new Set(tokens).size).toBe(2)
  expect(await getCampaign(db, desk.workspaceId, made.value.id)).toMatchObject({
    state: 'finished',
    templateName: 'visit',
    counts: { total: 2, sent: 2 },
  })
  const { messages } = await desk.log()
  expect(messages.map((it) => it.text).sort()).toEqual([
    'Hello Ana, how was it?',
    'Hello Ben, how was it?',
  ])
})

test('a number that stands in the list twice, however spelled, gets one message', async () => {
  const desk = await makeDesk()
  const made = await desk.create([
    ['+9991000001', 'Ana'],
    ['00999 100-0001', 'Ana'],
  ])
  if (!made.ok) throw new Error(made.error.detail)
  await runSendJob(desk.env, desk.jobs[0]!)
  expect((await listCampaigns(db, desk.workspaceId))[0]).toMatchObject({
    counts: { total: 2, sent: 1, skipped: 1 },
  })
  expect(desk.calls.filter((call) => call.path === '/phone/messages').length).toBe(1)
  expect((await desk.log()).messages.find((it) => it.sendState === 'skipped')?.errorText).toContain(
    'recipient 1',
  )
})

describe('nothing is written where something is amiss', () => {
  test.each([
    [
      'a number that is none',
      [
        ['+9991000001', 'Ana'],
        ['nobody', 'Ben'],
      ],
      'bad-phone-number',
      'recipients.1.phoneNumber',
    ],
    ['too few values', [['+9991000001']], 'bad-request', 'recipients.0.values'],
    ['too many values', [['+9991000001', 'a', 'b']], 'bad-request', 'recipients.0.values'],
    [
      'a value with a line break',
      [['+9991000001', 'a\nb']],
      'bad-request',
      'recipients.0.values.0',
    ],
  ] as const)('%s', async (_, recipients, kind, field) => {
    const desk = await makeDesk()
    const made = await desk.create(recipients.map((it) => [...it]) as [string, ...string[]][])
    expect(made).toMatchObject({ ok: false, error: { kind, field } })
    if (!made.ok) expect(made.error.detail).toMatch(/^Recipient \d/)
    expect([
      await listCampaigns(db, desk.workspaceId),
      (await desk.log()).messages,
      desk.jobs,
    ]).toEqual([[], [], []])
  })

  test('a template that waits, and one whose flow is closed', async () => {
    const desk = await makeDesk()
    await desk.run(`update versions set state = 'deprecated' where public_id = ?`, desk.publicId)
    expect(await desk.create([['+9991000001', 'Ana']])).toMatchObject({
      ok: false,
      error: { kind: 'not-published' },
    })
    await desk.run(`update templates set status = 'PAUSED' where id = ?`, desk.templateId)
    expect(await desk.create([['+9991000001', 'Ana']])).toMatchObject({
      ok: false,
      error: { kind: 'template-not-approved' },
    })
    const foreign = await makeDesk()
    expect(
      await desk.create([['+9991000001', 'Ana']], { templateId: foreign.templateId }),
    ).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    })
  })
})

describe('the log', () => {
  test('pages hold every message once', async () => {
    const desk = await makeDesk()
    await desk.create(Array.from({ length: 25 }, (_, i) => [`+99910000${10 + i}`, 'x']))
    const seen: string[] = []
    let before = null
    do {
      const page = await listMessages(db, {
        workspaceId: desk.workspaceId,
        before,
        limit: 10,
        masked: false,
      })
      seen.push(...page.messages.map((it) => it.phoneNumber))
      const last = page.messages.at(-1)
      before = page.next && last ? { createdAt: last.createdAt, id: last.id } : null
    } while (before)
    expect(new Set(seen).size).toBe(25)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  test('without log access numbers and texts are hidden, and cannot be found out by searching', async () => {
    const desk = await makeDesk()
    await desk.create([['+9991234567', 'canary']])
    await desk.run(
      `update messages set error_text = 'Recipient +9991234567 is odd' where workspace_id = ?`,
      desk.workspaceId,
    )
    const shown = JSON.stringify(await desk.log({ masked: true }))
    for (const canary of ['canary', '9991234567', '1234567']) expect(shown).not.toContain(canary)
    const found = async (search: string, masked: boolean) =>
      (await desk.log({ search, masked })).messages.length
    expect([
      await found('canary', false),
      await found('123 45', false),
      await found('visit', false),
    ]).toEqual([1, 1, 1])
    expect([
      await found('canary', true),
      await found('12345', true),
      await found('visit', true),
    ]).toEqual([0, 0, 1])
    expect(await found('template', false)).toBe(0)
  })
})
