/** The sandbox seen by people: a flow's preview from the emulator, and what a program sends to a handset. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { withKey } from '../../cli/check/http.ts'
import { exampleFlows } from '../../shared/flow/index.ts'
import { phoneOf, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

async function graph<T>(method: string, path: string, body?: object): Promise<T> {
  const { baseUrl, token } = app.demo.graph
  const reply = await fetch(`${baseUrl}/v24.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text}`)
  return JSON.parse(text) as T
}

type Previewed = { preview: { preview_url: string } }

test('whoever has the address of a preview walks through the flow, until the address is renewed', async () => {
  const { id } = await graph<{ id: string }>('POST', `/${app.demo.graph.wabaId}/flows`, {
    name: 'From a program',
    categories: ['OTHER'],
    flow_json: exampleFlows[0]!.text,
  })
  const { preview } = await graph<Previewed>('GET', `/${id}?fields=preview`)
  const { page, errors } = await someone(browser)
  await page.goto(preview.preview_url)
  await page.getByRole('heading', { name: 'From a program' }).waitFor()
  await phoneOf(page).locator('[data-screen]').waitFor()
  await page.getByText('Draft', { exact: true }).first().waitFor()
  const screens = await page.getByLabel('Screen shown').locator('option').allTextContents()
  await page.getByLabel('Screen shown').selectOption(screens.at(-1)!)
  await phoneOf(page)
    .locator(`[data-screen="${screens.at(-1)}"]`)
    .waitFor()
  expect(errors).toEqual([])

  await graph('GET', `/${id}?fields=preview.invalidate(true)`)
  await page.reload()
  await page.getByText('This preview has ended').waitFor()
})

test('a handset shows pictures and documents by name, and that the business is writing', async () => {
  const number = '+9990004711'
  const key = withKey(app)
  const { messageId } = await key.post<{ messageId: string }>(
    `/sandbox/phones/${encodeURIComponent(number)}/messages`,
    { text: 'Do you have a menu?' },
  )
  const { page, errors } = await someone(browser)
  await page.goto(`${app.url}/sandbox/phone`)
  await signIn(page, app, 'owner')
  await page.getByRole('button', { name: /4711/ }).first().click()
  const chat = page.getByRole('log', { name: 'Chat' })
  await chat.getByText('Do you have a menu?').waitFor()

  const send = (more: object) =>
    graph('POST', `/${app.demo.graph.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      ...more,
    })
  await send({ status: 'read', message_id: messageId, typing_indicator: { type: 'text' } })
  await page.getByText('typing…').waitFor()
  const link = 'https://files.example.net/menus/may.pdf'
  await send({ to: number, type: 'document', document: { link, caption: 'Here it is.' } })
  await chat.getByText('Document: may.pdf').waitFor()
  await chat.getByText('Here it is.').waitFor()
  await page.getByText('Business account').waitFor()
  expect(errors).toEqual([])
})
