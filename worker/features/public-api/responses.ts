/** Responses of a flow, all its versions, over the public API: oldest first, page by page, or the whole export as CSV. */

import { isoTime } from '../../../shared/api/public/fields.ts'
import { platformCode } from '../../../shared/api/public/refusal.ts'
import { type PublicResponses, ResponsesQuery } from '../../../shared/api/public/responses.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { pageResponses, readCursor, responsesCsv } from '../responses/store.ts'
import { namedVersion } from './flows.ts'
import { readQuery, refusalError } from './read.ts'

const list: Handler = async (c) => {
  const { version, flow } = await namedVersion(c)
  const { from, to, after, limit } = readQuery(c, ResponsesQuery, {
    limit: platformCode.outOfRange,
  })
  const range = {
    flowId: flow.id,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
  if (wantsCsv(c.req.header('accept'))) {
    return new Response(await responsesCsv(c.get('db'), range, 'oldest-first'), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${version.publicId}-responses.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  }
  const cursor = after === undefined ? null : readCursor(after)
  if (after !== undefined && cursor === null) {
    throw refusalError({
      code: platformCode.invalidParameter,
      message: 'after: must be what next said',
      field: 'after',
    })
  }
  const { rows, next } = await pageResponses(c.get('db'), { ...range, after: cursor, limit })
  return c.json({
    responses: rows.map((row) => ({
      id: row.id,
      submittedAt: isoTime(row.submittedAt),
      phoneNumber: row.phoneNumber,
      flowToken: row.flowToken,
      version: row.versionNumber,
      answers: row.answers,
    })),
    next,
  } satisfies PublicResponses)
}

/** Whether CSV is named and JSON is not asked for before it. */
function wantsCsv(accept = ''): boolean {
  const kinds = accept.split(',').map((kind) => kind.split(';')[0]!.trim().toLowerCase())
  const csv = kinds.indexOf('text/csv')
  const json = kinds.indexOf('application/json')
  return csv >= 0 && (json < 0 || csv < json)
}

export const publicResponseRoutes = {
  'api.responses.list': list,
  'config.responses.list': list,
} satisfies Partial<Handlers>
