/** Templates with a picture, video or document in the header: checked, reviewed with its sample, sent and shown. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Media } from '../../../shared/api/media.ts'
import type { NewTemplate, Template } from '../../../shared/api/templates.ts'
import { type Answer, fakeProvider, graphError } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { runSendJob } from '../../queues/send.ts'
import { createCampaign } from '../campaigns/create.ts'
import { keepMedia } from '../media/store.ts'
import { jpeg, pdf, png, video } from '../media/testing/files.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { recheckTemplates } from './follow.ts'
import { createTemplate, listTemplates } from './store.ts'

const real = env as unknown as Env
const db = createDb(real.DB)
const origin = 'https://header-media.test'
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

describe('through the emulator', () => {
  let cookie = ''
  let workspaceId = ''
  let channelId = ''
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const isFile = body instanceof Uint8Array
    const reply = await serve.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: {
          origin,
          cookie,
          'x-workspace-id': workspaceId,
          ...(body !== undefined && !isFile && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: isFile ? (body as BodyInit) : JSON.stringify(body) }),
      }),
    )
    const text = new TextDecoder().decode(await reply.arrayBuffer())
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    return path.startsWith('/sandbox/log') ? (text as T) : JSON.parse(text)
  }
  const until = async <T>(look: () => Promise<T>, fits: (value: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 200; tries++) {
      const value = await look()
      if (fits(value)) return value
      await new Promise((done) => setTimeout(done, 50))
    }
    throw new Error('it never came')
  }
  const home = () => `/app/${workspaceId}`

  beforeAll(async () => {
    const owner = await signUp(real, origin)
    cookie = owner.cookie
    ;({ workspaceId, channelId } = await workspaceWithFlow(real, origin, owner.id, { name: 'm' }))
    await ask('PATCH', '/sandbox/settings', {
      approvalDelayMs: 0,
      sentDelayMs: 0,
      deliveredDelayMs: 0,
    })
  })

  test.each([
    ['image', jpeg(1200, 628), 'door.jpg', 'image/jpeg'],
    ['video', video(), 'tour.mp4', 'video/mp4'],
    ['document', pdf(), 'Menu & prices.pdf', 'application/pdf'],
  ] as const)(
    '%s: sample, approval, two messages, the handset',
    async (kind, bytes, name, type) => {
      const media = await ask<Media>(
        'POST',
        `${home()}/media?name=${encodeURIComponent(name)}`,
        bytes,
      )
      const made = await ask<Template>('POST', `${home()}/templates`, {
        channelId,
        name: `with_${kind}`,
        language: 'en',
        category: 'UTILITY',
        headerMedia: { kind, mediaId: media.id },
        body: `Hello {{1}}, this is our ${kind} for you today.`,
        samples: ['Ana'],
      } satisfies NewTemplate)
      expect(made.headerMedia).toMatchObject({ kind, fileName: name, type })
      await recheckTemplates(real, db, Date.now() + 600_000)
      await until(
        () => ask<Template>('GET', `${home()}/templates/${made.id}`),
        ({ status }) => status === 'APPROVED',
      )
      const numbers = ['+9990004001', '+9990004002']
      const recipients = numbers.map((phoneNumber) => ({ phoneNumber, values: ['Ben'] }))
      await ask('POST', `${home()}/campaigns`, { name: kind, templateId: made.id, recipients })
      const log = await until(
        () => ask<string>('GET', '/sandbox/log'),
        (text) => text.split(`with_${kind}`).length === 3,
      )
      const lines = log
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(lines.filter((line) => line.template === `with_${kind}`)).toMatchObject(
        numbers.map(() => ({
          header: { kind, text: name },
          text: `Hello Ben, this is our ${kind} for you today.`,
        })),
      )
      const { messages } = await ask<{ messages: { id: string; header: object }[] }>(
        'GET',
        '/sandbox/phones/%2B9990004001/messages',
      )
      const shown = messages.at(-1)!
      expect(shown.header).toEqual({ kind, text: name, hasFile: true })
      const file = await serve.fetch(
        new Request(
          `${origin}/sandbox/phones/%2B9990004001/messages/${encodeURIComponent(shown.id)}/file?workspace=${workspaceId}`,
          { headers: { cookie } },
        ),
      )
      expect(file.headers.get('content-type')).toBe(type)
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
      const { results } = await real.DB.prepare('select * from media_copies where media_id = ?')
        .bind(media.id)
        .all()
      expect(results.length).toBe(1)
    },
  )
})

/** A provider that takes samples, files and messages; each part can be made to fail. */
async function makeProvider(failing: { sample?: Answer; file?: Answer; message?: Answer } = {}) {
  let made = 0
  const parts = { ...failing }
  const fake = await fakeProvider(real, (call) => {
    const { method, path, body } = call
    if (path.startsWith('/app/uploads')) return Response.json({ id: 'upload:1?sig=a' })
    if (path.startsWith('/upload:')) return parts.sample?.(call) ?? Response.json({ h: '4::h' })
    if (path === '/phone/media') return parts.file?.(call) ?? Response.json({ id: `m${++made}` })
    if (path === '/phone/messages')
      return parts.message?.(call) ?? Response.json({ messages: [{ id: `wamid.${call.key}` }] })
    if (method === 'POST') return Response.json({ id: `t-${body.name}`, status: 'APPROVED' })
    return Response.json({ data: [] })
  })
  const by = { workspaceId: fake.workspaceId, createdBy: 'u' }
  const keep = async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
    const kept = await keepMedia(real, db, by, { name, bytes }, 1)
    if (!kept.ok) throw new Error(kept.error.detail)
    return kept.value
  }
  const input = (more: Partial<NewTemplate>): NewTemplate => ({
    channelId: fake.channelId,
    name: 'visit',
    language: 'en',
    category: 'UTILITY',
    body: 'Hello, how was your visit with us?',
    samples: [],
    ...more,
  })
  return Object.assign(fake, {
    parts,
    keep,
    create: (more: Partial<NewTemplate>) =>
      createTemplate(fake.env, db, fake.workspaceId, input(more), Date.now()),
    paths: () => fake.calls.map((call) => call.path.replace(/\?.*/, '')),
    headers: () =>
      fake.calls
        .filter((call) => call.path === '/phone/messages')
        .map((call) => (call.body.template as { components: unknown[] }).components[0]),
    /** Sends an approved template to so many people, until nothing is left to do. */
    async campaign(templateId: string, people: number, headerMediaId?: string) {
      const recipients = Array.from({ length: people }, (_, n) => ({
        phoneNumber: `+999${7_000_000 + n}`,
        values: [],
      }))
      const wanted = { name: 'c', templateId, recipients, ...(headerMediaId && { headerMediaId }) }
      const sent = await createCampaign(fake.env, db, by, wanted, Date.now())
      if (!sent.ok) throw new Error(sent.error.detail)
      for (let job = fake.jobs.shift(); job; job = fake.jobs.shift()) {
        await fake.run('update messages set due_at = null where workspace_id = ?', fake.workspaceId)
        const next = await runSendJob(fake.env, job)
        if (next) fake.jobs.push(next.job)
      }
    },
    states: () =>
      fake.all(
        'select send_state, error_text from messages where workspace_id = ?',
        fake.workspaceId,
      ),
  })
}

