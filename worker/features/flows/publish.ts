/** Publishing freezes a version: checked, frozen in its room, stored by hash, published at the provider, recorded. */
import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { checkFlow, isPublishable, readFlow } from '../../../shared/flow/index.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Asked, ChannelAdapter, ProviderError } from '../../channels/channel.ts'
import { adapterFor } from '../../channels/index.ts'
import { createDb, type Db } from '../../db/client.ts'
import { flows, versions } from '../../db/schema.ts'
import { type Env, isLocal } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { sha256Hex } from '../../http/secrets.ts'
import { channelById } from '../channels/store.ts'
import { heldByRun } from '../cut-over/running.ts'
import { whyNot } from './allowed.ts'
import { freeze } from './frozen.ts'
import { roomOf } from './room.ts'
import { type Found, findVersion } from './store.ts'

/** A publish that was begun longer ago than this, and did not end, was cut off. */
const cutOffAfterMs = 45_000

/** Versions that this very instance is publishing: in local mode nobody else can be, whatever the rows say. */
const underWay = new Set<string>()

/** What its publisher says of it, and whether it goes out on their word instead of a rehearsal's. */
export type PublishWords = { note?: string | undefined; waivesRehearsal?: boolean | undefined }

/**
 * Publishes a draft. `expected` is the hash of the text that the person saw: nothing else goes out.
 * Refusals: not-a-draft, being-published, has-errors (facts: diagnostics), no-endpoint, text-changed, provider-refused,
 * provider-busy, provider-unreachable. After these the draft can be edited again and nothing is published anywhere.
 * After publish-unknown the text stays locked, and publishing again goes on with this very publish.
 */
export async function publishVersion(
  env: Env,
  db: Db,
  found: Found,
  by: string,
  expected: string | undefined,
  now: number,
  words: PublishWords = {},
): Promise<Result<null, Problem>> {
  const { version } = found
  const off = whyNot.publish(version.state)
  if (off) return err(problem('not-a-draft', { detail: off }))
  const room = roomOf(env, version.workspaceId, version.publicId)
  const early = await refusalOf(await room.text(), found.flow, expected)
  if (early) return err(early)

  if (underWay.has(version.publicId)) return err(problem('being-published'))
  underWay.add(version.publicId)
  try {
    return version.publishStartedAt === null
      ? await publishBegun(env, db, found, by, expected, now, words)
      : await carryOn(env, db, found, version.publishStartedAt, now)
  } catch (error) {
    // What the provider did is not known here: the sweeper asks it and ends this publish either way.
    console.error(`publish ${version.publicId}: ${String(error)}`)
    throw error
  } finally {
    underWay.delete(version.publicId)
  }
}

async function publishBegun(
  env: Env,
  db: Db,
  found: Found,
  by: string,
  expected: string | undefined,
  now: number,
  { note = '', waivesRehearsal = false }: PublishWords,
): Promise<Result<null, Problem>> {
  const { version } = found
  const begun = await db
    .update(versions)
    .set({
      publishStartedAt: now,
      publishedBy: by,
      publishNote: note,
      rehearsalWaivedBy: waivesRehearsal ? by : null,
      rehearsalWaivedAt: waivesRehearsal ? now : null,
    })
    .where(
      and(
        eq(versions.publicId, version.publicId),
        eq(versions.state, 'draft'),
        isNull(versions.publishStartedAt),
      ),
    )
    .returning()
  if (begun.length === 0) return err(problem('being-published'))
  await announce(env, version.workspaceId, [`flow:${version.publicId}`])

  const text = await roomOf(env, version.workspaceId, version.publicId).freeze()
  const late = await refusalOf(text, found.flow, expected)
  if (!late) return await finish(env, db, found, text, now, false)
  await giveBack(env, db, found)
  return err(late)
}

/** Goes on with a publish that did not end: the text is locked since, so it is the one that was sent then. */
async function carryOn(
  env: Env,
  db: Db,
  found: Found,
  begunAt: number,
  now: number,
): Promise<Result<null, Problem>> {
  const { version } = found
  if (!isLocal(env) && begunAt > now - cutOffAfterMs) return err(problem('being-published'))
  const taken = await db
    .update(versions)
    .set({ publishStartedAt: now })
    .where(
      and(
        eq(versions.publicId, version.publicId),
        eq(versions.state, 'draft'),
        eq(versions.publishStartedAt, begunAt),
      ),
    )
    .returning()
  if (taken.length === 0) return err(problem('being-published'))
  const text = await roomOf(env, version.workspaceId, version.publicId).freeze()
  return await finish(env, db, found, text, now, true)
}

