/** Saved replies: shared by a flow's versions, bounded, named once a step, and gone with their flow. */
import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { pathTo } from '../../../shared/api/routes.ts'
import { createDb } from '../../db/client.ts'
import { savedReplies } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { addMember } from '../workspaces/store.ts'

const origin = 'https://replies.test'
const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

async function aFlow() {
  const owner = await signUp(bindings, origin)
  const { workspaceId, publicId, flowId } = await workspaceWithFlow(bindings, origin, owner.id, {
    name: 'Replies',
  })
  const at = { workspaceId, publicId }
  const ask = async (method: string, path: string, body?: unknown, cookie = owner.cookie) => {
    const reply = await serve.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: { origin, cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await reply.text()
    return { status: reply.status, body: text ? JSON.parse(text) : null }
  }
  const list = pathTo('replies.list', at)
  return {
    ...at,
    flowId,
    ask,
    names: async () =>
      (await ask('GET', list)).body.replies.map(({ name }: { name: string }) => name),
    save: (body: unknown, cookie?: string) => ask('POST', list, body, cookie),
    one: (replyId: string) => pathTo('replies.change', { ...at, replyId }),
    list,
    removeFlow: () => ask('DELETE', pathTo('versions.delete', at)),
  }
}

const reply = (name: string, data: unknown = { slots: [] }) => ({
  name,
  screen: 'PICK',
  action: 'data_exchange',
  answer: { screen: 'SLOT', data },
})

test('kept, read with who wrote it, changed, deleted', async () => {
  const flow = await aFlow()
  expect((await flow.ask('GET', flow.list)).body).toEqual({ replies: [] })
  const made = await flow.save(reply(' Full day '))
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'Full day', screen: 'PICK', answer: { screen: 'SLOT', data: { slots: [] } } },
  })
  const { id, updatedBy } = made.body
  expect(updatedBy).toMatch(/^[0-9a-f-]{36}$/)
  const changed = await flow.ask('PUT', flow.one(id), {
    name: 'Half day',
    answer: { screen: 'PICK', data: { error_message: 'Closed' } },
  })
  expect(changed).toMatchObject({
    status: 200,
    body: { id, name: 'Half day', action: 'data_exchange', answer: { screen: 'PICK' } },
  })
  expect(await flow.names()).toEqual(['Half day'])
  expect((await flow.ask('DELETE', flow.one(id))).status).toBe(204)
  expect((await flow.ask('DELETE', flow.one(id))).status).toBe(404)
  expect(await flow.names()).toEqual([])
})

test('a name stands once a step; the same name at another step is another reply', async () => {
  const flow = await aFlow()
  const first = await flow.save(reply('Full'))
  expect(await flow.save(reply('Full'))).toMatchObject({
    status: 409,
    body: { kind: 'name-taken', field: 'name' },
  })
  expect((await flow.save({ ...reply('Full'), action: 'BACK' })).status).toBe(201)
  await flow.save(reply('Empty'))
  const taken = { name: 'Empty', answer: { screen: 'SLOT', data: {} } }
  expect((await flow.ask('PUT', flow.one(first.body.id), taken)).status).toBe(409)
  expect((await flow.names()).sort()).toEqual(['Empty', 'Full', 'Full'])
})

test.each([
  ['no name', { ...reply(' ') }, 'name'],
  ['a name of 81 characters', reply('x'.repeat(81)), 'name'],
  ['an unknown action', { ...reply('a'), action: 'ping' }, 'action'],
  ['no next screen', { ...reply('a'), answer: { screen: '', data: {} } }, 'answer.screen'],
  ['data that is a list', reply('a', [1]), 'answer.data'],
  ['data that is a text', reply('a', 'text'), 'answer.data'],
  ['more than 4 KB', reply('a', { text: 'x'.repeat(4100) }), 'answer'],
  ['more than 4 KB in two-byte letters', reply('a', { text: 'é'.repeat(2050) }), 'answer'],
])('%s is refused by name', async (_, body, field) => {
  const flow = await aFlow()
  expect(await flow.save(body)).toMatchObject({ status: 400, body: { field } })
  expect(await flow.names()).toEqual([])
})

test('just under 4 KB is kept whole', async () => {
  const flow = await aFlow()
  const data = { text: 'x'.repeat(4096 - JSON.stringify(reply('a', { text: '' }).answer).length) }
  expect(await flow.save(reply('a', data))).toMatchObject({
    status: 201,
    body: { answer: { data } },
  })
})

test('the hundred-and-first is refused with words', async () => {
  const flow = await aFlow()
  await db.batch(
    Array.from({ length: 10 }, (_, part) =>
      db.insert(savedReplies).values(
        Array.from({ length: 10 }, (_, n) => ({
          id: crypto.randomUUID(),
          workspaceId: flow.workspaceId,
          flowId: flow.flowId,
          screen: 'PICK',
          action: 'BACK' as const,
          name: `${part}-${n}`,
          answer: { screen: 'PICK', data: {} },
          updatedAt: 1,
          updatedBy: 'somebody',
        })),
      ),
    ) as never,
  )
  const refused = await flow.save(reply('one more'))
  expect(refused.status).toBe(400)
  expect(refused.body.detail).toMatch(/at most 100/)
  expect(await flow.names()).toHaveLength(100)
})

test('a reviewer reads and cannot write; another workspace finds nothing', async () => {
  const [flow, other] = [await aFlow(), await aFlow()]
  const { body } = await flow.save(reply('Full'))
  const reviewer = await signUp(bindings, origin)
  await addMember(db, flow.workspaceId, reviewer.id, 'reviewer', Date.now())
  expect((await flow.ask('GET', flow.list, undefined, reviewer.cookie)).body.replies).toHaveLength(
    1,
  )
  expect((await flow.save(reply('Mine'), reviewer.cookie)).status).toBe(403)
  const change = { name: 'Theirs', answer: { screen: 'SLOT', data: {} } }
  expect((await other.ask('PUT', other.one(body.id), change)).status).toBe(404)
  expect((await other.ask('DELETE', other.one(body.id))).status).toBe(404)
  expect(await flow.names()).toEqual(['Full'])
})

test('replies go with their flow', async () => {
  const flow = await aFlow()
  await flow.save(reply('Full'))
  expect((await flow.removeFlow()).status).toBe(204)
  expect(
    await bindings.DB.prepare('select count(*) n from saved_replies where flow_id = ?')
      .bind(flow.flowId)
      .first('n'),
  ).toBe(0)
})
