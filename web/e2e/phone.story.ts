/** The phone's frame: hostile flows lie inert in it, it reaches nothing outside, keys and focus pass, pointing works. */
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { newComponent } from '../../shared/flow/build/new-component.ts'
import { componentSpecs } from '../../shared/flow/catalogue/index.ts'
import { readFlow } from '../../shared/flow/read.ts'
import { flowOf, screenOf } from '../../shared/flow/testing.ts'
import { hostileTexts } from './hostile-texts.ts'
import { phoneOf, type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let eve: Someone

/** What the browser asked for, by whom: nothing may leave for anywhere else. */
const asked: string[] = []

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  eve = await someone(browser)
  eve.page.on('request', (request) => asked.push(request.url()))
  eve.page.on('dialog', (dialog) => {
    eve.errors.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await eve.page.goto(`${app.url}/chat/flows`)
  await signIn(eve.page, app, 'owner')
  await eve.page.getByRole('link', { name: 'Home service booking' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const frameOf = (page: Page): Frame =>
  page.frames().find((frame) => frame.url().includes('/phone-frame'))!

async function preview(text: string): Promise<Frame> {
  const id = await draftWith(app, 'Hostile', text)
  await eve.page.goto(`${app.url}/chat/flows/${id}/preview`)
  await phoneOf(eve.page).locator('[data-screen]').waitFor()
  return frameOf(eve.page)
}

/** Nothing in the frame can run or load, and nothing has run. */
async function isInert(frame: Frame): Promise<void> {
  const found = await frame.evaluate(() => ({
    ran: 'pwned' in globalThis,
    bad: [
      ...document.querySelectorAll(
        '#root :is(script, iframe, object, embed, base, meta, link, form, style, svg image)',
      ),
    ].map((element) => element.outerHTML.slice(0, 100)),
    handlers: [...document.querySelectorAll('#root *')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    links: [...document.querySelectorAll('#root a')]
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => !href.startsWith('https://')),
    pictures: [...document.querySelectorAll('#root img')].map((picture) =>
      (picture.getAttribute('src') ?? '').slice(0, 22),
    ),
  }))
  expect(found).toEqual({ ran: false, bad: [], handlers: [], links: [], pictures: [] })
  expect(await eve.page.evaluate(() => 'pwned' in globalThis)).toBe(false)
}

/** The same component with all its words replaced; names, types and actions stay. */
function poisoned(value: unknown, payload: string, key = ''): unknown {
  if (/^(type|name|id|on-.*|condition|value|mode)$/.test(key)) return value
  if (typeof value === 'string') return payload
  if (Array.isArray(value)) return value.map((entry) => poisoned(entry, payload))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([at, each]) => [at, poisoned(each, payload, at)]),
  )
}

test('what is hostile in every text of every component lies there as text', async () => {
  const { flow } = readFlow(
    flowOf([screenOf('HERE', []), screenOf('NEXT', [], { terminal: true })]),
  )
  const made = componentSpecs.map(({ kind }) => newComponent(kind, flow!, flow!.screens[0]!))
  const screens = hostileTexts.map((payload, at) =>
    screenOf(
      `HOSTILE_${'ABCDEFGHIJKLMNOP'[at]}`,
      made.map((component) => poisoned(component, payload)),
      { title: payload },
    ),
  )
  const frame = await preview(flowOf(screens))
  asked.length = 0
  const ids = screens.map(({ id }) => String(id))
  for (const id of ids) {
    await eve.page.getByLabel('Screen shown').selectOption(id)
    await phoneOf(eve.page).locator(`[data-screen="${id}"]`).waitFor()
    await isInert(frame)
  }
  expect(asked.filter((url) => !url.startsWith(app.url))).toEqual([])
  expect(asked.filter((url) => url.includes('phone-frame'))).toEqual([])
  expect(eve.errors).toEqual([])
}, 240_000)

test('marks, reversed letters and pictures too large stay within their component', async () => {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200004e2000004e200806000000', 'hex')
  const frame = await preview(
    flowOf([
      screenOf(
        'ONLY',
        [
          { type: 'TextBody', text: `a${'\u0301\u0489'.repeat(25_000)}` },
          { type: 'TextInput', name: 'next', label: 'Next' },
          {
            type: 'RadioButtonsGroup',
            name: 'rtl',
            label: '\u202etsal',
            'data-source': [{ id: 'a', title: '\u202e321' }],
          },
          { type: 'Image', src: head.toString('base64'), 'alt-text': 'A poster' },
          { type: 'TextInput', name: 'body', label: 'Body' },
          { type: 'TextInput', name: 'parentNode', label: 'Parent' },
          { type: 'TextInput', name: '__proto__', label: 'Proto' },
          {
            type: 'Footer',
            label: 'Send',
            'on-click-action': {
              name: 'complete',
              payload: { body: '${form.body}', next: '${form.next}' },
            },
          },
        ],
        { terminal: true },
      ),
    ]),
  )
  const phone = phoneOf(eve.page)
  await phone.getByText('20,000 × 20,000 pixels').waitFor()
  await phone.getByText('A poster').waitFor()
  expect(await frame.evaluate(() => document.images.length)).toBe(0)
  // "(optional)" stands after the label, whatever direction the label turns to.
  const order = await frame.evaluate(() => {
    const legend = document.querySelector('fieldset legend')
    const [label, note] = [legend?.querySelector('bdi'), legend?.querySelector('small')]
    return (
      (label?.getBoundingClientRect().right ?? 0) <= (note?.getBoundingClientRect().left ?? -1) + 1
    )
  })
  expect(order).toBe(true)
  // The towers of marks end where their component ends: a press on the field below meets the field.
  await phone.getByLabel(/^Next/).fill('reached')
  await phone.getByLabel(/^Body/).fill('still a value')
  const clipped = await frame.evaluate(() => {
    const content = document.querySelector('[data-path$="children[0]"] > div')
    return content !== null && getComputedStyle(content).overflowX === 'clip'
  })
  expect(clipped).toBe(true)
  await phone.getByRole('button', { name: 'Send' }).click()
  await eve.page.getByText('"body": "still a value"').first().waitFor()
  expect(eve.errors).toEqual([])
})

test('the frame reaches neither the app, nor its session, nor the network', async () => {
  const frame = await preview(
    flowOf([
      screenOf('ONLY', [
        { type: 'TextBody', markdown: true, text: '[Terms](https://127.0.0.1:9/terms)' },
      ]),
    ]),
  )
  const tries = await frame.evaluate(async (address) => {
    const of = async (what: () => unknown) => {
      try {
        return `reached: ${String(await what())}`
      } catch (error) {
        return (error as Error).name
      }
    }
    const loads = (url: string) =>
      new Promise((resolve) => {
        const picture = new Image()
        picture.onload = () => resolve('loaded')
        picture.onerror = () => resolve('refused')
        picture.src = url
      })
    return {
      origin: self.origin,
      page: await of(() => parent.document.title),
      storageOfPage: await of(() => parent.localStorage.length),
      cookies: await of(() => document.cookie),
      storage: await of(() => localStorage.length),
      database: await of(
        () =>
          new Promise((resolve, reject) => {
            const asked = indexedDB.open('x')
            asked.onsuccess = () => resolve('open')
            asked.onerror = () => reject(new DOMException('', 'SecurityError'))
          }),
      ),
      session: await of(() => fetch(`${address}/app/session`)),
      picture: await loads(`${address}/favicon.svg`),
      window: window.open('about:blank') === null,
      top: await of(() => {
        top!.location.href = 'about:blank'
      }),
      code: await of(() => new Function('return 1')()),
    }
  }, app.url)
  expect(tries).toMatchObject({
    origin: 'null',
    page: 'SecurityError',
    storageOfPage: 'SecurityError',
    cookies: 'SecurityError',
    storage: 'SecurityError',
    database: 'SecurityError',
    session: 'TypeError',
    picture: 'refused',
    window: true,
    top: 'SecurityError',
    code: 'EvalError',
  })
  // What it tried was refused aloud; nothing else was.
  for (const words of eve.errors.splice(0))
    expect(words).toMatch(
      /Content Security Policy|Blocked opening|Unsafe attempt|Failed to navigate/,
    )
  // A link is opened by the page, in a tab that cannot look back.
  const opened = eve.page.context().waitForEvent('page')
  await phoneOf(eve.page).getByRole('link', { name: 'Terms' }).click()
  const tab = await opened
  expect(await tab.evaluate(() => window.opener)).toBeNull()
  await tab.close()
})

test('opened directly the frame has no origin either; pages of the app cannot be framed', async () => {
  const { page, leave } = await someone(browser)
  const reply = await page.goto(`${app.url}/phone-frame`)
  const policy = reply?.headers()['content-security-policy'] ?? ''
  for (const part of [
    "default-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ])
    expect(policy.split('; ')).toContain(part)
  expect(policy).not.toMatch(/unsafe|same-origin/)
  expect(await page.evaluate(() => self.origin)).toBe('null')
  const home = await page.request.get(`${app.url}/phone-frame/else`)
  expect(home.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  await leave()
})

test('Tab goes into the phone and out of it; the app hears its own keys from inside', async () => {
  const { page } = eve
  await page.goto(`${app.url}/chat/flows`)
  await page.getByRole('link', { name: 'Home service booking' }).click()
  const phone = phoneOf(page)
  await phone.getByText('Book your service').first().waitFor()
  await page.getByRole('button', { name: 'Run', exact: true }).focus()
  const inside = () => frameOf(page).evaluate(() => document.hasFocus())
  await page.keyboard.press('Tab')
  expect(await inside()).toBe(true)
  for (let presses = 0; presses < 12 && (await inside()); presses++)
    await page.keyboard.press('Tab')
  expect(await inside()).toBe(false)
  await phone.getByRole('button', { name: /^Type of service/ }).focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // The sheet is the phone's own: Escape closes it, and Tab goes round in it.
  await phone.getByRole('button', { name: /^Type of service/ }).focus()
  await page.keyboard.press('Enter')
  await phone.getByRole('dialog').waitFor()
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Tab')
  expect(await phone.getByRole('dialog').locator(':focus').count()).toBe(1)
  await page.keyboard.press('Escape')
  await phone.getByRole('dialog').waitFor({ state: 'detached' })
  await phone.getByLabel(/^Anything else/).fill('words')
  await page.keyboard.press('Control+Enter')
  await phone.getByText('0 / 300').waitFor()
  expect(eve.errors).toEqual([])
})

test('the phone looks as it was chosen, also after a reload', async () => {
  const { page } = eve
  const phone = phoneOf(page)
  await page.getByLabel('Platform').selectOption('ios')
  await page.getByLabel('Theme of the phone').selectOption('dark')
  await page.getByLabel('Width of the phone').selectOption('390')
  await phone.locator('[data-phone-skin="ios"][data-phone-theme="dark"]').waitFor()
  await page.reload()
  await phone.locator('[data-phone-skin="ios"][data-phone-theme="dark"]').waitFor()
  const width = await page
    .getByRole('region', { name: 'Preview on a phone' })
    .evaluate((one) => one.clientWidth)
  expect(width).toBe(308)
})

test('pointing: a press picks instead of operating, by key too, and a mark says its path', async () => {
  const { page } = eve
  await page.evaluate(() => {
    const said: unknown[] = []
    const frame = document.createElement('iframe')
    frame.src = '/phone-frame'
    frame.title = 'pointing'
    frame.setAttribute('sandbox', 'allow-scripts')
    frame.style.cssText =
      'position:fixed;inset:0 auto auto 0;width:300px;height:560px;z-index:999;background:white'
    const item = (at: number, text: string) => ({
      kind: 'EmbeddedLink',
      path: `screens[0].layout.children[${at}]`,
      text,
    })
    window.addEventListener('message', ({ source, data }) => {
      if (source !== frame.contentWindow || data !== 'flowroom-phone-ready') return
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = (event) => said.push(event.data)
      frame.contentWindow?.postMessage('flowroom-phone-port', '*', [port2])
      port1.postMessage({
        seq: 1,
        picking: true,
        picked: 'screens[0].layout.children[1]',
        marks: [
          { path: 'screens[0].layout.children[0]', count: 3, unread: true, label: '3 comments' },
        ],
        view: {
          screenId: 'A',
          title: 'Pointing',
          canGoBack: false,
          terminal: false,
          status: 'open',
          payload: null,
          snackbar: null,
          error: null,
          path: 'screens[0]',
          footer: null,
          items: [item(0, 'First'), item(1, 'Second')],
        },
      })
    })
    Object.assign(globalThis, { said })
    document.body.append(frame)
  })
  const phone = page.frameLocator('iframe[title="pointing"]')
  await phone.locator('[data-picked]', { hasText: 'Second' }).waitFor()
  await phone.getByText('First').click({ force: true })
  await phone.getByRole('button', { name: '3 comments' }).click()
  await phone.getByRole('button', { name: 'Pick this part of the screen' }).nth(1).focus()
  await page.keyboard.press('Enter')
  await phone.getByRole('button', { name: 'Pointing' }).click()
  const said = (
    await page.evaluate(
      () => (globalThis as unknown as { said: { type: string; path?: string }[] }).said,
    )
  )
    .filter(({ type }) => type === 'pick' || type === 'mark' || type === 'event')
    .map(({ type, path }) => `${type} ${path}`)
  expect(said).toEqual([
    'pick screens[0].layout.children[0]',
    'mark screens[0].layout.children[0]',
    'pick screens[0].layout.children[1]',
    'pick screens[0]',
  ])
})
