/** What a guest may ask: to come in by a link, to unlock it, who they are, their name, and a ticket for the room. */
import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import {
  GuestName,
  OpenShare,
  type RoomTicket,
  type SharedFlow,
  UnlockShare,
  type Visit,
  type VisitorMe,
} from '../../../shared/api/shares.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import { fromOwnPage } from '../../http/guard.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { roomOf } from '../flows/room.ts'
import { verifyPassword } from '../sign-in/password.ts'
import { guestSecretIn, setGuestCookie } from './cookie.ts'
import {
  admitPastPassword,
  createGuest,
  createTicket,
  endOf,
  guestOf,
  renameGuest,
  type Visiting,
} from './guests.ts'
import { hasFlow, linkOfToken, makerOf, noteOpened, versionShown } from './links.ts'
import { giveBackTry, spendTry } from './password-tries.ts'

/** A visit that goes on does not count as another opening before this long. */
const openedAgainMs = 60_000

const open: Handler = async (c) => {
  if (!fromOwnPage(c, false)) throw new Refusal('wrong-origin')
  const { token } = await readBody(c, OpenShare)
  const db = c.get('db')
  const now = Date.now()
  const link = await linkOfToken(db, token, now)
  if (!link) throw new Refusal('no-such-link')
  const secret = guestSecretIn(c, link.id)
  const known = secret ? await guestOf(db, link.id, secret, now) : null
  if (known) return visit(c, known)
  const made = await createGuest(db, link, now)
  setGuestCookie(c, link.id, made.secret, made.guest.expiresAt, now)
  return visit(c, { guest: made.guest, link })
}

const get: Handler = (c) => visit(c, visiting(c))

const unlock: Handler = async (c) => {
  const { password } = await readBody(c, UnlockShare)
  const { guest, link } = visiting(c)
  const db = c.get('db')
  if (guest.admitted || link.passwordHash === null) return visit(c, visiting(c))
  const wait = await spendTry(db, link.id, Date.now())
  if (wait !== null) {
    c.header('retry-after', String(wait))
    throw new Refusal('too-many-requests', {
      detail: `The password was tried too often. Try again in ${Math.ceil(wait / 60)} minutes.`,
    })
  }
  if (!(await verifyPassword({ hash: link.passwordHash, password }))) {
    throw new Refusal('wrong-password', { field: 'password' })
  }
  await giveBackTry(db, link.id)
  await admitPastPassword(db, guest.id)
  return visit(c, { guest: { ...guest, admitted: true }, link })
}

const name: Handler = async (c) => {
  const body = await readBody(c, GuestName)
  const { guest, link } = visiting(c)
  await renameGuest(c.get('db'), guest.id, body.name)
  // The room knows people by what they were called when they came: they come again.
  const shown = await versionShown(c.get('db'), link)
  if (shown) await roomOf(c.env, link.workspaceId, shown.publicId).revoke({ actorId: guest.id })
  return c.json(body)
}

const ticket: Handler = async (c) => {
  const { guest, link } = visiting(c)
  const shown = await versionShown(c.get('db'), link)
  if (!shown) throw new Refusal('shared-flow-gone')
  return c.json({
    ticket: await createTicket(c.get('db'), guest.id, Date.now()),
    publicId: shown.publicId,
  } satisfies RoomTicket)
}

/** For pages that members and guests share: who the server takes them for. */
const me: Handler = async (c) => {
  const { kind, id, name, capabilities } = c.get('actor')
  if (!(await hasFlow(c.get('db'), c.get('workspaceId'), c.req.param('flowId') ?? '', null))) {
    throw new Refusal(kind === 'guest' ? 'shared-flow-gone' : 'not-found')
  }
  return c.json({
    kind: kind === 'guest' ? 'guest' : 'user',
    id,
    name,
    mayComment: can(capabilities, 'comment'),
  } satisfies VisitorMe)
}

function visiting(c: Context<AppEnv>): Visiting {
  const found = c.get('visiting')
  if (!found) throw new Error('only on routes of guests')
  return found
}

/** Where a guest stands, and what they are shown. */
async function visit(c: Context<AppEnv>, { guest, link }: Visiting): Promise<Response> {
  const answer = (value: Visit) => c.json(value, 200, { 'cache-control': 'no-store' })
  if (!guest.admitted) return answer({ state: 'password', linkId: link.id })
  const db = c.get('db')
  const shown = await versionShown(db, link)
  if (!shown) return answer({ state: 'gone', linkId: link.id })
  const now = Date.now()
  if (now - (link.lastOpenedAt ?? 0) > openedAgainMs) {
    await noteOpened(db, link.id, now)
    await announce(c.env, link.workspaceId, [`shares:${link.flowId}`])
  }
  const { name, ...version } = shown
  const shared: SharedFlow = {
    linkId: link.id,
    workspaceId: link.workspaceId,
    flowId: link.flowId,
    name,
    access: link.access,
    version,
    follows: link.publicId === null,
    sharedBy: await makerOf(db, link),
    endsInMs: Math.max(0, endOf({ guest, link }) - now),
    guest: { id: guest.id, name: guest.name },
  }
  return answer({ state: 'inside', shared })
}

export const guestRoutes = {
  'guest.open': open,
  'guest.get': get,
  'guest.unlock': unlock,
  'guest.name': name,
  'guest.ticket': ticket,
  'flows.me': me,
} satisfies Partial<Handlers>