describe('the form’s rules hold at the server', () => {
  test.each([
    ['no sample', { kind: 'image' }, /Add the picture/],
    ['a video for a picture', { kind: 'image', file: video() }, /This is a video/],
    ['a 3GP video', { kind: 'video', file: video('3gp4') }, /MP4 videos, not 3GP/],
  ] as const)('%s is refused', async (_, { kind, ...more }, words) => {
    const provider = await makeProvider()
    const file = 'file' in more ? await provider.keep(more.file, 'a') : null
    const headerMedia = { kind, ...(file && { mediaId: file.id }) }
    expect(await provider.create({ headerMedia })).toMatchObject({
      ok: false,
      error: { kind: 'bad-request', field: 'headerMedia', detail: expect.stringMatching(words) },
    })
    expect(provider.calls).toEqual([])
  })

  test('a text beside it, and a file of another workspace', async () => {
    const [own, other] = [await makeProvider(), await makeProvider()]
    const [mine, theirs] = [await own.keep(png(3, 3), 'a'), await other.keep(png(3, 3), 'a')]
    const media = (mediaId: string) => ({ kind: 'image' as const, mediaId })
    expect(await own.create({ header: 'Both', headerMedia: media(mine.id) })).toMatchObject({
      error: { field: 'headerMedia', detail: 'A header is a text or a picture, not both.' },
    })
    expect(await own.create({ headerMedia: media(theirs.id) })).toMatchObject({
      error: { kind: 'not-found', field: 'headerMedia' },
    })
  })
})

