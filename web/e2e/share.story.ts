/** A reviewer without an account, on a phone: in by a link, along with the authors' edits, and out when it is revoked. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { signedInAs, withKey } from '../../cli/check/http.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { bookAVisit } from './book-a-visit.ts'
import { phoneOf, type Someone, signIn, someone, take } from './people.ts'
import { picture } from './pictures.ts'

let app: RunningApp
let browser: Browser
let olive: Someone
const phone = { width: 390, height: 844 }

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  olive = await someone(browser)
  await olive.page.goto(`${app.url}/chat/flows`)
  await signIn(olive.page, app, 'owner')
  await olive.page.getByRole('link', { name: 'Home service booking' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** Opens a flow's share dialog, makes a link and returns its address. */
async function makeLink(page: Page, more: { password?: string } = {}): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share for review' })
  if (more.password) await dialog.getByLabel('Password').fill(more.password)
  await dialog.getByLabel('Who it is for').fill('The front desk')
  await picture(page, 'share-form')
  await dialog.getByRole('button', { name: 'Make link' }).click()
  await dialog.getByRole('img', { name: 'QR code of the link' }).waitFor()
  const url = await dialog.getByLabel('Address of the link').inputValue()
  await dialog.getByRole('button', { name: 'Copy' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url)
  await picture(page, 'share-made')
  return url
}

const flow = exampleFlows.find(({ slug }) => slug === 'home-service') ?? exampleFlows[0]!

test('a link opens on a signed-out phone, follows the authors, shows them the guest, and ends at once', async () => {
  const id = await draftWith(app, 'For review', flow.text)
  await olive.page.goto(`${app.url}/chat/flows/${id}`)
  await olive.page.locator('[data-save-state="good"]').waitFor()
  const url = await makeLink(olive.page)
  expect(url).toMatch(new RegExp(`^${app.url}/p/[\\w-]{43}$`))
  const token = url.split('/').at(-1)!

  const guest = await someone(browser, phone)
  const asked: { url: string; referer: string | undefined }[] = []
  guest.page.on('request', (request) =>
    asked.push({ url: request.url(), referer: request.headers().referer }),
  )
  const page = await guest.page.goto(url)
  expect(page?.headers()['referrer-policy']).toBe('no-referrer')
  await guest.page.getByRole('heading', { name: 'For review' }).waitFor()
  await guest.page.waitForURL(/\/p\/link\/[\w-]{36}$/)
  expect(await guest.page.content()).not.toContain(token)
  // One page asks for the address; nobody is told it afterwards.
  expect(asked.filter((one) => one.url.includes(token))).toHaveLength(1)
  expect(asked.filter((one) => one.referer?.includes(token))).toEqual([])
  expect(
    await guest.page.evaluate(() => JSON.stringify([localStorage, sessionStorage])),
  ).not.toContain(token)

  const glass = phoneOf(guest.page)
  const screens = guest.page.getByRole('combobox', { name: 'Screen shown' })
  const first = await screens.inputValue()
  await glass.getByRole('button').last().waitFor()
  await picture(guest.page, 'shared-phone')

  // The author edits; the reviewer sees it without doing anything.
  const author = await signedInAs(app, 'editor')
  expect(author.cookie).toBeTruthy()
  const title = /"title": "([^"]+)"/.exec(flow.text)![1]!
  await withKey(app).ask('PUT', `${flowsPath(app)}/${id}`, {
    flowJson: flow.text.replace(`"title": "${title}"`, '"title": "Seen at once"'),
  })
  await glass.getByText('Seen at once').waitFor()

  // The author sees the guest, and at which screen.
  await olive.page.keyboard.press('Escape')
  const faces = olive.page.getByRole('list', { name: 'Here right now' })
  await faces.getByRole('button', { name: `Guest, at ${first}: click to follow` }).waitFor()
  await guest.page.getByRole('button', { name: /Change your name/ }).click()
  await guest.page.getByRole('textbox', { name: 'Name' }).fill('Gina')
  await guest.page.getByRole('button', { name: 'Save' }).click()
  await faces.getByRole('button', { name: `Gina (guest), at ${first}: click to follow` }).waitFor()
  await bookAVisit(glass)
  await glass.getByText('Response sent').waitFor()
  await picture(guest.page, 'shared-sent')
  await guest.page.getByRole('region', { name: 'What was sent' }).getByText('Lyon').waitFor()
  await screens.selectOption('ADDRESS')
  await faces.getByRole('button', { name: 'Gina (guest), at ADDRESS: click to follow' }).waitFor()
  await take(olive.page.getByRole('radio', { name: 'Map', exact: true }).first())
  await olive.page.getByText('Gina (guest)', { exact: true }).waitFor()
  await picture(olive.page, 'share-author')

  if (process.env.PICTURES) {
    for (const dark of [false, true]) {
      const wide = await someone(browser, { dark })
      await wide.page.goto(url)
      await phoneOf(wide.page).getByText('Seen at once').waitFor()
      await picture(wide.page, `shared-wide${dark ? '-dark' : ''}`)
      await wide.leave()
    }
  }

  // The address that carries no secret works again in this browser, and in no other.
  await guest.page.reload()
  await glass.getByText('Seen at once').waitFor()
  await faces.getByRole('button', { name: /^Gina \(guest\)/ }).waitFor()
  const stranger = await someone(browser, phone)
  await stranger.page.goto(guest.page.url())
  await stranger.page.getByRole('heading', { name: 'This link does not work' }).waitFor()

  // Revoked: the page ends by itself.
  await olive.page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = olive.page.getByRole('dialog', { name: 'Share for review' })
  await dialog.getByText('opened just now').waitFor()
  await picture(olive.page, 'share-list')
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await olive.page
    .getByRole('dialog', { name: 'Revoke this link?' })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await guest.page.getByRole('heading', { name: 'This link has ended' }).waitFor({ timeout: 3000 })
  expect(await guest.page.locator('iframe').count()).toBe(0)
  await picture(guest.page, 'shared-ended')
  await dialog.getByText('1 ended').waitFor()

  // What was revoked and what was guessed read alike.
  const words = async (address: string) => {
    await stranger.page.goto(address)
    await stranger.page.getByRole('heading', { name: 'This link does not work' }).waitFor()
    return stranger.page.locator('body').innerText()
  }
  expect(await words(url)).toBe(await words(`${app.url}/p/${'A'.repeat(43)}`))
  await Promise.all([guest.leave(), stranger.leave()])
  expect(olive.errors).toEqual([])
})

