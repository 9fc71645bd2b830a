/** The command that makes and puts back copies of rooms, against a server, as somebody types it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../check/app.ts'
import { flowsOf } from '../check/flows.ts'
import { signedInAs, withKey } from '../check/http.ts'
import { root } from '../local/build.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

function copies(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'cli/copies/main.ts'), ...words],
    { encoding: 'utf8', env: { ...process.env, FLOWROOM_DATA: app.folder } },
  )
  return { status, said: `${stdout}${stderr}`.trim() }
}

test('a copy is made, listed and put back as an edit; wrong calls say what is wrong', async () => {
  const flows = flowsOf(app, await signedInAs(app, 'owner'))
  const { publicId } = await flows.create('Copied')
  const before = await flows.textOf(publicId)
  expect(copies('list', publicId).said).toMatch(/no copy yet/)
  expect(copies('restore', publicId)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/no copy to put back/),
  })
  expect(copies('make', publicId)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/Copied/),
  })

  const { accountId, channelId } = app.demo
  const edited = JSON.stringify({ ...JSON.parse(before), version: '7.2' })
  const reply = await withKey(app).ask(
    'PUT',
    `/api/v1/accounts/${accountId}/channels/${channelId}/flows/${publicId}`,
    { flowJson: edited },
  )
  expect(reply.status).toBeLessThan(300)
  expect(await flows.textOf(publicId)).not.toBe(before)
  expect(copies('restore', publicId).said).toMatch(/Put back the copy of/)
  expect(await flows.textOf(publicId)).toBe(before)

  expect(copies('list', publicId).said).toMatch(/^\d{4}-\d\d-\d\d +made .* bytes$/)
  expect(copies('restore', publicId, '--day', '1999-01-01')).toMatchObject({ status: 1 })
  expect(copies('restore', '1000000000000000').said).toMatch(/404/)
  expect(copies('sing', publicId)).toMatchObject({ status: 2 })
})
