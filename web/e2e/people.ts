/** People for stories: each in a browser context of their own, signed in the way people sign in. */
import type { Browser, Frame, FrameLocator, Locator, Page } from 'playwright-core'
import type { RunningApp } from '../../cli/check/app.ts'

export type Someone = { page: Page; errors: string[]; leave(): Promise<void> }

/** Opens a browser for somebody who is not signed in. Collects what its console complains about. */
export async function someone(
  browser: Browser,
  options: { width?: number; height?: number; dark?: boolean } = {},
): Promise<Someone> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // Asking who is signed in, before signing in, is answered by 401: the browser reports that by itself.
    if (message.type() === 'error' && !/401 \(Unauthorized\)/.test(message.text())) {
      errors.push(message.text())
    }
  })
  return { page, errors, leave: () => context.close() }
}

/** Fills the sign-in page as the account of a role. */
export async function signIn(page: Page, app: RunningApp, role: string): Promise<void> {
  const { email, password } = app.demo.users.find((user) => user.role === role)!
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Takes one of a row of choices: its radio lies unseen under its words, so it is waited for, then pressed as it is. */
export async function take(radio: Locator): Promise<void> {
  await radio.waitFor()
  await radio.check({ force: true })
}

/** The text of the open code editor as the document has it, without the names of other people's cursors. */
export const linesOf = (page: Page) => page.locator('.cm-content')

/** What the live preview's phone shows: it runs in a frame of its own. */
export const phoneOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Screen of the phone"]')

/** The phone's frame while the focus is in it, else the page. */
export async function frameWithFocus(page: Page): Promise<Frame> {
  for (const frame of page.frames().slice(1))
    if (await frame.evaluate(() => document.hasFocus())) return frame
  return page.mainFrame()
}
