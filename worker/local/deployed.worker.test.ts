/** What a deployed Worker does not have: the demo workspace, the log, the launcher's doors. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { routes } from '../../shared/api/routes.ts'
import type { Env } from '../env.ts'
import worker from '../index.ts'

/** The same bindings as a deployment has: everything but what the launcher adds. */
const deployed: Env = { ...(env as unknown as Env) }
delete deployed.LOCAL_SECRET

async function ask(
  path: string,
  method: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const context = createExecutionContext()
  const request = new Request(`https://flowroom.test${path}`, { method, headers })
  const reply = await worker.fetch(request, deployed, context)
  await waitOnExecutionContext(context)
  return reply
}

test.each(Object.entries(routes).filter(([, route]) => 'local' in route))(
  '%s is not there',
  async (_, { path, method }) => {
    expect((await ask(path, method)).status).toBe(404)
    expect((await ask(path, method, { 'x-local-secret': 'local-test-secret' })).status).toBe(404)
  },
)

test('it serves without waiting for a demo workspace', async () => {
  const reply = await ask('/healthz', 'GET')
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject({ ok: true, local: false })
})
