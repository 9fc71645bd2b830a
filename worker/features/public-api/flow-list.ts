/** The list of flows over the public API. */
import { and, desc, eq, lt, or } from 'drizzle-orm'
import { type FlowRows, type FlowStatus, FlowsQuery } from '../../../shared/api/public/flows.ts'
import { flows, type VersionState, versions } from '../../db/schema.ts'
import type { Handler } from '../../http/context.ts'
import { readQuery } from './read.ts'

/** A version's state in 8x8's words. */
export const statusOf = (state: VersionState): FlowStatus => state.toUpperCase() as FlowStatus

/** One entry a version, newest first: outsiders know versions by their own ids. */
export const listVersions: Handler = async (c) => {
  const { limit, after } = readQuery(c, FlowsQuery)
  const [at, id] = after?.split('_') ?? []
  const rows = await c
    .get('db')
    .select({
      id: versions.publicId,
      name: flows.name,
      state: versions.state,
      createdAt: versions.createdAt,
    })
    .from(versions)
    .innerJoin(flows, eq(flows.id, versions.flowId))
    .where(
      and(
        eq(versions.workspaceId, c.get('workspaceId')),
        eq(flows.channelId, c.req.param('channelId') ?? ''),
        at === undefined || id === undefined
          ? undefined
          : or(
              lt(versions.createdAt, Number(at)),
              and(eq(versions.createdAt, Number(at)), lt(versions.publicId, id)),
            ),
      ),
    )
    .orderBy(desc(versions.createdAt), desc(versions.publicId))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return c.json({
    flows: page.map((row) => ({ id: row.id, name: row.name, status: statusOf(row.state) })),
    next: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null,
  } satisfies FlowRows)
}
