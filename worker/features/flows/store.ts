/** Where flows and their versions rest. */
import { and, desc, eq, inArray, isNull, max, ne, sql } from 'drizzle-orm'
import type { Capability } from '../../../shared/access.ts'
import {
  type Created,
  type FlowList,
  type FlowRow,
  flowTextMaxBytes,
  type VersionDetail,
  type VersionSummary,
} from '../../../shared/api/flows.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import type { Person } from '../../../shared/collab/presence.ts'
import { mintPublicId } from '../../../shared/ids.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import {
  channels,
  flows,
  namedTexts,
  responses,
  templates,
  user,
  versions,
} from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { randomBytes } from '../../http/secrets.ts'
import { allowed } from './allowed.ts'
import { readFrozen } from './frozen.ts'
import { roomOf } from './room.ts'

export type FlowRecord = typeof flows.$inferSelect
export type VersionRecord = typeof versions.$inferSelect

/** The flows of a workspace, newest change first; `search` matches any part of the name. */
export async function listFlows(
  db: Db,
  workspaceId: string,
  held: readonly Capability[],
  search: string,
  whoIsWhere: Promise<Record<string, Person[]>>,
): Promise<FlowList> {
  const [found, allVersions, users, people] = await Promise.all([
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
  ])
  const byFlow = Map.groupBy(allVersions, (version) => version.flowId)
  const rows = found.flatMap(({ flow, channelName, responses }): FlowRow[] => {
    const own = byFlow.get(flow.id) ?? []
    const draft = own.find((v) => v.state === 'draft')
    const shown = own.find((v) => v.state === 'published') ?? draft ?? own[0]
    if (!shown) return []
    return [
      {
        id: flow.id,
        name: flow.name,
        channelId: flow.channelId,
        channelName,
        publicId: shown.publicId,
        number: shown.number,
        state: shown.state,
        draft: draft && draft !== shown ? { publicId: draft.publicId, number: draft.number } : null,
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

export type Found = { version: VersionRecord; flow: FlowRecord }

/** A version of this workspace with its flow, or null. */
export async function findVersion(
  db: Db,
  workspaceId: string,
  publicId: string,
): Promise<Found | null> {
  const [row] = await db
    .select({ version: versions, flow: flows })
    .from(versions)
    .innerJoin(flows, eq(flows.id, versions.flowId))
    .where(and(eq(versions.publicId, publicId), eq(versions.workspaceId, workspaceId)))
  return row ?? null
}

export type NamedRecord = typeof namedTexts.$inferSelect

/** A named state of this workspace with its version and flow, or null. */
export async function findNamed(
  db: Db,
  workspaceId: string,
  namedId: string,
): Promise<(Found & { named: NamedRecord }) | null> {
  const [row] = await db
    .select({ named: namedTexts, version: versions, flow: flows })
    .from(namedTexts)
    .innerJoin(versions, eq(versions.publicId, namedTexts.publicId))
    .innerJoin(flows, eq(flows.id, versions.flowId))
    .where(and(eq(namedTexts.id, namedId), eq(namedTexts.workspaceId, workspaceId)))
  return row ?? null
}

/** Which workspace a version belongs to, and its state: for sockets, which name no workspace. */
export async function locateVersion(
  db: Db,
  publicId: string,
): Promise<Pick<VersionRecord, 'workspaceId' | 'state' | 'flowId'> | null> {
  const [row] = await db
    .select({ workspaceId: versions.workspaceId, state: versions.state, flowId: versions.flowId })
    .from(versions)
    .where(eq(versions.publicId, publicId))
  return row ?? null
}

/** Everything that the pages of one version say about it. */
export async function versionDetail(
  db: Db,
  held: readonly Capability[],
  { version, flow }: Found,
): Promise<VersionDetail> {
  const [[channel], all, named, users, [count]] = await Promise.all([
    db.select({ name: channels.name }).from(channels).where(eq(channels.id, flow.channelId)),
    db.select().from(versions).where(eq(versions.flowId, flow.id)).orderBy(desc(versions.number)),
    db
      .select()
      .from(namedTexts)
      .where(eq(namedTexts.publicId, version.publicId))
      .orderBy(desc(namedTexts.createdAt)),
    db
      .select({ id: templates.id, name: templates.name, status: templates.status })
      .from(templates)
      .where(and(eq(templates.publicId, version.publicId), ne(templates.status, 'DELETED'))),
    db.select({ n: sql<number>`count(*)` }).from(responses).where(eq(responses.flowId, flow.id)),
  ])
  const names = await namesOf(db, [
    ...all.map((v) => v.publishedBy),
    ...named.map((n) => n.createdBy),
  ])
  const summary = (v: VersionRecord): VersionSummary => ({
    publicId: v.publicId,
    number: v.number,
    state: v.state,
    createdAt: v.createdAt,
    updatedAt: v.updatedAt,
    publishedAt: v.publishedAt,
    publishedBy: v.publishedBy && (names.get(v.publishedBy) ?? v.publishedBy),
    sha256: v.sha256,
  })
  return {
    ...summary(version),
    flowId: flow.id,
    name: flow.name,
    channelId: flow.channelId,
    channelName: channel?.name ?? '',
    categories: flow.categories,
    responses: count?.n ?? 0,
    versions: all.map(summary),
    named: named.map((n) => ({
      id: n.id,
      name: n.name,
      createdAt: n.createdAt,
      createdBy: names.get(n.createdBy) ?? n.createdBy,
    })),
    templates: users,
    allowed: allowed(
      {
        state: version.state,
        publishing: version.publishStartedAt !== null,
        responses: count?.n ?? 0,
        templates: users.map((t) => t.name),
      },
      held,
    ),
  }
}

/** People's names by id; an API key or one who left keeps the id. */
async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))].slice(0, 90)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, wanted))
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The text of a version: a draft's is its room's, a frozen one's is what was published, hashed anew. */
export async function versionText(env: Env, version: VersionRecord): Promise<string> {
  return version.sha256 === null
    ? await roomOf(env, version.workspaceId, version.publicId).text()
    : await readFrozen(env, version.sha256)
}

