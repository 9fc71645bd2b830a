/** The main job, by hand: Ana and Ben write a flow together, publish it, send it, a customer answers, they read it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { bookAVisit } from './book-a-visit.ts'
import { phoneOf, type Someone, signIn, someone } from './people.ts'

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

/** `PICTURES=folder npm run e2e` keeps what the story shows at its best moments. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

const phoneNumber = '+9990000001'
let address = ''

test('Ana signs in where she wanted to go, and creates a flow from an example', async () => {
  const { page } = ana
  await page.goto(`${app.url}/chat/flows`)
  await signIn(page, app, 'owner')
  await page.getByRole('link', { name: 'Home service booking' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/chat/flows')
  await picture(page, 'list')

  await page.getByRole('link', { name: 'Create a WhatsApp Flow' }).click()
  await page.getByLabel('Flow name').fill('Weekend repairs')
  await page.getByText('Example', { exact: true }).click()
  await page.getByText('Home service booking').first().click()
  await picture(page, 'create')
  await page.getByRole('button', { name: 'Create flow' }).click()
  await page.waitForURL(/\/chat\/flows\/\d{16}$/)
  address = page.url()
  await page.getByText('Draft 1').waitFor()
})

test('Ben joins: each sees the other, and the phone follows every keystroke', async () => {
  await ben.page.goto(address)
  await signIn(ben.page, app, 'editor')
  await ben.page
    .getByRole('list', { name: 'Here right now' })
    .getByRole('button', { name: /Ana Ruiz/ })
    .waitFor()
  await ana.page
    .getByRole('list', { name: 'Here right now' })
    .getByRole('button', { name: /Ben Okafor/ })
    .waitFor()

  const title = ben.page.locator('.cm-line', { hasText: '"title": "' }).first()
  await title.click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.press('ArrowLeft')
  await ben.page.keyboard.press('ArrowLeft')
  await ben.page.keyboard.type(' today')
  await phoneOf(ana.page)
    .getByText(/ today$/)
    .first()
    .waitFor()
  await ana.page
    .locator('.cm-ySelectionInfo', { hasText: 'Ben' })
    .first()
    .waitFor({ state: 'attached' })
  await ana.page
    .getByRole('list', { name: 'Here right now' })
    .getByRole('button', { name: /Ben Okafor, at [A-Z_]+: click to follow/ })
    .waitFor()
  await ben.page.getByText('Saved', { exact: true }).first().waitFor()
  await picture(ana.page, 'editor')
})

test('while Ben breaks the text, Ana keeps the last sound phone and is told where and by whom; his undo is his own', async () => {
  await ana.page.locator('.cm-line', { hasText: '"version"' }).click()
  await ben.page.keyboard.type('"oops')
  const preview = ana.page.getByRole('complementary', { name: 'Preview' })
  await preview.getByText(/Line \d+.*Ben/).waitFor()
  await phoneOf(ana.page)
    .getByText(/ today$/)
    .first()
    .waitFor()
  await ben.page.keyboard.press('Control+z')
  await preview.getByText(/Line \d+.*Ben/).waitFor({ state: 'hidden' })
})

test('Ana tries the flow on the preview and sees what would be sent', async () => {
  const { page } = ana
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await bookAVisit(phoneOf(page))
  const sent = page.getByRole('region', { name: 'What was sent' })
  await sent.getByText('"city": "Lyon"').waitFor()
  await sent.getByText('"service": "cleaning"').waitFor()
})

test('Ana publishes: the dialog says what it means, then the version is frozen for everybody', async () => {
  const { page } = ana
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('It can no longer be edited').waitFor()
  for (const name of ['Cancel', 'Save as draft', 'Publish']) {
    await dialog.getByRole('button', { name, exact: true }).waitFor()
  }
  await picture(page, 'publish')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await page
    .getByText(/^Published/)
    .first()
    .waitFor()
  await ben.page
    .getByText(/^Published/)
    .first()
    .waitFor()
  await ben.page
    .locator('.cm-content[contenteditable="false"], .cm-content[aria-readonly="true"]')
    .waitFor()
  await page.getByRole('button', { name: 'New draft from this version' }).first().waitFor()
})

test('Ana makes a template with a Flow button; approval arrives by itself', async () => {
  const { page } = ana
  await page.goto(`${app.url}/templates/create?flow=${address.split('/').pop()}`)
  await page.getByLabel('Name', { exact: true }).fill('weekend_repairs')
  await page.getByText('Utility', { exact: true }).click()
  await page
    .getByLabel('Body')
    .fill('Hello {{1}}, something needs mending? Tell us what, and pick a time.')
  await page.getByLabel('Sample for {{1}}').fill('Ana')
  await page.getByLabel('Button label').fill('Book a visit')
  await page.getByText('Hello Ana, something needs mending?').waitFor()
  await picture(page, 'template')
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  const row = page.getByRole('row', { name: /weekend_repairs/ })
  await row.getByText('Approved').waitFor()
})

test('Ana sends it to one person', async () => {
  const { page } = ana
  await page.goto(`${app.url}/campaigns/create`)
  await page.getByRole('button', { name: /^Template/ }).click()
  await page.getByRole('option', { name: /weekend_repairs/ }).click()
  await page.getByLabel('Phone numbers and values').fill(`${phoneNumber}, Chloe`)
  await page.getByText('Hello Chloe, something needs mending?').waitFor()
  await picture(page, 'campaign')
  await page.getByRole('button', { name: 'Send to 1 person' }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Send to 1 person' })
    .click()
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/)
  await page.getByText('Finished').first().waitFor()
})

test('Ben, without log access, waits on the responses page while Chloe answers on her phone', async () => {
  const responses = `${address}/responses`
  await ben.page.goto(responses)
  await ben.page
    .getByRole('heading', { name: 'Weekend repairs' })
    .or(ben.page.getByText('Weekend repairs'))
    .first()
    .waitFor()
  const watching = await ana.page.context().newPage()
  await watching.goto(responses)
  await watching.getByText('Weekend repairs').first().waitFor()

  const { page } = ana
  await page.bringToFront()
  await page.goto(`${app.url}/sandbox/phone?number=${encodeURIComponent(phoneNumber)}`)
  const phone = page.getByRole('log', { name: 'Chat' })
  await phone.getByText('Hello Chloe, something needs mending?').waitFor()
  await picture(page, 'handset')
  await phone.getByRole('button', { name: 'Book a visit' }).click()
  await bookAVisit(page)
  await page
    .getByRole('log', { name: 'Chat' })
    .getByText(/Response sent|Sent|Answered/i)
    .first()
    .waitFor()

  const row = watching.getByRole('table', { name: 'Responses' }).getByRole('row', { name: /Lyon/ })
  await row.waitFor()
  expect(await row.textContent()).toContain(phoneNumber)
  await row.getByRole('button', { name: 'View details' }).click()
  const details = watching.getByRole('complementary', { name: 'Response' })
  await details.getByText('12 Rue des Lilas').first().waitFor()
  await picture(watching, 'responses')
  await details.getByText('As it came (JSON)').click()
  await details.getByText('"Lyon"').waitFor()

  const masked = ben.page.getByRole('table', { name: 'Responses' })
  await masked.getByRole('row').nth(1).waitFor()
  expect(await masked.textContent()).not.toContain('Lyon')
  expect(await masked.textContent()).not.toContain(phoneNumber.slice(-7))
  await watching.close()
})

test('nobody’s browser complained', () => {
  expect([...ana.errors, ...ben.errors]).toEqual([])
})
