/** The checks of a flow: the rehearsal ticks what it can show, leads to what it found, and a person ticks the rest. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { losesAField } from './loses-a-field.ts'
import { signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const pictures = process.env.PICTURES

test('the rehearsal finds the answer that is lost, shows the way there, and is content once it is mended', async () => {
  const id = await draftWith(app, 'Loses a field', losesAField('7.3'))
  const ana = await someone(browser)
  const { page } = ana
  await page.goto(`${app.url}/chat/flows/${id}`)
  await signIn(page, app, 'owner')
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'Rehearsal and checks' }).click()
  const rehearsal = page.getByRole('region', { name: 'Rehearsal' })
  const lost = rehearsal.getByRole('button', { name: /Answer is lost.*nickname/ })
  await lost.waitFor()
  const sent = page.getByRole('listitem').filter({ hasText: 'Every answer is sent' })
  await sent.getByText('Does not hold').waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Every screen can be reached' })
    .getByText('1 of 1 screens')
    .waitFor()

  await lost.click()
  const way = page.getByRole('complementary', { name: 'The way there' })
  await way.getByText('Open the flow').waitFor()
  if (pictures)
    for (const [width, height] of [[1440, 900] as const, [390, 844] as const])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(pictures, `checks-way-${width}-${colorScheme}.png`) })
      }
  await page.setViewportSize({ width: 1440, height: 900 })
  await way.getByRole('button', { name: 'Close' }).click()

  // A colleague mends it; the page follows.
  const ben = await someone(browser)
  await ben.page.goto(`${app.url}/chat/flows/${id}`)
  await signIn(ben.page, app, 'editor')
  await ben.page.locator('[data-save-state="good"]').waitFor()
  await ben.page.locator('.cm-content').getByText('"${form.city}"').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(', "nickname": "${form.nickname}"')
  await lost.waitFor({ state: 'detached' })
  await sent.getByText('Shown').waitFor()
  await ben.leave()

  // What only a person can judge is theirs, for the text that they saw.
  const looks = page.getByRole('listitem').filter({ hasText: 'It reads and looks right' })
  await looks.getByRole('button', { name: /^Tick/ }).click()
  await looks.getByText(/Ticked by Ana Ruiz/).waitFor()
  await page.reload()
  await looks.getByText(/Ticked by Ana Ruiz/).waitFor()
  if (pictures) {
    await rehearsal.getByText('nothing was found').waitFor()
    for (const [width, height] of [[1440, 900] as const, [390, 844] as const])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(pictures, `checks-${width}-${colorScheme}.png`) })
      }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await looks.getByRole('button', { name: /^Take back the tick/ }).click()
  await looks.getByRole('button', { name: /^Tick/ }).waitFor()
  expect(ana.errors).toEqual([])
  await ana.leave()
})
