/** Flows over the public API, in 8x8's shapes. A flow id names one version of a flow. */
import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import { isoTime } from '../../../shared/api/public/fields.ts'
import {
  CreateFlow,
  type FlowDetails,
  type FlowPreview,
  PreviewQuery,
  type SavedFlow,
  UpdateFlow,
} from '../../../shared/api/public/flows.ts'
import { pathTo } from '../../../shared/api/routes.ts'
import { sharePath } from '../../../shared/api/shares.ts'
import { blankFlowText } from '../../../shared/flow/blank.ts'
import { touchDraft } from '../../db/touch.ts'
import { announce } from '../../feed/workspace-feed.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal, refuse } from '../../http/refuse.ts'
import { refusalOf } from '../../room/refusal.ts'
import { deprecateVersion, publishVersion } from '../flows/publish.ts'
import { roomOf } from '../flows/room.ts'
import {
  changeFlow,
  createDraftFrom,
  createFlow,
  type Found,
  findVersion,
  removeDraft,
  textProblem,
  versionText,
} from '../flows/store.ts'
import { previewLink } from '../shares/preview-link.ts'
import { publishErrors, validationErrorsOf, withValidationErrors } from './flow-findings.ts'
import { listVersions, statusOf } from './flow-list.ts'
import { readQuery, readRequest } from './read.ts'

type C = Context<AppEnv>

const create: Handler = async (c) => {
  const body = await readRequest(c, CreateFlow)
  if (body.publish && !can(c.get('actor').capabilities, 'publish-flows')) {
    throw new Refusal('not-allowed', { detail: 'publish: this key may not publish flows.' })
  }
  if (body.flowJson !== undefined) refuseTooLarge(body.flowJson)
  const publicId = body.cloneFlowId
    ? await draftFrom(c, await versionOf(c, body.cloneFlowId), body)
    : ((await cutOffDraft(c)) ?? (await firstDraft(c, body)))
  await announce(c.env, c.get('workspaceId'), ['flows'])

  const found = await findVersion(c.get('db'), c.get('workspaceId'), publicId)
  if (!found) throw new Refusal('not-found', { detail: 'Flow not found' })
  const refusal =
    body.publish && found.version.state === 'draft' ? await publishNow(c, found) : null
  return c.json({
    id: publicId,
    success: true,
    validationErrors: refusal
      ? publishErrors(refusal)
      : validationErrorsOf(body.flowJson ?? (await versionText(c.env, found.version))),
  } satisfies SavedFlow)
}

/** The draft that this very request made before it was cut off, or null. */
async function cutOffDraft(c: C): Promise<string | null> {
  const once = c.get('once')
  if (!once?.again) return null
  const found = await findVersion(c.get('db'), c.get('workspaceId'), once.publicId)
  return found?.version.publicId ?? null
}

async function firstDraft(c: C, body: CreateFlow): Promise<string> {
  const once = c.get('once')
  const made = await createFlow(
    c.env,
    c.get('db'),
    {
      workspaceId: c.get('workspaceId'),
      channelId: c.req.param('channelId') ?? '',
      name: body.name,
      categories: body.categories,
      text: body.flowJson ?? blankFlowText,
      createdBy: c.get('actor').id,
      endpointUri: body.endPointUri ?? null,
    },
    Date.now(),
    once && { flowId: once.id, publicId: once.publicId },
  )
  if (!made.ok) throw refusalOfProblem(made.error)
  return made.value.publicId
}

/** The next draft of an existing flow; name and categories belong to the flow, so they become the flow's. */
async function draftFrom(c: C, source: Found, body: CreateFlow): Promise<string> {
  const once = c.get('once')
  const made = await createDraftFrom(c.env, c.get('db'), source, Date.now(), once?.publicId)
  if (!made.ok) {
    const { publicId: flowId } = (made.error.facts ?? {}) as { publicId?: string }
    if (made.error.kind !== 'draft-exists' || !flowId) throw refusalOfProblem(made.error)
    throw new Refusal('draft-exists', {
      detail: `This flow already has a draft: ${flowId}.`,
      facts: { flowId },
    })
  }
  const { publicId } = made.value
  if (body.flowJson !== undefined) await replaceText(c, publicId, body.flowJson)
  const { id, workspaceId } = source.flow
  const { name, categories, endPointUri: endpointUri } = body
  await changeFlow(c.get('db'), workspaceId, id, { name, categories, endpointUri }, Date.now())
  return publicId
}

/** The version that an id names, if it lies in the path's channel. @throws Refusal not-found. */
async function versionOf(c: C, publicId: string): Promise<Found> {
  const found = await findVersion(c.get('db'), c.get('workspaceId'), publicId)
  if (!found || found.flow.channelId !== c.req.param('channelId')) {
    throw new Refusal('not-found', { detail: 'Flow not found' })
  }
  return found
}

/** The version that the path names. @throws Refusal not-found. */
export const namedVersion = (c: C): Promise<Found> => versionOf(c, c.req.param('publicId') ?? '')

const get: Handler = async (c) => {
  const { version, flow } = await namedVersion(c)
  const { channelId, publicId } = { channelId: flow.channelId, publicId: version.publicId }
  const { accountId } = c.req.param() as Record<string, string | undefined>
  const path =
    accountId === undefined
      ? pathTo('config.flows.json', { channelId, publicId })
      : pathTo('api.flows.json', { accountId, channelId, publicId })
  return c.json({
    flowId: publicId,
    name: flow.name,
    status: statusOf(version.state),
    categories: flow.categories,
    endPointUri: flow.endpointUri,
    flowJsonUrl: c.get('origin') + path,
    validationErrors: validationErrorsOf(await versionText(c.env, version)),
  } satisfies FlowDetails)
}