describe('creating', () => {
  test('the sample goes up first, and its handle into the template', async () => {
    const provider = await makeProvider()
    const { id } = await provider.keep(png(3, 3), 'Door.png')
    expect(await provider.create({ headerMedia: { kind: 'image', mediaId: id } })).toMatchObject({
      ok: true,
      value: { header: null, headerMedia: { id, fileName: 'Door.png' }, status: 'APPROVED' },
    })
    expect(provider.calls[0]?.path).toMatch(/file_type=image%2Fpng&file_name=Door.png$/)
    expect(provider.calls[1]?.path).toBe('/upload:1?sig=a')
    expect(provider.calls[2]?.body.components).toEqual([
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::h'] } },
      { type: 'BODY', text: 'Hello, how was your visit with us?' },
    ])
  })

  test.each([
    ['refused', () => graphError(100, 400, 'Odd file'), 'provider-refused'],
    ['lost', () => new Response('', { status: 502 }), 'provider-unreachable'],
  ] as const)('a sample that is %s leaves no template anywhere', async (_, sample, kind) => {
    const provider = await makeProvider({ sample })
    const { id } = await provider.keep(png(3, 3), 'a')
    const headerMedia = { kind: 'image' as const, mediaId: id }
    expect(await provider.create({ headerMedia })).toMatchObject({ ok: false, error: { kind } })
    expect(await listTemplates(db, provider.workspaceId)).toEqual([])
    expect(provider.paths()).not.toContain('/waba/message_templates')
  })

  test('a create that a crash cut off is finished, sample and all', async () => {
    const provider = await makeProvider()
    const { id } = await provider.keep(png(3, 3), 'a')
    await provider.create({ headerMedia: { kind: 'image', mediaId: id } })
    await provider.run(
      "update templates set provider_template_id = null, status = 'PENDING' where workspace_id = ?",
      provider.workspaceId,
    )
    // Each look takes up ten, whosever they are: those of other tests wait too.
    const status = async () => (await listTemplates(db, provider.workspaceId))[0]?.status
    for (let look = 0; look < 40 && (await status()) !== 'APPROVED'; look++)
      await recheckTemplates(provider.env, db, Date.now() + 600_000)
    expect(await listTemplates(db, provider.workspaceId)).toMatchObject([{ status: 'APPROVED' }])
    expect(provider.paths().filter((path) => path.startsWith('/upload:')).length).toBe(2)
  })
})

