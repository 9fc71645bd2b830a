/** Files of the emulator: media for messages, and samples for the headers of templates. */
import { describe, expect, test } from 'vitest'
import { ask, TestWorld } from './testing/world.ts'

const png = (length = 2_500_000) => Uint8Array.from({ length }, (_, at) => (at * 7) % 251)
const sha = async (bytes: Uint8Array<ArrayBuffer>) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

const upload = (
  world: TestWorld,
  bytes: Uint8Array<ArrayBuffer>,
  type = 'image/png',
  more = {},
) => {
  const form = new FormData()
  const fields = { messaging_product: 'whatsapp', type, ...more }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File([bytes], 'door.png', { type }))
  return world.graph('POST', `/${world.phoneNumberId}/media`, form)
}
const send = (world: TestWorld, more: object) =>
  world.graph('POST', `/${world.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    to: '+9990001234',
    ...more,
  })

describe('media', () => {
  test('are uploaded, described, downloaded with the token alone, and deleted', async () => {
    const world = await TestWorld.make()
    const bytes = png()
    const { id } = (await upload(world, bytes)).body
    expect(id).toMatch(/^\d{16}$/)
    const facts = await world.graph('GET', `/${id}?phone_number_id=${world.phoneNumberId}`)
    expect(facts.body).toEqual({
      messaging_product: 'whatsapp',
      url: expect.stringMatching(/^https:\/\/app\.test\/sandbox\/graph\/media\//),
      mime_type: 'image/png',
      sha256: await sha(bytes),
      file_size: bytes.length,
      id,
    })
    const path = facts.body.url.replace('https://app.test/sandbox', '')
    const headers = { authorization: `Bearer ${world.token}` }
    expect((await ask(path)).status).toBe(401)
    const other = await TestWorld.make()
    const foreign = await ask(path, { headers: { authorization: `Bearer ${other.token}` } })
    expect(foreign.status).toBe(403)
    const download = await ask(path, { headers })
    expect(download.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes)
    await world.pass(5 * 60_000 + 1_000)
    expect((await ask(path, { headers })).status).toBe(403)
    expect((await world.graph('GET', `/${id}?phone_number_id=1`)).body.error.error_subcode).toBe(33)
    expect((await world.graph('DELETE', `/${id}`)).body).toEqual({ success: true })
    expect((await world.graph('GET', `/${id}`)).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    })
  })

  test('are gone after 30 days', async () => {
    const world = await TestWorld.make()
    const { id } = (await upload(world, png(10))).body
    await world.pass(30 * 86_400_000)
    expect((await world.graph('GET', `/${id}`)).body.error.error_subcode).toBe(33)
  })

  test('of a wrong type or size are refused', async () => {
    const world = await TestWorld.make()
    const code = async (...[bytes, type, more]: [Uint8Array<ArrayBuffer>, string, object?]) =>
      (await upload(world, bytes, type, more)).body.error?.code
    expect(await code(png(10), 'application/x-sh')).toBe(100)
    expect(await code(png(10), 'image/png', { messaging_product: 'sms' })).toBe(100)
    expect(await code(png(0), 'image/png')).toBe(131053)
    expect(await code(png(5 * 1024 * 1024 + 1), 'image/png')).toBe(131053)
    expect(await code(png(5 * 1024 * 1024 + 1), 'video/mp4')).toBeUndefined()
  })

  test('are sent by id and by link, and the phone shows what they are', async () => {
    const world = await TestWorld.make()
    await world.phone('POST', '/+9990001234/messages', { text: 'Hi' })
    const { id } = (await upload(world, png(10))).body
    const link = 'https://files.example.net/menus/may.pdf'
    for (const content of [
      { type: 'image', image: { id, caption: 'Our door' } },
      { type: 'document', document: { link, filename: 'Menu.pdf' } },
      { type: 'document', document: { link } },
      { type: 'video', video: { link: 'https://files.example.net/a.mp4', caption: 'Look' } },
      { type: 'audio', audio: { link: 'https://files.example.net/a.mp3' } },
    ]) {
      expect((await send(world, content)).status, JSON.stringify(content)).toBe(200)
    }
    await world.receiver.until((it) => it.statuses().length === 10)
    const { body } = await world.phone('GET', '/+9990001234/messages')
    const shown = body.messages.slice(1).map(({ kind, header, body: words }: never) => ({
      kind,
      header,
      words,
    }))
    expect(shown).toEqual([
      {
        kind: 'image',
        header: { kind: 'image', text: 'door.png', hasFile: true },
        words: 'Our door',
      },
      {
        kind: 'document',
        header: { kind: 'document', text: 'Menu.pdf', hasFile: false },
        words: '',
      },
      {
        kind: 'document',
        header: { kind: 'document', text: 'may.pdf', hasFile: false },
        words: '',
      },
      { kind: 'video', header: { kind: 'video', text: 'a.mp4', hasFile: false }, words: 'Look' },
      { kind: 'audio', header: { kind: 'audio', text: 'a.mp3', hasFile: false }, words: '' },
    ])
    const [, door, menu] = body.messages
    const file = await ask(`/phones/%2B9990001234/messages/${door.id}/file`, {
      headers: { 'x-test-world': world.wabaId },
    })
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(png(10))
    for (const path of [
      `/+9990001234/messages/${menu.id}/file`,
      `/+9990009999/messages/${door.id}/file`,
    ])
      expect((await world.phone('GET', path)).status).toBe(404)
    const { body: list } = await world.phone('GET', '')
    expect(list.phones[0].lastMessage.text).toBe('Audio')
    for (const wrong of [
      { type: 'image', image: {} },
      { type: 'image', image: { id, link } },
      { type: 'image', image: { id: '1234567890123456' } },
      { type: 'image', image: { link: 'ftp://files.example.net/a.png' } },
      { type: 'image', image: { id, caption: 'x'.repeat(1_025) } },
      { type: 'audio', audio: { link, caption: 'x' } },
      { type: 'video', video: { id } },
    ]) {
      const reply = await send(world, wrong)
      expect([reply.status, reply.body.error?.code], JSON.stringify(wrong)).toEqual([400, 131009])
    }
  })
})

describe('a sample', () => {
  const start = (world: TestWorld, query: string, app = '1234567890') =>
    world.graph('POST', `/${app}/uploads?${query}`)
  const put = async (
    world: TestWorld,
    id: string,
    offset: number,
    bytes: Uint8Array<ArrayBuffer>,
  ) => {
    const reply = await ask(`/graph/v24.0/${id}`, {
      method: 'POST',
      headers: { authorization: `OAuth ${world.token}`, file_offset: String(offset) },
      body: bytes,
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
    return { status: reply.status, body: (await reply.json()) as any }
  }

  test('is uploaded in pieces, and its handle goes into a template’s header', async () => {
    const world = await TestWorld.make()
    const bytes = png(3_000)
    const { id } = (await start(world, 'file_length=3000&file_type=image/png&file_name=a.png')).body
    expect(id).toMatch(/^upload:/)
    expect((await put(world, id, 0, bytes.slice(0, 1_000))).body).toEqual({
      id,
      file_offset: 1_000,
    })
    expect((await put(world, id, 0, bytes)).body.error.code).toBe(100)
    expect((await put(world, id, 1_000, bytes)).body.error.code).toBe(100)
    const far = await world.graph('GET', `/${id}`)
    expect(far.body).toEqual({ id, file_offset: 1_000 })
    const { h } = (await put(world, id, 1_000, bytes.slice(1_000))).body
    expect(h).toMatch(/^4::/)
    const template = (handle: string) =>
      world.graph('POST', `/${world.wabaId}/message_templates`, {
        name: 'with_picture',
        language: 'en_US',
        category: 'MARKETING',
        components: [
          { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
          { type: 'BODY', text: 'Look at this picture of ours.' },
        ],
      })
    expect((await template('4::made-up')).body.error.error_subcode).toBe(2388047)
    expect((await template(h)).status).toBe(200)
    await world.receiver.until((it) => it.of('message_template_status_update').length === 1)
    const parameters = (image: object) => ({
      type: 'template',
      template: {
        name: 'with_picture',
        language: { code: 'en_US' },
        components: [{ type: 'header', parameters: [{ type: 'image', image }] }],
      },
    })
    expect((await send(world, parameters({ id: '123' }))).body.error.code).toBe(131009)
    const media = (await upload(world, bytes)).body.id
    expect((await send(world, parameters({ id: media }))).status).toBe(200)
  })

  test('of a wrong length or type is refused, and so is an app that is not this one', async () => {
    const world = await TestWorld.make()
    const code = async (query: string, app?: string) =>
      (await start(world, query, app)).body.error?.code
    expect(await code('file_length=0&file_type=image/png')).toBe(100)
    expect(await code('file_type=image/png')).toBe(100)
    expect(await code('file_length=10&file_type=text/html')).toBe(100)
    expect(await code('file_length=10&file_type=image/png', '999')).toBe(100)
    expect(await code('file_length=10&file_type=image/png', 'app')).toBeUndefined()
    const unknown = await put(world, 'upload:nothing', 0, png(1))
    expect(unknown.body.error).toMatchObject({ code: 100, error_subcode: 33 })
  })
})
