/** Checks who asks before any handler runs: deny by default, by the access that the route table names. */
import type { Context, MiddlewareHandler } from 'hono'
import { type Capability, can, rightTo } from '../../shared/access.ts'
import type { Access, Route } from '../../shared/api/routes.ts'
import { shareLinkHeader } from '../../shared/api/shares.ts'
import { channelIn } from '../features/channels/store.ts'
import { guestSecretIn } from '../features/shares/cookie.ts'
import { guestOf, nameOfGuest, type Visiting } from '../features/shares/guests.ts'
import { authFor } from '../features/sign-in/auth.ts'
import {
  capabilitiesIn,
  hasSubaccount,
  keyHolder,
  workspacesOf,
} from '../features/workspaces/store.ts'
import type { Actor, AppEnv } from './context.ts'
import { originsOf } from './origins.ts'
import { Refusal } from './refuse.ts'
import { sameSecret } from './secrets.ts'

type C = Context<AppEnv>

/** The guard of one route. */
export function guard(route: Route): MiddlewareHandler<AppEnv> {
  return async function guarded(c, next) {
    if (route.local && !c.get('local')) throw new Refusal('not-found')
    await admit(c, route.access)
    await next()
  }
}

async function admit(c: C, access: Access): Promise<void> {
  if (access === 'anyone' || access === 'provider' || access === 'graph') return
  if (access === 'launcher') {
    const secret = c.req.header('x-local-secret') ?? ''
    if (!c.env.LOCAL_SECRET || !sameSecret(secret, c.env.LOCAL_SECRET))
      throw new Refusal('not-found')
    return
  }
  if (access === 'signed-in') {
    const user = await signedIn(c)
    c.set('actor', { kind: 'user', id: user.id, name: user.name, capabilities: [] })
    return
  }
  if ('member' in access) return admitMember(c, c.req.param('workspaceId') ?? '', access.member)
  if ('visitor' in access) return admitVisitor(c, access.visitor)
  if ('guest' in access) return admitGuest(c, access.guest)
  if ('key' in access) return admitKey(c, bearer(c), access.key)
  const token = bearer(c)
  if (token) return admitKey(c, token, access.either)
  const workspaceId = c.req.header('x-workspace-id') ?? c.req.query('workspace') ?? ''
  return admitMember(c, workspaceId || (await onlyWorkspace(c)), access.either)
}

/** Someone who names no workspace means their first one. */
async function onlyWorkspace(c: C): Promise<string> {
  const user = await signedIn(c)
  return (await workspacesOf(c.get('db'), user.id))[0]?.id ?? ''
}

async function admitMember(c: C, workspaceId: string, need: Capability): Promise<void> {
  const user = await signedIn(c)
  const capabilities = await capabilitiesIn(c.get('db'), workspaceId, user.id)
  if (!capabilities) throw new Refusal('not-found')
  allow(c, { kind: 'user', id: user.id, name: user.name, capabilities }, workspaceId, need)
}

/**
 * A guest says by a header as whom they ask; whoever does not is asked for as a member. So somebody signed in who opened
 * a share link is a guest on its page and a member on all others.
 */
async function admitVisitor(c: C, need: 'view' | 'comment'): Promise<void> {
  const { workspaceId = '', flowId = '' } = c.req.param() as Record<string, string | undefined>
  const linkId = c.req.header(shareLinkHeader)
  if (linkId === undefined) return admitMember(c, workspaceId, need)
  const visiting = await visitingBy(c, linkId)
  const { guest, link } = visiting
  if (!guest.admitted || link.workspaceId !== workspaceId || link.flowId !== flowId) {
    throw new Refusal('no-such-link')
  }
  c.set('visiting', visiting)
  allow(c, actorOf(visiting), workspaceId, need)
}

async function admitGuest(c: C, where: 'at-the-door' | 'inside'): Promise<void> {
  const visiting = await visitingBy(c, c.req.param('linkId') ?? '')
  if (where === 'inside' && !visiting.guest.admitted) throw new Refusal('no-such-link')
  c.set('visiting', visiting)
  c.set('actor', actorOf(visiting))
  c.set('workspaceId', visiting.link.workspaceId)
}

