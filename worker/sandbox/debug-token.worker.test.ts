/** What an app may ask of the tokens that were made for it. */
import { expect, test } from 'vitest'
import { ask, TestWorld } from './testing/world.ts'

const appId = '1234567890'

async function debug(world: TestWorld, asked: string, secret = world.appSecret, app = appId) {
  const reply = await ask(`/graph/v24.0/debug_token?input_token=${encodeURIComponent(asked)}`, {
    headers: { authorization: `Bearer ${app}|${secret}` },
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  return { status: reply.status, body: (await reply.json()) as any }
}

test('an app learns what its token may do and whether it still holds', async () => {
  const world = await TestWorld.make({ permissions: ['whatsapp_business_messaging'] })
  expect(await debug(world, world.token)).toMatchObject({
    status: 200,
    body: {
      data: {
        app_id: appId,
        is_valid: true,
        expires_at: 0,
        scopes: ['whatsapp_business_messaging'],
      },
    },
  })
  await world.arrange('PATCH', '/settings', { tokenExpired: true })
  expect((await debug(world, world.token)).body.data).toMatchObject({
    is_valid: false,
    scopes: [],
    error: { code: 190, subcode: 463 },
  })
})

test('of a token that is none it learns that, and no more', async () => {
  const world = await TestWorld.make()
  for (const none of ['EAAGnone', `SBX.${world.wabaId}.none`, 'SBX.99999.none'])
    expect((await debug(world, none)).body.data).toMatchObject({ is_valid: false, scopes: [] })
})

test('somebody else learns nothing', async () => {
  const world = await TestWorld.make()
  const codeOf = async (reply: ReturnType<typeof debug>) => {
    const { status, body } = await reply
    return [status, body.error.code]
  }
  expect(await codeOf(debug(world, world.token, 'f'.repeat(32)))).toEqual([401, 190])
  expect(await codeOf(debug(world, world.token, world.appSecret, '99999'))).toEqual([400, 101])
  expect((await world.graph('GET', `/debug_token?input_token=${world.token}`)).status).toBe(401)
  expect(await codeOf(debug(world, ''))).toEqual([400, 100])
})

test('a world that knows a newest version answers those after it as the platform does', async () => {
  const world = await TestWorld.make({ newestVersion: 23 })
  const reply = await ask(`/graph/v24.0/${world.wabaId}`, {
    headers: { authorization: `Bearer ${world.token}` },
  })
  expect(await reply.json()).toMatchObject({ error: { code: 2500 } })
  const older = await ask(`/graph/v23.0/${world.wabaId}`, {
    headers: { authorization: `Bearer ${world.token}` },
  })
  expect(older.status).toBe(200)
})
