/** What Ana missed: who did what to the flow while she was away, and the way back. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { flowsOf } from '../../cli/check/flows.ts'
import { signedInAs } from '../../cli/check/http.ts'
import { linesOf, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

test('who did what stands in the history, and can be put back and taken back', async () => {
  const owner = await signedInAs(app, 'owner')
  const flows = flowsOf(app, owner)
  const { publicId } = await flows.create('With a past')
  const address = `${app.url}/chat/flows/${publicId}`
  const textNow = () => flows.textOf(publicId)
  const first = await textNow()

  const ben = await someone(browser)
  await ben.page.goto(address)
  await signIn(ben.page, app, 'editor')
  const label = linesOf(ben.page).getByText('"Your name"')
  await label.dblclick()
  await ben.page.keyboard.type('Full')
  await ben.page.locator('[data-save-state="good"]').waitFor()
  await ben.leave()
  const changed = await textNow()
  expect(changed).not.toBe(first)

  const ana = await someone(browser)
  const { page } = ana
  const look = async (name: string) => {
    if (process.env.PICTURES)
      await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
  }
  await page.goto(address)
  await signIn(page, app, 'owner')
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'History' }).click()
  const past = page.getByRole('navigation', { name: 'History' })
  await past.getByRole('button', { name: /Bo Lind|Ben/ }).waitFor()
  const what = page.getByRole('region', { name: 'What changed' })
  await what.getByRole('insertion').getByText('Full').waitFor()
  await what
    .getByRole('region', { name: 'In words' })
    .getByText(/^Label of .* became “/)
    .waitFor()
  await look('history-change')

  await past.getByRole('button', { name: /As it was created/ }).click()
  await what.getByRole('button', { name: 'Restore' }).click()
  await page.getByText('Restored').waitFor()
  await expect.poll(textNow).toBe(first)
  await past.getByRole('button', { name: /Ana Ruiz/ }).waitFor()
  await look('history-restored')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(textNow).toBe(changed)

  await page.getByRole('button', { name: 'Name this version' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Before the price change')
  await page.keyboard.press('Enter')
  await past.getByRole('button', { name: /Before the price change/ }).click()
  await page.getByText('The text is just like this now.').waitFor()
  await look('history-named')
  expect(ana.errors).toEqual([])
  await ana.leave()
})

test('where stored data was found damaged, the history says what became of it', async () => {
  const owner = await signedInAs(app, 'owner')
  const { publicId } = await flowsOf(app, owner).create('From a bad disk')
  const address = `${app.url}/chat/flows/${publicId}`
  const ana = await someone(browser)
  const { page } = ana
  await page.goto(address)
  await signIn(page, app, 'owner')
  await page.locator('[data-save-state="good"]').waitFor()
  await linesOf(page).getByText('"Your name"').dblclick()
  await page.keyboard.type('Full')
  await page.locator('[data-save-state="good"]').waitFor()

  await app.kill()
  damageNewestChange(app.folder)
  await app.restart()

  await page.goto(`${address}/history`)
  await page.getByText('One change could not be read and is missing.').waitFor()
  const pictures = process.env.PICTURES
  for (const [width, height] of [[1440, 900] as const, [390, 844] as const])
    for (const colorScheme of ['light', 'dark'] as const) {
      if (!pictures) continue
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.screenshot({
        path: join(pictures, `history-damage-${width}-${colorScheme}.png`),
        animations: 'disabled',
      })
    }
  await ana.leave()
})

/** Overwrites the newest change in every room's file, as a bad disk does. */
function damageNewestChange(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => /FlowRoom.*\.sqlite$/.test(name))) {
    const database = new DatabaseSync(join(folder, file))
    const hasLog = database.prepare("select 1 from sqlite_master where name = 'log'").get()
    if (hasLog) database.exec("update log set data = x'ff' where seq = (select max(seq) from log)")
    database.close()
  }
}
