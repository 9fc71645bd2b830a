/** The door to a room when the room behind it is in trouble. */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { closeCode, closingOf } from '../../../shared/collab/wire.ts'
import { app } from '../../app.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { createSandboxChannel } from '../channels/store.ts'
import { authFor } from '../sign-in/auth.ts'
import { createApiKey, createWorkspace } from '../workspaces/store.ts'
import { createFlow } from './store.ts'

const bindings = env as unknown as Env
const origin = 'https://sync.test'

test('a room that cannot be reached: the client is told to come back later, and gets a fresh stub then', async () => {
  const db = createDb(bindings.DB)
  const now = Date.now()
  const { user } = await authFor(bindings, origin).api.signUpEmail({
    body: { name: 'Ana', email: `${crypto.randomUUID()}@sync.test`, password: 'long enough 1' },
  })
  const workspaceId = await createWorkspace(db, user.id, 'Sync', now)
  const channel = await createSandboxChannel(bindings, db, workspaceId, origin, now)
  const made = await createFlow(
    bindings,
    db,
    {
      workspaceId,
      channelId: channel.id,
      name: 'A flow',
      categories: ['OTHER'],
      text: '{}',
      createdBy: user.id,
    },
    now,
  )
  if (!made.ok) throw new Error(made.error.title)
  const key = await createApiKey(db, workspaceId, 'sync', ['view', 'edit-flows'], now)
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
      new Request(`${origin}/sync/${made.value.publicId}`, {
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
