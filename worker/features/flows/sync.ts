/** `/sync/{flowId}`: decides who may join a version's room and with which rights, then hands the socket over. */

import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { isPublicId } from '../../../shared/ids.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import { bearer, ownOrigins } from '../../http/guard.ts'
import type { Handlers } from '../../http/mount.ts'
import { type Admission, admissionHeader } from '../../room/admission.ts'
import { refuseSocket } from '../../room/refuse.ts'
import { endVisits } from '../shares/end.ts'
import { endOf, nameOfGuest, spendTicket } from '../shares/guests.ts'
import { isLive, versionShown } from '../shares/links.ts'
import { authFor } from '../sign-in/auth.ts'
import { capabilitiesIn, keyHolder } from '../workspaces/store.ts'
import { roomOf } from './room.ts'
import { locateVersion } from './store.ts'

const sync: Handler = async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return c.text('This address speaks the y-websocket protocol over a WebSocket.', 426)
  }
  const ticket = c.req.query('ticket')
  if (ticket !== undefined) return asGuest(c, ticket)
  const who = await whoAsks(c)
  if (who === null) return refuseSocket(closeCode.notSignedIn, 'Sign in to open this flow.')
  if (who === 'wrong-origin')
    return refuseSocket(closeCode.notAllowed, 'This page may not open flows here.')
  const publicId = c.req.param('publicId') ?? ''
  const version = isPublicId(publicId) ? await locateVersion(c.get('db'), publicId) : null
  const held = version && (await who.capabilitiesIn(version.workspaceId))
  if (!version || !held)
    return refuseSocket(closeCode.noSuchFlow, `There is no flow ${publicId.slice(0, 32)} here.`)
  if (!can(held, 'view'))
    return refuseSocket(closeCode.notAllowed, 'Your role does not open flows.')
  const admission: Admission = {
    workspaceId: version.workspaceId,
    publicId,
    actor: who.actor,
    write: version.state === 'draft' && can(held, 'edit-flows'),
  }
  return enter(c, admission)
}

/** A guest with a ticket: into the version that their link shows now, and to read alone. */
async function asGuest(c: Context<AppEnv>, ticket: string): Promise<Response> {
  const db = c.get('db')
  const publicId = c.req.param('publicId') ?? ''
  const refused = () => refuseSocket(closeCode.notAllowed, 'This link does not work.')
  const visiting = await spendTicket(db, ticket, Date.now())
  const shown = visiting && (await versionShown(db, visiting.link))
  if (!shown || shown.publicId !== publicId) return refused()
  const { guest, link } = visiting
  const reply = await enter(c, {
    workspaceId: link.workspaceId,
    publicId,
    actor: { kind: 'guest', id: guest.id, name: nameOfGuest(guest) },
    write: false,
    share: { linkId: link.id, until: endOf(visiting) },
  })
  // What changed while they were on their way in found nobody in the room to send off.
  if (!(await isLive(db, link.id, Date.now()))) await endVisits(c.env, db, link)
  else if ((await versionShown(db, link))?.publicId !== publicId) {
    await roomOf(c.env, link.workspaceId, publicId).revoke({ actorId: guest.id })
  }
  return reply
}

async function enter(c: Context<AppEnv>, admission: Admission): Promise<Response> {
  const { workspaceId, publicId } = admission
  // Built anew: whatever the outside sent under this name does not reach the room.
  const headers = new Headers(c.req.raw.headers)
  headers.set(admissionHeader, asciiJson(admission))
  try {
    return await roomOf(c.env, workspaceId, publicId).fetch(new Request(c.req.raw, { headers }))
  } catch (error) {
    console.error(`room of ${publicId}: ${String(error)}`)
    return refuseSocket(closeCode.tryLater, 'The room cannot be reached. Trying again.')
  }
}

/** JSON that fits a header: names may hold any letter, headers may not. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

type Who = {
  actor: Admission['actor']
  capabilitiesIn(workspaceId: string): Promise<readonly Parameters<typeof can>[0][number][] | null>
}

/** A key's holder, or the person whose cookie came from one of our own pages. */
async function whoAsks(c: Context<AppEnv>): Promise<Who | 'wrong-origin' | null> {
  const db = c.get('db')
  const token = bearer(c)
  if (token) {
    const key = await keyHolder(db, token)
    return (
      key && {
        actor: { kind: 'key', id: key.id, name: key.name },
        capabilitiesIn: async (workspaceId) =>
          workspaceId === key.workspaceId ? key.capabilities : null,
      }
    )
  }
  const session = await authFor(c.env, c.get('origin')).api.getSession({
    headers: c.req.raw.headers,
  })
  if (!session) return null
  if (!ownOrigins(c).includes(c.req.header('origin') ?? '')) return 'wrong-origin'
  const { id, name } = session.user
  return {
    actor: { kind: 'user', id, name },
    capabilitiesIn: (workspaceId) => capabilitiesIn(db, workspaceId, id),
  }
}

export const syncRoutes = { sync } satisfies Partial<Handlers>
