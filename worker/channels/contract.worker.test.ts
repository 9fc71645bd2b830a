/** What every provider's adapter promises, asked of each: of Meta's at the emulator over HTTP, of 8x8's at its double. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDb } from '../db/client.ts'
import type { Env } from '../env.ts'
import { eightByEightOf } from '../features/channels/eight-by-eight.ts'
import { createSandboxChannel } from '../features/channels/store.ts'
import { createApiKey } from '../features/workspaces/store.ts'
import { seal } from '../http/secrets.ts'
import type { ChannelAdapter, Outbound, OutboundContent, TemplateDraft } from './channel.ts'
import { holdsChannel, isPacing } from './cloud-api-errors.ts'
import { adapterFor } from './index.ts'
import { eightByEightStage } from './testing/eight-by-eight-stage.ts'

const real = env as unknown as Env
const db = createDb(real.DB)
const origin = 'https://contract.test'
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

type Seen = { correlationId: string; kind: string }

/** A provider with what a test has to know and to arrange from outside. */
type Stage = {
  adapter: ChannelAdapter
  /** The same channel with a key that the provider does not know. */
  stranger: ChannelAdapter
  phoneNumber: string
  approve(name: string, language: string, providerTemplateId: string): Promise<void>
  /** The next request is carried out and its answer lost; or it meets nobody. */
  lose(): void
  vanish(): void
  /** From here on the provider is too busy. */
  brake(): Promise<void>
  /** What reached phones, as the provider tells it. */
  seen(): Promise<Seen[]>
}

