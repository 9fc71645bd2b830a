/** Tells outsiders that the app serves: the database answers, and in local mode the demo workspace is there. */
import type { Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { isReady } from '../../local/ready.ts'

const health: Handler = async (c) => {
  const local = c.get('local')
  if (local && !isReady()) {
    return c.json({ ok: false, name: 'flowroom', local, waitingFor: 'demo workspace' }, 503)
  }
  await c.env.DB.prepare('select 1 from workspaces limit 1').all()
  return c.json({ ok: true, name: 'flowroom', local })
}

export const healthRoutes = { health } satisfies Partial<Handlers>
