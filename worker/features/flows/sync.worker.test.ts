/** The door to a room when the room behind it is in trouble. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { closeCode, closingOf } from '../../../shared/collab/wire.ts'
import { app } from '../../app.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { signUp, workspaceWithFlow } from '../testing.ts'
import { createApiKey } from '../workspaces/store.ts'

const bindings = env as unknown as Env
const origin = 'https://sync.test'

test('a room that cannot be reached: the client is told to come back later, and gets a fresh stub then', async () => {
  const { id } = await signUp(bindings, origin)
  const { workspaceId, publicId } = await workspaceWithFlow(bindings, origin, id, { name: 'Sync' })
  const key = await createApiKey(
    createDb(bindings.DB),
    workspaceId,
    'sync',
    ['view', 'edit-flows'],
    Date.now(),
  )
  let stubs = 0
  let isOverloaded = true
  const rooms = {
    idFromName: (name: string) => bindings.ROOMS.idFromName(name),
    get(id: DurableObjectId) {
      stubs++
      if (!isOverloaded) return bindings.ROOMS.get(id)
      return { fetch: () => Promise.reject(new Error('Durable Object is overloaded.')) }
    },
  }
  const knock = async (): Promise<WebSocket> => {
    const reply = await app.fetch(
      new Request(`${origin}/sync/${publicId}`, {
        headers: { upgrade: 'websocket', authorization: `Bearer ${key}` },
      }),
      { ...bindings, ROOMS: rooms },
      { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext,
    )
    const socket = reply.webSocket
    if (!socket) throw new Error(`no socket: ${reply.status}`)
    return socket
  }
  const refused = await knock()
  const closed = new Promise<number>((done) => {
    refused.addEventListener('close', ({ code }) => done(code))
  })
  refused.accept()
  const code = await closed
  expect(code).toBe(closeCode.tryLater)
  expect(closingOf(code).retry).toBe('back-off')

  isOverloaded = false
  const taken = await knock()
  taken.accept()
  taken.close(1000)
  expect(stubs).toBe(2)
})
