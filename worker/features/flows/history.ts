/** A version's past over HTTP: what its room remembers, each state read, downloaded and put back. */
import type { Context } from 'hono'
import type { HistoryList } from '../../../shared/api/history.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { jsonFile } from './json-file.ts'
import { putBack } from './put-back.ts'
import { roomOf } from './room.ts'
import { versionInPath } from './version-in-path.ts'

type C = Context<AppEnv>

const list: Handler = async (c) => {
  const { room } = await wanted(c)
  return c.json((await room.history()) satisfies HistoryList)
}

const change: Handler = async (c) => {
  const { room, checkpoint } = await wanted(c)
  return c.json((await room.change(checkpoint)) ?? missing(c))
}

const json: Handler = async (c) => {
  const { room, checkpoint, flow } = await wanted(c)
  return jsonFile((await room.textAt(checkpoint)) ?? missing(c), `${flow.name} - ${checkpoint}`)
}

const restore: Handler = async (c) => {
  const { room, checkpoint, version } = await wanted(c)
  return putBack(c, version, (await room.textAt(checkpoint)) ?? missing(c))
}

/** The version that the path names, its room, and the checkpoint. @throws Refusal not-found. */
async function wanted(c: C) {
  const found = await versionInPath(c)
  const { workspaceId, publicId } = found.version
  const given = c.req.param('checkpoint') ?? ''
  const checkpoint = /^\d{1,9}$/.test(given) ? Number(given) : 0
  return { ...found, checkpoint, room: roomOf(c.env, workspaceId, publicId) }
}

function missing(c: C): never {
  throw new Refusal('not-found', {
    detail: `The history of flow ${c.req.param('publicId')} has no state ${c.req.param('checkpoint')}.`,
  })
}

export const historyRoutes = {
  'history.list': list,
  'history.change': change,
  'history.json': json,
  'history.restore': restore,
} satisfies Partial<Handlers>
