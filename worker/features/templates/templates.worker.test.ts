/** Templates between us and a provider that refuses, breaks off or is faster than its own answer. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type Answer, fakeProvider, graphError } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { templateContent } from '../messages/compose.ts'
import { recheckTemplates } from './follow.ts'
import type { TemplateRow } from './rows.ts'
import { applyTemplateCategory, applyTemplateQuality, applyTemplateStatus } from './status.ts'
import {
  createTemplate,
  listTemplates,
  removeTemplate,
  type TemplateInput,
  templateWithChanges,
} from './store.ts'

const real = env as unknown as Env
const db = createDb(real.DB)

let made = 0

/** A provider that keeps templates by name; `creating` can be replaced to misbehave. */
async function makeProvider(creating?: Answer) {
  const kept = new Map<string, { id: string; status: string }>()
  const keep = (name: string) => {
    const template = { id: String(1000 + ++made), status: 'PENDING' }
    kept.set(name, template)
    return template
  }
  const fake = await fakeProvider(real, (call) => {
    if (call.method === 'POST')
      return creating ? creating(call) : Response.json(keep(String(call.body.name)))
    if (call.method === 'DELETE') {
      const name = new URLSearchParams(call.path.split('?')[1]).get('name') ?? ''
      return kept.delete(name) ? Response.json({ success: true }) : graphError(100)
    }
    if (call.path.startsWith('/waba/')) {
      const data = [...kept].map(([name, it]) => ({ ...it, name, language: 'en' }))
      return Response.json({ data })
    }
    const found = [...kept.values()].find((it) => call.path.startsWith(`/${it.id}?`))
    return found ? Response.json(found) : graphError(100)
  })
  const publicId = await fake.flow()
  const input = (more: Partial<TemplateInput> = {}): TemplateInput => ({
    channelId: fake.channelId,
    name: 'visit',
    language: 'en',
    category: 'UTILITY',
    body: 'Hello {{1}}, how was it?',
    samples: ['Ana'],
    buttonLabel: 'Tell us',
    publicId,
    ...more,
  })
  return Object.assign(fake, {
    kept,
    keep,
    input,
    publicId,
    create: (more?: Partial<TemplateInput>) =>
      createTemplate(fake.env, db, fake.workspaceId, input(more), Date.now()),
    list: () => listTemplates(db, fake.workspaceId),
    rows: () => fake.all('select * from templates where channel_id = ?', fake.channelId),
    /** The sweep's look, some time from now. */
    later: () => recheckTemplates(fake.env, db, Date.now() + 600_000),
  })
}

