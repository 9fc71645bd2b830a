/** Templates: listed, created here and at the provider, deleted in both places. */
import { and, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Media } from '../../../shared/api/media.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import {
  type Template,
  type TemplateDetail,
  TemplateStatus,
} from '../../../shared/api/templates.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { nameLockMs } from '../../../shared/templates/limits.ts'
import { capabilitiesOf } from '../../channels/capabilities.ts'
import type { ProviderError } from '../../channels/channel.ts'
import { adapterFor } from '../../channels/index.ts'
import type { Db } from '../../db/client.ts'
import { campaigns, messages, templateChanges, templates } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { channelById, channelIn } from '../channels/store.ts'
import { type Found, findVersion } from '../flows/store.ts'
import { mediaIn, rowToMedia } from '../media/store.ts'
import { partsOf, selectTemplates, type TemplateRow, textOf } from './rows.ts'
import { brokenRule, type TemplateInput } from './rules.ts'
import { submitTemplate, uploadSample } from './submit.ts'

export type { TemplateInput } from './rules.ts'

/** Living templates, newest change first; `search` matches any part of name or text. */
export const listTemplates = (
  db: Db,
  workspaceId: string,
  wanted: { search?: string; status?: string; channelId?: string } = {},
): Promise<Template[]> => {
  const { search, channelId } = wanted
  const status = TemplateStatus.safeParse(wanted.status)
  return selectTemplates(
    db,
    workspaceId,
    and(
      channelId ? eq(templates.channelId, channelId) : undefined,
      status.success ? eq(templates.status, status.data) : undefined,
      search
        ? sql`(instr(lower(${templates.name}), ${search.toLowerCase()}) > 0 or instr(lower(json_extract(${templates.components}, '$[0].text')), ${search.toLowerCase()}) > 0)`
        : undefined,
    ),
  )
}

export async function getTemplate(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Template | undefined> {
  const [template] = await selectTemplates(db, workspaceId, eq(templates.id, id))
  return template
}

/** A living template with what happened to it, newest first. */
export async function templateWithChanges(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<TemplateDetail | undefined> {
  const template = await getTemplate(db, workspaceId, id)
  if (!template) return undefined
  const changes = await db
    .select({
      at: templateChanges.at,
      what: templateChanges.what,
      was: templateChanges.was,
      became: templateChanges.became,
      reason: templateChanges.reason,
    })
    .from(templateChanges)
    .where(eq(templateChanges.templateId, id))
    .orderBy(desc(templateChanges.id))
    .limit(100)
  return { ...template, changes }
}

/** A living template's row by id. */
export async function templateRow(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<TemplateRow | undefined> {
  const [row] = await db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.workspaceId, workspaceId),
        eq(templates.id, id),
        ne(templates.status, 'DELETED'),
      ),
    )
  return row
}

/** Living template rows by name and language: one a channel. */
export const templatesNamed = (
  db: Db,
  workspaceId: string,
  name: string,
  language: string,
): Promise<TemplateRow[]> =>
  db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.workspaceId, workspaceId),
        eq(templates.name, name),
        eq(templates.language, language),
        ne(templates.status, 'DELETED'),
      ),
    )

/** What a caller has settled before: the id, so that a repeat makes no second one, and whose text it may have. */
export type Settled = { id?: string; replaces?: string }

/**
 * Creates a template: our row first, as PENDING, then at the provider. A crash in between leaves the row, and the
 * sweeper finishes it. Approval or rejection comes by webhook.
 * Refusals: bad-request (field), not-found, not-published, name-taken, provider-refused, provider-unreachable.
 */
