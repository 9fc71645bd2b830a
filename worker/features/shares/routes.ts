/** Share links over HTTP, for members: listing, making, revoking. */
import { MadeShareLink, NewShareLink, ShareLinks, sharePath } from '../../../shared/api/shares.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { endVisits } from './end.ts'
import { guestRoutes } from './guest-routes.ts'
import { createLink, hasFlow, listLinks, revokeLink } from './links.ts'

const list: Handler = async (c) => {
  const workspaceId = c.get('workspaceId')
  const flowId = c.req.param('flowId') ?? ''
  if (!(await hasFlow(c.get('db'), workspaceId, flowId, null))) throw new Refusal('not-found')
  const links = await listLinks(c.get('db'), workspaceId, flowId, Date.now())
  return c.json(ShareLinks.parse({ links }))
}

const create: Handler = async (c) => {
  const wanted = await readBody(c, NewShareLink)
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const flowId = c.req.param('flowId') ?? ''
  const now = Date.now()
  if (!(await hasFlow(db, workspaceId, flowId, null))) throw new Refusal('not-found')
  if (wanted.publicId !== null && !(await hasFlow(db, workspaceId, flowId, wanted.publicId))) {
    throw new Refusal('bad-request', {
      field: 'publicId',
      detail: `This flow has no version ${wanted.publicId}.`,
    })
  }
  if (typeof wanted.expiresAt === 'number' && wanted.expiresAt <= now) {
    throw new Refusal('bad-request', {
      field: 'expiresAt',
      detail: 'A link has to end in the future.',
    })
  }
  const made = await createLink(
    db,
    { ...wanted, workspaceId, flowId, createdBy: c.get('actor').id },
    now,
  )
  const [link] = await listLinks(db, workspaceId, flowId, now, made.id)
  await announce(c.env, workspaceId, [`shares:${flowId}`])
  return c.json(
    MadeShareLink.parse({ link, url: `${c.get('origin')}${sharePath}/${made.token}` }),
    201,
  )
}

const revoke: Handler = async (c) => {
  const db = c.get('db')
  const workspaceId = c.get('workspaceId')
  const { flowId = '', linkId = '' } = c.req.param() as Record<string, string | undefined>
  // Ended first, so that whoever is sent off finds it so.
  if (!(await revokeLink(db, workspaceId, flowId, linkId, Date.now()))) {
    throw new Refusal('not-found')
  }
  await endVisits(c.env, db, { id: linkId, workspaceId, flowId })
  await announce(c.env, workspaceId, [`shares:${flowId}`])
  return c.body(null, 204)
}

export const shareRoutes = {
  'shares.list': list,
  'shares.create': create,
  'shares.revoke': revoke,
  ...guestRoutes,
} satisfies Partial<Handlers>
