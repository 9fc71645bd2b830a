/** Where flows and their versions rest: finding, making, deleting them. */
import { and, eq, isNull, max, ne, sql } from 'drizzle-orm'
import { type Created, flowTextMaxBytes } from '../../../shared/api/flows.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { mintPublicId } from '../../../shared/ids.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import { checkTicks, flows, namedTexts, templates, versions } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { randomBytes } from '../../http/secrets.ts'
import { dropCommentsOf } from '../comments/remove.ts'
import { heldByRun } from '../cut-over/running.ts'
import { moveFollowers } from '../shares/end.ts'
import { whyNot } from './allowed.ts'
import { readFrozen } from './frozen.ts'
import { roomOf } from './room.ts'
import { dropCopies } from './room-copies.ts'

export type FlowRecord = typeof flows.$inferSelect
export type VersionRecord = typeof versions.$inferSelect

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
  endpointUri?: string | null
}

/** Ids for what is made, where the caller must know them before it is. */
export type MintedIds = { flowId: string; publicId: string }

/** Makes a flow with its first draft. The room holds the text before any row points at it. */
export async function createFlow(
  env: Env,
  db: Db,
  flow: NewFlowRecord,
  now: number,
  ids?: MintedIds,
): Promise<Result<Created, Problem>> {
  const tooLarge = textProblem(flow.text)
  if (tooLarge) return err(tooLarge)
  const { flowId, publicId } = ids ?? {
    flowId: crypto.randomUUID(),
    publicId: mintPublicId(randomBytes),
  }
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
      endpointUri: flow.endpointUri ?? null,
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

/** Makes the flow's next draft from one of its versions; a flow has at most one. One that has the id asked for is it. */
export async function createDraftFrom(
  env: Env,
  db: Db,
  { version, flow }: Found,
  now: number,
  publicId: string = mintPublicId(randomBytes),
): Promise<Result<Created, Problem>> {
  const draftExists = (existing: string): Result<Created, Problem> =>
    existing === publicId
      ? ok({ flowId: flow.id, publicId })
      : err(problem('draft-exists', { facts: { publicId: existing } }))
  const existing = await draftOf(db, flow.id)
  if (existing) return draftExists(existing)
  const text = await versionText(env, version)
  await roomOf(env, version.workspaceId, publicId).create(text)
  await carryComments(env, version, publicId)
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
    const theirs = await draftOf(db, flow.id)
    if (theirs !== publicId) await roomOf(env, version.workspaceId, publicId).destroy()
    return theirs === null ? err(problem('draft-exists')) : draftExists(theirs)
  }
  await db.update(flows).set({ updatedAt: now }).where(eq(flows.id, flow.id))
  await moveFollowers(env, db, { workspaceId: flow.workspaceId, flowId: flow.id }, now)
  return ok({ flowId: flow.id, publicId })
}

/** Comments stand in the new draft where they stand in the version it was made from. */
async function carryComments(env: Env, from: VersionRecord, publicId: string): Promise<void> {
  try {
    const carried = await roomOf(env, from.workspaceId, from.publicId).carried()
    if (carried.length > 0) await roomOf(env, from.workspaceId, publicId).carry(carried)
  } catch (error) {
    // The draft's room finds them by what they are on when somebody looks.
    console.error(`comments of ${from.publicId} not carried over: ${String(error)}`)
  }
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
  const { state } = version
  const publishing = version.publishStartedAt !== null
  const early = whyNot.delete({ state, publishing, templates: [] })
  if (early) {
    return err(problem(state === 'draft' ? 'being-published' : 'not-a-draft', { detail: early }))
  }
  const held = await heldByRun(db, version)
  if (held) return err(problem('cut-over-runs', { detail: held }))
  const users = await db
    .select({ name: templates.name })
    .from(templates)
    .where(and(eq(templates.publicId, version.publicId), ne(templates.status, 'DELETED')))
  const names = users.map((t) => t.name)
  const detail = whyNot.delete({ state, publishing, templates: names })
  if (detail) return err(problem('in-use', { detail, facts: { templates: names } }))
  const [, , removed] = await db.batch([
    // A template that was deleted may still name it; one that lives keeps it from going.
    db
      .update(templates)
      .set({ publicId: null })
      .where(and(eq(templates.publicId, version.publicId), eq(templates.status, 'DELETED'))),
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
    db.delete(checkTicks).where(eq(checkTicks.publicId, version.publicId)),
  ])
  if (removed.length === 0) return err(problem('being-published'))
  await roomOf(env, version.workspaceId, version.publicId).destroy()
  await dropCopies(env, version)
  await db.run(
    sql`delete from ${flows} where id = ${flow.id} and not exists (select 1 from ${versions} where flow_id = ${flow.id})`,
  )
  await dropCommentsOf(db, flow.id)
  return ok(null)
}

/** Renames or recategorises a flow, or sets where it asks. False where the workspace has no such flow. */
export async function changeFlow(
  db: Db,
  workspaceId: string,
  flowId: string,
  change: {
    name?: string | undefined
    categories?: string[] | undefined
    endpointUri?: string | null | undefined
  },
  now: number,
): Promise<boolean> {
  const changed = await db
    .update(flows)
    .set({ ...change, updatedAt: now })
    .where(and(eq(flows.id, flowId), eq(flows.workspaceId, workspaceId)))
    .returning({ id: flows.id })
  return changed.length > 0
}
