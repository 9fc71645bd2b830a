/** A second number is connected to a world of its own, tested, given another token, used for a flow, and removed; 8x8's form and page. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import type { ChannelDetail } from '../../shared/api/channels.ts'
import { obstaclesOn } from './access.ts'
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
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const path = join(process.env.PICTURES, `${name}-${size.width}-${colorScheme}.png`)
      await page.screenshot({ path, fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
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
  await page.getByRole('row', { name: 'Harbour' }).waitFor({ state: 'detached' })
  // Refusals are answers of ours, also to a page that asks for what is just gone; the browser notes them by itself.
  expect(owner.errors.filter((error) => !/status of (404|409|422)/.test(error))).toEqual([])
})

const atEightByEight: ChannelDetail = {
  id: 'c8',
  name: 'Clinic at 8x8',
  provider: '8x8',
  sandbox: false,
  phoneNumber: '+6560000000',
  createdAt: Date.UTC(2026, 0, 5),
  test: { at: Date.UTC(2026, 0, 5), findings: [] },
  health: null,
  sendsRestUntil: null,
  abilities: {
    repeatsSafely: false,
    choosesFlowToken: false,
    deletesOneLanguage: false,
    sandboxNumbers: false,
    messagesPerSecond: 80,
  },
  settings: {
    region: 'europe',
    accountId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    subaccountId: 'clinic_1',
    channelId: '1a8fad5b-d9cb-469f-a165-70867728950e',
    phoneNumber: '+6560000000',
    flowPaths: 'accounts',
  },
  secretsSetAt: { key: Date.UTC(2026, 0, 5) },
  webhook: {
    url: `https://flowroom.example/hooks/8x8/c8/${'s'.repeat(43)}`,
    authorization: `Bearer ${'a'.repeat(43)}`,
  },
}

test('8x8 is chosen by keyboard: its own settings, and each wrong one is named at its field', async () => {
  const { page } = owner
  await page.goto(`${app.url}/channels/connect`)
  await field(page, 'Name').fill('Clinic at 8x8')
  await field(page, 'Access token').fill(tokenOf(1))
  await page.getByRole('radio', { name: 'WhatsApp Cloud API' }).focus()
  await page.keyboard.press('ArrowRight')
  await field(page, 'API key').waitFor()
  expect(await field(page, 'Access token').count()).toBe(0)
  expect(await field(page, 'Name').inputValue()).toBe('Clinic at 8x8')
  await page.getByRole('button', { name: 'Test and connect' }).click()
  await page.getByText('Region is missing.').waitFor()
  const region = page.getByRole('button', { name: /^Region/ })
  expect(await region.evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await obstaclesOn(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Europe' }).click()
  expect(await page.getByText('Region is missing.').count()).toBe(0)
  await field(page, 'API key').fill('a key')
  await field(page, 'Account ID').fill(atEightByEight.settings.accountId!)
  await field(page, 'Subaccount').fill('clinic_1')
  await field(page, 'WhatsApp channel ID').fill('+6560000000')
  await field(page, 'Phone number').fill('+65 6000 0000')
  await page.keyboard.press('Enter')
  await page.getByText('This is no API key', { exact: false }).waitFor()
  await page.getByText('This is a phone number. The channel has an ID of its own.').waitFor()
  expect(await field(page, 'API key').evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await field(page, 'API key').getAttribute('type')).toBe('password')
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, '8x8-connect')
  await field(page, 'API key').fill('key-of-the-clinic')
  await field(page, 'WhatsApp channel ID').fill(atEightByEight.settings.channelId!)
  await page.getByRole('button', { name: 'Test and connect' }).click()
  // Whatever is reached from here: 8x8, which does not know the key, or nobody at all.
  await page
    .getByText(/does not know this key|cannot be reached|does not answer|broke off|not answer/)
    .first()
    .waitFor()
  await picture(page, '8x8-refused')
  await page.getByText('WhatsApp Cloud API', { exact: true }).click()
  expect(await field(page, 'Access token').inputValue()).toBe(tokenOf(1))
  await page.goto(`${app.url}/channels`)
  await page.getByRole('row', { name: 'Sandbox' }).waitFor()
  expect(await page.getByRole('row', { name: 'Clinic at 8x8' }).count()).toBe(0)
})

test('its page at 8x8 says what to copy there, and what 8x8 does not tell and cannot do', async () => {
  const { page } = owner
  await page.route('**/channels/c8', (route) =>
    route.request().resourceType() === 'document'
      ? route.continue()
      : route.fulfill({ json: atEightByEight }),
  )
  await page.goto(`${app.url}/channels/c8`)
  for (const words of [
    '8x8 Connect',
    'Europe',
    'CADR',
    'Cannot tell a message that comes twice',
    'Gives messages no flow token of their own',
    'Deletes a template in all its languages at once',
  ])
    await page.getByText(words).first().waitFor()
  await page.getByText('8x8 does not tell quality', { exact: false }).waitFor()
  expect(await page.getByText('+6560000000', { exact: true }).count()).toBe(1)
  expect(await page.getByRole('button', { name: 'Have them sent here' }).count()).toBe(0)
  for (const setting of ['region', 'account ID', 'WhatsApp channel ID', 'phone number'])
    expect(await page.getByRole('button', { name: `Replace ${setting}` }).count()).toBe(0)
  await page.getByRole('button', { name: 'Copy Authorization' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`Bearer ${'a'.repeat(43)}`)
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, '8x8-detail')
  await page.getByRole('button', { name: 'Replace address of flows' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the address of flows' })
  await dialog.getByRole('button', { name: /^Address of flows/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Without the account' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Address of flows Without the account' }).waitFor()
  expect(await obstaclesOn(page)).toEqual([])
  await picture(page, '8x8-replace')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.unroute('**/channels/c8')
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
