/** Channels over HTTP. */
import { NewChannel } from '../../../shared/api/channels.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { createSandboxChannel, listChannels, rowToChannel } from './store.ts'

const list: Handler = async (c) =>
  c.json({ channels: await listChannels(c.get('db'), c.get('workspaceId')) })

const create: Handler = async (c) => {
  await readBody(c, NewChannel)
  const row = await createSandboxChannel(
    c.env,
    c.get('db'),
    c.get('workspaceId'),
    c.get('origin'),
    Date.now(),
  )
  await announce(c.env, c.get('workspaceId'), ['flows'])
  return c.json(rowToChannel(row), 201)
}

export const channelRoutes = {
  'channels.list': list,
  'channels.create': create,
} satisfies Partial<Handlers>
