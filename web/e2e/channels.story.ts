/** A second number is connected to a world of its own, tested, given another token, used for a flow, and removed. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { obstaclesOn } from './accessible.ts'
import { type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let owner: Someone

const world = {
  wabaId: '700000000000001',
  phoneNumberId: '700000000000002',
  appId: '700000000000003',
  appSecret: '0123456789abcdef0123456789abcdef',
}
const tokenOf = (n: number) => `SBX.${world.wabaId}.token-number-${n}`

/** The emulator's side of the number: it takes this token and no other. */
async function provision(token: string): Promise<void> {
  const { sealingKey } = JSON.parse(readFileSync(join(app.folder, 'secrets.json'), 'utf8'))
  const reply = await fetch(`${app.url}/sandbox/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sealingKey}` },
    body: JSON.stringify({
      ...world,
      token,
      displayPhoneNumber: '+999700000001',
      verifiedName: 'Harbour clinic',
      verifyToken: 'told-later',
      callbackUrl: `${app.url}/hooks/meta/none`,
    }),
  })
  if (!reply.ok) throw new Error(await reply.text())
}

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  await provision(tokenOf(1))
  owner = await someone(browser)
  await owner.page.goto(`${app.url}/chat/flows`)
  await signIn(owner.page, app, 'owner')
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const picture = async (page: Page, name: string) => {
  if (!process.env.PICTURES) return
  mkdirSync(process.env.PICTURES, { recursive: true })
  const before = page.viewportSize()!
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    await page.screenshot({ path: join(process.env.PICTURES, `${name}-${size.width}.png`) })
  }
  await page.setViewportSize(before)
}

/** By its label; fields that may stay empty say so in it. */
const field = (page: Page, name: string) => page.getByLabel(new RegExp(`^${name}(optional)?$`))

test('what is wrong is named at its field, by keyboard and before anything is kept', async () => {
  const { page } = owner
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Channels' })
    .click()
  await page.getByRole('row', { name: 'Sandbox' }).getByText('Not tested').waitFor()
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, 'list')
  await page.getByRole('button', { name: 'Connect a number' }).click()
  await field(page, 'Name').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Give the channel a name.').waitFor()
  await page.getByText('Access token is missing.').waitFor()
  expect(await field(page, 'Name').evaluate((it) => it === document.activeElement)).toBe(true)
  await page.keyboard.type('Harbour clinic')
  expect(await page.getByText('Give the channel a name.').count()).toBe(0)
  for (const text of [
    tokenOf(9),
    world.wabaId,
    world.phoneNumberId,
    world.appId,
    `${world.appSecret.slice(1)}f`,
  ]) {
    // Past the button that shows a secret.
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement?.tagName === 'BUTTON'))
      await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
  expect(await field(page, 'Access token').getAttribute('type')).toBe('password')
  await page.getByRole('button', { name: 'Show access token' }).click()
  expect(await field(page, 'Access token').getAttribute('type')).toBe('text')
  await page.getByText('Verify token, address and version').click()
  await field(page, 'Graph API address').fill('https://127.0.0.1/graph')
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByText('It must be a public name', { exact: false }).waitFor()
  await field(page, 'Graph API address').fill(`${app.url}/sandbox/graph`)
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByText('This is not the secret of the app', { exact: false }).waitFor()
  await field(page, 'App secret').fill(world.appSecret)
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByText('Meta does not know this access token', { exact: false }).waitFor()
  const token = field(page, 'Access token')
  expect(await token.getAttribute('aria-invalid')).toBe('true')
  expect(await token.evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, 'connect')
  await token.fill(tokenOf(1))
  await page.keyboard.press('Enter')
  await page.getByText('It is connected.').waitFor()
})

