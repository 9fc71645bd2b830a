/** What a version's state and standing refuse, where the outside world brought it about. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { FlowList, VersionDetail } from '../../../shared/api/flows.ts'
import { app } from '../../app.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { closedFlowProblem } from '../messages/sendable.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { findVersion } from './store.ts'

const bindings = env as unknown as Env
const origin = 'https://lifecycle.test'
const run = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run()

async function somebodysFlow() {
  const { id, cookie } = await signUp(bindings, origin)
  const flow = await workspaceWithFlow(bindings, origin, id, { name: 'Life' })
  const ask = (method: string, path: string) =>
    app.fetch(
      new Request(`${origin}/app/${flow.workspaceId}${path}`, {
        method,
        headers: { cookie, origin },
      }),
      bindings,
      { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext,
    )
  return { ...flow, ask }
}

test('a draft that templates use is not deleted: the refusal and the menu name them', async () => {
  const { ask, workspaceId, channelId, publicId } = await somebodysFlow()
  for (const name of ['visit', 'welcome'])
    await run(
      `insert into templates (id, workspace_id, channel_id, name, language, category, status, components, public_id, created_at, updated_at)
       values (?, ?, ?, ?, 'en', 'UTILITY', 'PENDING', '[]', ?, 1, 1)`,
      crypto.randomUUID(),
      workspaceId,
      channelId,
      name,
      publicId,
    )
  const words = 'Templates use this version: visit, welcome.'
  const refused = await ask('DELETE', `/versions/${publicId}`)
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({
    kind: 'in-use',
    detail: words,
    facts: { templates: ['visit', 'welcome'] },
  })
  const detail = (await (await ask('GET', `/versions/${publicId}`)).json()) as VersionDetail
  expect(detail.allowed.delete).toBe(words)
  await run("update templates set status = 'DELETED' where public_id = ?", publicId)
  expect((await ask('DELETE', `/versions/${publicId}`)).status).toBe(204)
})

test.each([
  ['THROTTLED', 'throttled', null],
  ['BLOCKED', 'blocked', /WhatsApp has blocked this flow/],
  ['PUBLISHED', null, null],
])('what the platform says of a published version is shown: %s', async (status, limit, refusal) => {
  const { ask, workspaceId, publicId } = await somebodysFlow()
  await run(
    `update versions set state = 'published', sha256 = 'x', size = 1, published_at = 1, provider_status = ? where public_id = ?`,
    status,
    publicId,
  )
  const list = (await (await ask('GET', '/flows')).json()) as FlowList
  expect(list.flows).toMatchObject([{ publicId, state: 'published', limit }])
  const found = await findVersion(createDb(bindings.DB), workspaceId, publicId)
  const closed = closedFlowProblem(found)
  if (refusal) expect(closed?.detail).toMatch(refusal)
  else expect(closed).toBeNull()
})