test('a password is asked for once, and a deleted flow is told politely', async () => {
  const id = await draftWith(app, 'Behind a password', flow.text)
  await olive.page.goto(`${app.url}/chat/flows/${id}/preview`)
  const url = await makeLink(olive.page, { password: 'open sesame' })
  const guest = await someone(browser, { ...phone, dark: true })
  await guest.page.goto(url)
  await guest.page.getByRole('heading', { name: 'This link asks for a password' }).waitFor()
  await guest.page.waitForURL(/\/p\/link\//)
  await guest.page.getByLabel('Password').fill('open barley')
  await guest.page.getByRole('button', { name: 'Open' }).click()
  await guest.page.getByText('That is not it').waitFor()
  await picture(guest.page, 'shared-password-dark')
  // A reload has not lost the link, though the address no longer holds it.
  await guest.page.reload()
  await guest.page.getByLabel('Password').fill('open sesame')
  await guest.page.keyboard.press('Enter')
  await guest.page.getByRole('heading', { name: 'Behind a password' }).waitFor()
  await guest.page.reload()
  await guest.page.getByRole('heading', { name: 'Behind a password' }).waitFor()
  await phoneOf(guest.page).getByRole('button', { name: 'Continue' }).waitFor()
  await picture(guest.page, 'shared-phone-dark')
  if (process.env.PICTURES) {
    // What a signed-in member with a phone sees of it.
    const small = await someone(browser, { ...phone, dark: true })
    await small.page.goto(`${app.url}/chat/flows/${id}`)
    await signIn(small.page, app, 'owner')
    await small.page.getByRole('button', { name: 'More about this flow' }).click()
    await small.page.getByRole('menuitem', { name: 'Share for review' }).click()
    await small.page.getByText('1 link works').waitFor()
    await picture(small.page, 'share-small-dark')
    await small.leave()
  }
  await withKey(app).ask('DELETE', `${flowsPath(app)}/${id}`)
  await guest.page
    .getByRole('heading', { name: 'This flow was deleted' })
    .waitFor({ timeout: 3000 })
  await picture(guest.page, 'shared-gone-dark')
  await guest.leave()
})