export async function createTemplate(
  env: Env,
  db: Db,
  workspaceId: string,
  input: TemplateInput,
  now: number,
  settled: Settled = {},
): Promise<Result<Template, Problem>> {
  const file = await headerFile(db, workspaceId, input)
  if (!file.ok) return file
  const rule = brokenRule(input, file.value)
  if (rule) return err(problem('bad-request', rule))
  const channel = await channelIn(db, workspaceId, input.channelId)
  if (!channel) {
    return err(
      problem('not-found', { field: 'channelId', detail: 'No such channel in this workspace.' }),
    )
  }
  const flow = await flowOf(db, workspaceId, input)
  if (!flow.ok) return flow
  const same = await sameText(db, channel.id, input, settled.replaces)
  if (same) {
    return err(
      problem('bad-request', {
        field: 'body',
        detail: `The template "${same}" has the same text. The platforms refuse a second one.`,
      }),
    )
  }
  const lock = await nameLock(db, channel.id, input, now)
  if (lock !== null) {
    return err(
      problem('name-taken', {
        field: 'name',
        detail:
          `"${input.name}" in ${input.language} was deleted, and the platform keeps its name locked ` +
          `until ${dayOf(lock)}. Choose another name.`,
        facts: { lockedUntil: lock },
      }),
    )
  }
  const sample = await uploadSample(env, db, channel, file.value)
  if (!sample.ok) return err({ ...problemOf(sample.error), field: 'headerMedia' })
  const row: TemplateRow = {
    id: settled.id ?? crypto.randomUUID(),
    workspaceId,
    channelId: channel.id,
    providerTemplateId: null,
    name: input.name,
    language: input.language,
    category: input.category,
    status: 'PENDING',
    reason: null,
    advice: null,
    quality: null,
    comingCategory: null,
    comingCategoryAt: null,
    components: partsOf(input, file.value),
    publicId: input.publicId ?? null,
    createdAt: now,
    updatedAt: now,
  }
  const written = await db
    .insert(templates)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: templates.id })
  if (written.length === 0) {
    return err(
      problem('name-taken', {
        field: 'name',
        detail: `A template "${input.name}" in ${input.language} exists on this channel.`,
      }),
    )
  }
  const refusal = await submitTemplate(env, db, row, sample.value)
  // What is not known to have failed may exist there: the row stays, and the sweeper finds out.
  if (refusal && refusal.kind !== 'unknown') {
    await db.delete(templates).where(eq(templates.id, row.id))
    return err(problemOf(refusal))
  }
  await announce(env, workspaceId, ['templates'])
  const template = await getTemplate(db, workspaceId, row.id)
  return template ? ok(template) : err(problem('not-found'))
}

/** The file in the header: one of the workspace's own. */
async function headerFile(
  db: Db,
  workspaceId: string,
  { headerMedia }: TemplateInput,
): Promise<Result<Media | null, Problem>> {
  if (headerMedia?.mediaId === undefined) return ok(null)
  const row = await mediaIn(db, workspaceId, headerMedia.mediaId)
  if (row) return ok(rowToMedia(row))
  return err(
    problem('not-found', {
      field: 'headerMedia',
      detail: 'The file is not there any more. Add it again.',
    }),
  )
}

/** The flow behind the button: a published version on the template's own channel. */
async function flowOf(
  db: Db,
  workspaceId: string,
  { publicId, channelId }: TemplateInput,
): Promise<Result<Found | null, Problem>> {
  if (publicId === undefined) return ok(null)
  const found = await findVersion(db, workspaceId, publicId)
  if (!found || found.flow.channelId !== channelId) {
    return err(
      problem('not-found', { field: 'publicId', detail: `No flow ${publicId} on this channel.` }),
    )
  }
  if (found.version.state !== 'published') {
    return err(
      problem('not-published', {
        field: 'publicId',
        detail:
          found.version.state === 'draft'
            ? 'Publish the flow first: a template can open published flows only.'
            : 'The flow is deprecated: nobody can open it any more.',
      }),
    )
  }
  return ok(found)
}

