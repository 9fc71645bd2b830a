/** The message log over HTTP, for the web client. */
import { can } from '../../../shared/access.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { limitOf } from '../responses/query.ts'
import { messageDetail } from './detail.ts'
import { listMessages, readLogCursor } from './store.ts'

const list: Handler = async (c) => {
  const text = c.req.query('before') ?? ''
  const before = readLogCursor(text)
  if (text && !before) {
    throw new Refusal('bad-request', {
      field: 'before',
      detail: 'before is not the "next" of a page.',
    })
  }
  return c.json(
    await listMessages(c.get('db'), {
      workspaceId: c.get('workspaceId'),
      campaignId: c.req.query('campaign') ?? '',
      search: (c.req.query('search') ?? '').trim().slice(0, 200),
      before,
      limit: limitOf(c.req.query('limit'), { least: 1, most: 500, usual: 50 }),
      masked: !can(c.get('actor').capabilities, 'log-access'),
    }),
  )
}

const get: Handler = async (c) => {
  const detail = await messageDetail(
    c.get('db'),
    {
      workspaceId: c.get('workspaceId'),
      id: c.req.param('messageId') ?? '',
      masked: !can(c.get('actor').capabilities, 'log-access'),
    },
    Date.now(),
  )
  if (!detail) throw new Refusal('not-found', { detail: 'No such message in this workspace.' })
  return c.json(detail)
}

export const messageRoutes = {
  'messages.list': list,
  'messages.get': get,
} satisfies Partial<Handlers>
