/** The JSON like in a code editor: names are followed, used and renamed everywhere, findings mended, texts printed anew. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { eventually, withKey } from '../../cli/check/http.ts'
import { blankFlowText } from '../../shared/flow/blank.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { linesOf, type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let nora: Someone
let id = ''

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  nora = await someone(browser)
  await nora.page.goto(`${app.url}/chat/flows`)
  await signIn(nora.page, app, 'editor')
  await nora.page.getByRole('link', { name: 'Home service booking' }).waitFor()
})
beforeEach(async () => {
  id = await draftWith(app, 'Code', exampleFlows[0]!.text)
  await nora.page.goto(`${app.url}/chat/flows/${id}`)
  await linesOf(nora.page).getByText('"SERVICE"').first().waitFor()
})
afterAll(async () => {
  expect(nora.errors).toEqual([])
  await browser?.close()
  await app?.stop()
})

const textOf = async () => (await withKey(app).ask('GET', `${flowsPath(app)}/${id}/json`)).text()
const pick = () => nora.page.getByRole('dialog').getByRole('combobox')

test('F12 goes to where a field is defined, Shift+F12 lists its uses, F2 renames all of them', async () => {
  const { page } = nora
  // The caret goes into ${form.service} of the condition, past its first letters.
  await linesOf(page).click()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('form.service')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowLeft')
  for (let at = 0; at < 7; at++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('F12')
  await page.locator('.cm-activeLine', { hasText: '"name": "service"' }).waitFor()

  await page.keyboard.press('Shift+F12')
  await page.getByRole('option', { name: /defined: "name": "service"/ }).waitFor()
  expect(await page.getByRole('option').count()).toBeGreaterThan(3)
  await pick().fill('condition')
  await page.keyboard.press('Enter')
  await page.locator('.cm-activeLine', { hasText: 'condition' }).waitFor()

  await page.keyboard.press('F12')
  await page.locator('.cm-activeLine', { hasText: '"name": "service"' }).waitFor()
  await page.keyboard.press('F2')
  await page.getByLabel('New name').fill('trade')
  await page.keyboard.press('Enter')
  const text = await eventually(textOf, (now) => now.includes('"name": "trade"'))
  expect(text).not.toMatch(/form\.service\b/)
  expect(text).toContain('${form.trade}')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await eventually(textOf, (now) => now === exampleFlows[0]!.text)
})

test('symbols, the command palette, formatting and minifying', async () => {
  const { page } = nora
  await linesOf(page).click()
  await page.keyboard.press('Control+Shift+o')
  await pick().fill('date visit_date')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Where the cursor is' }).getByText('WHEN').waitFor()

  await page.keyboard.press('Control+k')
  await pick().fill('minify')
  await page.keyboard.press('Enter')
  const short = await eventually(textOf, (now) => !now.includes('\n'))
  expect(JSON.parse(short)).toEqual(JSON.parse(exampleFlows[0]!.text))
  await linesOf(page).click()
  await page.keyboard.press('Shift+Alt+f')
  const long = await eventually(textOf, (now) => now.includes('\n'))
  expect(JSON.parse(long)).toEqual(JSON.parse(short))
  await page.keyboard.press('Control+z')
  await eventually(textOf, (now) => now === short)

  await page.keyboard.press('Control+k')
  await pick().fill('history')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/history$/)
})

test('a finding is mended by its button, and a crumb goes up', async () => {
  const { page } = nora
  const word = linesOf(page).getByText('"required"').first()
  await word.dblclick()
  await page.keyboard.type('requierd')
  const problems = page.getByRole('region', { name: 'Problems' })
  await problems.getByText(/has no property "requierd"/).waitFor()
  await problems
    .getByRole('button', { name: /required/ })
    .last()
    .click()
  await eventually(textOf, (now) => now === exampleFlows[0]!.text)
  await linesOf(page).getByText('"Type of service"').click()
  const crumbs = page.getByRole('navigation', { name: 'Where the cursor is' })
  await crumbs.getByRole('button', { name: 'Dropdown service' }).click()
  await crumbs.getByText('label').waitFor({ state: 'detached' })
})

test('discarding goes back to what one came to, and the upgrade says what it does', async () => {
  const { page } = nora
  await linesOf(page).getByText('"Type of service"').dblclick()
  await page.keyboard.type('x')
  await eventually(textOf, (now) => now !== exampleFlows[0]!.text)
  await page.getByRole('button', { name: 'More about this flow' }).click()
  await page.getByRole('menuitem', { name: 'Discard changes since I came' }).click()
  await page.getByRole('dialog').getByText('Nobody else has changed it since.').waitFor()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await eventually(textOf, (now) => now === exampleFlows[0]!.text)

  id = await draftWith(app, 'Old', blankFlowText.replace('7.3', '5.1').replace('START', 'START_1'))
  await page.goto(`${app.url}/chat/flows/${id}`)
  await page.getByRole('button', { name: /^v5\.1/ }).click()
  await page.getByText('Screen START_1 is called START_ONE now').waitFor()
  await page.getByRole('button', { name: 'Upgrade to 7.3' }).click()
  const text = await eventually(textOf, (now) => now.includes('"7.3"'))
  expect(text).toContain('"START_ONE"')
})

test('a picture in the text is a chip, whole when it is copied', async () => {
  const { page } = nora
  const picture = `iVBORw0KGgo${'A'.repeat(4000)}`
  await linesOf(page).getByText('"Type of service"').click()
  await page.keyboard.press('End')
  await page.keyboard.insertText(`\n "image": "${picture}",`)
  await page.locator('.cm-pictureChip').getByText('3 KB').waitFor()
  await page.getByRole('button', { name: 'Copy all' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(picture)
  await page.locator('.cm-pictureChip').click()
  await page.keyboard.press('End')
  for (let at = 0; at < 3; at++) await page.keyboard.press('Backspace')
  await page.locator('.cm-pictureChip').waitFor({ state: 'detached' })
})
