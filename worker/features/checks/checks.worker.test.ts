/** Checks over HTTP: nothing is known of a new draft, ticks carry name and text, and strangers see none of it. */
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Checks } from '../../../shared/api/checks.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { addMember } from '../workspaces/store.ts'

const origin = 'https://checks.test'
const bindings = env as unknown as Env
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

const sha256 = 'a'.repeat(64)

test('a new draft has no evidence; a tick says who, when and of which text, is replaced, and taken back', async () => {
  const owner = await signUp(bindings, origin)
  const reviewer = await signUp(bindings, origin)
  const stranger = await signUp(bindings, origin)
  const { workspaceId, publicId } = await workspaceWithFlow(bindings, origin, owner.id, {
    name: 'Checked',
  })
  await addMember(createDb(bindings.DB), workspaceId, reviewer.id, 'reviewer', Date.now())
  const ask = (who: { cookie: string }, method: string, path = '', body?: unknown) =>
    serve.fetch(
      new Request(`${origin}/app/${workspaceId}/versions/${publicId}/checks${path}`, {
        method,
        headers: { cookie: who.cookie, origin, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  const checks = async (who = owner) => (await ask(who, 'GET')).json<Checks>()

  expect(await checks()).toEqual({
    ticks: [],
    evidence: {
      template: null,
      sent: null,
      delivered: null,
      submitted: null,
      failed: null,
      response: null,
      confirmation: null,
      setAside: null,
    },
  })
  expect((await ask(reviewer, 'PUT', '/preview', { sha256 })).status).toBe(204)
  expect((await checks()).ticks).toEqual([
    { check: 'preview', by: expect.any(String), at: expect.any(Number), sha256 },
  ])
  const again = 'b'.repeat(64)
  expect((await ask(owner, 'PUT', '/preview', { sha256: again })).status).toBe(204)
  expect((await checks(reviewer)).ticks.map((tick) => tick.sha256)).toEqual([again])
  expect((await ask(reviewer, 'DELETE', '/preview')).status).toBe(204)
  expect((await checks()).ticks).toEqual([])

  expect((await ask(owner, 'PUT', '/nothing', { sha256 })).status).toBe(400)
  expect((await ask(owner, 'PUT', '/preview', { sha256: 'no hash' })).status).toBe(400)
  expect((await ask(stranger, 'GET')).status).toBe(404)
  expect((await ask(stranger, 'PUT', '/preview', { sha256 })).status).toBe(404)
})