/** When the name of a deleted template is free again; null where nothing locks it. */
async function nameLock(
  db: Db,
  channelId: string,
  { name, language }: TemplateInput,
  now: number,
): Promise<number | null> {
  const [deleted] = await db
    .select({ at: templates.updatedAt })
    .from(templates)
    .where(
      and(
        eq(templates.channelId, channelId),
        eq(templates.name, name),
        eq(templates.language, language),
        eq(templates.status, 'DELETED'),
        gt(templates.updatedAt, now - nameLockMs),
      ),
    )
    .orderBy(desc(templates.updatedAt))
    .limit(1)
  return deleted ? deleted.at + nameLockMs : null
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const dayOf = (at: number): string => days.format(at)

/** The name of another template of the channel with the same body and footer, `except` left out, or null. */
async function sameText(
  db: Db,
  channelId: string,
  input: TemplateInput,
  except: string | undefined,
): Promise<string | null> {
  const rows = await db
    .select()
    .from(templates)
    .where(
      and(
        eq(templates.channelId, channelId),
        inArray(templates.status, ['PENDING', 'APPROVED', 'PAUSED']),
        sql`json_extract(${templates.components}, '$[0].text') = ${input.body}`,
      ),
    )
  const same = rows.find((row) => {
    if (row.id === except) return false
    const isOtherLanguage = row.name === input.name && row.language !== input.language
    return (textOf(row).footer ?? '') === (input.footer ?? '') && !isOtherLanguage
  })
  return same && (same.name !== input.name || same.language !== input.language) ? same.name : null
}

/**
 * Deletes a template there and here; where the channel cannot tell its languages apart, in all of them.
 * Refusals: not-found, in-use while a campaign sends it, provider-…
 */
export async function removeTemplate(
  env: Env,
  db: Db,
  workspaceId: string,
  id: string,
  now: number,
): Promise<Result<null, Problem>> {
  const row = await templateRow(db, workspaceId, id)
  if (!row) return err(problem('not-found', { detail: 'No such template in this workspace.' }))
  const channel = await channelById(db, row.channelId)
  if (!channel) return err(problem('no-channel'))
  const going = capabilitiesOf(channel).deletesOneLanguage
    ? eq(templates.id, id)
    : and(
        eq(templates.channelId, row.channelId),
        eq(templates.name, row.name),
        ne(templates.status, 'DELETED'),
      )
  const sending = await beingSent(db, going)
  if (sending) return err(sending)
  const adapter = await adapterFor(env, channel)
  const deleted = await adapter.deleteTemplate(row.name, row.providerTemplateId)
  if (!deleted.ok) {
    // It may have gone with an earlier try, or never have been there: the provider's list decides.
    const there = await adapter.findTemplate(row.name, row.language)
    if (!there.ok || there.value !== null) return err(problemOf(deleted.error))
  }
  await db.update(templates).set({ status: 'DELETED', updatedAt: now }).where(going)
  await announce(env, workspaceId, ['templates'])
  return ok(null)
}

/**
 * Deletes every language of a template. Refusals as above; where one of several languages was refused by the provider,
 * asking again goes on with those that are left.
 */
export async function removeTemplatesNamed(
  env: Env,
  db: Db,
  { workspaceId, channelId, name }: { workspaceId: string; channelId: string; name: string },
  now: number,
): Promise<Result<null, Problem>> {
  const named = and(
    eq(templates.workspaceId, workspaceId),
    eq(templates.channelId, channelId),
    eq(templates.name, name),
    ne(templates.status, 'DELETED'),
  )
  const rows = await db.select({ id: templates.id }).from(templates).where(named)
  if (rows.length === 0) return err(problem('not-found', { detail: 'Template not found' }))
  const sending = await beingSent(db, named)
  if (sending) return err(sending)
  for (const { id } of rows) {
    const removed = await removeTemplate(env, db, workspaceId, id, now)
    // It may have gone along with another language.
    if (!removed.ok && removed.error.kind !== 'not-found') return removed
  }
  return ok(null)
}

/** The refusal to delete templates of which a campaign is sending one, or null. */
async function beingSent(db: Db, going: SQL | undefined): Promise<Problem | null> {
  const ids = db.select({ id: templates.id }).from(templates).where(going)
  const [sending] = await db
    .select({ name: campaigns.name })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.state, 'sending'),
        // A cut-over may have left some of its messages with the template that it had before.
        or(
          inArray(campaigns.templateId, ids),
          sql`exists (select 1 from ${messages} where ${messages.campaignId} = ${campaigns.id} and ${messages.templateId} in ${ids} and ${messages.sendState} in ('pending', 'claimed'))`,
        ),
      ),
    )
    .limit(1)
  return sending
    ? problem('in-use', { detail: `The campaign "${sending.name}" is sending it right now.` })
    : null
}

const problemOf = (error: ProviderError): Problem =>
  problem(error.kind === 'refused' ? 'provider-refused' : 'provider-unreachable', {
    detail: error.message,
    ...(error.code !== null && { facts: { providerCode: error.code } }),
  })
