/** A version's history over HTTP: who changed what, read back, put back, and closed to strangers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { flowsOf } from '../../../cli/check/flows.ts'
import { type Client, eventually, signedInAs } from '../../../cli/check/http.ts'
import { joinRoom } from '../../../cli/check/room-client.ts'
import type { HistoryChange, HistoryList } from '../../../shared/api/history.ts'
import { applyEdits } from '../../../shared/text-edit.ts'

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
const historyOf = (publicId: string) =>
  owner.get<HistoryList>(`${home}/versions/${publicId}/history`)

test('work in the room and a kill later: the checkpoint says who and what, reads back, and can be put back', async () => {
  const { publicId } = await newFlow('With a past')
  const first = await textOf(publicId)
  expect(await historyOf(publicId)).toEqual({ checkpoints: [], open: null, damages: [] })
  const ana = joinRoom(app, publicId, { cookie: owner.cookie, origin: app.url })
  await eventually(
    async () => ana.text.toString(),
    (text) => text === first,
  )
  ana.text.insert(first.length, '\n// a thought')
  await eventually(
    () => textOf(publicId),
    (text) => text !== first,
  )
  expect((await historyOf(publicId)).open?.writers).toEqual([
    { id: expect.any(String), name: 'Ana Ruiz' },
  ])
  await app.kill()
  await app.restart()
  await eventually(async () => ana.provider.synced, Boolean)
  ana.leave()
  const { checkpoints } = await eventually(
    () => historyOf(publicId),
    ({ open }) => open === null,
  )
  expect(checkpoints).toMatchObject([
    { id: 2, writers: [{ name: 'Ana Ruiz' }], added: 13, removed: 0 },
    { id: 1, writers: [] },
  ])
  const address = `${home}/versions/${publicId}/history`
  const change = await owner.get<HistoryChange>(`${address}/2`)
  expect(change.before).toBe(first)
  expect(applyEdits(change.before, change.edits)).toBe(`${first}\n// a thought`)
  expect(change.edits.flatMap(({ by }) => by)).toEqual([[13, 0]])
  expect(await (await owner.ask('GET', `${address}/1/json`)).text()).toBe(first)

  expect((await owner.ask('POST', `${address}/1/restore`, {})).status).toBe(204)
  expect(await textOf(publicId)).toBe(first)
  expect((await historyOf(publicId)).checkpoints[0]).toMatchObject({
    id: 3,
    writers: [{ name: 'Ana Ruiz' }],
    removed: 13,
  })
})

test('a state from nowhere is not found, and a reviewer looks without restoring', async () => {
  const { publicId } = await newFlow('Looked at')
  await owner.ask('POST', `${home}/versions/${publicId}/names`, { name: 'x' })
  const address = `${home}/versions/${publicId}/history`
  for (const id of ['1', '99', 'x', '-1'])
    expect((await owner.ask('GET', `${address}/${id}`)).status).toBe(404)
  const reviewer = await signedInAs(app, 'reviewer')
  expect((await reviewer.ask('GET', address)).status).toBe(200)
  expect((await reviewer.ask('POST', `${address}/1/restore`, {})).status).toBe(403)
})
