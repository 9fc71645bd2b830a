/** Flows and their versions over HTTP, for the web client. */
import {
  ChangeFlow,
  type ChannelStanding,
  NewFlow,
  PublishVersion,
} from '../../../shared/api/flows.ts'
import { problem } from '../../../shared/api/problem.ts'
import { blankFlowText } from '../../../shared/flow/blank.ts'
import { exampleFlows } from '../../../shared/flow/index.ts'
import { adapterFor } from '../../channels/index.ts'
import { announce, feedOf } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { answer, Refusal, refuse } from '../../http/refuse.ts'
import { channelById, channelIn } from '../channels/store.ts'
import { copyRoutes } from './copies.ts'
import { versionDetail } from './detail.ts'
import { historyRoutes } from './history.ts'
import { jsonFile } from './json-file.ts'
import { listFlows } from './list.ts'
import { namedRoutes } from './named.ts'
import { deprecateVersion, publishVersion } from './publish.ts'
import { changeFlow, createDraftFrom, createFlow, removeDraft, versionText } from './store.ts'
import { usesOf } from './uses.ts'
import { versionInPath } from './version-in-path.ts'

const list: Handler = async (c) => {
  const workspaceId = c.get('workspaceId')
  const people = feedOf(c.env, workspaceId).everyone(workspaceId)
  const search = (c.req.query('search') ?? '').trim().slice(0, 200)
  return c.json(
    await listFlows(c.get('db'), workspaceId, c.get('actor').capabilities, search, people),
  )
}

const create: Handler = async (c) => {
  const body = await readBody(c, NewFlow)
  const workspaceId = c.get('workspaceId')
  const channel = await channelIn(c.get('db'), workspaceId, body.channelId)
  if (!channel)
    throw new Refusal('not-found', {
      field: 'channelId',
      detail: 'No such channel in this workspace.',
    })
  const example = exampleFlows.find((e) => e.slug === body.example)
  if (body.example !== undefined && !example) {
    throw new Refusal('bad-request', {
      field: 'example',
      detail: `No example called "${body.example}".`,
    })
  }
  const made = await createFlow(
    c.env,
    c.get('db'),
    {
      workspaceId,
      channelId: channel.id,
      name: body.name,
      categories: body.categories ?? [example?.category ?? 'OTHER'],
      text: body.text ?? example?.text ?? blankFlowText,
      createdBy: c.get('actor').id,
    },
    Date.now(),
  )
  await announce(c.env, workspaceId, ['flows'])
  return answer(c, made, 201)
}

const change: Handler = async (c) => {
  const wanted = await readBody(c, ChangeFlow)
  const workspaceId = c.get('workspaceId')
  const flowId = c.req.param('flowId') ?? ''
  if (!(await changeFlow(c.get('db'), workspaceId, flowId, wanted, Date.now()))) {
    return refuse(c, problem('not-found'))
  }
  await announce(c.env, workspaceId, ['flows', 'templates'])
  return c.json(wanted)
}

const get: Handler = async (c) =>
  c.json(await versionDetail(c.get('db'), c.get('actor').capabilities, await versionInPath(c)))

const uses: Handler = async (c) =>
  c.json(await usesOf(c.get('db'), await versionInPath(c), Date.now()))

const channel: Handler = async (c) => {
  const { flow } = await versionInPath(c)
  const row = await channelById(c.get('db'), flow.channelId)
  if (!row) return refuse(c, problem('no-channel'))
  const reached = await (await adapterFor(c.env, row)).reach()
  return c.json({
    name: row.name,
    answers: reached.ok,
    words: reached.ok ? null : reached.error.message,
  } satisfies ChannelStanding)
}

const json: Handler = async (c) => {
  const { version, flow } = await versionInPath(c)
  return jsonFile(await versionText(c.env, version), flow.name)
}

const publish: Handler = async (c) => {
  const { sha256, note, waivesRehearsal } = await readBody(c, PublishVersion)
  const done = await publishVersion(
    c.env,
    c.get('db'),
    await versionInPath(c),
    c.get('actor').id,
    sha256,
    Date.now(),
    { note, waivesRehearsal },
  )
  if (!done.ok) return refuse(c, done.error)
  return get(c)
}

const deprecate: Handler = async (c) => {
  const done = await deprecateVersion(c.env, c.get('db'), await versionInPath(c), Date.now())
  return done.ok ? get(c) : refuse(c, done.error)
}

const draft: Handler = async (c) => {
  const made = await createDraftFrom(c.env, c.get('db'), await versionInPath(c), Date.now())
  await announce(c.env, c.get('workspaceId'), ['flows', `flow:${c.req.param('publicId') ?? ''}`])
  return answer(c, made, 201)
}

const duplicate: Handler = async (c) => {
  const { version, flow } = await versionInPath(c)
  const made = await createFlow(
    c.env,
    c.get('db'),
    {
      workspaceId: flow.workspaceId,
      channelId: flow.channelId,
      name: `Copy of ${flow.name}`.slice(0, 200),
      categories: flow.categories,
      text: await versionText(c.env, version),
      createdBy: c.get('actor').id,
    },
    Date.now(),
  )
  await announce(c.env, flow.workspaceId, ['flows'])
  return answer(c, made, 201)
}

const remove: Handler = async (c) => {
  const done = await removeDraft(c.env, c.get('db'), await versionInPath(c))
  await announce(c.env, c.get('workspaceId'), ['flows', `flow:${c.req.param('publicId') ?? ''}`])
  return done.ok ? c.body(null, 204) : refuse(c, done.error)
}

export const flowRoutes = {
  'flows.list': list,
  'flows.create': create,
  'flows.change': change,
  'versions.get': get,
  'versions.uses': uses,
  'versions.channel': channel,
  'versions.json': json,
  'versions.publish': publish,
  'versions.deprecate': deprecate,
  'versions.draft': draft,
  'versions.duplicate': duplicate,
  'versions.delete': remove,
  ...historyRoutes,
  ...copyRoutes,
  ...namedRoutes,
} satisfies Partial<Handlers>
