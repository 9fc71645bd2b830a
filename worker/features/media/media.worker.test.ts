/** Media over HTTP: what is taken, as what it is served, what is refused, and what an address may lead to. */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Media } from '../../../shared/api/media.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import type { Outside } from '../../http/address-guard.ts'
import { sha256Hex } from '../../http/secrets.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { fetchMedia } from './fetch-media.ts'
import { mediaIn } from './store.ts'
import { joined, jpeg, pdf, png, video } from './testing/files.ts'

const real = env as unknown as Env
const db = createDb(real.DB)
const origin = 'https://media.test'
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default
const MB = 1024 * 1024

/** Begins as a picture and goes on for ever. */
function endless(onPart?: (size: number) => void): ReadableStream<Uint8Array> {
  let part = png().slice(0, 40)
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(part)
      onPart?.(part.length)
      part = new Uint8Array(MB)
    },
  })
}

type Person = { workspaceId: string; cookie: string; id: string }
let nora: Person
let ben: Person

async function person(name: string): Promise<Person> {
  const { id, cookie } = await signUp(real, origin)
  const { workspaceId } = await workspaceWithFlow(real, origin, id, { name })
  return { id, cookie, workspaceId }
}
beforeAll(async () => {
  ;[nora, ben] = [await person('media'), await person('others')]
})