/** @throws Refusal no-such-link, for whatever reason the link does not work in this browser. */
async function visitingBy(c: C, linkId: string): Promise<Visiting> {
  if (isChange(c) && !fromOwnPage(c, false)) throw new Refusal('wrong-origin')
  const secret = guestSecretIn(c, linkId)
  const visiting = secret ? await guestOf(c.get('db'), linkId, secret, Date.now()) : null
  if (!visiting) throw new Refusal('no-such-link')
  return visiting
}

const actorOf = ({ guest, link }: Visiting): Actor => ({
  kind: 'guest',
  id: guest.id,
  name: nameOfGuest(guest),
  capabilities: link.access === 'comment' ? ['view', 'comment'] : ['view'],
})

async function admitKey(c: C, token: string | null, need: Capability): Promise<void> {
  const db = c.get('db')
  const key = token ? await keyHolder(db, token) : null
  if (!key)
    throw new Refusal('not-signed-in', { detail: 'The API key is missing, wrong or disabled.' })
  const meter = await c.env.METERS.get(c.env.METERS.idFromName(key.id)).take(key.requestsPerMinute)
  c.set('meter', meter)
  if (meter.isOver) {
    throw new Refusal('too-many-requests', {
      detail: `This key may make ${meter.limit} requests a minute. Try again in ${meter.resetSeconds} seconds.`,
    })
  }
  const { accountId, channelId, subAccountId } = c.req.param() as Record<string, string | undefined>
  if (accountId !== undefined && accountId !== key.workspaceId) {
    throw new Refusal('not-found', { detail: `No account ${accountId} for this key.` })
  }
  if (channelId !== undefined && !(await channelIn(db, key.workspaceId, channelId))) {
    throw new Refusal('not-found', { detail: `No channel ${channelId} in this account.` })
  }
  if (subAccountId !== undefined && !(await hasSubaccount(db, key.workspaceId, subAccountId))) {
    throw new Refusal('not-found', { detail: `No subaccount ${subAccountId} in this account.` })
  }
  const actor: Actor = { kind: 'key', id: key.id, name: key.name, capabilities: key.capabilities }
  allow(c, actor, key.workspaceId, need)
}

function allow(c: C, actor: Actor, workspaceId: string, need: Capability): void {
  if (!can(actor.capabilities, need)) {
    throw new Refusal('not-allowed', {
      detail: `This needs the right to ${rightTo[need]}.`,
    })
  }
  c.set('actor', actor)
  c.set('workspaceId', workspaceId)
}

/** The signed-in person. A change needs a request from our own pages: a cookie alone is not enough. */
export async function signedIn(c: C): Promise<{ id: string; name: string; email: string }> {
  const session = await authFor(c.env, c.get('origin')).api.getSession({
    headers: c.req.raw.headers,
  })
  if (!session) throw new Refusal('not-signed-in')
  const isSocket = c.req.header('upgrade')?.toLowerCase() === 'websocket'
  if ((isSocket || isChange(c)) && !fromOwnPage(c, isSocket)) throw new Refusal('wrong-origin')
  return session.user
}

const isChange = (c: C): boolean => !['GET', 'HEAD'].includes(c.req.method)

/** Whether the request comes from our own pages; a program without Origin may change things by HTTP, never by socket. */
export function fromOwnPage(c: C, isSocket: boolean): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) {
    const site = c.req.header('sec-fetch-site')
    return !isSocket && (site === undefined || site === 'same-origin' || site === 'none')
  }
  return ownOrigins(c).includes(origin)
}

/** The origins whose pages may act for the person signed in. */
export const ownOrigins = (c: C): string[] => originsOf(c.req.raw, c.env)

/** The bearer token of a request, or null. */
export function bearer(c: C): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')
  return match ? match[1]! : null
}
