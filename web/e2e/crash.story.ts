/** The server is killed while Ana and Ben type: the page says so, keeps what they wrote, and saves it when it is back. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { signedInAs } from '../../cli/check/http.ts'
import { type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let ana: Someone
let ben: Someone

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ;[ana, ben] = await Promise.all([someone(browser), someone(browser)])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** Types at the end of the first line, which is a brace: the flow breaks, the text is what counts here. */
async function typeAtTop({ page }: Someone, words: string): Promise<void> {
  await page.locator('.cm-line').first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

test('nothing typed before, during or after the kill is missing', async () => {
  const owner = await signedInAs(app, 'owner')
  const made = await owner.post<{ publicId: string }>(`/app/${app.demo.accountId}/flows`, {
    channelId: app.demo.channelId,
    name: 'Through a crash',
  })
  const address = `${app.url}/chat/flows/${made.publicId}`
  for (const [person, role] of [
    [ana, 'owner'],
    [ben, 'editor'],
  ] as const) {
    await person.page.goto(address)
    await signIn(person.page, app, role)
    await person.page.locator('[data-save-state="good"]').waitFor()
  }

  await typeAtTop(ana, ' before')
  await ben.page.locator('.cm-line', { hasText: 'before' }).first().waitFor()
  await ana.page.locator('[data-save-state="good"]').waitFor()

  await app.kill()
  await ana.page.locator('[data-save-state="away"]').waitFor()
  await ben.page.locator('[data-save-state="away"]').waitFor()
  await typeAtTop(ana, ' during-ana')
  await typeAtTop(ben, ' during-ben')
  expect(await ana.page.locator('[data-save-state]').first().textContent()).toMatch(
    /kept on this device/,
  )

  await app.restart()
  await ana.page.locator('[data-save-state="good"]').waitFor()
  await ben.page.locator('[data-save-state="good"]').waitFor()
  for (const { page } of [ana, ben]) {
    await page.locator('.cm-line', { hasText: 'during-ana' }).first().waitFor()
    await page.locator('.cm-line', { hasText: 'during-ben' }).first().waitFor()
  }
  const text = await (
    await owner.ask('GET', `/app/${app.demo.accountId}/versions/${made.publicId}/json`)
  ).text()
  for (const words of ['before', 'during-ana', 'during-ben'])
    expect(text.split(words)).toHaveLength(2)
})