describe('creating', () => {
  test('writes it down as pending and sends the provider its shape', async () => {
    const provider = await makeProvider()
    expect(await provider.create({ footer: 'Bye' })).toMatchObject({
      ok: true,
      value: { status: 'PENDING', body: 'Hello {{1}}, how was it?' },
    })
    expect(provider.calls[0]).toMatchObject({
      path: '/waba/message_templates',
      body: {
        name: 'visit',
        components: [
          { type: 'BODY', example: { body_text: [['Ana']] } },
          { type: 'FOOTER', text: 'Bye' },
          {
            type: 'BUTTONS',
            buttons: [{ type: 'FLOW', text: 'Tell us', flow_id: `p${provider.publicId}` }],
          },
        ],
      },
    })
  })

  test('header and other buttons go along, each part counted from {{1}}', async () => {
    const provider = await makeProvider()
    const made = await provider.create({
      header: 'Visit on {{2}}',
      body: 'Hello {{1}}, how was it? Tell {{3}} of us.',
      samples: ['Ana', '4 May', 'one'],
      buttons: [
        { type: 'URL', label: 'See it', url: 'https://example.com/v' },
        { type: 'PHONE_NUMBER', label: 'Call us', phoneNumber: '+33123456789' },
        { type: 'COPY_CODE', code: 'V25' },
        { type: 'QUICK_REPLY', label: 'Fine' },
      ],
      flowAt: 1,
    })
    expect(made).toMatchObject({
      ok: true,
      value: { header: 'Visit on {{2}}', flowAt: 1, buttons: [{ type: 'URL' }, {}, {}, {}] },
    })
    expect(provider.calls[0]?.body.components).toEqual([
      {
        type: 'HEADER',
        format: 'TEXT',
        text: 'Visit on {{1}}',
        example: { header_text: ['4 May'] },
      },
      {
        type: 'BODY',
        text: 'Hello {{1}}, how was it? Tell {{2}} of us.',
        example: { body_text: [['Ana', 'one']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'See it', url: 'https://example.com/v' },
          expect.objectContaining({ type: 'FLOW', flow_id: `p${provider.publicId}` }),
          { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+33123456789' },
          { type: 'COPY_CODE', example: 'V25' },
          { type: 'QUICK_REPLY', text: 'Fine' },
        ],
      },
    ])
    const [row] = await provider.rows()
    const template = {
      ...(row as unknown as TemplateRow),
      publicId: provider.publicId,
      components: JSON.parse(String(row?.components)),
    }
    const values = ['Ben', '5 May', 'two']
    expect(templateContent(template, values, { code: 'JUNE' }).content).toMatchObject({
      code: { index: 3, text: 'JUNE' },
    })
    const { content } = templateContent(template, values)
    expect(content).toMatchObject({
      values: ['Ben', '5 May', 'two'],
      headerValue: '5 May',
      bodyValues: ['Ben', 'two'],
      code: { index: 3, text: 'V25' },
    })
  })

  test('a refusal is said in the provider’s words and leaves nothing', async () => {
    const provider = await makeProvider(() => graphError(100, 400, 'Too promotional'))
    expect(await provider.create()).toMatchObject({
      ok: false,
      error: { kind: 'provider-refused', detail: 'Too promotional' },
    })
    expect(await provider.rows()).toEqual([])
  })

  test('a provider that cannot be reached leaves nothing', async () => {
    const provider = await makeProvider(() => {
      throw new Error('connect(): Connection refused')
    })
    expect(await provider.create()).toMatchObject({
      ok: false,
      error: { kind: 'provider-unreachable' },
    })
    expect(await provider.rows()).toEqual([])
  })

  test.each([
    ['a name that is taken', {}, 'name-taken', 'name'],
    ['the text of another template', { name: 'other' }, 'bad-request', 'body'],
    ['a channel that is not ours', { name: 'b', channelId: 'x' }, 'not-found', 'channelId'],
    ['a flow that is not ours', { name: 'b', publicId: '1' }, 'not-found', 'publicId'],
  ])('%s is refused at its field', async (_, more, kind, field) => {
    const provider = await makeProvider()
    await provider.create()
    expect(await provider.create(more)).toMatchObject({ ok: false, error: { kind, field } })
  })

  test.each(['draft', 'deprecated'] as const)(
    'a %s flow cannot stand behind the button',
    async (state) => {
      const provider = await makeProvider()
      const publicId = await provider.flow(state)
      expect(await provider.create({ publicId })).toMatchObject({
        ok: false,
        error: { kind: 'not-published', field: 'publicId' },
      })
    },
  )

  test('a flow of another workspace is not found', async () => {
    const [own, foreign] = [await makeProvider(), await makeProvider()]
    expect(await own.create({ publicId: foreign.publicId })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    })
  })
})