describe('sending', () => {
  const approved = async (provider: Awaited<ReturnType<typeof makeProvider>>) => {
    const { id } = await provider.keep(pdf(), 'Menu.pdf')
    const made = await provider.create({ headerMedia: { kind: 'document', mediaId: id } })
    if (!made.ok) throw new Error(made.error.detail)
    provider.calls.length = 0
    return made.value.id
  }
  const uploads = (paths: string[]) => paths.filter((path) => path === '/phone/media').length
  const header = (id: string) => ({
    type: 'header',
    parameters: [{ type: 'document', document: { id, filename: 'Menu.pdf' } }],
  })

  test('one upload serves every message, and the next campaign', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    await provider.campaign(template, 12)
    await provider.campaign(template, 1)
    expect(uploads(provider.paths())).toBe(1)
    expect(provider.headers()).toEqual(Array.from({ length: 13 }, () => header('m1')))
  })

  test('another file of the same kind goes out where a campaign says so, and no other', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    const other = await provider.keep(pdf('other'), 'May.pdf')
    await provider.campaign(template, 2, other.id)
    const may = { type: 'document', document: { id: 'm1', filename: 'May.pdf' } }
    expect(provider.headers()).toEqual([1, 2].map(() => ({ type: 'header', parameters: [may] })))
    const picture = await provider.keep(png(3, 3), 'a')
    const foreign = await (await makeProvider()).keep(pdf(), 'b')
    await expect(provider.campaign(template, 1, picture.id)).rejects.toThrow('shows a document')
    await expect(provider.campaign(template, 1, foreign.id)).rejects.toThrow('not there any more')
    const plain = await provider.create({ name: 'plain', body: 'Hello, all is well with you?' })
    if (!plain.ok) throw new Error(plain.error.detail)
    await expect(provider.campaign(plain.value.id, 1, other.id)).rejects.toThrow('no file')
  })

  test('a stale copy is renewed', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    await provider.campaign(template, 1)
    await provider.run(
      'update media_copies set expires_at = 5 where channel_id = ?',
      provider.channelId,
    )
    await provider.campaign(template, 1)
    expect(provider.headers()).toEqual([header('m1'), header('m2')])
  })

  test('a copy that the provider has lost is uploaded anew, and the message goes out once', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    await provider.campaign(template, 1)
    provider.parts.message = (call) =>
      JSON.stringify(call.body).includes('"m1"')
        ? graphError(131009, 400, 'no such media')
        : Response.json({ messages: [{ id: `wamid.${call.key}` }] })
    await provider.campaign(template, 1)
    expect(provider.headers()).toEqual([header('m1'), header('m1'), header('m2')])
    expect(await provider.states()).toMatchObject([{ send_state: 'sent' }, { send_state: 'sent' }])
  })

  test('a lost copy is uploaded anew also after other trouble; where the new one is refused, it fails', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    await provider.campaign(template, 1)
    let troubles = 1
    provider.parts.message = (call) =>
      troubles-- > 0
        ? graphError(131000, 500, 'a bad moment')
        : JSON.stringify(call.body).includes('"m1"')
          ? graphError(131009, 400, 'no such media')
          : Response.json({ messages: [{ id: `wamid.${call.key}` }] })
    await provider.campaign(template, 1)
    expect(await provider.states()).toMatchObject([{ send_state: 'sent' }, { send_state: 'sent' }])
    provider.parts.message = () => graphError(131009, 400, 'something else')
    await provider.campaign(template, 1)
    expect((await provider.states()).map((it) => it.send_state).sort()).toEqual([
      'failed',
      'sent',
      'sent',
    ])
  })

  test('an upload whose answer is lost is done again; one that is refused fails in its words', async () => {
    const provider = await makeProvider()
    const template = await approved(provider)
    let lost = 1
    provider.parts.file = () =>
      lost-- > 0 ? new Response('', { status: 502 }) : Response.json({ id: 'm9' })
    await provider.campaign(template, 1)
    expect(provider.headers()).toEqual([header('m9')])
    await provider.run('delete from media_copies where channel_id = ?', provider.channelId)
    provider.parts.file = () => graphError(100, 400, 'Odd file')
    await provider.campaign(template, 1)
    expect(await provider.states()).toMatchObject([
      { send_state: 'sent' },
      { send_state: 'failed', error_text: 'Odd file' },
    ])
  })
})
