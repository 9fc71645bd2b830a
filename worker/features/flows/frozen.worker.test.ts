/** A published version in the database: no statement changes it, removes it or puts another in its place. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { fakeProvider } from '../../channels/testing/fake-provider.ts'
import type { Env } from '../../env.ts'
import { freeze, readFrozen } from './frozen.ts'

const real = env as unknown as Env

const run = (sql: string, ...values: unknown[]) =>
  real.DB.prepare(sql)
    .bind(...values)
    .run()

/** A flow with a frozen version 1 and a draft 2; returns their ids. */
async function frozenFlow(state: 'published' | 'deprecated') {
  const { workspaceId, channelId } = await fakeProvider(real, () => new Response())
  const [flowId, frozen, draft] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await run(
    `insert into flows (id, workspace_id, channel_id, name, categories, created_at, updated_at, created_by)
     values (?1, ?2, ?3, 'Flow', '[]', 1, 1, 'u')`,
    flowId,
    workspaceId,
    channelId,
  )
  await run(
    `insert into versions (public_id, workspace_id, flow_id, number, state, provider_flow_id, sha256, size, published_at, created_at, updated_at)
     values (?1, ?4, ?2, 1, ?3, ?1, 'hash', 7, 1, 1, 1)`,
    frozen,
    flowId,
    state,
    workspaceId,
  )
  await run(
    `insert into versions (public_id, workspace_id, flow_id, number, state, created_at, updated_at)
     values (?1, ?3, ?2, 2, 'draft', 1, 1)`,
    draft,
    flowId,
    workspaceId,
  )
  return { workspaceId, flowId, frozen, draft }
}

const again = `(public_id, workspace_id, flow_id, number, state, provider_flow_id, sha256, size, published_at, created_at, updated_at)`

test.each(['published', 'deprecated'] as const)('a %s version stands', async (state) => {
  const { workspaceId, flowId, frozen, draft } = await frozenFlow(state)
  const row = () =>
    real.DB.prepare('select * from versions where public_id = ?').bind(frozen).first()
  const before = await row()
  const attempts: [string, ...unknown[]][] = [
    ["update versions set sha256 = 'other' where public_id = ?1", frozen],
    ['update versions set size = 8 where public_id = ?1', frozen],
    ['update versions set number = 9 where public_id = ?1', frozen],
    ['update versions set published_at = 9 where public_id = ?1', frozen],
    ["update versions set state = 'draft' where public_id = ?1", frozen],
    ["update versions set public_id = 'other' where public_id = ?1", frozen],
    ['delete from versions where public_id = ?1', frozen],
    [
      `insert or replace into versions ${again} values (?1, ?3, ?2, 1, 'published', ?1, 'other', 7, 1, 1, 1)`,
      frozen,
      flowId,
      workspaceId,
    ],
    [
      `insert or replace into versions ${again} values ('n' || ?1, ?3, ?2, 1, 'published', null, 'other', 7, 1, 1, 1)`,
      frozen,
      flowId,
      workspaceId,
    ],
    [
      `insert or replace into versions ${again} values ('n' || ?1, ?3, ?2, 3, 'published', ?1, 'other', 7, 1, 1, 1)`,
      frozen,
      flowId,
      workspaceId,
    ],
    ['update or replace versions set public_id = ?1 where public_id = ?2', frozen, draft],
    ['update or replace versions set number = 1 where public_id = ?1', draft],
    ['update or replace versions set provider_flow_id = ?1 where public_id = ?2', frozen, draft],
  ]
  for (const [sql, ...values] of attempts) {
    await expect(run(sql, ...values), sql).rejects.toThrow(/a published version/)
    expect(await row(), sql).toEqual(before)
  }
})

test('frozen bytes are found by their hash, and are refused where they are not what was frozen', async () => {
  const { sha256, size } = await freeze(real, 'Grüße')
  expect(size).toBe(7)
  expect(await readFrozen(real, sha256)).toBe('Grüße')
  await real.BUCKET.put(`flows/${sha256}.json`, 'forged')
  await expect(readFrozen(real, sha256)).rejects.toThrow(/reads as/)
})
