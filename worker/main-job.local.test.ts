/** The main job over HTTP and sockets on the served app, with a SIGKILL in the middle of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../cli/check/app.ts'
import { type Client, eventually, signedInAs, withKey } from '../cli/check/http.ts'
import { joinRoom } from '../cli/check/room-client.ts'
import type { Campaign, MessageList } from '../shared/api/campaigns.ts'
import type { Checks } from '../shared/api/checks.ts'
import type { FlowList, VersionDetail } from '../shared/api/flows.ts'
import type { ResponseList } from '../shared/api/responses.ts'
import type { Template, TemplateList } from '../shared/api/templates.ts'

let app: RunningApp
let owner: Client & { cookie: string }
let key: Client
let home: string

beforeAll(async () => {
  app = await startApp()
  owner = await signedInAs(app, 'owner')
  key = withKey(app)
  home = `/app/${app.demo.accountId}`
})
afterAll(() => app?.stop())

const logLines = async (): Promise<
  { phoneNumber: string; correlationId: string; kind: string }[]
> => {
  const text = await (await key.ask('GET', '/sandbox/log')).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

test('the demo workspace is as promised', async () => {
  const { flows } = await owner.get<FlowList>(`${home}/flows`)
  expect(flows).toHaveLength(5)
  const published = flows.filter((flow) => flow.state === 'published')
  expect(published).toHaveLength(1)
  expect(published[0]!.publicId).toMatch(/^\d{16}$/)
  expect(published[0]!.responses).toBe(50)
  const { campaigns } = await owner.get<{ campaigns: Campaign[] }>(`${home}/campaigns`)
  expect(campaigns.map((c) => c.state)).toEqual(['finished'])
  expect(app.demo.users.map((u) => u.role)).toEqual(['owner', 'editor', 'operator', 'reviewer'])
})

test('two people type and a send runs through a SIGKILL: nothing acknowledged is missing, nobody hears twice', async () => {
  const recipients = Array.from({ length: 300 }, (_, i) => `+9991000${String(100 + i)}`)
  const created = await owner.post<{ publicId: string }>(`${home}/flows`, {
    channelId: app.demo.channelId,
    name: 'Kill me softly',
    example: 'product-return',
  })
  const ana = joinRoom(app, created.publicId, { authorization: `Bearer ${app.demo.apiKey}` })
  const ben = joinRoom(app, created.publicId, { cookie: owner.cookie, origin: app.url })
  try {
    await eventually(
      async () => [ana.text.length, ben.text.length],
      ([a, b]) => a! > 2 && a === b,
    )

    const { templates } = await eventually(
      () => owner.get<TemplateList>(`${home}/templates`),
      (list) => list.templates[0]?.status === 'APPROVED',
    )
    const campaign = await owner.post<{ id: string }>(`${home}/campaigns`, {
      name: 'Through the kill',
      templateId: (templates[0] as Template).id,
      recipients: recipients.map((phoneNumber) => ({ phoneNumber, values: ['Ana'] })),
    })

    // What a peer has seen is what was acknowledged: it must outlive the kill.
    const seenByBen = new Set<string>()
    ben.text.observe(() => {
      for (const word of ben.text.toString().match(/ana-\d+;/g) ?? []) seenByBen.add(word)
    })
    for (let i = 0; i < 60; i++) {
      ana.text.insert(0, `ana-${i};`)
      if (i % 2) ben.text.insert(ben.text.length, `\nben-${i};`)
      await new Promise((done) => setImmediate(done))
    }
    await eventually(
      async () => seenByBen.size,
      (size) => size > 5,
    )
    await app.kill()
    const seen = [...seenByBen]
    await app.restart()

    const text = await eventually(
      async () => (await owner.ask('GET', `${home}/versions/${created.publicId}/json`)).text(),
      (json) => json.includes('ana-59;') && json.includes('ben-59;'),
    )
    for (const word of seen) expect(text).toContain(word)
    await eventually(
      async () => [ana.text.toString(), ben.text.toString()],
      ([a, b]) => a === b && a!.includes('ben-59;'),
    )

    const done = await eventually(
      () => owner.get<Campaign>(`${home}/campaigns/${campaign.id}`),
      ({ counts }) => counts.pending + counts.claimed === 0,
    )
    expect(done.counts).toMatchObject({ total: 300, sent: 300, failed: 0, unknown: 0, skipped: 0 })
    const heard = await eventually(
      logLines,
      (lines) => lines.filter((l) => recipients.includes(l.phoneNumber)).length >= 300,
    )
    const numbers = heard.map((line) => line.phoneNumber).filter((n) => recipients.includes(n))
    expect(numbers.toSorted()).toEqual(recipients)
  } finally {
    ana.leave()
    ben.leave()
  }
})

test('publish freezes; a handset answers; the answer is in the table, masked for whoever lacks log access', async () => {
  const created = await owner.post<{ publicId: string }>(`${home}/flows`, {
    channelId: app.demo.channelId,
    name: 'Straight through',
  })
  const published = await owner.post<VersionDetail>(
    `${home}/versions/${created.publicId}/publish`,
    {},
  )
  expect(published.state).toBe('published')
  expect(published.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect((await owner.ask('DELETE', `${home}/versions/${created.publicId}`)).status).toBe(409)

  const template = await owner.post<Template>(`${home}/templates`, {
    channelId: app.demo.channelId,
    name: 'straight_through',
    language: 'en',
    category: 'UTILITY',
    body: 'Hello {{1}}, tell us how we can help.',
    samples: ['Ana'],
    buttonLabel: 'Start',
    publicId: created.publicId,
  })
  await eventually(
    () => owner.get<Template>(`${home}/templates/${template.id}`),
    ({ status }) => status === 'APPROVED',
  )
  const phone = '+9992000001'
  await owner.post(`${home}/campaigns`, {
    name: 'One person',
    templateId: template.id,
    recipients: [{ phoneNumber: phone, values: ['Zoë'] }],
  })

  type Bubble = { id: string; kind: string; body?: string }
  const messages = await eventually(
    async () =>
      (
        await key.get<{ messages: Bubble[] }>(
          `/sandbox/phones/${encodeURIComponent(phone)}/messages`,
        )
      ).messages,
    (bubbles) => bubbles.length > 0,
  )
  expect(JSON.stringify(messages[0])).toContain('Hello Zoë')
  await key.post(
    `/sandbox/phones/${encodeURIComponent(phone)}/flows/${encodeURIComponent(messages[0]!.id)}/submissions`,
    {
      payload: { full_name: 'Zoë Novák', message: '=1+1' },
    },
  )
  const responses = `${home}/versions/${created.publicId}/responses`
  const list = await eventually(
    () => owner.get<ResponseList>(responses),
    ({ rows }) => rows.length === 1,
  )
  expect(list.rows[0]).toMatchObject({
    phoneNumber: phone,
    answers: { full_name: 'Zoë Novák', message: '=1+1' },
  })
  expect(list.columns.map((c) => c.key)).toEqual(['full_name', 'message'])

  const csv = await (await owner.ask('GET', `${responses}.csv`)).text()
  expect(csv).toContain('Zoë Novák')
  expect(csv).toContain("'=1+1")

  const editor = await signedInAs(app, 'editor')
  const masked = JSON.stringify(await editor.get<ResponseList>(responses))
  expect(masked).not.toContain('Novák')
  expect(masked).not.toContain('9992000001')
  expect((await editor.ask('GET', `${responses}.csv`)).status).toBe(403)
  expect(JSON.stringify(await editor.get<MessageList>(`${home}/messages`))).not.toContain(
    '9992000001',
  )

  const { evidence, ticks } = await eventually(
    () => editor.get<Checks>(`${home}/versions/${created.publicId}/checks`),
    ({ evidence }) => evidence.submitted !== null && evidence.delivered !== null,
  )
  expect(evidence).toMatchObject({
    template: { name: 'straight_through' },
    sent: { messageId: expect.any(String) },
    response: { id: list.rows[0]!.id, unread: [] },
    failed: null,
    confirmation: null,
    setAside: null,
  })
  expect(ticks).toEqual([])
})
