/** For tests in the Workers runtime: people, workspaces and flows that a test can begin from. */
import { createDb } from '../db/client.ts'
import type { Env } from '../env.ts'
import { createSandboxChannel } from './channels/store.ts'
import { createFlow } from './flows/store.ts'
import { authFor } from './sign-in/auth.ts'
import { createWorkspace } from './workspaces/store.ts'

/** Signs somebody up; the cookie is what their browser would send. */
export async function signUp(
  env: Env,
  origin: string,
  email = `${crypto.randomUUID()}@people.test`,
): Promise<{ id: string; cookie: string }> {
  const { headers, response } = await authFor(env, origin).api.signUpEmail({
    body: { name: email.split('@')[0]!, email, password: 'long enough 1' },
    returnHeaders: true,
  })
  const cookie = (headers.getSetCookie?.() ?? []).map((c) => c.split(';')[0]).join('; ')
  return { id: response.user.id, cookie }
}

/** A workspace of that owner with a sandbox channel and a flow in it, both called `name`. */
export async function workspaceWithFlow(
  env: Env,
  origin: string,
  ownerId: string,
  { name, text = '{}' }: { name: string; text?: string },
) {
  const db = createDb(env.DB)
  const now = Date.now()
  const workspaceId = await createWorkspace(db, ownerId, name, now)
  const { id: channelId } = await createSandboxChannel(env, db, workspaceId, origin, now)
  const made = await createFlow(
    env,
    db,
    { workspaceId, channelId, name, categories: ['OTHER'], text, createdBy: ownerId },
    now,
  )
  if (!made.ok) throw new Error(made.error.title)
  return { workspaceId, channelId, ...made.value }
}
