/** Share links through the doors that people use: who gets in by one, what they may do, and how it ends. */
import { env, exports } from 'cloudflare:workers'
import fc from 'fast-check'
import { Hono } from 'hono'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type Route, type RouteName, routes } from '../../../shared/api/routes.ts'
import type { ShareAccess, SharedFlow, ShareLink, Visit } from '../../../shared/api/shares.ts'
import { shareLinkHeader } from '../../../shared/api/shares.ts'
import { flowText } from '../../../shared/collab/doc.ts'
import { intentFrame, step2Frame, updateFrame } from '../../../shared/collab/frames.ts'
import { limits } from '../../../shared/collab/limits.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { createDb } from '../../db/client.ts'
import { shareLinks } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import type { AppEnv } from '../../http/context.ts'
import { guard } from '../../http/guard.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { admissionHeader } from '../../room/admission.ts'
import { ToyPeer } from '../../room/toy-peer.ts'
import { tick } from '../../tick.ts'
import { freeze } from '../flows/frozen.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { addMember } from '../workspaces/store.ts'
import { mostTries } from './password-tries.ts'

const origin = 'https://shares.test'
const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

type Asked = { status: number; body: unknown; text: string; reply: Response }

/** A browser: it keeps its cookies and sends them back, and its pages are our own. */
class Visitor {
  readonly #cookies = new Map<string, string>()

  constructor(cookie = '') {
    for (const pair of cookie.split('; ').filter(Boolean)) this.#keep(pair)
  }

