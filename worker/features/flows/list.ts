/** The flow list: one row a flow, with who is in it and what each person may do with it. */
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Capability } from '../../../shared/access.ts'
import type { FlowList, FlowRow } from '../../../shared/api/flows.ts'
import type { Person } from '../../../shared/collab/presence.ts'
import type { Db } from '../../db/client.ts'
import { channels, flows, responses, templates, versions } from '../../db/schema.ts'
import { runningIn, runningWith } from '../cut-over/running.ts'
import { allowed, limitOf } from './allowed.ts'

/** The flows of a workspace, newest change first; `search` matches any part of the name. */
export async function listFlows(
  db: Db,
  workspaceId: string,
  held: readonly Capability[],
  search: string,
  whoIsWhere: Promise<Record<string, Person[]>>,
): Promise<FlowList> {
  const [found, allVersions, users, people, runs] = await Promise.all([
    db
      .select({
        flow: flows,
        channelName: channels.name,
        responses: sql<number>`(select count(*) from ${responses} where ${responses.flowId} = ${flows.id})`,
      })
      .from(flows)
      .innerJoin(channels, eq(channels.id, flows.channelId))
      .where(
        and(
          eq(flows.workspaceId, workspaceId),
          search ? sql`instr(lower(${flows.name}), ${search.toLowerCase()}) > 0` : undefined,
        ),
      )
      .orderBy(desc(flows.updatedAt), flows.id),
    db
      .select()
      .from(versions)
      .where(eq(versions.workspaceId, workspaceId))
      .orderBy(desc(versions.number)),
    templatesByVersion(db, workspaceId),
    whoIsWhere,
    runningIn(db, workspaceId),
  ])
  const byFlow = Map.groupBy(allVersions, (version) => version.flowId)
  const rows = found.flatMap(({ flow, channelName, responses }): FlowRow[] => {
    const own = byFlow.get(flow.id) ?? []
    const draft = own.find((v) => v.state === 'draft')
    const shown = own.find((v) => v.state === 'published') ?? draft ?? own[0]
    if (!shown) return []
    const run = runs.find(({ flowId }) => flowId === flow.id)
    return [
      {
        id: flow.id,
        name: flow.name,
        channelId: flow.channelId,
        channelName,
        publicId: shown.publicId,
        number: shown.number,
        state: shown.state,
        limit: limitOf(shown),
        draft: draft && draft !== shown ? { publicId: draft.publicId, number: draft.number } : null,
        cutOver: run ? runningWith(run, own) : null,
        createdAt: flow.createdAt,
        updatedAt: flow.updatedAt,
        responses,
        here: own.flatMap((v) => people[v.publicId] ?? []),
        allowed: allowed(
          {
            state: shown.state,
            publishing: shown.publishStartedAt !== null,
            responses,
            templates: users.get(shown.publicId) ?? [],
          },
          held,
        ),
      },
    ]
  })
  return { flows: rows, total: rows.length }
}

/** Names of the living templates, by the version that their button opens. */
async function templatesByVersion(db: Db, workspaceId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ publicId: templates.publicId, name: templates.name })
    .from(templates)
    .where(and(eq(templates.workspaceId, workspaceId), ne(templates.status, 'DELETED')))
  const names = new Map<string, string[]>()
  for (const { publicId, name } of rows) {
    if (publicId) names.set(publicId, [...(names.get(publicId) ?? []), name])
  }
  return names
}