describe('a create whose answer is lost', () => {
  test('is found at the provider by name', async () => {
    const provider = await makeProvider((call) => {
      provider.keep(String(call.body.name)).status = 'APPROVED'
      return new Response('', { status: 502 })
    })
    expect(await provider.create()).toMatchObject({ ok: true, value: { status: 'PENDING' } })
    await provider.later()
    expect(await provider.list()).toMatchObject([{ status: 'APPROVED' }])
    expect(provider.calls.filter((call) => call.method === 'POST').length).toBe(1)
  })

  test('is asked for again where the provider has none', async () => {
    let fails = true
    const provider = await makeProvider((call) => {
      if (!fails) return Response.json(provider.keep(String(call.body.name)))
      fails = false
      return new Response('', { status: 502 })
    })
    await provider.create()
    await provider.later()
    expect(await provider.rows()).toMatchObject([
      { status: 'PENDING', provider_template_id: provider.kept.get('visit')?.id },
    ])
  })

  test('is rejected in words where the provider refuses it then', async () => {
    let fails = true
    const provider = await makeProvider(() => {
      if (!fails) return graphError(100, 400, 'Not like this')
      fails = false
      return new Response('', { status: 502 })
    })
    await provider.create()
    await provider.later()
    expect(await provider.list()).toMatchObject([{ status: 'REJECTED', reason: 'Not like this' }])
  })
})

describe('a decision', () => {
  test('that overtakes the provider’s own answer stands', async () => {
    const provider = await makeProvider(async (call) => {
      const template = provider.keep(String(call.body.name))
      const news = {
        providerTemplateId: template.id,
        name: 'visit',
        language: 'en',
        status: 'REJECTED',
        reason: 'X',
      }
      await applyTemplateStatus(db, provider.channelId, news, 5)
      return Response.json(template)
    })
    expect(await provider.create()).toMatchObject({
      ok: true,
      value: { status: 'REJECTED', reason: 'X' },
    })
  })

  test('whose webhook was lost is asked for', async () => {
    const provider = await makeProvider()
    await provider.create()
    const kept = provider.kept.get('visit')
    if (kept) kept.status = 'APPROVED'
    await provider.later()
    expect(await provider.list()).toMatchObject([{ status: 'APPROVED' }])
  })

  test('about another channel’s template changes nothing here', async () => {
    const [own, foreign] = [await makeProvider(), await makeProvider()]
    await own.create()
    const news = {
      providerTemplateId: own.kept.get('visit')?.id ?? '',
      name: 'visit',
      language: 'en',
      status: 'REJECTED',
      reason: null,
    }
    expect(await applyTemplateStatus(db, foreign.channelId, news, 5)).toBe(false)
    expect(await own.list()).toMatchObject([{ status: 'PENDING' }])
  })
})

describe('what happens to a template', () => {
  test('stands in its history, once each, and in its row', async () => {
    const provider = await makeProvider()
    const made = await provider.create()
    if (!made.ok) throw new Error(made.error.detail)
    const about = {
      providerTemplateId: provider.kept.get('visit')?.id ?? '',
      name: 'visit',
      language: 'en',
    }
    const status = (status: string, reason: string | null = null, advice: string | null = null) =>
      applyTemplateStatus(db, provider.channelId, { ...about, status, reason, advice }, ++now)
    const quality = (quality: string | null) =>
      applyTemplateQuality(db, provider.channelId, { ...about, quality }, ++now)
    const category = (category: string, coming: string | null = null) =>
      applyTemplateCategory(
        db,
        provider.channelId,
        { ...about, category, coming: coming === null ? null : { category: coming, at: 99 } },
        ++now,
      )
    let now = 1000
    const look = () => templateWithChanges(db, provider.workspaceId, made.value.id)

    expect([await status('APPROVED'), await status('APPROVED')]).toEqual([true, false])
    expect([await quality('GREEN'), await quality('GREEN')]).toEqual([true, false])
    expect([
      await category('UTILITY', 'MARKETING'),
      await category('UTILITY', 'MARKETING'),
    ]).toEqual([true, false])
    expect(await look()).toMatchObject({ comingCategory: { category: 'MARKETING', at: 99 } })
    expect(await category('MARKETING')).toBe(true)
    expect(await quality('RED')).toBe(true)
    expect(await status('PAUSED', 'FIRST_PAUSE')).toBe(true)
    expect(await status('REJECTED', 'SCAM', 'Name your business.')).toBe(true)
    const detail = await look()
    expect(detail).toMatchObject({
      status: 'REJECTED',
      reason: 'SCAM',
      advice: 'Name your business.',
      category: 'MARKETING',
      comingCategory: null,
      quality: 'RED',
    })
    expect(
      detail?.changes.map(({ what, was, became, reason }) => [what, was, became, reason]),
    ).toEqual([
      ['status', 'PAUSED', 'REJECTED', 'SCAM'],
      ['status', 'APPROVED', 'PAUSED', 'FIRST_PAUSE'],
      ['quality', 'GREEN', 'RED', null],
      ['category', 'UTILITY', 'MARKETING', null],
      ['coming-category', 'UTILITY', 'MARKETING', null],
      ['quality', null, 'GREEN', null],
      ['status', 'PENDING', 'APPROVED', null],
      ['status', null, 'PENDING', null],
    ])
    expect(await status('APPROVED')).toBe(true)
    expect(await look()).toMatchObject({ reason: null, advice: null })
  })

  test('news of another channel or of no template change nothing', async () => {
    const [own, foreign] = [await makeProvider(), await makeProvider()]
    await own.create()
    const about = { providerTemplateId: own.kept.get('visit')?.id ?? '' }
    expect(await applyTemplateQuality(db, foreign.channelId, { ...about, quality: 'RED' }, 5)).toBe(
      false,
    )
    expect(
      await applyTemplateQuality(
        db,
        own.channelId,
        { providerTemplateId: null, quality: 'RED' },
        5,
      ),
    ).toBe(false)
    expect(await own.list()).toMatchObject([{ quality: null }])
  })
})

