/** Named states over HTTP: what was kept comes back byte for byte, as a file and into the draft, and never into a frozen version. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { flowsOf } from '../../../cli/check/flows.ts'
import { type Client, eventually, signedInAs } from '../../../cli/check/http.ts'
import { joinRoom } from '../../../cli/check/room-client.ts'
import type { VersionDetail } from '../../../shared/api/flows.ts'

let app: RunningApp
let owner: Client & { cookie: string }
let flows: ReturnType<typeof flowsOf>
let home: string

beforeAll(async () => {
  app = await startApp()
  owner = await signedInAs(app, 'owner')
  flows = flowsOf(app, owner)
  home = flows.home
})
afterAll(() => app?.stop())

const newFlow = (name: string) => flows.create(name)
const textOf = (publicId: string) => flows.textOf(publicId)
const keep = (publicId: string, name: string) =>
  owner.post<{ id: string }>(`${home}/versions/${publicId}/names`, { name })
const put = (id: string, as: Client = owner) => as.ask('POST', `${home}/named/${id}/restore`, {})

test('a named state is listed with who and when, and downloads as it was kept', async () => {
  const { publicId } = await newFlow('Kept')
  const before = await textOf(publicId)
  const { id } = await keep(publicId, 'Before the “big” change/1')
  const { named } = await owner.get<VersionDetail>(`${home}/versions/${publicId}`)
  expect(named).toEqual([
    { id, name: 'Before the “big” change/1', createdAt: expect.any(Number), createdBy: 'Ana Ruiz' },
  ])
  const reply = await owner.ask('GET', `${home}/named/${id}/json`)
  expect(await reply.text()).toBe(before)
  expect(decodeURIComponent(reply.headers.get('content-disposition') ?? '')).toContain(
    'Kept - Before the big change1.json',
  )
})

test('restoring is an edit: whoever is in the room sees the text come back', async () => {
  const { publicId } = await newFlow('Restored')
  const before = await textOf(publicId)
  const { id } = await keep(publicId, 'First')
  const ben = joinRoom(app, publicId, { cookie: owner.cookie, origin: app.url })
  try {
    await eventually(
      async () => ben.text.toString(),
      (text) => text === before,
    )
    ben.text.insert(0, '// a line too many\n')
    await eventually(
      () => textOf(publicId),
      (text) => text !== before,
    )
    expect((await put(id)).status).toBe(204)
    expect(await textOf(publicId)).toBe(before)
    await eventually(
      async () => ben.text.toString(),
      (text) => text === before,
    )
  } finally {
    ben.leave()
  }
})

test('a published version keeps its text: restoring is refused, downloading works', async () => {
  const { publicId } = await newFlow('Frozen')
  const { id } = await keep(publicId, 'As it was')
  await owner.post(`${home}/versions/${publicId}/publish`, {})
  const frozen = await textOf(publicId)
  const refused = await put(id)
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ kind: 'not-a-draft' })
  expect(await textOf(publicId)).toBe(frozen)
  expect((await owner.ask('GET', `${home}/named/${id}/json`)).status).toBe(200)
})

test('a reviewer may look and not restore; an id from nowhere is not found', async () => {
  const { publicId } = await newFlow('Looked at')
  const { id } = await keep(publicId, 'One')
  const reviewer = await signedInAs(app, 'reviewer')
  expect((await reviewer.ask('GET', `${home}/named/${id}/json`)).status).toBe(200)
  expect((await put(id, reviewer)).status).toBe(403)
  expect((await put('00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

test('another workspace’s named state is not found', async () => {
  const { publicId } = await newFlow('Ours')
  const { id } = await keep(publicId, 'Ours alone')
  const made = await owner.post<{ id: string }>('/app/workspaces', { name: 'Elsewhere' })
  for (const reply of await Promise.all([
    owner.ask('GET', `/app/${made.id}/named/${id}/json`),
    owner.ask('POST', `/app/${made.id}/named/${id}/restore`, {}),
  ]))
    expect(reply.status).toBe(404)
})
