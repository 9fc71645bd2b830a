/** A reviewer on a phone and an author at a desk: a pin made by touch, which follows what it is on until the link ends. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { phoneOf, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const look = async (page: Page, name: string) => {
  if (process.env.PICTURES)
    await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
}

const text = JSON.stringify({
  version: '7.3',
  screens: [
    {
      id: 'ASK',
      title: 'Where to',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextInput', name: 'city', label: 'City', required: true },
          { type: 'TextInput', name: 'note', label: 'Anything else?' },
          {
            type: 'Footer',
            label: 'Send',
            'on-click-action': {
              name: 'complete',
              payload: { city: '${form.city}', note: '${form.note}' },
            },
          },
        ],
      },
    },
  ],
})

test('a guest walks the flow, pins a comment on the phone, and the pin follows what the author renames and moves', async () => {
  const id = await draftWith(app, 'Reviewed', text)
  const ana = await someone(browser)
  await ana.page.goto(`${app.url}/chat/flows/${id}`)
  await signIn(ana.page, app, 'owner')
  await ana.page.locator('[data-save-state="good"]').waitFor()
  await ana.page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Share for review' })
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const url = await dialog.getByLabel('Address of the link').inputValue()
  await ana.page.keyboard.press('Escape')
  await take(ana.page.getByRole('radio', { name: 'Canvas', exact: true }).first())

  const gina = await someone(browser, { width: 390, height: 844 })
  await gina.page.goto(url)
  const phone = phoneOf(gina.page)
  await phone.getByLabel('City').fill('Oslo')
  await look(gina.page, 'review-filled')
  await phone.getByRole('button', { name: 'Send' }).click()
  await phone.getByText('Response sent').waitFor()
  await look(gina.page, 'review-sent')
  await phone.getByRole('button', { name: 'Run again' }).click()
  await phone.getByLabel('City').waitFor()

  await gina.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await look(gina.page, 'review-pointing')
  // Pointing takes the press before the field does.
  await phone.getByLabel('City').click({ force: true })
  await gina.page.getByRole('textbox', { name: 'Comment' }).fill('Which city do you mean?')
  await look(gina.page, 'review-writing')
  await gina.page.keyboard.press('Control+Enter')
  await gina.page.getByRole('article').getByText('Which city do you mean?').waitFor()
  await look(gina.page, 'review-written')

  // The author has it on her canvas, marked as a guest's, without doing anything.
  const pinOn = (name: string) =>
    ana.page
      .locator('[data-path]')
      .filter({ has: ana.page.locator('[data-card-title]').filter({ hasText: name }) })
      .locator('[data-pin]')
  await pinOn('city').waitFor({ timeout: 5000 })
  await pinOn('city').click()
  const thread = ana.page.getByRole('article')
  await thread.getByText('Which city do you mean?').waitFor()
  await thread.getByText(/guest/i).first().waitFor()

  // Renamed and moved, the pin goes along, on her canvas and on the guest's phone.
  await ana.page.locator('[data-card-title]').filter({ hasText: 'city' }).click()
  const field = ana.page.locator('[data-selected="true"]').getByLabel('Field name', { exact: true })
  await field.fill('town')
  await field.press('Enter')
  await ana.page.locator('[data-card-title]').filter({ hasText: 'town' }).press('Alt+ArrowDown')
  await ana.page
    .locator('[data-card-title="screens[0].layout.children[1]"]')
    .getByText('town')
    .waitFor()
  await pinOn('town').waitFor()
  expect(await pinOn('note').count()).toBe(0)
  await look(ana.page, 'review-author')
  await thread.getByRole('textbox').fill('The town one lives in.')
  await ana.page.keyboard.press('Control+Enter')
  await gina.page.getByText('The town one lives in.').waitFor()

  await ana.page.getByRole('button', { name: 'Share', exact: true }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await ana.page
    .getByRole('dialog', { name: 'Revoke this link?' })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await gina.page.getByRole('heading', { name: 'This link has ended' }).waitFor({ timeout: 3000 })
  // What she said stays.
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await pinOn('town').click()
  await thread.getByText('Which city do you mean?').waitFor()
  expect(ana.errors).toEqual([])
  await Promise.all([ana.leave(), gina.leave()])
})
