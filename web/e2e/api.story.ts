/** A developer on the API page: finds a call, tries it, sends it again without a second effect, and copies it as curl. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
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

test('a call is tried on the page, by the keyboard alone, and goes along as curl', async () => {
  const { page, errors } = await someone(browser)
  await page.goto(`${app.url}/docs?operation=flows-create`)
  await signIn(page, app, 'owner')
  await page.getByRole('heading', { name: 'Create a flow' }).waitFor()
  await page.getByText('422', { exact: true }).waitFor()

  const key = page.getByLabel('API key')
  await key.fill(app.demo.apiKey)
  await page.getByLabel('Idempotency-Key').fill('my-first-call')
  const answer = page.getByRole('region', { name: 'Answer' })
  const send = async () => {
    await page.getByRole('button', { name: 'Send request' }).focus()
    await page.keyboard.press('Enter')
    await answer.getByText('200 OK').waitFor()
    return /"id": "(\d{16})"/.exec(await answer.innerText())?.[1]
  }
  const made = await send()
  expect(made).toBeDefined()
  expect(await send()).toBe(made)

  await page.getByRole('button', { name: 'Copy curl' }).click()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  expect(line).toContain(`-H 'Idempotency-Key: my-first-call'`)
  expect(line).toContain('Bearer $FLOWROOM_KEY')
  expect(line).not.toContain(app.demo.apiKey)

  // What is wrong says what and where.
  await page.getByLabel('Body').fill('{"name":"x"}')
  await page.getByLabel('Idempotency-Key').fill('')
  await page.getByRole('button', { name: 'Send request' }).press('Enter')
  await answer.getByText('400', { exact: false }).first().waitFor()
  expect(await answer.innerText()).toContain('categories: is required')

  const search = page.getByLabel('Search operations')
  await search.fill('scheduled')
  await page.getByRole('link', { name: 'Cancel a scheduled batch' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Cancel a scheduled batch' }).waitFor()
  await page.getByText('batchId', { exact: true }).first().waitFor()
  // On a phone the page scrolls down, never sideways.
  await page.setViewportSize({ width: 390, height: 844 })
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0)
  // The browser reports the refusal by itself.
  expect(errors.filter((error) => !error.includes('400'))).toEqual([])
})