test('its page says how it is doing, and never a secret', async () => {
  const { page } = owner
  await page.getByText('Works', { exact: true }).waitFor()
  for (const words of [
    '+999700000001',
    'No limit',
    '80 messages a second',
    'Reaches simulated phones',
  ])
    await page.getByText(words).first().waitFor()
  const seen = await page.content()
  for (const secret of [tokenOf(1), world.appSecret]) expect(seen).not.toContain(secret)
  await page.getByRole('button', { name: 'Copy callback URL' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/\/hooks\/meta\/[\w-]{36}$/)
  expect(new URL(page.url()).pathname).toBe(`/channels/${copied.split('/').at(-1)}`)
  await page.getByRole('button', { name: 'Have them sent here' }).click()
  await page.getByText('News of Harbour clinic come here from now on.').waitFor()
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, 'detail')
})

test('a token that was taken back is found out, and another one takes its place', async () => {
  const { page } = owner
  await provision(tokenOf(2))
  await page.getByRole('button', { name: 'Test again' }).click()
  await page.getByText('The settings do not work.').waitFor()
  await page.getByText('Settings wrong').waitFor()
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, 'detail-wrong')
  await page.getByRole('button', { name: 'Replace access token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the access token' })
  await field(page, 'Access token').fill(tokenOf(3))
  await page.keyboard.press('Enter')
  await dialog.getByText('Meta does not know this access token', { exact: false }).waitFor()
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, 'replace')
  await field(page, 'Access token').fill(tokenOf(2))
  await dialog.getByRole('button', { name: 'Test and replace' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Works', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('Works', { exact: true }).waitFor()
})

test('flows are made on it, which keeps it; renamed, and removed once nothing uses it', async () => {
  const { page } = owner
  const address = new URL(page.url()).pathname
  await page.goto(`${app.url}/chat/flows/create`)
  await page.getByRole('button', { name: /^Channel/ }).click()
  await page.getByRole('option', { name: /Harbour clinic/ }).click()
  await field(page, 'Flow name').fill('Berth booking')
  await page.getByRole('button', { name: 'Create flow' }).click()
  await page.getByText('Saved').first().waitFor()
  await page.goto(`${app.url}${address}`)
  const choose = async (entry: string) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  await choose('Rename')
  await field(page, 'Name').fill('Harbour')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Harbour', exact: true }).waitFor()
  await choose('Remove')
  const dialog = page.getByRole('dialog', { name: 'Remove Harbour?' })
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await dialog.getByText('The channel is used by 1 flow (Berth booking).').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.goto(`${app.url}/chat/flows`)
  await page.getByRole('button', { name: 'Actions for Berth booking' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await page.getByRole('row', { name: /Berth booking/ }).waitFor({ state: 'detached' })
  await page.goto(`${app.url}${address}`)
  await choose('Remove')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.waitForURL(/\/channels$/)
  await page.getByRole('row', { name: 'Sandbox' }).waitFor()
  expect(await page.getByRole('row', { name: 'Harbour' }).count()).toBe(0)
  // Refusals are answers of ours, also to a page that asks for what is just gone; the browser notes them by itself.
  expect(owner.errors.filter((error) => !/status of (404|409|422)/.test(error))).toEqual([])
})

test('an editor looks, and changes nothing', async () => {
  const visitor = await someone(browser, { width: 390, height: 844 })
  const { page } = visitor
  await page.goto(`${app.url}/channels`)
  await signIn(page, app, 'editor')
  await page.getByRole('link', { name: 'Sandbox' }).click()
  await page.getByText('A test asks the provider how the number is doing.').waitFor()
  const button = page.getByRole('button', { name: 'Test', exact: true })
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  expect(await page.getByText('Verify token', { exact: true }).count()).toBe(1)
  expect(await page.getByRole('button', { name: 'Copy verify token' }).count()).toBe(0)
  expect(await obstaclesOn(page)).toEqual([])
  await page.goto(`${app.url}/channels/connect`)
  await page
    .getByText('Only an owner of the workspace manages channels.', { exact: false })
    .waitFor()
  await page.goto(`${app.url}/channels/nothing`)
  await page.getByText('Not found').first().waitFor()
  await visitor.leave()
})