  #keep(pair: string): void {
    const at = pair.indexOf('=')
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }

  get cookie(): string {
    return [...this.#cookies].map((pair) => pair.join('=')).join('; ')
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Asked> {
    const reply = await serve.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: {
          origin,
          ...(this.cookie ? { cookie: this.cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    for (const set of reply.headers.getSetCookie()) this.#keep(set.split(';')[0]!)
    const text = await reply.text()
    let read: unknown = text
    try {
      read = JSON.parse(text)
    } catch {}
    return { status: reply.status, body: read, text, reply }
  }

  open(token: string): Promise<Asked> {
    return this.ask('POST', '/app/guest/open', { token })
  }

  /** Opens a link that asks for nothing. */
  async inside(token: string): Promise<SharedFlow> {
    const { body, status } = await this.open(token)
    expect(status).toBe(200)
    const visit = body as Visit
    if (visit.state !== 'inside') throw new Error(`not inside: ${visit.state}`)
    return visit.shared
  }

  async ticket(linkId: string): Promise<{ ticket: string; publicId: string }> {
    const { body, status } = await this.ask('POST', `/app/guest/links/${linkId}/ticket`, {})
    expect(status).toBe(200)
    return body as { ticket: string; publicId: string }
  }

  async join(linkId: string): Promise<ToyPeer> {
    const { ticket, publicId } = await this.ticket(linkId)
    return knock(publicId, ticket)
  }
}

/** A socket with a ticket, and nothing else that could let it in. */
async function knock(
  publicId: string,
  ticket: string,
  headers: Record<string, string> = {},
): Promise<ToyPeer> {
  const reply = await serve.fetch(
    new Request(`${origin}/sync/${publicId}?ack=1&ticket=${encodeURIComponent(ticket)}`, {
      headers: { upgrade: 'websocket', ...headers },
    }),
  )
  if (!reply.webSocket) throw new Error(`no socket: ${reply.status}`)
  return ToyPeer.over(reply.webSocket)
}

const closeOf = async (peer: ToyPeer) => {
  await peer.until(() => peer.closed !== null)
  return peer.closed!.code
}

type World = Awaited<ReturnType<typeof workspaceWithFlow>> & { owner: Visitor; canary: string }

async function makeWorld(): Promise<World> {
  const person = await signUp(bindings, origin)
  const canary = `canary-${crypto.randomUUID()}`
  const made = await workspaceWithFlow(bindings, origin, person.id, {
    name: canary,
    text: '{"a":1}',
  })
  return { ...made, canary, owner: new Visitor(person.cookie) }
}

const sharesOf = ({ workspaceId, flowId }: World) => `/app/${workspaceId}/flows/${flowId}/shares`

async function makeLink(
  world: World,
  wanted: {
    access?: ShareAccess
    publicId?: string | null
    password?: string
    expiresAt?: number
    label?: string
  } = {},
): Promise<{ link: ShareLink; token: string; url: string }> {
  const { status, body, text } = await world.owner.ask('POST', sharesOf(world), {
    access: 'view',
    publicId: null,
    ...wanted,
  })
  expect(status, text).toBe(201)
  const { link, url } = body as { link: ShareLink; url: string }
  return { link, url, token: url.split('/').at(-1)! }
}

const revoke = async (world: World, linkId: string) =>
  expect((await world.owner.ask('DELETE', `${sharesOf(world)}/${linkId}`)).status).toBe(204)

/** All that an answer says: nothing else may differ between two that must be alike. */
const whole = ({ status, text, reply }: Asked) => ({
  status,
  text,
  headers: [...reply.headers].sort(([a], [b]) => a.localeCompare(b)),
})

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

describe('making a link', () => {
  test('the token is shown once: neither the list nor the database holds it', async () => {
    const { token, link, url } = await makeLink(world, { label: 'For the client' })
    expect(url).toBe(`${origin}/p/${token}`)
    const list = await world.owner.ask('GET', sharesOf(world))
    expect(list.text).toContain(link.id)
    expect(list.text).not.toContain(token)
    const rows = JSON.stringify(await db.select().from(shareLinks))
    expect(rows).toContain(link.id)
    expect(rows).not.toContain(token)
  })

  test.each([
    ['an end in the past', { expiresAt: 1 }, 'expiresAt'],
    ['a version of another flow', { publicId: '1000000000000000' }, 'publicId'],
    ['a short password', { password: 'short' }, 'password'],
    ['a right to edit', { access: 'edit' as ShareAccess }, 'access'],
    ['a label without end', { label: 'x'.repeat(81) }, 'label'],
  ])('%s is refused by its name', async (_, wanted, field) => {
    const { status, body } = await world.owner.ask('POST', sharesOf(world), {
      access: 'view',
      publicId: null,
      ...wanted,
    })
    expect(status).toBe(400)
    expect(body).toMatchObject({ field })
  })

  test('who may edit makes and revokes; who may look sees the list; others see nothing', async () => {
    const { link } = await makeLink(world)
    const reviewer = await signUp(bindings, origin)
    await addMember(db, world.workspaceId, reviewer.id, 'reviewer', Date.now())
    const asReviewer = new Visitor(reviewer.cookie)
    expect((await asReviewer.ask('GET', sharesOf(world))).text).toContain(link.id)
    const body = { access: 'view', publicId: null }
    expect((await asReviewer.ask('POST', sharesOf(world), body)).status).toBe(403)
    expect((await asReviewer.ask('DELETE', `${sharesOf(world)}/${link.id}`)).status).toBe(403)
    const stranger = (await makeWorld()).owner
    expect((await stranger.ask('GET', sharesOf(world))).status).toBe(404)
    // A link of one flow is not to be ended through another.
    const other = await makeWorld()
    expect((await other.owner.ask('DELETE', `${sharesOf(other)}/${link.id}`)).status).toBe(404)
    expect((await new Visitor().open((await makeLink(world)).token)).status).toBe(200)
  })
})

describe('coming in', () => {
  test('a signed-out browser gets in, is known again by its cookie, and is told what it needs', async () => {
    const { token, link } = await makeLink(world, { access: 'comment' })
    const guest = new Visitor()
    const { reply, body } = await guest.open(token)
    const cookie = reply.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Secure/i)
    expect(cookie).not.toContain(token)
    expect(body).toMatchObject({
      state: 'inside',
      shared: {
        linkId: link.id,
        name: world.canary,
        access: 'comment',
        follows: true,
        version: { publicId: world.publicId, number: 1, state: 'draft' },
        guest: { name: null },
      },
    })
    const again = await guest.ask('GET', `/app/guest/links/${link.id}`)
    expect(again.body).toEqual({
      ...(body as object),
      shared: { ...(body as { shared: SharedFlow }).shared, endsInMs: expect.any(Number) },
    })
    // The same link in the same browser is the same guest.
    const { shared } = (await guest.open(token)).body as { shared: SharedFlow }
    expect(shared.guest.id).toBe((body as { shared: SharedFlow }).shared.guest.id)
    expect((await new Visitor().inside(token)).guest.id).not.toBe(shared.guest.id)
    const list = (await world.owner.ask('GET', sharesOf(world))).body as { links: ShareLink[] }
    expect(list.links.find(({ id }) => id === link.id)?.lastOpenedAt).toBeGreaterThan(0)
  })

  test('guessed, revoked, expired and foreign: one answer, byte for byte', async () => {
    const { token: revoked, link } = await makeLink(world)
    const holder = new Visitor()
    await holder.inside(revoked)
    await revoke(world, link.id)
    const { token: withPassword, link: locked } = await makeLink(world, { password: 'open sesame' })
    await revoke(world, locked.id)
    const { token: expired, link: old } = await makeLink(world, { expiresAt: Date.now() + 40 })
    await vi.waitUntil(() => (old.expiresAt ?? 0) < Date.now())
    const guessed = await new Visitor().open('A'.repeat(43))
    expect(guessed.status).toBe(404)
    const alike = [
      await new Visitor().open(revoked),
      await holder.open(revoked),
      await new Visitor().open(withPassword),
      await new Visitor().open(expired),
      await new Visitor().open(''),
      await new Visitor().open("' or 1=1 --"),
      // What is no secret opens nothing either.
      await new Visitor().open(link.id),
      // Sessions: of a link that ended, of none, and of one's own link for another.
      await holder.ask('GET', `/app/guest/links/${link.id}`),
      await holder.ask('GET', `/app/guest/links/${crypto.randomUUID()}`),
      await new Visitor().ask('GET', `/app/guest/links/${old.id}`),
      await holder.ask('POST', `/app/guest/links/${link.id}/ticket`, {}),
      await new Visitor().ask('PUT', `/app/guest/links/${old.id}/name`, { name: 'Eve' }),
    ]
    for (const answer of alike) expect(whole(answer)).toEqual(whole(guessed))
  })

  test('whatever is guessed, the answer is the same', async () => {
    const guessed = whole(await new Visitor().open('guess'))
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 400 }), async (token) => {
        expect(whole(await new Visitor().open(token))).toEqual(guessed)
      }),
      { numRuns: 40 },
    )
  })

  test('a cookie of one link is worth nothing for another', async () => {
    const one = await makeLink(world)
    const other = await makeLink(world, { access: 'comment' })
    const guest = new Visitor()
    await guest.inside(one.token)
    const forged = new Visitor(guest.cookie.replace(one.link.id, other.link.id))
    expect((await forged.ask('GET', `/app/guest/links/${other.link.id}`)).status).toBe(404)
  })

  test('another site cannot open a link in somebody’s browser', async () => {
    const { token } = await makeLink(world)
    const { status, reply } = await new Visitor().ask(
      'POST',
      '/app/guest/open',
      { token },
      { origin: 'https://evil.test' },
    )
    expect(status).toBe(403)
    expect(reply.headers.get('set-cookie')).toBeNull()
  })
})