const ask = (who: Person, method: string, path: string, body?: BodyInit, type = 'image/png') =>
  serve.fetch(
    new Request(`${origin}/app/${who.workspaceId}/media${path}`, {
      method,
      headers: { origin, cookie: who.cookie, ...(body && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    }),
  )
const upload = (bytes: Uint8Array<ArrayBuffer>, name: string, type?: string) =>
  ask(nora, 'POST', `?name=${encodeURIComponent(name)}`, bytes, type)
const kept = async (bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Media> => {
  const reply = await upload(bytes, name)
  expect(reply.status, await reply.clone().text()).toBe(201)
  return reply.json()
}

describe('what is taken', () => {
  test.each([
    ['image/png', png(1200, 628), 'Door 1.png', 'Door 1.png', { width: 1200, height: 628 }],
    ['image/jpeg', jpeg(800, 418), 'door.JPEG', 'door.jpg', { width: 800, height: 418 }],
    ['video/mp4', video(), 'tour.mp4', 'tour.mp4', { width: null }],
    ['video/3gpp', video('3gp4'), 'tour.3gp', 'tour.3gp', { kind: 'video' }],
    ['application/pdf', pdf(), '../../etc/Menu\u202e.pdf', 'Menu.pdf', { kind: 'document' }],
    ['image/png', png(2, 2), 'page.html', 'page.png', { kind: 'image' }],
  ])(
    '%s is known by its bytes and served as nothing else',
    async (type, bytes, name, as, facts) => {
      // What the sender calls it counts for nothing.
      const media = await kept(bytes, name)
      expect(media).toMatchObject({ type, fileName: as, size: bytes.length, ...facts })
      const served = await ask(nora, 'GET', `/${media.id}/file`)
      expect(new Uint8Array(await served.arrayBuffer())).toEqual(bytes)
      expect(Object.fromEntries(served.headers)).toMatchObject({
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''/),
      })
    },
  )

  test('the same bytes are one object; under another name they are another file', async () => {
    const bytes = png(9, 9, { data: crypto.randomUUID() })
    const [first, again, other] = [
      await kept(bytes, 'a.png'),
      await kept(bytes, 'a.png'),
      await kept(bytes, 'b.png'),
    ]
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
    const { objects } = await real.BUCKET.list({ prefix: `media/${await sha256Hex(bytes)}` })
    expect(objects.length).toBe(1)
  })

  test('a small picture stands for it; the first one stays', async () => {
    const media = await kept(video('mp42', crypto.randomUUID()), 'tour.mp4')
    const at = `/${media.id}/thumbnail`
    expect((await ask(nora, 'GET', at)).status).toBe(404)
    for (const bad of [png(801, 2), pdf(), joined('<svg/>')])
      expect((await ask(nora, 'PUT', at, bad)).status).toBe(400)
    expect((await ask(nora, 'PUT', at, new Uint8Array(200 * 1024 + 1))).status).toBe(413)
    const small = png(320, 180)
    expect(await (await ask(nora, 'PUT', at, small)).json()).toMatchObject({ hasThumbnail: true })
    await ask(nora, 'PUT', at, jpeg(8, 8))
    const served = await ask(nora, 'GET', at)
    expect(served.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(small)
  })

  test('another workspace finds none of it', async () => {
    const media = await kept(png(7, 7), 'own.png')
    for (const path of ['file', 'thumbnail'])
      expect((await ask(ben, 'GET', `/${media.id}/${path}`)).status).toBe(404)
    expect((await ask(ben, 'PUT', `/${media.id}/thumbnail`, png())).status).toBe(404)
    const within = await serve.fetch(
      new Request(`${origin}/app/${nora.workspaceId}/media/${media.id}/file`, {
        headers: { cookie: ben.cookie },
      }),
    )
    expect(within.status).toBe(404)
  })

  test('bytes that changed in storage are not served', async () => {
    const bytes = png(6, 6, { data: crypto.randomUUID() })
    const media = await kept(bytes, 'a.png')
    await real.BUCKET.put(`media/${await sha256Hex(bytes)}`, 'forged')
    expect((await ask(nora, 'GET', `/${media.id}/file`)).status).toBe(500)
  })
})

describe('what is refused', () => {
  test.each([
    ['an SVG', joined('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /web page/],
    [
      'an SVG behind spaces',
      joined('\xef\xbb\xbf \n<?xml version="1.0"?><svg/>      '),
      /web page/,
    ],
    ['a page', joined('<!DOCTYPE html><script>alert(1)</script>'.padEnd(64)), /web page/],
    ['a PNG with a page behind it', joined(png(), '<script>alert(1)</script>'), /damaged/],
    [
      'a PNG with a page behind it, and an end behind that',
      joined(png(), '<script>alert(1)</script>', '\0\0\0\0IEND\xae\x42\x60\x82'),
      /damaged/,
    ],
    ['a PDF with a page behind it', joined(pdf(), '<script>alert(1)</script>'), /damaged/],
    ['a video with a page behind it', joined(video(), '<script>alert(1)</script>'), /damaged/],
    ['a PNG cut short', png().subarray(0, 50), /damaged/],
    ['a JPEG cut short', jpeg().slice(0, -2), /cannot be read/],
    ['a PNG whose sum is wrong', png().with(30, 1), /cannot be read/],
    ['a PNG of 20,000 × 20,000', png(20_000, 20_000), /20,000 × 20,000 points/],
    ['a JPEG of 60,000 × 60,000', jpeg(60_000, 60_000), /at most 50 million/],
    ['a PNG of no width', png(0, 5), /cannot be read/],
    ['a PNG of 16 bits', png(4, 4, { depth: 16 }), /16 bits/],
    ['a JPEG for print', jpeg(4, 4, { colours: 4 }), /CMYK/],
    ['a GIF', joined('GIF89a', 'x'.repeat(60)), /JPEG or PNG/],
    ['a HEIC picture', joined('\x00\x00\x00\x18ftypheic', 'x'.repeat(60)), /JPEG or PNG/],
    ['a QuickTime video', video('qt  '), /QuickTime/],
    [
      'a video without its index',
      joined('\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom', '\x00\x00\x00\x10mdatframes!!'),
      /damaged/,
    ],
    ['an archive', joined('PK\x03\x04', 'x'.repeat(60)), /Save it as PDF/],
    ['anything else', joined('x'.repeat(60)), /no JPEG, PNG/],
    ['nothing', new Uint8Array(0), /empty/],
    ['three bytes', joined('\xff\xd8\xff'), /damaged/],
  ])('%s, in words', async (_, bytes, words) => {
    const reply = await upload(Uint8Array.from(bytes), 'photo.png')
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({
      kind: 'bad-request',
      field: 'file',
      detail: expect.stringMatching(words),
    })
  })

  test('a JPEG with a page behind it stays a picture: it is served as one, and saved where it is opened', async () => {
    const media = await kept(joined(jpeg(5, 5), '<script>alert(1)</script>'), 'a.jpg')
    const served = await ask(nora, 'GET', `/${media.id}/file`)
    expect(served.headers.get('content-type')).toBe('image/jpeg')
    expect(served.headers.get('content-security-policy')).toContain('sandbox')
  })

  test.each([
    ['picture', joined(png(4, 4), new Uint8Array(5 * MB)), /5 MB/],
    ['video', video('isom', new Uint8Array(16 * MB)), /16 MB.*Cut it shorter/],
    ['document', pdf(new Uint8Array(30 * MB)), /30 MB/],
  ])('a %s beyond its limit, with advice', async (_, bytes, words) => {
    const reply = await upload(bytes, 'large')
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({
      kind: 'too-large',
      field: 'file',
      detail: expect.stringMatching(words),
    })
  })

  test('an endless upload ends at the limit of its kind', async () => {
    let sent = 0
    const body = endless((size) => {
      sent += size
    })
    const reply = await ask(nora, 'POST', '?name=a.png', body)
    expect(reply.status).toBe(413)
    expect(sent).toBeLessThan(8 * MB)
  })
})

describe('by an address', () => {
  const picture = png(30, 20)
  /** The internet of these tests: names, where they lead, and what answers. */
  const outside = (pages: Record<string, () => Response>, asked: string[] = []): Outside => ({
    async fetch(url, init) {
      asked.push(url)
      expect(init.redirect).toBe('manual')
      return pages[url]?.() ?? new Response('no', { status: 404 })
    },
    resolve: async (name) =>
      ({ 'inner.example.com': ['93.184.216.34', '10.0.0.7'], 'six.example.com': ['fd00::1'] })[
        name
      ] ?? (name === 'gone.example.com' ? [] : ['93.184.216.34', '2606:2800:21f:cb07::1']),
  })
  const to = (location: string) => () => new Response(null, { status: 302, headers: { location } })
  const fetched = (address: string, internet: Outside, rules = {}) =>
    fetchMedia(
      real,
      db,
      { workspaceId: nora.workspaceId, createdBy: nora.id },
      address,
      1,
      { local: false, ownOrigin: origin, ...rules },
      internet,
    )

  test('our own copy is kept, redirects and all', async () => {
    const internet = outside({
      'https://example.com/a/Door%20two.gif?x=1': to('https://cdn.example.com/p'),
      'https://cdn.example.com/p': () =>
        new Response(picture, { headers: { 'content-type': 'text/html' } }),
    })
    const media = await fetched('https://example.com/a/Door%20two.gif?x=1', internet)
    expect(media).toMatchObject({
      ok: true,
      value: { type: 'image/png', fileName: 'Door two.png', width: 30 },
    })
    if (media.ok) expect(await mediaIn(db, nora.workspaceId, media.value.id)).toBeDefined()
  })

  test.each([
    'http://example.com/a.png',
    'ftp://example.com/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'example.com/a.png',
    'https://127.0.0.1/a.png',
    'https://[::1]/a.png',
    'https://0x7f000001/a.png',
    'https://2130706433/a.png',
    'https://127.1/a.png',
    'https://０１７７.0.0.1/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:10.0.0.1]/a.png',
    'https://[64:ff9b::7f00:1]/a.png',
    'https://[2002:7f00:1::]/a.png',
    'https://[fe80::1]/a.png',
    'https://100.64.0.1/a.png',
    'https://172.31.255.255/a.png',
    'https://localhost/a.png',
    'https://router.local/a.png',
    'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/a.png',
    'https://intranet/a.png',
    `${origin}/app/x/media/y/file`,
    'https://ana:secret@example.com/a.png',
    'https://example.com:22/a.png',
    'https://inner.example.com/a.png',
    'https://six.example.com/a.png',
    'https://gone.example.com/a.png',
    'http://127.0.0.1:8080/a.png',
  ])('%s is not asked', async (address) => {
    const asked: string[] = []
    expect(await fetched(address, outside({}, asked))).toMatchObject({
      ok: false,
      error: { kind: 'bad-request', field: 'url' },
    })
    expect(asked).toEqual([])
  })

  test.each([
    'https://10.0.0.1/a.png',
    'http://example.com/a.png',
    'https://inner.example.com/',
    'file:///etc/passwd',
  ])('a redirect to %s is not followed', async (location) => {
    const asked: string[] = []
    const internet = outside({ 'https://example.com/a': to(location) }, asked)
    expect(await fetched('https://example.com/a', internet)).toMatchObject({
      ok: false,
      error: { field: 'url', detail: expect.stringContaining('leads on') },
    })
    expect(asked).toEqual(['https://example.com/a'])
  })

  test.each([
    ['a circle', { 'https://example.com/a': to('/a') }, /without end/],
    ['a page', { 'https://example.com/a': () => new Response('<html>'.padEnd(99)) }, /web page/],
    ['an error', {}, /answered 404/],
    [
      'a file that says it is too large',
      {
        'https://example.com/a': () =>
          new Response('x', { headers: { 'content-length': `${31 * MB}` } }),
      },
      /30 MB/,
    ],
    [
      'a file without end',
      {
        'https://example.com/a': () => new Response(endless()),
      },
      /5 MB/,
    ],
  ] as [string, Record<string, () => Response>, RegExp][])(
    '%s is refused',
    async (_, pages, words) => {
      expect(await fetched('https://example.com/a', outside(pages))).toMatchObject({
        ok: false,
        error: { field: 'url', detail: expect.stringMatching(words) },
      })
    },
  )

  test('who does not answer, or drips, is given up', async () => {
    const drip = () =>
      new Response(
        new ReadableStream({
          start: (to) => to.enqueue(png().slice(0, 40)),
        }),
      )
    expect(
      await fetched('https://example.com/a', outside({ 'https://example.com/a': drip }), {
        patienceMs: 50,
      }),
    ).toMatchObject({ ok: false, error: { detail: expect.stringContaining('longer than') } })
  })

  test('on one’s own laptop, programs on it may be asked; Flowroom itself may not', async () => {
    const rules = { local: true, ownOrigin: 'http://127.0.0.1:8787' }
    const internet = outside({ 'http://127.0.0.1:9000/a.png': () => new Response(picture) })
    expect(await fetched('http://127.0.0.1:9000/a.png', internet, rules)).toMatchObject({
      ok: true,
    })
    for (const address of [
      'http://127.0.0.1:8787/a.png',
      'http://192.168.0.1/a.png',
      'http://localhost:9000/',
    ])
      expect(await fetched(address, internet, rules), address).toMatchObject({ ok: false })
  })

  test('through the door', async () => {
    const reply = await ask(
      nora,
      'POST',
      '/from-address',
      '{"url":"https://10.0.0.1/a.png"}',
      'application/json',
    )
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({
      field: 'url',
      detail: expect.stringContaining('public'),
    })
  })
})
