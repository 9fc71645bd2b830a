/** Who is signed in, and making a workspace. */
import { type Me, NewWorkspace } from '../../../shared/api/people.ts'
import { readBody } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import { signedIn } from '../../http/guard.ts'
import type { Handlers } from '../../http/mount.ts'
import { createSandboxChannel } from '../channels/store.ts'
import { createWorkspace, workspacesOf } from './store.ts'

const me: Handler = async (c) => {
  const user = await signedIn(c)
  return c.json({
    user: { id: user.id, name: user.name, email: user.email },
    workspaces: await workspacesOf(c.get('db'), user.id),
    local: c.get('local'),
  } satisfies Me)
}

/** A workspace comes with its own sandbox channel; where that fails, the list page offers it again. */
const create: Handler = async (c) => {
  const { name } = await readBody(c, NewWorkspace)
  const now = Date.now()
  const id = await createWorkspace(c.get('db'), c.get('actor').id, name, now)
  await createSandboxChannel(c.env, c.get('db'), id, c.get('origin'), now).catch((error: unknown) =>
    console.error(`sandbox channel of ${id}: ${String(error)}`),
  )
  return c.json({ id }, 201)
}

export const workspaceRoutes = { me, 'workspaces.create': create } satisfies Partial<Handlers>
