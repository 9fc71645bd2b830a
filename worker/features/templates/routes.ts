/** Templates over HTTP, for the web client. */
import { problem } from '../../../shared/api/problem.ts'
import { NewTemplate } from '../../../shared/api/templates.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { answer, refuse } from '../../http/refuse.ts'
import { createTemplate, listTemplates, removeTemplate, templateWithChanges } from './store.ts'

const list: Handler = async (c) =>
  c.json({
    templates: await listTemplates(c.get('db'), c.get('workspaceId'), {
      search: (c.req.query('search') ?? '').trim().slice(0, 200),
      status: c.req.query('status') ?? '',
    }),
  })

const get: Handler = async (c) => {
  const template = await templateWithChanges(
    c.get('db'),
    c.get('workspaceId'),
    c.req.param('templateId') ?? '',
  )
  return template ? c.json(template) : refuse(c, problem('not-found'))
}

const create: Handler = async (c) => {
  const input = await readBody(c, NewTemplate)
  return answer(
    c,
    await createTemplate(c.env, c.get('db'), c.get('workspaceId'), input, Date.now()),
    201,
  )
}

const remove: Handler = async (c) => {
  const id = c.req.param('templateId') ?? ''
  const removed = await removeTemplate(c.env, c.get('db'), c.get('workspaceId'), id, Date.now())
  return removed.ok ? c.body(null, 204) : refuse(c, removed.error)
}

export const templateRoutes = {
  'templates.list': list,
  'templates.get': get,
  'templates.create': create,
  'templates.delete': remove,
} satisfies Partial<Handlers>