async function finish(
  env: Env,
  db: Db,
  found: Found,
  text: string,
  now: number,
  isContinued: boolean,
): Promise<Result<null, Problem>> {
  const refusal = await publishAtProvider(env, db, found, text, now, isContinued)
  if (refusal?.kind === 'publish-unknown') return err(refusal)
  if (refusal) {
    await giveBack(env, db, found)
    return err(refusal)
  }
  await record(env, db, found, text, now)
  return ok(null)
}

/** Whether a flow asks an endpoint for what comes next. */
const asksEndpoint = (text: string): boolean => readFlow(text).flow?.dataApiVersion != null

/** Why this text may not be published, or null. */
async function refusalOf(
  text: string,
  flow: Found['flow'],
  expected: string | undefined,
): Promise<Problem | null> {
  if (expected !== undefined && (await sha256Hex(text)) !== expected) return problem('text-changed')
  const diagnostics = checkFlow(text)
  if (isPublishable(diagnostics))
    return asksEndpoint(text) && flow.endpointUri === null ? problem('no-endpoint') : null
  const errors = diagnostics.filter((d) => d.severity === 'error')
  return problem('has-errors', {
    detail: `${errors.length} ${errors.length === 1 ? 'error' : 'errors'} in the flow.`,
    facts: { diagnostics },
  })
}

/** Creates, uploads and publishes at the provider; what already exists there is used again. */
async function publishAtProvider(
  env: Env,
  db: Db,
  { version, flow }: Found,
  text: string,
  now: number,
  isContinued: boolean,
): Promise<Problem | null> {
  const channel = await channelById(db, flow.channelId)
  if (!channel) return problem('no-channel')
  const adapter = await adapterFor(env, channel)
  let providerFlowId = version.providerFlowId
  // Names are unique at the provider and ours need not be: the id makes it so.
  let name = `${flow.name.slice(0, 150)} · ${version.publicId}`
  if (providerFlowId) {
    const status = await adapter.flowStatus(providerFlowId)
    const isOpen = !status.ok || status.value.status === 'DRAFT'
    if (!isOpen && isContinued) return null
    if (!isOpen) {
      // It came about after all, with a text that was given back and edited since: this one goes out as another.
      providerFlowId = null
      name = `${name} · ${now.toString(36)}`
    }
  }
  if (!providerFlowId) {
    const created = await createdOrFound(adapter, { name, categories: flow.categories })
    if (!created.ok) return toProblem(created.error)
    providerFlowId = created.value.providerFlowId
    await db.update(versions).set({ providerFlowId }).where(eq(versions.publicId, version.publicId))
  }
  const uploaded = await adapter.uploadFlowJson(providerFlowId, text)
  if (!uploaded.ok) return toProblem(uploaded.error)
  if (uploaded.value.findings.length > 0) {
    return problem('has-errors', {
      detail: 'The provider found errors in the flow.',
      facts: {
        diagnostics: uploaded.value.findings.map((finding) => ({
          ...finding,
          severity: 'error',
          origin: 'provider',
        })),
      },
    })
  }
  if (asksEndpoint(text) && flow.endpointUri) {
    const set = await adapter.setEndpoint(providerFlowId, flow.endpointUri)
    if (!set.ok) return toProblem(set.error)
  }
  const published = await adapter.publishFlow(providerFlowId)
  if (published.ok) return null
  const status = await adapter.flowStatus(providerFlowId)
  if (status.ok && status.value.status === 'PUBLISHED') return null
  // What was not refused may still be on its way, also where the provider says "draft" at this moment.
  if (published.error.kind === 'unknown' || (!status.ok && published.error.kind === 'later')) {
    return problem('publish-unknown', {
      detail: `${wordsOf(published.error)} The text stays locked so that nothing goes out twice.`,
    })
  }
  return toProblem(published.error)
}

/** A flow at the provider; one whose create was answered by nothing is found again by its name. */
async function createdOrFound(
  adapter: ChannelAdapter,
  wanted: { name: string; categories: string[] },
): Asked<{ providerFlowId: string }> {
  const created = await adapter.createFlow(wanted)
  if (created.ok || created.error.kind === 'unreachable') return created
  const found = await adapter.findFlow(wanted.name)
  return found.ok && found.value?.status === 'DRAFT' ? ok(found.value) : created
}

const wordsOf = ({ code, message }: ProviderError): string =>
  code === null ? message : `${message} (code ${code})`

const toProblem = (error: ProviderError): Problem => {
  if (error.kind === 'refused') return problem('provider-refused', { detail: wordsOf(error) })
  if (error.kind !== 'later') return problem('provider-unreachable', { detail: wordsOf(error) })
  const { retryAfterSeconds: wait } = error
  const when = wait === undefined ? 'Try again in a minute.' : `Try again in ${wait} seconds.`
  return problem('provider-busy', { detail: `${wordsOf(error)} ${when}` })
}

