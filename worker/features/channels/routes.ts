/** Channels over HTTP. */
import type { Context } from 'hono'
import { can } from '../../../shared/access.ts'
import { ChannelChange, type ChannelDetail, NewChannel } from '../../../shared/api/channels.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, type Result } from '../../../shared/result.ts'
import type { ProviderError } from '../../channels/channel.ts'
import { sendNewsTo } from '../../channels/webhook-address.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { busy, connectChannel, renameChannel, replaceSettings, testChannel } from './connect.ts'
import { hookSecretsOf } from './eight-by-eight.ts'
import { removeChannel } from './remove.ts'
import { shownSettings } from './settings.ts'
import {
  type ChannelRow,
  channelIn,
  createSandboxChannel,
  listChannels,
  rowToChannel,
  secretsOf,
} from './store.ts'

type C = Context<AppEnv>

const list: Handler = async (c) =>
  c.json({ channels: await listChannels(c.get('db'), c.get('workspaceId')) })

const create: Handler = async (c) => {
  const wanted = await readBody(c, NewChannel)
  const at = { workspaceId: c.get('workspaceId'), origin: c.get('origin') }
  const now = Date.now()
  const row =
    wanted.kind === 'sandbox'
      ? await createSandboxChannel(c.env, c.get('db'), at.workspaceId, at.origin, now)
      : orRefuse(c, await connectChannel(c.env, c.get('db'), at, wanted.kind, wanted, now))
  await changed(c)
  return c.json(rowToChannel(row), 201)
}

const get: Handler = async (c) => c.json(await detailOf(c, await channelOf(c)))

const change: Handler = async (c) => {
  const { name, settings = {} } = await readBody(c, ChannelChange)
  const row = await channelOf(c)
  const kept =
    name === undefined
      ? await replaceSettings(c.env, c.get('db'), c.get('origin'), row, settings, Date.now())
      : await renameChannel(c.get('db'), row, name)
  const value = orRefuse(c, kept)
  await changed(c)
  return c.json(await detailOf(c, value))
}

const test: Handler = async (c) => {
  const tested = await testChannel(c.env, c.get('db'), await channelOf(c), Date.now())
  const row = orRefuse(c, tested)
  await changed(c)
  return c.json(await detailOf(c, row))
}

/** The provider is told where this channel's news go. */
const webhook: Handler = async (c) => {
  const row = await channelOf(c)
  if (row.provider !== 'cloud-api') {
    const detail =
      '8x8 is told where news go in its own console: copy the address and the Authorization there.'
    throw new Refusal('bad-request', { detail })
  }
  const told = await sendNewsTo(c.env, row, webhookUrl(c, row))
  if (!told.ok) orRefuse(c, err(toProblem(told.error)))
  return c.body(null, 204)
}

const toProblem = (error: ProviderError): Problem => {
  const { kind, message, retryAfterSeconds = 60 } = error
  if (kind === 'later') return busy({ message, retryAfterSeconds })
  return problem(kind === 'refused' ? 'provider-refused' : 'provider-unreachable', {
    detail: message,
  })
}

const webhookUrl = (c: C, row: ChannelRow): string => `${c.get('origin')}/hooks/meta/${row.id}`

async function webhookOf(c: C, row: ChannelRow): Promise<ChannelDetail['webhook']> {
  if (row.provider === 'cloud-api')
    return { url: webhookUrl(c, row), verifyToken: (await secretsOf(c.env, row)).verifyToken }
  const { secret, authorization } = await hookSecretsOf(c.env, row)
  return { url: `${c.get('origin')}/hooks/8x8/${row.id}/${secret}`, authorization }
}

const remove: Handler = async (c) => {
  orRefuse(c, await removeChannel(c.get('db'), await channelOf(c)))
  await changed(c)
  return c.body(null, 204)
}

/** Flow lists show channels by name. */
const changed = (c: C) => announce(c.env, c.get('workspaceId'), ['channels', 'flows'])

/** @throws Refusal not-found */
async function channelOf(c: C): Promise<ChannelRow> {
  const row = await channelIn(c.get('db'), c.get('workspaceId'), c.req.param('channelId') ?? '')
  if (!row) throw new Refusal('not-found')
  return row
}

/** @throws Refusal, with how long to wait where the provider said so */
function orRefuse<T>(c: C, result: Result<T, Problem>): T {
  if (result.ok) return result.value
  const { kind, title: _, ...about } = result.error
  if (kind === 'provider-busy') {
    const { retryAfterSeconds } = about.facts as { retryAfterSeconds: number }
    c.header('retry-after', String(retryAfterSeconds))
  }
  throw new Refusal(kind, about)
}

async function detailOf(c: C, row: ChannelRow): Promise<ChannelDetail> {
  const mayManage = can(c.get('actor').capabilities, 'manage-channels')
  return {
    ...rowToChannel(row),
    ...shownSettings(row),
    webhook: mayManage ? await webhookOf(c, row) : null,
  }
}

export const channelRoutes = {
  'channels.list': list,
  'channels.create': create,
  'channels.get': get,
  'channels.change': change,
  'channels.test': test,
  'channels.webhook': webhook,
  'channels.delete': remove,
} satisfies Partial<Handlers>