/** Refuses text above 10 MB of UTF-8. */
export function textProblem(text: string): Problem | null {
  const bytes =
    text.length > flowTextMaxBytes / 3 ? new TextEncoder().encode(text).byteLength : text.length
  return bytes <= flowTextMaxBytes
    ? null
    : problem('too-large', {
        field: 'text',
        detail: `The flow is ${bytes} bytes; at most ${flowTextMaxBytes} (10 MB) are allowed.`,
      })
}

export type NewFlowRecord = {
  workspaceId: string
  channelId: string
  name: string
  categories: string[]
  text: string
  createdBy: string
}

/** Makes a flow with its first draft. The room holds the text before any row points at it. */
export async function createFlow(
  env: Env,
  db: Db,
  flow: NewFlowRecord,
  now: number,
): Promise<Result<Created, Problem>> {
  const tooLarge = textProblem(flow.text)
  if (tooLarge) return err(tooLarge)
  const flowId = crypto.randomUUID()
  const publicId = mintPublicId(randomBytes)
  await roomOf(env, flow.workspaceId, publicId).create(flow.text)
  await db.batch([
    db.insert(flows).values({
      id: flowId,
      workspaceId: flow.workspaceId,
      channelId: flow.channelId,
      name: flow.name,
      categories: flow.categories,
      createdAt: now,
      updatedAt: now,
      createdBy: flow.createdBy,
    }),
    db.insert(versions).values({
      publicId,
      workspaceId: flow.workspaceId,
      flowId,
      number: 1,
      state: 'draft',
      createdAt: now,
      updatedAt: now,
    }),
  ])
  return ok({ flowId, publicId })
}

/** Makes the flow's next draft from one of its versions; a flow has at most one. */
export async function createDraftFrom(
  env: Env,
  db: Db,
  { version, flow }: Found,
  now: number,
): Promise<Result<Created, Problem>> {
  const draftExists = (publicId: string) => err(problem('draft-exists', { facts: { publicId } }))
  const existing = await draftOf(db, flow.id)
  if (existing) return draftExists(existing)
  const text = await versionText(env, version)
  const publicId = mintPublicId(randomBytes)
  await roomOf(env, version.workspaceId, publicId).create(text)
  const [last] = await db
    .select({ number: max(versions.number) })
    .from(versions)
    .where(eq(versions.flowId, flow.id))
  const made = await db
    .insert(versions)
    .values({
      publicId,
      workspaceId: version.workspaceId,
      flowId: flow.id,
      number: (last?.number ?? 0) + 1,
      state: 'draft',
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (made.length === 0) {
    // Somebody else made the draft in the same moment: theirs stands.
    await roomOf(env, version.workspaceId, publicId).destroy()
    return draftExists((await draftOf(db, flow.id)) ?? publicId)
  }
  await db.update(flows).set({ updatedAt: now }).where(eq(flows.id, flow.id))
  return ok({ flowId: flow.id, publicId })
}

async function draftOf(db: Db, flowId: string): Promise<string | null> {
  const [draft] = await db
    .select({ publicId: versions.publicId })
    .from(versions)
    .where(and(eq(versions.flowId, flowId), eq(versions.state, 'draft')))
  return draft?.publicId ?? null
}

/** Deletes a draft that no template uses; with its last version the flow goes too. */
export async function removeDraft(
  env: Env,
  db: Db,
  { version, flow }: Found,
): Promise<Result<null, Problem>> {
  if (version.state !== 'draft') {
    return err(
      problem('not-a-draft', {
        detail: 'Only drafts can be deleted; deprecate a published version instead.',
      }),
    )
  }
  if (version.publishStartedAt !== null) return err(problem('being-published'))
  const users = await db
    .select({ name: templates.name })
    .from(templates)
    .where(and(eq(templates.publicId, version.publicId), ne(templates.status, 'DELETED')))
  if (users.length > 0) {
    const names = users.map((t) => t.name)
    return err(
      problem('in-use', { detail: `Used by ${names.join(', ')}.`, facts: { templates: names } }),
    )
  }
  const [, removed] = await db.batch([
    db.delete(namedTexts).where(eq(namedTexts.publicId, version.publicId)),
    db
      .delete(versions)
      .where(
        and(
          eq(versions.publicId, version.publicId),
          eq(versions.state, 'draft'),
          isNull(versions.publishStartedAt),
        ),
      )
      .returning(),
    db.update(templates).set({ publicId: null }).where(eq(templates.publicId, version.publicId)),
  ])
  if (removed.length === 0) return err(problem('being-published'))
  await roomOf(env, version.workspaceId, version.publicId).destroy()
  await db.run(
    sql`delete from ${flows} where id = ${flow.id} and not exists (select 1 from ${versions} where flow_id = ${flow.id})`,
  )
  return ok(null)
}

/** Notes that a flow or its draft was changed. */
export async function touchFlow(
  db: Db,
  flowId: string,
  publicId: string | null,
  now: number,
): Promise<void> {
  await db.update(flows).set({ updatedAt: now }).where(eq(flows.id, flowId))
  if (publicId)
    await db.update(versions).set({ updatedAt: now }).where(eq(versions.publicId, publicId))
}
