/** Responses over HTTP, for the web client: the table, one submission, the export. */
import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import { problem } from '../../../shared/api/problem.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { refuse } from '../../http/refuse.ts'
import { versionInPath } from '../flows/version-in-path.ts'
import { cursorOf, limitOf, momentOf } from './query.ts'
import { getResponse, listResponses, type Range, responsesCsv } from './store.ts'

type C = Context<AppEnv>

const list: Handler = async (c) => {
  const { range } = await named(c)
  return c.json(
    await listResponses(c.get('db'), range, {
      before: cursorOf(c.req.query('before'), 'before'),
      limit: limitOf(c.req.query('limit'), { least: 1, most: 500, usual: 100 }),
      masked: isMasked(c),
    }),
  )
}

const get: Handler = async (c) => {
  const id = c.req.param('responseId') ?? ''
  const response = await getResponse(c.get('db'), c.get('workspaceId'), id, isMasked(c))
  return response ? c.json(response) : refuse(c, problem('not-found'))
}

const exportCsv: Handler = async (c) => {
  const { range, name } = await named(c)
  const file = `${name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'flow'} responses.csv`
  return new Response(await responsesCsv(c.get('db'), range), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="responses.csv"; filename*=UTF-8''${encodeURIComponent(file)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** The flow of the version in the path, and the range asked for. @throws Refusal */
async function named(c: C): Promise<{ range: Range; name: string }> {
  const { flow } = await versionInPath(c)
  const from = momentOf(c.req.query('from'), 'from')
  const to = momentOf(c.req.query('to'), 'to')
  return {
    name: flow.name,
    range: {
      flowId: flow.id,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    },
  }
}

const isMasked = (c: C): boolean => !can(c.get('actor').capabilities, 'log-access')

export const responseRoutes = {
  'responses.list': list,
  'responses.get': get,
  'responses.export': exportCsv,
} satisfies Partial<Handlers>