const update: Handler = async (c) => {
  const body = await readRequest(c, UpdateFlow)
  if (body.flowJson !== undefined) refuseTooLarge(body.flowJson)
  const { version, flow } = await namedVersion(c)
  if (version.state !== 'draft') {
    throw new Refusal('not-a-draft', { detail: 'Flow must be in DRAFT status' })
  }
  if (version.publishStartedAt !== null) throw new Refusal('being-published')
  const now = Date.now()
  if (body.flowJson !== undefined) await replaceText(c, version.publicId, body.flowJson)
  const { name, categories, endPointUri: endpointUri } = body
  await changeFlow(c.get('db'), flow.workspaceId, flow.id, { name, categories, endpointUri }, now)
  await touchDraft(c.get('db'), version.publicId, now)
  await announce(c.env, version.workspaceId, ['flows', `flow:${version.publicId}`])
  return c.json({
    id: version.publicId,
    success: true,
    validationErrors: validationErrorsOf(body.flowJson ?? (await versionText(c.env, version))),
  } satisfies SavedFlow)
}

const publish: Handler = async (c) => {
  const found = await namedVersion(c)
  if (c.get('once')?.again && found.version.state === 'published') return done(c, found)
  if (found.version.state !== 'draft') {
    throw new Refusal('not-a-draft', { detail: 'Flow must be in DRAFT status' })
  }
  const refusal = await publishNow(c, found)
  return refusal ? refuse(c, withValidationErrors(refusal)) : done(c, found)
}

const done = (c: C, { version }: Found): Response => c.json({ id: version.publicId, success: true })

/** Publishes what the room holds at this moment; null, or why not. */
async function publishNow(c: C, found: Found): Promise<Problem | null> {
  const done = await publishVersion(
    c.env,
    c.get('db'),
    found,
    c.get('actor').id,
    undefined,
    Date.now(),
  )
  return done.ok ? null : done.error
}

const deprecate: Handler = async (c) => {
  const found = await namedVersion(c)
  if (c.get('once')?.again && found.version.state === 'deprecated') return done(c, found)
  if (found.version.state !== 'published') {
    throw new Refusal('not-published', { detail: 'Flow is not published' })
  }
  const deprecated = await deprecateVersion(c.env, c.get('db'), found, Date.now())
  return deprecated.ok ? done(c, found) : refuse(c, deprecated.error)
}

const remove: Handler = async (c) => {
  const found = await namedVersion(c)
  const removed = await removeDraft(c.env, c.get('db'), found)
  if (!removed.ok) return refuse(c, removed.error)
  await announce(c.env, c.get('workspaceId'), ['flows', `flow:${found.version.publicId}`])
  return done(c, found)
}

/** A link for people without an account; the same one again, unless it is to be another. */
const preview: Handler = async (c) => {
  const { refresh } = readQuery(c, PreviewQuery)
  const { version, flow } = await namedVersion(c)
  const made = await previewLink(c.env, c.get('db'), {
    workspaceId: version.workspaceId,
    flowId: flow.id,
    publicId: version.publicId,
    createdBy: c.get('actor').id,
    refresh,
    now: Date.now(),
  })
  if (made.isNew) await announce(c.env, version.workspaceId, [`shares:${flow.id}`])
  return c.json({
    id: version.publicId,
    preview_url: `${c.get('origin')}${sharePath}/${made.token}`,
    expires_at: isoTime(made.expiresAt).replace(/\.\d+Z$/, '+0000'),
  } satisfies FlowPreview)
}

const json: Handler = async (c) => {
  const { version } = await namedVersion(c)
  return new Response(await versionText(c.env, version), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${version.publicId}.json"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Turns the live text into this one by the fewest edits, in the key's name. */
async function replaceText(c: C, publicId: string, text: string): Promise<void> {
  const { id, name } = c.get('actor')
  try {
    await roomOf(c.env, c.get('workspaceId'), publicId).replace(text, { id, name })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal?.kind === 'frozen') throw new Refusal('being-published')
    if (refusal?.kind === 'too-large')
      throw new Refusal('too-large', { detail: refusal.sentence, field: 'flowJson' })
    if (refusal?.kind === 'no-such-room')
      throw new Refusal('not-found', { detail: 'Flow not found' })
    throw error
  }
}

function refuseTooLarge(flowJson: string): void {
  const tooLarge = textProblem(flowJson)
  if (tooLarge) throw new Refusal('too-large', { detail: tooLarge.detail!, field: 'flowJson' })
}

const refusalOfProblem = ({ kind, title: _, ...about }: Problem): Refusal =>
  new Refusal(kind, about)

export const publicFlowRoutes = {
  'api.flows.list': listVersions,
  'api.flows.create': create,
  'api.flows.get': get,
  'api.flows.update': update,
  'api.flows.delete': remove,
  'api.flows.publish': publish,
  'api.flows.deprecate': deprecate,
  'api.flows.preview': preview,
  'api.flows.json': json,
  'config.flows.list': listVersions,
  'config.flows.create': create,
  'config.flows.get': get,
  'config.flows.update': update,
  'config.flows.delete': remove,
  'config.flows.publish': publish,
  'config.flows.deprecate': deprecate,
  'config.flows.preview': preview,
  'config.flows.json': json,
} satisfies Partial<Handlers>
