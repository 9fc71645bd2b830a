/** The main job with the keyboard alone: nothing needs a mouse, focus can always be seen, and it follows what happens. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { frameWithFocus, phoneOf, type Someone, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let nora: Someone
/** Tab stops at which one could not see where one is. */
const unseen = new Set<string>()

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  nora = await someone(browser)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

type Role = 'link' | 'button' | 'textbox' | 'radio' | 'checkbox' | 'option' | 'menuitem'

/** Presses Tab until a control of this role and name has the focus; fails where Tab never comes there. */
async function tabTo(page: Page, role: Role, name: string | RegExp, key = 'Tab'): Promise<void> {
  const wanted = page
    .getByRole(role, { name, exact: typeof name === 'string' })
    .and(page.locator(':focus'))
  for (let presses = 0; presses < 150; presses++) {
    if ((await wanted.count()) > 0) return
    await page.keyboard.press(key)
    const blind = await (await frameWithFocus(page)).evaluate(blindStop)
    if (blind) unseen.add(blind)
  }
  throw new Error(`${key} never comes to the ${role} ${name}`)
}

/** The element with the focus, where nothing shows that it has it or it lies outside of the window. Runs in the page. */
async function blindStop(): Promise<string | null> {
  const at = document.activeElement as HTMLElement | null
  if (!at || at === document.body) return null
  // It may slide in.
  at.getBoundingClientRect()
  await Promise.allSettled(at.getAnimations().map((animation) => animation.finished))
  const shows = (element: Element | null): boolean => {
    if (!element) return false
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    return outlineStyle !== 'none' || boxShadow !== 'none'
  }
  // A caret shows in text; a field's frame or the label of a hidden radio may carry the ring.
  const seen =
    at.closest('.cm-editor') !== null ||
    shows(at) ||
    shows(at.parentElement) ||
    shows(at.nextElementSibling) ||
    shows(at.closest('label'))
  const box = (at.closest('label') ?? at).getBoundingClientRect()
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  return seen && inside ? null : `${location.pathname}: ${at.outerHTML.slice(0, 140)}`
}

/** Waits until a dialog has taken the focus: Enter must not meet the button that opened it. */
const dialogTakesOver = (page: Page) => page.getByRole('dialog').locator(':focus').waitFor()

test('sign in, and create a flow from an example', async () => {
  const { page } = nora
  const { email, password } = app.demo.users.find((user) => user.role === 'owner')!
  await page.goto(`${app.url}/chat/flows`)
  await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor()
  await page.keyboard.type(email)
  await tabTo(page, 'textbox', 'Password')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Home service booking' }).waitFor()
  await tabTo(page, 'link', 'Create a WhatsApp Flow')
  await page.keyboard.press('Enter')
  await page.getByLabel('Flow name').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('By keyboard')
  await tabTo(page, 'radio', 'Blank')
  await page.keyboard.press('ArrowRight')
  await tabTo(page, 'radio', /^Home service booking/)
  await page.keyboard.press('Space')
  await tabTo(page, 'button', 'Create flow', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/chat\/flows\/\d{16}$/)
})