/** Stores the bytes by hash and writes the version down as published, in this order. */
async function record(
  env: Env,
  db: Db,
  { version, flow }: Found,
  text: string,
  now: number,
): Promise<void> {
  const { sha256, size } = await freeze(env, text)
  await db.batch([
    db
      .update(versions)
      .set({
        state: 'published',
        sha256,
        size,
        publishedAt: now,
        updatedAt: now,
        publishStartedAt: null,
        // Its bytes are kept by their hash from here on.
        copyDueAt: null,
      })
      .where(and(eq(versions.publicId, version.publicId), eq(versions.state, 'draft'))),
    db.update(flows).set({ updatedAt: now }).where(eq(flows.id, flow.id)),
  ])
  await announce(env, version.workspaceId, ['flows', `flow:${version.publicId}`])
}

/** Lets people edit the draft again. */
async function giveBack(env: Env, db: Db, { version }: Found): Promise<void> {
  await roomOf(env, version.workspaceId, version.publicId).thaw()
  await db
    .update(versions)
    .set({
      publishStartedAt: null,
      publishedBy: null,
      publishNote: '',
      rehearsalWaivedBy: null,
      rehearsalWaivedAt: null,
    })
    .where(and(eq(versions.publicId, version.publicId), eq(versions.state, 'draft')))
  await announce(env, version.workspaceId, [`flow:${version.publicId}`])
}

/** Ends every publish that a crash cut off: the provider's own word decides which way. */
export async function resumePublishing(env: Env, now: number): Promise<void> {
  const db = createDb(env.DB)
  const open = await db
    .select({ publicId: versions.publicId, workspaceId: versions.workspaceId })
    .from(versions)
    .where(
      and(
        isNotNull(versions.publishStartedAt),
        isLocal(env) ? undefined : lt(versions.publishStartedAt, now - cutOffAfterMs),
        eq(versions.state, 'draft'),
      ),
    )
    .limit(50)
  for (const { publicId, workspaceId } of open) {
    if (underWay.has(publicId)) continue
    underWay.add(publicId)
    try {
      const found = await findVersion(db, workspaceId, publicId)
      // It may have ended in between.
      if (!found || found.version.publishStartedAt === null) continue
      const status = await statusAtProvider(env, db, found)
      if (status === 'unknown') continue
      if (status === 'PUBLISHED') {
        await record(env, db, found, await roomOf(env, workspaceId, publicId).text(), now)
      } else await giveBack(env, db, found)
    } finally {
      underWay.delete(publicId)
    }
  }
}

async function statusAtProvider(env: Env, db: Db, { version, flow }: Found): Promise<string> {
  if (!version.providerFlowId) return 'DRAFT'
  const channel = await channelById(db, flow.channelId)
  if (!channel) return 'DRAFT'
  const status = await (await adapterFor(env, channel)).flowStatus(version.providerFlowId)
  if (status.ok) return status.value.status
  return status.error.kind === 'refused' ? 'DRAFT' : 'unknown'
}

/**
 * Retires a published version, here and at the provider. It cannot be undone. `cutOverId` is the run that does it, where
 * one does. Refusals: not-published, cut-over-runs, provider-…, and deprecate-unknown, after which it may be done there:
 * asking again ends it.
 */
export async function deprecateVersion(
  env: Env,
  db: Db,
  { version, flow }: Found,
  now: number,
  cutOverId: string | null = null,
): Promise<Result<null, Problem>> {
  const off = whyNot.deprecate(version.state)
  if (off) return err(problem('not-published', { detail: off }))
  const held = cutOverId === null ? await heldByRun(db, version) : null
  if (held) return err(problem('cut-over-runs', { detail: held }))
  const channel = await channelById(db, flow.channelId)
  if (!channel || !version.providerFlowId) return err(problem('no-channel'))
  const adapter = await adapterFor(env, channel)
  const done = await adapter.deprecateFlow(version.providerFlowId)
  if (!done.ok) {
    const status = await adapter.flowStatus(version.providerFlowId)
    const isDone = status.ok && status.value.status === 'DEPRECATED'
    if (!isDone && done.error.kind === 'unknown')
      return err(problem('deprecate-unknown', { detail: wordsOf(done.error) }))
    if (!isDone) return err(toProblem(done.error))
  }
  await db.batch([
    db
      .update(versions)
      .set({ state: 'deprecated', deprecatedAt: now, updatedAt: now })
      .where(and(eq(versions.publicId, version.publicId), eq(versions.state, 'published'))),
    db.update(flows).set({ updatedAt: now }).where(eq(flows.id, flow.id)),
  ])
  await announce(env, version.workspaceId, ['flows', 'templates', `flow:${version.publicId}`])
  return ok(null)
}
