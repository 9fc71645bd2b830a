/** Publishing: each precondition is shown with what helps, the note is in the history, and what uses a version is told before it ends. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { lookAt as lookAtPart } from './access.ts'
import { losesAField } from './loses-a-field.ts'
import { type Someone, signIn, someone } from './people.ts'
import { picture } from './pictures.ts'

let app: RunningApp
let browser: Browser
let ana: Someone

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ana = await someone(browser)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** What axe finds in the open dialog, in both themes; pictures of it at both widths. */
const lookAt = (page: Page, name: string) => lookAtPart(page, name, '[role="dialog"]')

const dialogOf = (page: Page) => page.getByRole('dialog')
const line = (page: Page, title: string) =>
  dialogOf(page).getByRole('listitem').filter({ hasText: title })

test('what stands in the way is shown line by line, and the way to mend it is beside it', async () => {
  const { page } = ana
  const id = await draftWith(app, 'Too old', losesAField('4.0'))
  await page.goto(`${app.url}/chat/flows`)
  await signIn(page, app, 'owner')
  await page.getByRole('button', { name: 'Actions for Too old' }).click()
  await page.getByRole('menuitem', { name: 'Publish…' }).click()
  await page.waitForURL(`**/chat/flows/${id}`)
  await line(page, 'WhatsApp takes its version').getByText('Not yet').waitFor()
  await line(page, 'The channel answers').getByText('Done').waitFor()
  await line(page, 'This text was rehearsed')
    .getByText(/It found 1 problem/)
    .waitFor()
  await dialogOf(page)
    .getByRole('list', { name: 'What was found' })
    .getByText('Flowroom')
    .first()
    .waitFor()
  const publish = dialogOf(page).getByRole('button', { name: 'Publish', exact: true })
  expect(await publish.getAttribute('aria-disabled')).toBe('true')
  // Nobody touched it: what it found at first is what it found in the end.
  expect(await dialogOf(page).getByText('The text changed while').count()).toBe(0)
  await lookAt(page, 'publish-blocked')
  await line(page, 'WhatsApp takes its version')
    .getByRole('button', { name: /Upgrade/ })
    .click()
  await dialogOf(page).getByRole('button', { name: 'Upgrade to 7.3' }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
})

test('a rehearsal that did not pass is waived by name, and the note stands in the history', async () => {
  const { page } = ana
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await line(page, 'WhatsApp takes its version').getByText('Done').waitFor()
  await line(page, 'This text was rehearsed').getByText('Not yet').waitFor()
  const publish = dialogOf(page).getByRole('button', { name: 'Publish', exact: true })
  expect(await publish.getAttribute('aria-disabled')).toBe('true')
  await dialogOf(page)
    .getByRole('checkbox', { name: /Your name and the time/ })
    .check()
  await line(page, 'This text was rehearsed').getByText('Waived').waitFor()
  await dialogOf(page).getByLabel('Note for the history').fill('Asks for the city first')
  await lookAt(page, 'publish-waived')

  // An answer that leaves it open whether it was published: the dialog says so, and the next press is the same publish.
  await page.route('**/publish', (route) =>
    route.fulfill({
      status: 504,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        kind: 'publish-unknown',
        title: 'The provider has not said whether it published.',
        detail: 'The text stays locked so that nothing goes out twice.',
      }),
    }),
  )
  await publish.click()
  await dialogOf(page)
    .getByRole('alert')
    .getByText(/nothing goes out twice.*goes on with this very publish/)
    .waitFor()
  expect(await dialogOf(page).getByText('The draft is as it was').count()).toBe(0)
  await page.unroute('**/publish')
  ana.errors.length = 0
  await publish.click()
  await page.getByRole('button', { name: 'New draft from this version' }).waitFor()
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'History' }).click()
  await page.getByRole('button', { name: /Published.*Asks for the city first/ }).click()
  await page.getByText(/without a rehearsal on the word of/).waitFor()
  await picture(page, 'publish-history')
})

test('what uses a version is told from the row menu, and before it is deprecated', async () => {
  const { page } = ana
  await page.goto(`${app.url}/chat/flows`)
  const menu = page.getByRole('button', { name: 'Actions for Too old' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Used by…' }).click()
  await dialogOf(page)
    .getByText(/Nothing uses this version/)
    .waitFor()
  await lookAt(page, 'used-by')
  await dialogOf(page).getByRole('button', { name: 'Done' }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Deprecate…' }).click()
  await dialogOf(page).getByText('No template opens it and no campaign sends it.').waitFor()
  await lookAt(page, 'deprecate')
  await dialogOf(page).getByRole('button', { name: 'Deprecate' }).click()
  await page
    .getByRole('row')
    .filter({ hasText: 'Too old' })
    .getByText('Deprecated', { exact: true })
    .waitFor()
  expect(ana.errors).toEqual([])
})