async function atTheEmulator(): Promise<Stage> {
  const workspaceId = crypto.randomUUID()
  await real.DB.prepare('insert into workspaces (id, name, created_at) values (?, ?, 1)')
    .bind(workspaceId, 'Contract')
    .run()
  await real.DB.prepare('insert into subaccounts (id, workspace_id, created_at) values (?, ?, 1)')
    .bind(`sub_${workspaceId.slice(0, 8)}`, workspaceId)
    .run()
  const channel = await createSandboxChannel(real, db, workspaceId, origin, Date.now())
  const rights = ['manage-channels', 'use-handset', 'log-access'] as const
  const key = await createApiKey(db, workspaceId, 'contract', [...rights], Date.now())
  const arrange = async (method: string, path: string, body?: object) => {
    const reply = await serve.fetch(
      new Request(`${origin}/sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    // The log is JSON lines, of which text() would warn.
    const text = new TextDecoder().decode(await reply.arrayBuffer())
    if (!reply.ok) throw new Error(`${path}: ${text}`)
    return text
  }
  await arrange('PATCH', '/settings', {
    approvalDelayMs: 3_600_000,
    sentDelayMs: 0,
    deliveredDelayMs: 0,
  })
  const phoneNumber = `+999${String(Date.now()).slice(-9)}`
  // Whoever spoke first may be written to freely.
  await arrange('POST', `/phones/${encodeURIComponent(phoneNumber)}/messages`, { text: 'Hello' })
  let next: 'lose' | 'vanish' | null = null
  const own: Env = {
    ...real,
    SELF: {
      async fetch(request: Request) {
        const fate = next
        next = null
        if (fate === 'vanish') throw new TypeError('connect(): Connection refused')
        const answer = await real.SELF.fetch(request)
        if (fate === null) return answer
        await answer.arrayBuffer()
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      },
    } as unknown as Fetcher,
  }
  return {
    adapter: await adapterFor(own, channel),
    stranger: await adapterFor(own, { ...channel, sealedToken: await seal(real, 'SBX.1.guess') }),
    phoneNumber,
    approve: async (_name, _language, id) =>
      void (await arrange('POST', `/templates/${id}`, { status: 'APPROVED' })),
    lose: () => {
      next = 'lose'
    },
    vanish: () => {
      next = 'vanish'
    },
    brake: async () => void (await arrange('PATCH', '/settings', { messagesPerSecond: 1 })),
    seen: async () =>
      (await arrange('GET', '/log?after=0'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  }
}

async function atEightByEight(spelling: 'description' | 'guide'): Promise<Stage> {
  const { env: own, double, channel } = await eightByEightStage(real, { spelling })
  const wrong = { ...eightByEightOf(channel), sealedKey: await seal(real, 'another-key') }
  return {
    adapter: await adapterFor(own, channel),
    stranger: await adapterFor(own, { ...channel, eightByEight: wrong }),
    phoneNumber: '+6581234567',
    approve: async (name, language) => double.decide(name, language, 'APPROVED'),
    lose: () => double.meet({ kind: 'late' }),
    vanish: () => double.meet({ kind: 'nobody' }),
    brake: async () => double.meet({ kind: 'busy', seconds: 7 }),
    seen: async () =>
      double.messages.taken.map(({ clientMessageId, type }) => ({
        correlationId: String(clientMessageId),
        kind: String(type),
      })),
  }
}

const flowWith = (type: string) =>
  JSON.stringify(
    {
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
              { type, text: 'How was it?' },
              { type: 'TextInput', name: 'comment', label: 'Comment', 'input-type': 'text' },
              {
                type: 'Footer',
                label: 'Send',
                'on-click-action': { name: 'complete', payload: { comment: '${form.comment}' } },
              },
            ],
          },
        },
      ],
    },
    null,
    2,
  )
const sound = flowWith('TextHeading')
const broken = flowWith('TextHeadline')

const unique = (what: string) => `${what}_${crypto.randomUUID().slice(0, 8).replaceAll('-', '_')}`
const refused = { ok: false, error: { kind: 'refused', message: expect.stringMatching(/\S/) } }
const unknown = { ok: false, error: { kind: 'unknown', message: expect.stringMatching(/\S/) } }

describe.each([
  ['the Cloud API, at the emulator', atTheEmulator],
  ['8x8 as its API description has it', () => atEightByEight('description')],
  ['8x8 as its guide has it', () => atEightByEight('guide')],
] as const)('%s', (_, open) => {
  let stage: Stage
  let adapter: ChannelAdapter
  beforeAll(async () => {
    stage = await open()
    adapter = stage.adapter
  })

  async function draft(name = unique('flow')): Promise<string> {
    const made = await adapter.createFlow({ name, categories: ['SURVEY'] })
    if (!made.ok) throw new Error(made.error.message)
    return made.value.providerFlowId
  }

  async function published(): Promise<string> {
    const id = await draft()
    expect(await adapter.uploadFlowJson(id, sound)).toEqual({ ok: true, value: { findings: [] } })
    expect(await adapter.publishFlow(id)).toEqual({ ok: true, value: {} })
    return id
  }

  const template = (more: Partial<TemplateDraft> = {}): TemplateDraft => {
    const name = unique('visit')
    return {
      name,
      language: 'en_US',
      category: 'UTILITY',
      header: 'Visit on {{2}}',
      body: `Hello {{1}}, this is ${name}. How did you like it with us?`,
      samples: ['Ana', '4 May'],
      footer: 'Takes a minute',
      buttons: [],
      ...more,
    }
  }

  /** An approved template whose second button opens a flow. */
  async function approved(): Promise<TemplateDraft> {
    const wanted = template({
      buttons: [
        { type: 'URL', label: 'See it', url: 'https://example.com/visit' },
        { type: 'FLOW', label: 'Tell us', providerFlowId: await published() },
      ],
    })
    const made = await adapter.createTemplate(wanted)
    if (!made.ok) throw new Error(made.error.message)
    await stage.approve(wanted.name, wanted.language, made.value.providerTemplateId)
    return wanted
  }

  const message = (content: OutboundContent, id = crypto.randomUUID()): Outbound => ({
    id,
    correlationId: id,
    phoneNumber: stage.phoneNumber,
    content,
  })

  /** Waits until a message is seen at a phone; returns all that carry its id. */
  async function arrivals(id: string): Promise<Seen[]> {
    for (;;) {
      const found = (await stage.seen()).filter(({ correlationId }) => correlationId === id)
      if (found.length > 0) return found
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  test('a flow is drafted, found, filled, published and retired, each step once', async () => {
    const name = unique('life')
    const id = await draft(name)
    expect(await adapter.findFlow(name)).toMatchObject({
      ok: true,
      value: { providerFlowId: id, status: 'DRAFT' },
    })
    expect(await adapter.findFlow(unique('nowhere'))).toEqual({ ok: true, value: null })
    expect(await adapter.deprecateFlow(id)).toMatchObject(refused)
    expect(await adapter.setEndpoint(id, 'https://example.com/flow')).toMatchObject({ ok: true })
    expect(await adapter.uploadFlowJson(id, sound)).toEqual({ ok: true, value: { findings: [] } })
    expect(await adapter.publishFlow(id)).toEqual({ ok: true, value: {} })
    expect(await adapter.flowStatus(id)).toMatchObject({ value: { status: 'PUBLISHED' } })

    expect(await adapter.publishFlow(id)).toMatchObject(refused)
    expect(await adapter.uploadFlowJson(id, sound)).toMatchObject(refused)
    expect(await adapter.deleteFlow(id)).toMatchObject(refused)
    expect(await adapter.deprecateFlow(id)).toEqual({ ok: true, value: {} })
    expect(await adapter.flowStatus(id)).toMatchObject({ value: { status: 'DEPRECATED' } })
    expect(await adapter.deprecateFlow(id)).toMatchObject(refused)
  })

  test('a broken flow is saved with findings that say what and where, and cannot be published', async () => {
    const id = await draft()
    const uploaded = await adapter.uploadFlowJson(id, broken)
    const line = broken.split('\n').findIndex((it) => it.includes('TextHeadline')) + 1
    expect(uploaded).toMatchObject({ ok: true })
    if (uploaded.ok) {
      expect(uploaded.value.findings).toContainEqual({
        code: expect.stringMatching(/^[A-Z_]+$/),
        message: expect.stringMatching(/\S/),
        path: 'screens[0].layout.children[0].type',
        lineStart: line,
        lineEnd: line,
        columnStart: expect.any(Number),
        columnEnd: expect.any(Number),
      })
    }
    expect(await adapter.publishFlow(id)).toMatchObject(refused)
    expect(await adapter.flowStatus(id)).toMatchObject({ value: { status: 'DRAFT' } })
    const text = await adapter.uploadFlowJson(id, '{"version": ')
    expect(text.ok ? text.value.findings.length : 0).toBeGreaterThan(0)
  })

  test('a draft is deleted, and is then unknown', async () => {
    const id = await draft()
    expect(await adapter.deleteFlow(id)).toEqual({ ok: true, value: {} })
    expect(await adapter.flowStatus(id)).toMatchObject(refused)
    expect(await adapter.deleteFlow(id)).toMatchObject(refused)
    expect(await adapter.publishFlow(id)).toMatchObject(refused)
  })

  test('a template waits, is approved, is deleted, and leaves its name locked', async () => {
    const wanted = template()
    const made = await adapter.createTemplate(wanted)
    expect(made).toMatchObject({ ok: true, value: { status: 'PENDING' } })
    if (!made.ok) return
    const { providerTemplateId } = made.value
    expect(await adapter.templateStatus(providerTemplateId)).toMatchObject({
      ok: true,
      value: { status: 'PENDING', reason: null },
    })
    expect(await adapter.createTemplate(wanted)).toMatchObject(refused)
    await stage.approve(wanted.name, wanted.language, providerTemplateId)
    expect(await adapter.findTemplate(wanted.name, wanted.language)).toEqual({
      ok: true,
      value: { providerTemplateId, status: 'APPROVED', reason: null },
    })
    expect(await adapter.findTemplate(wanted.name, 'fr')).toEqual({ ok: true, value: null })

    expect(await adapter.deleteTemplate(wanted.name, providerTemplateId)).toMatchObject({
      ok: true,
    })
    expect(await adapter.findTemplate(wanted.name, wanted.language)).toEqual({
      ok: true,
      value: null,
    })
    expect(await adapter.templateStatus(providerTemplateId)).toMatchObject(refused)
    expect(await adapter.deleteTemplate(wanted.name, providerTemplateId)).toMatchObject(refused)
    expect(await adapter.createTemplate(wanted)).toMatchObject(refused)
  })

  test('deleting one language leaves the other, exactly where the channel says that it can', async () => {
    const english = template({
      header: 'Visit',
      body: 'How was your visit with us today?',
      samples: [],
    })
    const french = { ...english, language: 'fr', body: 'Comment était votre visite chez nous ?' }
    const made = await adapter.createTemplate(english)
    expect(await adapter.createTemplate(french)).toMatchObject({ ok: true })
    if (!made.ok) throw new Error(made.error.message)
    await adapter.deleteTemplate(english.name, made.value.providerTemplateId)
    expect(await adapter.findTemplate(english.name, 'en_US')).toEqual({ ok: true, value: null })
    const other = await adapter.findTemplate(english.name, 'fr')
    expect(other.ok && other.value !== null).toBe(adapter.capabilities.deletesOneLanguage)
  })

  test('a template whose flow is not published is refused', async () => {
    const buttons = [{ type: 'FLOW' as const, label: 'Tell us', providerFlowId: await draft() }]
    expect(await adapter.createTemplate(template({ buttons }))).toMatchObject(refused)
  })

  test('a template with a flow, a text and a flow message each arrive once, with our id', async () => {
    const wanted = await approved()
    const contents: OutboundContent[] = [
      {
        kind: 'template',
        name: wanted.name,
        language: wanted.language,
        values: ['Ana', '4 May'],
        headerValue: '4 May',
        bodyValues: ['Ana'],
        flow: { token: unique('ft'), index: 1 },
      },
      { kind: 'text', text: 'Thank you.' },
      {
        kind: 'flow',
        header: 'One question',
        body: 'Tell us how it went.',
        footer: 'Takes a minute',
        button: 'Start',
        providerFlowId: await published(),
        token: unique('ft'),
        action: 'navigate',
        screen: 'RATING',
      },
    ]
    for (const content of contents) {
      const wish = message(content)
      const sent = await adapter.send(wish)
      expect(sent).toEqual({ ok: true, value: { providerMessageId: expect.stringMatching(/\S/) } })
      const kind = content.kind === 'flow' ? 'interactive' : content.kind
      expect((await arrivals(wish.id)).map((it) => it.kind)).toEqual([kind])
    }
  })

  test('a message that does not fit is refused', async () => {
    const { name, language } = await approved()
    const nowhere = { kind: 'template' as const, name: unique('no'), language, values: [] }
    expect(await adapter.send(message(nowhere))).toMatchObject(refused)
    const few = { kind: 'template' as const, name, language, values: [], flow: { token: 't' } }
    expect(await adapter.send(message(few))).toMatchObject(refused)
  })

  test('a send whose answer is lost is unknown, though it arrived', async () => {
    const wish = message({ kind: 'text', text: 'Are you there?' })
    stage.lose()
    expect(await adapter.send(wish)).toMatchObject(unknown)
    expect(await arrivals(wish.id)).toHaveLength(1)
    const again = await adapter.send(wish)
    expect(again.ok).toBe(true)
    const { length } = (await stage.seen()).filter(({ correlationId }) => correlationId === wish.id)
    expect(length, 'sent again').toBe(adapter.capabilities.repeatsSafely ? 1 : 2)
  })

  test('what was made although the answer was lost is found again', async () => {
    const name = unique('lost')
    stage.lose()
    expect(await adapter.createFlow({ name, categories: ['SURVEY'] })).toMatchObject(unknown)
    const found = await adapter.findFlow(name)
    expect(found).toMatchObject({ ok: true, value: { status: 'DRAFT' } })
    const id = found.ok && found.value ? found.value.providerFlowId : ''
    await adapter.uploadFlowJson(id, sound)
    stage.lose()
    expect(await adapter.publishFlow(id)).toMatchObject(unknown)
    expect(await adapter.flowStatus(id)).toMatchObject({ value: { status: 'PUBLISHED' } })

    const wanted = template()
    stage.lose()
    expect(await adapter.createTemplate(wanted)).toMatchObject(unknown)
    expect(await adapter.findTemplate(wanted.name, wanted.language)).toMatchObject({
      ok: true,
      value: { status: 'PENDING' },
    })
  })

  test('where nobody answers, nothing was accepted', async () => {
    stage.vanish()
    const sent = await adapter.send(message({ kind: 'text', text: 'Hello?' }))
    expect(sent).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  test('a key that the provider does not know gets nothing done', async () => {
    const { stranger } = stage
    const id = await draft()
    expect(await adapter.reach()).toEqual({ ok: true, value: {} })
    expect(await stranger.reach()).toMatchObject(refused)
    expect(await stranger.createFlow({ name: unique('no'), categories: ['OTHER'] })).toMatchObject(
      refused,
    )
    expect(await stranger.deleteFlow(id)).toMatchObject(refused)
    expect(await stranger.createTemplate(template())).toMatchObject(refused)
    expect(await stranger.findTemplate('any', 'en_US')).toMatchObject(refused)
    const wish = message({ kind: 'text', text: 'Not from us' })
    expect(await stranger.send(wish)).toMatchObject(refused)
    expect(await adapter.flowStatus(id)).toMatchObject({ value: { status: 'DRAFT' } })
    expect((await stage.seen()).map(({ correlationId }) => correlationId)).not.toContain(wish.id)
  })

  test('a provider that is too busy says for how long, and that it is about the whole channel', async () => {
    await stage.brake()
    const replies = await Promise.all(
      [1, 2, 3].map((n) => adapter.send(message({ kind: 'text', text: `Quick ${n}` }))),
    )
    expect(replies.filter(({ ok }) => !ok)).not.toEqual([])
    for (const reply of replies) {
      if (reply.ok) continue
      expect(reply.error.kind).toBe('later')
      expect([isPacing(reply.error), holdsChannel(reply.error)]).toEqual([true, true])
      expect(reply.error.retryAfterSeconds).toBeGreaterThan(0)
    }
  })
})
