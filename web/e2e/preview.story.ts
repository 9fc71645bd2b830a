/** The preview page: start values, steps and log of a walk, and a flow whose endpoint is stood in for. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { exampleFlows } from '../../shared/flow/index.ts'
import { accessFindings } from './access.ts'
import { frameWithFocus, linesOf, phoneOf, type Someone, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser
let ana: Someone

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

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `preview-${name}.png`) })
}

/** A flow's preview, with nothing remembered of those before. */
async function opened(publicId: string): Promise<Page> {
  const { page } = ana
  await page.evaluate(() => localStorage.clear())
  await page.goto(`${app.url}/chat/flows/${publicId}/preview`)
  await page.getByRole('region', { name: 'Preview on a phone' }).waitFor()
  return page
}

const parts = (page: Page) => ({
  phone: phoneOf(page),
  steps: page.getByRole('list', { name: 'Steps of this run' }),
  values: page.getByRole('region', { name: 'Values at this step' }),
  log: page.getByRole('list', { name: 'What happened' }),
  strip: page.getByRole('region', { name: 'Endpoint of the flow' }),
  sent: page.getByRole('region', { name: 'What was sent' }),
})

/** Two screens: the first asks which times there are, the second ends by asking. */
const asking = JSON.stringify(
  {
    version: '7.3',
    data_api_version: '4.0',
    routing_model: { CITY: ['TIME'], TIME: [] },
    screens: [
      {
        id: 'CITY',
        title: 'City',
        data: { note: { type: 'string', __example__: 'Open on weekdays' } },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextBody', text: '${data.note}' },
            { type: 'TextInput', name: 'city', label: 'Your city', required: true },
            {
              type: 'Footer',
              label: 'Find a time',
              'on-click-action': { name: 'data_exchange', payload: { city: '${form.city}' } },
            },
          ],
        },
      },
      {
        id: 'TIME',
        title: 'Time',
        terminal: true,
        data: {
          slots: {
            type: 'array',
            items: {
              type: 'object',
              properties: { id: { type: 'string' }, title: { type: 'string' } },
            },
            __example__: [
              { id: 'nine', title: 'Nine o’clock' },
              { id: 'ten', title: 'Ten o’clock' },
            ],
          },
        },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            {
              type: 'RadioButtonsGroup',
              name: 'slot',
              label: 'Time',
              required: true,
              'data-source': '${data.slots}',
            },
            {
              type: 'Footer',
              label: 'Book',
              'on-click-action': { name: 'data_exchange', payload: { slot: '${form.slot}' } },
            },
          ],
        },
      },
    ],
  },
  null,
  2,
)