describe('a password', () => {
  test('is asked for, survives a reload, lets nobody in before, and is not stored as it is', async () => {
    const { token, link } = await makeLink(world, { password: 'open sesame' })
    const guest = new Visitor()
    const asked = await guest.open(token)
    expect(asked.body).toEqual({ state: 'password', linkId: link.id })
    const at = `/app/guest/links/${link.id}`
    expect((await guest.ask('GET', at)).body).toEqual({ state: 'password', linkId: link.id })
    expect((await guest.ask('POST', `${at}/ticket`, {})).status).toBe(404)
    expect((await guest.ask('PUT', `${at}/name`, { name: 'Eve' })).status).toBe(404)
    const here = `/app/${world.workspaceId}/flows/${world.flowId}/me`
    expect((await guest.ask('GET', here, undefined, { [shareLinkHeader]: link.id })).status).toBe(
      404,
    )
    const wrong = await guest.ask('POST', `${at}/unlock`, { password: 'open barley' })
    expect([wrong.status, (wrong.body as { kind: string }).kind]).toEqual([403, 'wrong-password'])
    const right = await guest.ask('POST', `${at}/unlock`, { password: 'open sesame' })
    expect(right.body).toMatchObject({ state: 'inside', shared: { name: world.canary } })
    expect((await guest.ask('GET', at)).body).toMatchObject({ state: 'inside' })
    expect(JSON.stringify(await db.select().from(shareLinks))).not.toContain('open sesame')
  })

  test('is not guessed without end, by however many browsers, and right ones are not counted', async () => {
    const { token, link } = await makeLink(world, { password: 'open sesame' })
    const unlock = async (guest: Visitor, password: string) => {
      await guest.open(token)
      return guest.ask('POST', `/app/guest/links/${link.id}/unlock`, { password })
    }
    expect((await unlock(new Visitor(), 'open sesame')).status).toBe(200)
    const statuses = await Promise.all(
      Array.from(
        { length: mostTries + 5 },
        async (_, at) => (await unlock(new Visitor(), `guess ${at}`)).status,
      ),
    )
    expect(statuses.filter((status) => status === 403)).toHaveLength(mostTries)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    const late = await unlock(new Visitor(), 'open sesame')
    expect(late.status).toBe(429)
    expect(Number(late.reply.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('in the room', () => {
  test('a guest sees edits arrive and is seen, under a name that they say once', async () => {
    const own = await makeWorld()
    const { token } = await makeLink(own)
    const guest = new Visitor()
    const { linkId, guest: me } = await guest.inside(token)
    const peer = await (await guest.join(linkId)).sync()
    expect(peer.text).toBe('{"a":1}')
    expect(peer.welcome).toMatchObject({ id: me.id, name: 'Guest', kind: 'guest', readOnly: true })
    const room = bindings.ROOMS.get(bindings.ROOMS.idFromName(`${own.workspaceId}:${own.publicId}`))
    await room.replace('{"a":2}', { id: 'author', name: 'Author' })
    await peer.until(() => peer.text === '{"a":2}')
    expect(await room.people()).toMatchObject([{ id: me.id, kind: 'guest' }])
    const named = await guest.ask('PUT', `/app/guest/links/${linkId}/name`, {
      name: ' Gina\u202e ',
    })
    expect(named.body).toEqual({ name: 'Gina' })
    expect(await closeOf(peer)).toBe(closeCode.rightsChanged)
    const again = await (await guest.join(linkId)).sync()
    expect(again.welcome).toMatchObject({ id: me.id, name: 'Gina' })
    again.leave()
  })

  test.each([
    ['', 400],
    ['   ', 400],
    ['x'.repeat(61), 400],
    ['\u0000\u202e\n', 400],
    ['Zoë 👩‍🔬 العربية', 200],
  ])('the name %j answers %i', async (name, status) => {
    const guest = new Visitor()
    const { linkId } = await guest.inside((await makeLink(world)).token)
    const answer = await guest.ask('PUT', `/app/guest/links/${linkId}/name`, { name })
    expect(answer.status).toBe(status)
  })

  test('no message that one could make by hand changes the flow', async () => {
    const own = await makeWorld()
    const guest = new Visitor()
    const { linkId } = await guest.inside((await makeLink(own, { access: 'comment' })).token)
    const change = new Y.Doc()
    flowText(change).insert(0, 'mine')
    const update = Y.encodeStateAsUpdate(change)
    const room = bindings.ROOMS.get(bindings.ROOMS.idFromName(`${own.workspaceId}:${own.publicId}`))
    for (const frame of [
      updateFrame(update),
      step2Frame(update),
      intentFrame({ client: change.clientID, moves: [] }, update),
    ]) {
      const peer = await (await guest.join(linkId)).sync()
      peer.say(frame)
      await peer.until(() => peer.denied !== null || peer.closed !== null)
      peer.leave()
      expect(await room.text()).toBe('{"a":1}')
    }
    // Nor does a word of one's own to the room about who one is.
    const { ticket, publicId } = await guest.ticket(linkId)
    const forged = JSON.stringify({
      workspaceId: own.workspaceId,
      publicId,
      actor: { kind: 'user', id: 'x', name: 'x' },
      write: true,
    })
    const peer = await (await knock(publicId, ticket, { [admissionHeader]: forged })).sync()
    expect(peer.welcome).toMatchObject({ kind: 'guest', readOnly: true })
    peer.leave()
  })

  test('a ticket is good once, for the version that the link shows, within its minute', async () => {
    const own = await makeWorld()
    const other = await makeWorld()
    const guest = new Visitor()
    const { linkId } = await guest.inside((await makeLink(own)).token)
    const first = await guest.ticket(linkId)
    const peer = await (await knock(first.publicId, first.ticket)).sync()
    expect(peer.text).toBe('{"a":1}')
    expect(await closeOf(await knock(first.publicId, first.ticket))).toBe(closeCode.notAllowed)
    peer.leave()
    const second = await guest.ticket(linkId)
    expect(await closeOf(await knock(other.publicId, second.ticket))).toBe(closeCode.notAllowed)
    expect(await closeOf(await knock(own.publicId, 'guessed'))).toBe(closeCode.notAllowed)
    const late = await guest.ticket(linkId)
    vi.setSystemTime(Date.now() + 61_000)
    try {
      expect(await closeOf(await knock(late.publicId, late.ticket))).toBe(closeCode.notAllowed)
    } finally {
      vi.useRealTimers()
    }
  })

  test('however many guests come, members still find a seat', async () => {
    const own = await makeWorld()
    const guest = new Visitor()
    const { linkId } = await guest.inside((await makeLink(own)).token)
    const tickets = await Promise.all(
      Array.from({ length: limits.guestSockets }, () => guest.ticket(linkId)),
    )
    const peers = await Promise.all(tickets.map(({ publicId, ticket }) => knock(publicId, ticket)))
    expect(await closeOf(await guest.join(linkId))).toBe(closeCode.tryLater)
    const member = await serve.fetch(
      new Request(`${origin}/sync/${own.publicId}`, {
        headers: { upgrade: 'websocket', cookie: own.owner.cookie, origin },
      }),
    )
    const peer = await ToyPeer.over(member.webSocket!).sync()
    expect(peer.closed).toBeNull()
    for (const one of [...peers, peer]) one.leave()
  })
})

describe('which version', () => {
  test('a link that follows goes along to the next draft; a pinned one stays', async () => {
    const own = await makeWorld()
    const follows = await makeLink(own)
    const pinned = await makeLink(own, { publicId: own.publicId })
    const guest = new Visitor()
    await guest.inside(follows.token)
    await guest.inside(pinned.token)
    const [moving, staying] = [await guest.join(follows.link.id), await guest.join(pinned.link.id)]
    await Promise.all([moving.sync(), staying.sync()])
    // As publishing leaves it; that a version can be published is tested elsewhere.
    await bindings.DB.prepare(
      `update versions set state = 'published', sha256 = ?, size = 7, published_at = 1 where public_id = ?`,
    )
      .bind((await freeze(bindings, '{"a":1}')).sha256, own.publicId)
      .run()
    const made = await own.owner.ask(
      'POST',
      `/app/${own.workspaceId}/versions/${own.publicId}/draft`,
      {},
    )
    const { publicId } = made.body as { publicId: string }
    expect(await closeOf(moving)).toBe(closeCode.rightsChanged)
    expect((await guest.ticket(follows.link.id)).publicId).toBe(publicId)
    expect((await guest.ticket(pinned.link.id)).publicId).toBe(own.publicId)
    const { body } = await guest.ask('GET', `/app/guest/links/${follows.link.id}`)
    expect(body).toMatchObject({ shared: { follows: true, version: { publicId, number: 2 } } })
    await (await guest.join(pinned.link.id)).sync()
    // Comments too are told of the version that the link shows, and of no other.
    const commentsOf = async (link: ShareLink, version: string) => {
      const path = `/app/${own.workspaceId}/flows/${own.flowId}/threads?room=${version}`
      return (await guest.ask('GET', path, undefined, { [shareLinkHeader]: link.id })).status
    }
    expect(await commentsOf(follows.link, publicId)).toBe(200)
    expect(await commentsOf(pinned.link, own.publicId)).toBe(200)
    expect(await commentsOf(pinned.link, publicId)).toBe(404)
  })

  test('a deleted flow: sockets close, and the holder of a good link is told so, nobody else', async () => {
    const own = await makeWorld()
    const { token, link } = await makeLink(own)
    const { token: ended, link: revoked } = await makeLink(own)
    await revoke(own, revoked.id)
    const guest = new Visitor()
    await guest.inside(token)
    const peer = await (await guest.join(link.id)).sync()
    const removed = await own.owner.ask(
      'DELETE',
      `/app/${own.workspaceId}/versions/${own.publicId}`,
    )
    expect(removed.status).toBe(204)
    expect(await closeOf(peer)).toBe(closeCode.noSuchFlow)
    const gone = { state: 'gone', linkId: link.id }
    expect((await guest.ask('GET', `/app/guest/links/${link.id}`)).body).toEqual(gone)
    const late = new Visitor()
    expect((await late.open(token)).body).toEqual(gone)
    expect((await late.ask('POST', `/app/guest/links/${link.id}/ticket`, {})).status).toBe(410)
    expect((await new Visitor().open(ended)).status).toBe(404)
  })
})

describe('the end', () => {
  test('revoking closes every guest of that link, of no other, and nobody else; they do not return', async () => {
    const own = await makeWorld()
    const [one, other] = [await makeLink(own), await makeLink(own)]
    const [ana, ben, cleo] = [new Visitor(), new Visitor(), new Visitor()]
    await ana.inside(one.token)
    await ben.inside(one.token)
    await cleo.inside(other.token)
    const peers = await Promise.all([
      ana.join(one.link.id),
      ben.join(one.link.id),
      cleo.join(other.link.id),
    ])
    await Promise.all(peers.map((peer) => peer.sync()))
    const unused = await ana.ticket(one.link.id)
    await revoke(own, one.link.id)
    expect(await closeOf(peers[0]!)).toBe(closeCode.notAllowed)
    expect(await closeOf(peers[1]!)).toBe(closeCode.notAllowed)
    expect(await closeOf(await knock(unused.publicId, unused.ticket))).toBe(closeCode.notAllowed)
    expect((await ana.ask('POST', `/app/guest/links/${one.link.id}/ticket`, {})).status).toBe(404)
    const here = `/app/${own.workspaceId}/flows/${own.flowId}/me`
    const asAna = { [shareLinkHeader]: one.link.id }
    expect((await ana.ask('GET', here, undefined, asAna)).status).toBe(404)
    await peers[2]!.heard()
    expect(peers[2]!.closed).toBeNull()
    const list = (await own.owner.ask('GET', sharesOf(own))).body as { links: ShareLink[] }
    expect(list.links.map(({ id, state }) => [id, state])).toEqual([
      [other.link.id, 'live'],
      [one.link.id, 'revoked'],
    ])
    peers[2]!.leave()
  })

  test('past its end a link is told nothing more, and the sweeper closes who says nothing', async () => {
    const own = await makeWorld()
    const { token, link } = await makeLink(own, { expiresAt: Date.now() + 3600_000 })
    const [ana, ben] = [new Visitor(), new Visitor()]
    await ana.inside(token)
    await ben.inside(token)
    const room = bindings.ROOMS.get(bindings.ROOMS.idFromName(`${own.workspaceId}:${own.publicId}`))
    const [told, quiet] = [await ana.join(link.id), await ben.join(link.id)]
    await Promise.all([told.sync(), quiet.sync()])
    const later = Date.now() + 3601_000
    vi.setSystemTime(later)
    try {
      await room.replace('{"a":"secret"}', { id: 'author', name: 'Author' })
      expect(await closeOf(told)).toBe(closeCode.notAllowed)
      expect(told.text).toBe('{"a":1}')
      expect((await ana.ask('GET', `/app/guest/links/${link.id}`)).status).toBe(404)
      await tick(bindings, later)
      expect(await closeOf(quiet)).toBe(closeCode.notAllowed)
    } finally {
      vi.useRealTimers()
    }
    expect(quiet.text).toBe('{"a":1}')
  })
})

describe('what a guest may ask for', () => {
  test('nothing of the workspace but what the table gives to guests', async () => {
    const own = await makeWorld()
    const guest = new Visitor()
    const { linkId } = await guest.inside((await makeLink(own, { access: 'comment' })).token)
    const closed = (Object.entries(routes) as [RouteName, Route][]).filter(
      ([, { access }]) =>
        access === 'signed-in' ||
        (typeof access === 'object' && !('visitor' in access) && !('guest' in access)),
    )
    expect(closed.length).toBeGreaterThan(40)
    for (const [name, route] of closed) {
      const path = route.path
        .replace(/:(workspaceId|accountId)/, own.workspaceId)
        .replace(':flowId', own.flowId)
        .replace(':publicId', own.publicId)
        .replace(':channelId', own.channelId)
        .replace(':linkId', linkId)
        .replace(/:\w+/g, 'x')
        .replace('*', 'x')
      const method = route.method === 'ALL' ? 'POST' : route.method
      const { status, text } = await guest.ask(method, path, method === 'GET' ? undefined : {}, {
        [shareLinkHeader]: linkId,
        'x-workspace-id': own.workspaceId,
      })
      expect([401, 404], `${name} answered ${status}`).toContain(status)
      expect(text, name).not.toContain(own.canary)
    }
  })

  /** The guard alone, before a handler that says who came. */
  const doorFor = (need: 'view' | 'comment') => {
    const app = new Hono<AppEnv>()
    app.use(async (c, next) => {
      c.set('db', db)
      c.set('origin', origin)
      await next()
    })
    const path = '/app/:workspaceId/flows/:flowId/thing'
    app.post(path, guard({ method: 'POST', path, access: { visitor: need } }), (c) =>
      c.json({ ...c.get('actor'), pinned: c.get('visiting')?.link.publicId ?? null }),
    )
    app.onError((error, c) => {
      if (error instanceof Refusal) return refuse(c, error.problem)
      throw error
    })
    return (cookie: string, { workspaceId, flowId }: World, headers: Record<string, string>) =>
      app.fetch(
        new Request(`${origin}/app/${workspaceId}/flows/${flowId}/thing`, {
          method: 'POST',
          headers: { cookie, origin, ...headers },
        }),
        bindings,
      )
  }

  test('a visitor is a member with the right, or a guest whose link gives it, on its own flow alone', async () => {
    const own = await makeWorld()
    const foreign = await makeWorld()
    const view = await makeLink(own, { publicId: own.publicId })
    const comment = await makeLink(own, { access: 'comment' })
    const guest = new Visitor()
    const { guest: me } = await guest.inside(comment.token)
    await guest.inside(view.token)
    const by = (link: ShareLink) => ({ [shareLinkHeader]: link.id })
    const cases: [string, 'view' | 'comment', string, World, Record<string, string>, number][] = [
      ['a member', 'comment', own.owner.cookie, own, {}, 200],
      ['a member elsewhere', 'view', own.owner.cookie, foreign, {}, 404],
      ['nobody', 'view', '', own, {}, 401],
      ['a comment link', 'comment', guest.cookie, own, by(comment.link), 200],
      ['a comment link, looking', 'view', guest.cookie, own, by(comment.link), 200],
      ['a view link', 'view', guest.cookie, own, by(view.link), 200],
      ['a view link, commenting', 'comment', guest.cookie, own, by(view.link), 403],
      ['a guest who names no link', 'view', guest.cookie, own, {}, 401],
      ['a guest of another flow', 'view', guest.cookie, foreign, by(comment.link), 404],
      [
        'another flow of this workspace',
        'view',
        guest.cookie,
        { ...own, flowId: foreign.flowId },
        by(comment.link),
        404,
      ],
      ['a link without its cookie', 'view', own.owner.cookie, own, by(comment.link), 404],
      [
        'from another site',
        'view',
        guest.cookie,
        own,
        { ...by(comment.link), origin: 'https://evil.test' },
        403,
      ],
    ]
    for (const [who, need, cookie, where, headers, status] of cases) {
      expect((await doorFor(need)(cookie, where, headers)).status, who).toBe(status)
    }
    const reply = await doorFor('comment')(guest.cookie, own, by(comment.link))
    expect(await reply.json()).toEqual({
      kind: 'guest',
      id: me.id,
      name: 'Guest',
      capabilities: ['view', 'comment'],
      pinned: null,
    })
    const pinned = await doorFor('view')(guest.cookie, own, by(view.link))
    expect(await pinned.json()).toMatchObject({ capabilities: ['view'], pinned: own.publicId })
  })
})
