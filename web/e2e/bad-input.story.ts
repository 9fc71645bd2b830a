/** What people really paste and open: wrapped, broken, huge, many; each ends with a sentence, and nothing is lost. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { eventually, withKey } from '../../cli/check/http.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { phoneOf, type Someone, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser
let ana: Someone
let flow: string

const [home, other] = exampleFlows.map(({ text }) => text) as [string, string]

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ana = await someone(browser)
  await ana.page.goto(`${app.url}/chat/flows`)
  await signIn(ana.page, app, 'owner')
  await ana.page.getByRole('link', { name: 'Home service booking' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})
beforeEach(async () => {
  flow = await open(home)
})

async function open(text: string): Promise<string> {
  const id = await draftWith(app, 'Bad input', text)
  await ana.page.goto(`${app.url}/chat/flows/${id}`)
  await take(ana.page.getByRole('radio', { name: 'JSON', exact: true }))
  await ana.page.locator('[data-save-state="good"]').waitFor()
  return id
}

const textOf = async (id = flow) =>
  (await withKey(app).ask('GET', `${flowsPath(app)}/${id}/json`)).text()

/** Pastes over all of the JSON. */
async function pasteOverAll(text: string): Promise<void> {
  const lines = ana.page.locator('.cm-content')
  await lines.click()
  await ana.page.keyboard.press('Control+a')
  await lines.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

test('an envelope pasted over the JSON leaves the flow inside; undo brings back what was there', async () => {
  await pasteOverAll(JSON.stringify({ name: 'From a portal', flowJson: other }))
  await ana.page.getByText('Taken out of its wrapping').waitFor()
  await eventually(textOf, (text) => text === other)
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await eventually(textOf, (text) => text === home)
})

test('a JSON string inside a JSON string is taken out as well', async () => {
  await pasteOverAll(JSON.stringify(JSON.stringify(other)))
  await ana.page.getByText('Taken out of its wrapping').waitFor()
  await eventually(textOf, (text) => text === other)
})

test('what is no JSON says where, keeps the last sound phone, and can be taken back', async () => {
  await pasteOverAll('Dear colleagues,\nplease find the flow attached.')
  await ana.page.getByText('This is no flow').waitFor()
  await ana.page.getByText(/It is not JSON: line 1, column 1/).waitFor()
  await phoneOf(ana.page).getByText('Book your service').first().waitFor()
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await eventually(textOf, (text) => text === home)
})

test('more than 10 MB is not taken, and says so; the flow stays as it was', async () => {
  await pasteOverAll(JSON.stringify({ version: '7.3', screens: [], note: 'x'.repeat(10_500_000) }))
  await ana.page.getByText(/at most 10 MB; with this it would have 10\.0 MB/).waitFor()
  await ana.page.locator('[data-save-state="good"]').waitFor()
  expect(await textOf()).toBe(home)
})

test('a document of almost 10 MB opens on every face and can be typed in', async () => {
  const big = { ...JSON.parse(home), note: 'x'.repeat(9_500_000) }
  const id = await open(JSON.stringify(big, null, 2))
  await ana.page.locator('.cm-line', { hasText: '"version"' }).waitFor()
  await take(ana.page.getByRole('radio', { name: 'Canvas' }))
  await ana.page.locator('[data-card-title]').first().click()
  const text = ana.page
    .locator('[data-selected="true"]')
    .getByLabel(/^(Text|Label|Title)$/)
    .first()
  await text.focus()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.type(' big')
  await take(ana.page.getByRole('radio', { name: 'Map' }))
  await ana.page.locator('[data-screen-node]').first().waitFor()
  await eventually(
    () => textOf(id),
    (now) => now.includes(' big"'),
  )
}, 120_000)

test('a hundred screens show on the map and the canvas, and one is found by its name', async () => {
  const screens = Array.from({ length: 100 }, (_, at) => {
    const letters = [...String(at).padStart(2, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)])
    return {
      id: `STEP_${letters.join('')}`,
      title: `Step ${at + 1}`,
      ...(at === 99 ? { terminal: true } : {}),
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextInput', name: `answer_${at}`, label: `Question ${at + 1}` },
          {
            type: 'Footer',
            label: 'Next',
            'on-click-action':
              at === 99
                ? { name: 'complete', payload: {} }
                : {
                    name: 'navigate',
                    next: {
                      type: 'screen',
                      name: `STEP_${[...String(at + 1).padStart(2, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`,
                    },
                    payload: {},
                  },
          },
        ],
      },
    }
  })
  await open(JSON.stringify({ version: '7.3', screens }, null, 2))
  await take(ana.page.getByRole('radio', { name: 'Map' }))
  await ana.page.locator('[data-screen-node="STEP_JJ"]').waitFor()
  expect(await ana.page.locator('[data-screen-node]').count()).toBe(100)
  await take(ana.page.getByRole('radio', { name: 'Canvas' }))
  await ana.page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: /STEP_FE/ })
    .first()
    .click()
  await ana.page.getByRole('region', { name: 'Canvas' }).getByText('Question 55').first().waitFor()
})

test('two tabs of one person are one person, and each sees what the other does', async () => {
  const second = await ana.page.context().newPage()
  await second.goto(`${app.url}/chat/flows/${flow}`)
  await second.locator('[data-save-state="good"]').waitFor()
  await second.locator('.cm-content').getByText('"Type of service"').click()
  await second.keyboard.press('End')
  await second.keyboard.press('ArrowLeft')
  await second.keyboard.press('ArrowLeft')
  await second.keyboard.type(' today')
  // A window behind another is drawn late.
  await ana.page.bringToFront()
  await phoneOf(ana.page).getByText('Type of service today').first().waitFor()
  await ana.page.locator('.cm-content').focus()
  await ana.page.keyboard.press('Control+z')
  // Undo is this tab's own: it has done nothing yet.
  await ana.page.waitForTimeout(300)
  expect(await textOf()).toContain('Type of service today')
  await second.keyboard.press('Control+z')
  await eventually(textOf, (text) => text === home)
  await second.close()
})