test('start values show on the first screen, stay after a reload, and can be reset', async () => {
  const publicId = await draftWith(app, 'Start values', asking)
  const page = await opened(publicId)
  const { phone, log, values } = parts(page)
  await phone.getByText('Open on weekdays').waitFor()

  await page.getByRole('button', { name: 'Start values' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start values' })
  await dialog.getByLabel('Data as JSON').fill('{\n  "note": "Closed today"\n  "x"\n}')
  await dialog.getByText(/^Line [23]: /).waitFor()
  await dialog.getByRole('button', { name: 'Start with these' }).click()
  await dialog.getByLabel('Data as JSON').fill('{ "note": 5 }')
  await dialog.getByText('Line 1: "note" is to be of type string, not number.').waitFor()
  await picture(page, 'start')
  await dialog.getByLabel('Data as JSON').fill('{ "note": "Closed today" }')
  await dialog.getByLabel('Flow token').fill('order-7')
  await dialog.getByLabel('Phone number').fill('+999 0000001')
  await dialog.getByRole('button', { name: 'Start with these' }).click()

  await phone.getByText('Closed today').waitFor()
  await page.reload()
  await phone.getByText('Closed today').waitFor()
  await values.getByText('"Closed today"').waitFor()
  await log.getByText('Opened').click()
  await log.getByText('"order-7"', { exact: true }).waitFor()
  await log.getByText('"+999 0000001"', { exact: true }).waitFor()

  // A jump shows the screen's own example data.
  await page.getByLabel('Screen shown').selectOption('TIME')
  await phone.getByText('Nine o’clock').waitFor()

  await page.getByRole('button', { name: 'Start values, changed' }).click()
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await dialog.getByRole('button', { name: 'Start with these' }).click()
  await phone.getByText('Open on weekdays').waitFor()
  expect(ana.errors).toEqual([])
})

test('a walk is listed step by step, and ends with the very payload; another window follows an edit', async () => {
  const booking = exampleFlows.find(({ slug }) => slug === 'home-service-booking')!
  const publicId = await draftWith(app, 'Booking', booking.text)
  const page = await opened(publicId)
  const { phone, steps, values, log, sent } = parts(page)

  await phone.getByRole('button', { name: /^Type of service/ }).click()
  await phone.getByRole('option', { name: 'Cleaning' }).click()
  await values.getByText('"cleaning"').first().waitFor()
  await phone.getByRole('button', { name: 'Continue' }).click()
  await phone.getByLabel(/^Street/).fill('12 Rue des Lilas')
  await phone.getByLabel(/^City/).fill('Lyon')
  await phone.getByLabel(/^Post/).fill('69001')
  await phone.getByText('Yes', { exact: true }).click()
  await phone.getByRole('button', { name: 'Choose a date' }).click()
  await phone.getByRole('button', { name: /^Day of the visit/ }).click()
  await phone.getByRole('button', { name: 'Done' }).click()
  await phone.getByText('Morning').click()
  await phone.getByLabel(/^Phone on the day/).fill('+33 6 12 34 56 78')
  await phone.getByRole('button', { name: 'Review booking' }).click()
  await phone.getByRole('checkbox').first().click()
  await phone.getByRole('button', { name: 'Book the visit' }).click()

  await sent.getByText('"city": "Lyon"').waitFor()
  const payload = JSON.parse(await sent.locator('pre').innerText())
  expect(payload).toMatchObject({ city: 'Lyon', service: 'cleaning', flow_token: 'preview' })
  await sent.getByRole('button', { name: 'Copy the payload' }).click()
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(payload)
  // The inspector and the log end with the same.
  expect(JSON.parse(await values.locator('pre').last().innerText())).toEqual(payload)
  await picture(page, 'walk')

  // An earlier step shows what was true then; arrow keys go through them.
  await steps.getByRole('button', { name: /Filled in city/ }).click()
  await values.getByText('"Lyon"').waitFor()
  await page.keyboard.press('ArrowUp')
  await values.getByText(/After step/).waitFor()
  expect(await values.getByText('"Lyon"').count()).toBe(0)
  await page.keyboard.press('End')
  await values.getByText('Now').waitFor()

  await page.getByRole('button', { name: 'Copy the log as JSON' }).click()
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  expect(copied.map(({ kind }: { kind: string }) => kind)).toContain('action')
  expect(copied.at(-1)).toMatchObject({ kind: 'end', action: 'complete', payload })
  await page.getByRole('button', { name: 'Clear the log' }).click()
  await page.getByText('Nothing yet.').waitFor()

  // A second window edits; this one follows without a reload, under another hash.
  const hash = page.locator('code[title*="SHA-256"]')
  const before = await hash.innerText()
  await phone.getByRole('button', { name: 'Run again' }).click()
  const editor = await page.context().newPage()
  try {
    await editor.goto(`${app.url}/chat/flows/${publicId}`)
    // Before the server has said so nobody may write.
    await editor.locator('[data-save-state="good"]').waitFor()
    await linesOf(editor).getByText('"Type of service"').first().dblclick()
    await editor.keyboard.type('Sort')
    // A window behind another is drawn late, and presses do not reach into its frames.
    await page.bringToFront()
    await phone
      .getByText(/Sort|service/)
      .first()
      .waitFor()
    await expect.poll(() => hash.innerText(), { timeout: 15_000 }).not.toBe(before)
    await log.getByText('The flow was edited; the run goes on').first().waitFor()
  } finally {
    await editor.close()
  }

  // Panels close, stay closed, and come back.
  await page.getByRole('button', { name: 'Close log' }).click()
  await page.reload()
  await phone.getByRole('button').first().waitFor()
  await steps.waitFor()
  expect(await page.getByRole('heading', { name: 'Log' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Preview settings' }).click()
  await page.getByRole('menuitem', { name: 'Log', exact: true }).click()
  await page.getByRole('heading', { name: 'Log' }).waitFor()
  expect(ana.errors).toEqual([])
})

test('an endpoint is stood in for: by example, by hand, with an error, by a saved reply', async () => {
  const publicId = await draftWith(app, 'Asking', asking)
  const page = await opened(publicId)
  const calls: string[] = []
  page.on('request', (request) => calls.push(request.url()))
  const { phone, strip, sent, log, steps } = parts(page)
  const answer = page.getByRole('form', { name: 'Answer by hand' })
  const ask = async () => {
    await phone.getByLabel('Your city').fill('Lyon')
    await phone.getByRole('button', { name: 'Find a time' }).click()
  }

  // By itself, with example data, to the end.
  await ask()
  await phone.getByText('Nine o’clock').click()
  await phone.getByRole('button', { name: 'Book' }).click()
  await sent.getByText('"slot": "nine"').waitFor()
  await log.getByText('Request: data_exchange').first().waitFor()
  await log.getByText('Answered with example data').first().waitFor()
  await steps
    .getByRole('button', { name: /Asked the endpoint/ })
    .first()
    .waitFor()

  // Stepping in: an error message, then an answer of one's own.
  await page.getByLabel('Answer with example data by itself').uncheck()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await ask()
  await strip.getByText(/waits for your answer/).waitFor()
  await picture(page, 'asked')
  await answer.getByRole('radio', { name: 'Error message' }).check()
  await answer.getByRole('textbox', { name: 'Error message' }).fill('No visits in Lyon today')
  await answer.getByRole('button', { name: 'Answer', exact: true }).click()
  await phone.getByText('No visits in Lyon today').waitFor()

  // A second press right behind the first is one press to a phone.
  await page.waitForTimeout(1000)
  await phone.getByRole('button', { name: 'Find a time' }).click()
  await strip.getByText(/waits for your answer/).waitFor()
  await answer.getByLabel('Data').fill('{\n  "slots": [\n')
  await answer.getByText(/^Line 2: /).waitFor()
  await answer.getByLabel('Data').fill('{ "slots": [{ "id": "noon", "title": "At noon" }] }')
  await answer.getByLabel('Keep this answer as').fill('Only noon')
  await answer.getByRole('button', { name: 'Save reply' }).click()
  const saved = page.getByRole('region', { name: 'Saved replies' })
  await saved.getByText('Only noon').waitFor()
  await saved.getByRole('button', { name: 'Use Only noon' }).waitFor()
  await answer.getByRole('button', { name: 'Answer', exact: true }).click()
  await phone.getByText('At noon').waitFor()
  await phone.getByText('At noon').click()
  await phone.getByRole('button', { name: 'Book' }).click()

  // No answer at all: the phone's error view, and the way back out of it.
  await answer.getByRole('radio', { name: 'No answer' }).check()
  await answer.getByRole('button', { name: 'Fail the request' }).click()
  await phone.getByText('The endpoint did not answer within ten seconds.').waitFor()
  await picture(page, 'time-out')
  await phone.getByRole('button', { name: 'Back' }).click()
  await page.waitForTimeout(1000)
  await phone.getByRole('button', { name: 'Book' }).click()
  await strip.getByText(/waits for your answer/).waitFor()
  await answer.getByRole('radio', { name: 'End' }).check()
  await answer.getByRole('button', { name: 'Answer', exact: true }).click()
  await sent.getByText('"slot": "noon"').waitFor()

  // After a reload the saved reply answers by itself.
  await page.reload()
  await ask()
  await phone.getByText('At noon').waitFor()
  await log.getByText('Answered with the saved reply “Only noon”').waitFor()
  await saved.getByRole('button', { name: 'Edit Only noon' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit saved reply' })
  await dialog.getByLabel('Data').fill('{ "slots": [{ "id": "one", "title": "At one" }] }')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await ask()
  await phone.getByText('At one').waitFor()
  await saved.getByRole('button', { name: 'Delete Only noon' }).click()
  await saved.getByText(/None yet/).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await saved.getByText('Only noon').waitFor()

  expect(calls.filter((url) => !url.startsWith(app.url))).toEqual([])
  expect(ana.errors).toEqual([])
})

test('opened by INIT and walked by keyboard alone; the editor’s panel walks it, too', async () => {
  const publicId = await draftWith(app, 'Keys', asking)
  const page = await opened(publicId)
  const { phone, strip, sent } = parts(page)
  await phone.getByText('Open on weekdays').waitFor()
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses++) {
      const here = await (await frameWithFocus(page)).evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null
        const label = at?.labels?.[0]?.textContent
        return `${at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? ''}`.trim()
      })
      if (name.test(here)) return
      await page.keyboard.press('Tab')
      // The focus passes into the phone's frame and out of it a moment later.
      await page.waitForTimeout(40)
    }
    throw new Error(`never came to ${name}`)
  }
  // The start asks the endpoint for its first screen.
  await tabTo(/^Start values/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Start values' }).waitFor()
  await tabTo(/^Ask the endpoint/)
  await page.keyboard.press('Space')
  await tabTo(/^Start with these/)
  await page.keyboard.press('Enter')
  await phone.getByText('Opening…').waitFor()
  await phone.getByText('Open on weekdays').waitFor()

  await tabTo(/^Answer with example data by itself/)
  await page.keyboard.press('Space')
  await tabTo(/^Your city/)
  await page.keyboard.type('Lyon')
  await tabTo(/^Find a time/)
  await page.keyboard.press('Enter')
  await strip.getByText(/waits for your answer/).waitFor()
  await tabTo(/^Answer$/)
  await page.keyboard.press('Enter')
  await phone.getByText('Nine o’clock').waitFor()
  await tabTo(/^Nine o’clock/)
  await page.keyboard.press('Space')
  await tabTo(/^Book/)
  await page.keyboard.press('Enter')
  await strip.getByText(/waits for your answer/).waitFor()
  await tabTo(/^Answer$/)
  await page.keyboard.press('Enter')
  await sent.getByText('"slot": "nine"').waitFor()

  // The small preview beside the text walks it, too.
  await page.evaluate(() => localStorage.clear())
  await page.goto(`${app.url}/chat/flows/${publicId}`)
  const panel = page.getByRole('complementary', { name: 'Preview' })
  await phone.getByLabel('Your city').fill('Lyon')
  await phone.getByRole('button', { name: 'Find a time' }).click()
  await panel.getByText(/Answering with example data/).waitFor()
  await picture(page, 'editor')
  await phone.getByText('Nine o’clock', { exact: true }).waitFor()
  expect(ana.errors).toEqual([])
})

test('light and dark, wide and narrow, it looks right while something is asked', async () => {
  const page = await opened(await draftWith(app, 'Looks', asking))
  const { phone, strip } = parts(page)
  const form = page.getByRole('form', { name: 'Answer by hand' })
  const looks = async (
    name: string,
    schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
  ) => {
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      await picture(page, `${name}-${colorScheme}`)
      expect(await accessFindings(page)).toEqual([])
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBe(0)
  }
  await page.getByLabel('Answer with example data by itself').uncheck()
  await phone.getByLabel('Your city').fill('Lyon')
  await phone.getByRole('button', { name: 'Find a time' }).click()
  await form.waitFor()
  await looks('wide')

  await page.setViewportSize({ width: 390, height: 844 })
  await looks('phone', ['light'])
  await strip.getByRole('button', { name: 'Answer by hand' }).click()
  await form.waitFor()
  await looks('endpoint')
  for (const tab of ['Inspector', 'Log']) {
    await take(page.getByRole('radio', { name: tab }))
    await looks(tab.toLowerCase(), ['dark'])
  }
  await take(page.getByRole('radio', { name: 'Phone' }))
  await strip.getByRole('button', { name: 'Answer with example data' }).click()
  await phone.getByText('Nine o’clock').waitFor()
  expect(ana.errors).toEqual([])
})