describe('deleting', () => {
  test('happens there and here, also where it is gone there already', async () => {
    const provider = await makeProvider()
    const remove = async () => {
      const [template] = await provider.list()
      return removeTemplate(provider.env, db, provider.workspaceId, template?.id ?? '', Date.now())
    }
    await provider.create()
    expect(await remove()).toEqual({ ok: true, value: null })
    expect([await provider.list(), provider.kept.size]).toEqual([[], 0])
    await provider.create({ name: 'second' })
    provider.kept.clear()
    expect(await remove()).toEqual({ ok: true, value: null })
    expect(await remove()).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })

  test('locks its name in its language for 30 days', async () => {
    const provider = await makeProvider()
    const made = await provider.create()
    if (!made.ok) throw new Error(made.error.detail)
    const at = Date.UTC(2026, 4, 3)
    await removeTemplate(provider.env, db, provider.workspaceId, made.value.id, at)
    const again = (now: number, more: Partial<TemplateInput> = {}) =>
      createTemplate(provider.env, db, provider.workspaceId, provider.input(more), now)
    const day = 86_400_000
    expect(await again(at + 30 * day - 1)).toMatchObject({
      ok: false,
      error: {
        kind: 'name-taken',
        field: 'name',
        detail:
          '"visit" in en was deleted, and the platform keeps its name locked until 2 June. Choose another name.',
      },
    })
    expect(await again(at, { language: 'fr' })).toMatchObject({ ok: true })
    expect(await again(at, { name: 'visit_2', body: 'Dear {{1}}, how was it?' })).toMatchObject({
      ok: true,
    })
    expect(await again(at + 30 * day + 1, { body: 'Hi {{1}}, how was it?' })).toMatchObject({
      ok: true,
    })
  })

  test('waits for a campaign that sends it', async () => {
    const provider = await makeProvider()
    const created = await provider.create()
    if (!created.ok) throw new Error(created.error.detail)
    await provider.run(
      `insert into campaigns (id, workspace_id, channel_id, subaccount_id, template_id, name, state, total, created_by, created_at)
       values (?, ?, ?, 's', ?, 'May', 'sending', 0, 'k', 1)`,
      crypto.randomUUID(),
      provider.workspaceId,
      provider.channelId,
      created.value.id,
    )
    expect(
      await removeTemplate(provider.env, db, provider.workspaceId, created.value.id, 5),
    ).toMatchObject({
      ok: false,
      error: { kind: 'in-use' },
    })
  })
})
