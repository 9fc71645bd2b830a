/** The short form of `npm run faults -- kills`: a few kills, and nothing that anybody was told is missing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../check/app.ts'
import { editUnderKills } from './edit-under-kills.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

test('five peers edit through six kills: the ledger holds, and everybody has the same', async () => {
  const report = await editUnderKills(app, { peers: 5, edits: 3000, kills: 6, seed: 20261126 })
  expect(report).toMatchObject({ edits: 3000, lost: [], doubled: [], equal: true })
  expect(report.acknowledged).toBeGreaterThan(1500)
}, 120_000)