test('find a title in the JSON, change it, and see it on the phone', async () => {
  const { page } = nora
  await page.locator('.cm-content').waitFor()
  await tabTo(page, 'textbox', 'JSON of By keyboard')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('Book your service')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type(' now')
  await phoneOf(page).getByText('Book your service now').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('name this state, and publish', async () => {
  const { page } = nora
  await tabTo(page, 'button', 'More about this flow', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Name this version' }).waitFor()
  await tabTo(page, 'menuitem', 'Name this version', 'ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Name').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Before publishing')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await tabTo(page, 'button', 'Publish')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('It can no longer be edited').waitFor()
  await page.getByRole('dialog').getByText('No problems', { exact: true }).waitFor()
  await page.getByRole('dialog').getByText('Rehearsal passed').waitFor()
  await dialogTakesOver(page)
  await tabTo(page, 'button', 'Publish')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'New draft from this version' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a template for it, approved', async () => {
  const { page } = nora
  await tabTo(page, 'link', 'Create a template')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/templates\/create/)
  await page.getByLabel('Body').waitFor()
  await tabTo(page, 'textbox', 'Name')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('by_keyboard')
  await tabTo(page, 'radio', /^Utility/)
  await page.keyboard.press('Space')
  await tabTo(page, 'textbox', 'Body')
  await page.keyboard.type('Hello {{1}}, tell us what needs mending.')
  await tabTo(page, 'textbox', 'Sample for {{1}}')
  await page.keyboard.type('Ana')
  await tabTo(page, 'textbox', 'Button label')
  await page.keyboard.type('Book a visit')
  await tabTo(page, 'button', 'Submit for approval', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByText('by_keyboard is approved.').waitFor()
  await tabTo(page, 'link', 'Send it')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/campaigns\/create/)
})

test('send it to a simulated phone', async () => {
  const { page } = nora
  await page.getByText('Hello Ana, tell us what needs mending.').waitFor()
  await tabTo(page, 'button', 'Add a simulated phone')
  await page.keyboard.press('Enter')
  await page.getByText('1 ready').waitFor()
  await tabTo(page, 'button', 'Send to 1 person', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('cannot be taken back').waitFor()
  await dialogTakesOver(page)
  await tabTo(page, 'button', 'Send to 1 person')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/)
  await page.getByText('It is on the phone.').waitFor()
  await tabTo(page, 'link', 'Open handset')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sandbox\/phone/)
})

test('answer on the phone, and read the response', async () => {
  const { page } = nora
  const phone = page.getByRole('log', { name: 'Chat' })
  await phone.getByRole('button', { name: 'Book a visit' }).waitFor()
  await tabTo(page, 'button', 'Book a visit')
  await page.keyboard.press('Enter')
  await page.getByText('Book your service now').waitFor()
  await tabTo(page, 'button', /^Type of service/)
  await page.keyboard.press('Enter')
  await tabTo(page, 'option', 'Cleaning', 'ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', 'Continue')
  await page.keyboard.press('Enter')
  await tabTo(page, 'textbox', /^Street/)
  await page.keyboard.type('12 Rue des Lilas')
  await tabTo(page, 'textbox', /^City/)
  await page.keyboard.type('Lyon')
  await tabTo(page, 'textbox', /^Post/)
  await page.keyboard.type('69001')
  await tabTo(page, 'radio', 'Yes')
  await page.keyboard.press('Space')
  await tabTo(page, 'button', 'Choose a date')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', /^Day of the visit/)
  await page.keyboard.press('Enter')
  const wheel = page.getByRole('spinbutton', { name: 'Year' })
  await wheel.waitFor()
  await page.keyboard.press('Enter')
  await wheel.waitFor({ state: 'detached' })
  await tabTo(page, 'radio', /^Morning/)
  await page.keyboard.press('Space')
  await tabTo(page, 'textbox', /^Phone on the day/)
  await page.keyboard.type('+33 6 12 34 56 78')
  await tabTo(page, 'button', 'Review booking')
  await page.keyboard.press('Enter')
  await tabTo(page, 'checkbox', /I accept/)
  await page.keyboard.press('Space')
  await tabTo(page, 'button', 'Book the visit')
  await page.keyboard.press('Enter')
  await phone.getByText('Response sent').waitFor()
  await tabTo(page, 'link', 'View responses')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/responses$/)
  await page.getByRole('table', { name: 'Responses' }).getByText('Lyon').waitFor()
  await tabTo(page, 'button', 'View details')
  await page.keyboard.press('Enter')
  await page
    .getByRole('complementary', { name: 'Response' })
    .getByText('12 Rue des Lilas', { exact: true })
    .waitFor()
})

test('focus could always be seen, and nothing complained', () => {
  expect([...unseen]).toEqual([])
  expect(nora.errors).toEqual([])
})
