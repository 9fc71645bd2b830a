/** Rooms as outsiders meet them: stock y-websocket clients and hand-made ones at /sync, through a SIGKILL. */
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { type Client, eventually, signedInAs, withKey } from '../../cli/check/http.ts'
import { joinRoom, type RoomClient } from '../../cli/check/room-client.ts'
import { flowText } from '../../shared/collab/doc.ts'
import { step1Frame, step2Frame, updateFrame } from '../../shared/collab/frames.ts'

let app: RunningApp
let key: Client
let flows: string
const clients: RoomClient[] = []

beforeAll(async () => {
  app = await startApp()
  key = withKey(app)
  flows = `/api/v1/accounts/${app.demo.accountId}/channels/${app.demo.channelId}/flows`
})
afterAll(async () => {
  for (const client of clients) client.leave()
  await app?.stop()
})

const newFlow = async (name: string): Promise<string> =>
  (await key.post<{ id: string }>(flows, { name, categories: ['OTHER'], flowJson: '{}' })).id

const bearer = () => ({ authorization: `Bearer ${app.demo.apiKey}` })

const join = async (
  publicId: string,
  headers: Record<string, string> = bearer(),
): Promise<RoomClient> => {
  const client = joinRoom(app, publicId, headers)
  clients.push(client)
  if (!client.provider.synced)
    await new Promise((done) => client.provider.once('sync', () => done(null)))
  return client
}

const same = (a: RoomClient, b: RoomClient, holds: (text: string) => boolean) =>
  eventually(
    async () => [a.text.toString(), b.text.toString()] as const,
    ([one, other]) => one === other && holds(one),
  )

/** Connects by hand, sends frames, and waits for the close code; null where the server had none to give. */
async function say(
  publicId: string,
  headers: Record<string, string>,
  frames: readonly (Uint8Array | string)[],
): Promise<number> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/sync/${publicId}`, { headers })
  await once(socket, 'open')
  for (const frame of frames) socket.send(frame)
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

const foreignUpdate = (): Uint8Array => {
  const doc = new Y.Doc()
  flowText(doc).insert(0, 'HACKED')
  return Y.encodeStateAsUpdate(doc)
}

test('two stock clients with a key converge, through a SIGKILL and a restart, and a third sees the same', async () => {
  const publicId = await newFlow('Stock clients')
  const ana = await join(publicId)
  const ben = await join(publicId)
  ana.text.insert(1, '"ana":1')
  await same(ana, ben, (text) => text === '{"ana":1}')
  await app.kill()
  // Typed while nobody serves: it arrives when somebody does.
  ben.text.insert(ben.text.length - 1, ',"ben":2')
  await app.restart()
  await same(ana, ben, (text) => text === '{"ana":1,"ben":2}')
  const cem = await join(publicId)
  expect(cem.text.toString()).toBe('{"ana":1,"ben":2}')
  ana.text.insert(1, ' ')
  await same(ana, cem, (text) => text.startsWith('{ '))
})

test('text uploaded over HTTP reaches open clients as an edit, and their own edits survive it', async () => {
  const publicId = await newFlow('Uploads')
  const ana = await join(publicId)
  ana.text.delete(0, ana.text.length)
  ana.text.insert(0, '{\n  "version": "7.3",\n  "mine": 1,\n  "screens": []\n}')
  const ben = await join(publicId)
  await same(ana, ben, (text) => text.includes('mine'))
  const kept = Y.createRelativePositionFromTypeIndex(ana.text, ana.text.toString().indexOf('mine'))
  const reply = await key.ask('PUT', `${flows}/${publicId}`, {
    flowJson: ana.text.toString().replace('"7.3"', '"7.2"'),
  })
  expect(reply.status, await reply.clone().text()).toBe(200)
  await same(ana, ben, (text) => text.includes('"7.2"') && text.includes('mine'))
  const place = Y.createAbsolutePositionFromRelativePosition(kept, ana.doc)
  expect(place?.index).toBe(ana.text.toString().indexOf('mine'))
})

test('a reviewer reads, and cannot change the text with hand-made messages or a forged admission', async () => {
  const publicId = await newFlow('Look, do not touch')
  const ana = await join(publicId)
  const reviewer = await signedInAs(app, 'reviewer')
  const asReviewer = { cookie: reviewer.cookie, origin: app.url }
  const rita = await join(publicId, asReviewer)
  expect(rita.text.toString()).toBe('{}')
  const forged = {
    ...asReviewer,
    'x-admission': JSON.stringify({
      workspaceId: app.demo.accountId,
      publicId,
      actor: { kind: 'user', id: 'owner', name: 'Owner' },
      write: true,
    }),
  }
  for (const headers of [asReviewer, forged]) {
    const doc = new Y.Doc()
    for (const frames of [
      [updateFrame(foreignUpdate())],
      [step2Frame(foreignUpdate())],
      [
        step1Frame(Y.encodeStateVector(doc)),
        updateFrame(foreignUpdate()),
        step2Frame(foreignUpdate()),
      ],
    ]) {
      expect(await say(publicId, headers, frames)).toBe(4403)
    }
  }
  expect(await say(publicId, asReviewer, ['x-admission'])).toBe(4400)
  ana.text.insert(1, ' ')
  await same(ana, rita, (text) => text === '{ }')
  const cem = await join(publicId)
  expect(cem.text.toString()).toBe('{ }')
})

test('who says goodbye is answered', async () => {
  const publicId = await newFlow('Goodbye')
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/sync/${publicId}`, {
    headers: bearer(),
  })
  await once(socket, 'open')
  socket.close(1000, 'bye')
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(1000)
})

test('whoever may not come in is told why by a final close code', async () => {
  const publicId = await newFlow('Doors')
  const nobody = {}
  const wrongKey = { authorization: 'Bearer not-a-key' }
  const reviewer = await signedInAs(app, 'reviewer')
  expect(await say(publicId, nobody, [])).toBe(4401)
  expect(await say(publicId, wrongKey, [])).toBe(4401)
  expect(await say('1000000000000000', bearer(), [])).toBe(4404)
  expect(
    await say(publicId, { cookie: reviewer.cookie, origin: 'https://elsewhere.example' }, []),
  ).toBe(4403)
  expect(await say(publicId, { cookie: reviewer.cookie }, [])).toBe(4403)
})

test('who signs out is cut off from the room, and cannot come back with that session', async () => {
  const publicId = await newFlow('Signed out')
  const owner = await signedInAs(app, 'owner')
  const headers = { cookie: owner.cookie, origin: app.url }
  const client = await join(publicId, headers)
  const codes: (number | undefined)[] = []
  client.provider.on('connection-close', (event) => codes.push(event?.code))
  expect((await owner.ask('POST', '/app/auth/sign-out', {})).status).toBe(200)
  // Off with the code that asks to come back; then, without a session, off for good.
  await eventually(
    async () => codes,
    (seen) => seen.includes(4401),
  )
  expect(codes[0]).toBe(1012)
  expect(await say(publicId, headers, [])).toBe(4401)
})

test('an edit in a room moves the time at which its flow was updated', async () => {
  const publicId = await newFlow('Edited')
  const owner = await signedInAs(app, 'owner')
  type Rows = { flows: { publicId: string; createdAt: number; updatedAt: number }[] }
  const row = async () =>
    (await owner.get<Rows>(`/app/${app.demo.accountId}/flows`)).flows.find(
      (flow) => flow.publicId === publicId,
    )!
  const before = await row()
  const client = await join(publicId)
  client.text.insert(1, ' ')
  await eventually(row, ({ updatedAt }) => updatedAt > before.updatedAt)
})
