/** Ana and Ben talk about a flow where it is: their comments follow what they are on, and nobody misses an answer. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { signedInAs } from '../../cli/check/http.ts'
import { type Line, lineTo } from '../../cli/check/line.ts'
import { accessFindings } from './access.ts'
import { hostileTexts } from './hostile-texts.ts'
import { type Someone, signIn, someone, take } from './people.ts'

const text = JSON.stringify(
  {
    version: '7.3',
    screens: [
      {
        id: 'ASK',
        title: 'Where to',
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextHeading', text: 'Where do you want to go?' },
            {
              type: 'Dropdown',
              name: 'city',
              label: 'City',
              'data-source': [
                { id: 'rome', title: 'Rome' },
                { id: 'oslo', title: 'Oslo' },
              ],
            },
            { type: 'TextInput', name: 'note', label: 'Anything else?' },
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload: {} },
            },
          ],
        },
        terminal: true,
      },
    ],
  },
  null,
  2,
)

let app: RunningApp
let browser: Browser
let line: Line
let ana: Someone
let ben: Someone

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  line = await lineTo(app.url)
})
afterAll(async () => {
  await browser?.close()
  await line?.close()
  await app?.stop()
})

const face = (page: Page, name: string) =>
  take(page.getByRole('radio', { name, exact: true }).first())
const card = (page: Page, words: string) =>
  page.locator('[data-card-title]').filter({ hasText: words })
const pinOn = (page: Page, words: string) =>
  page
    .locator('[data-path]')
    .filter({ has: card(page, words) })
    .locator('[data-pin]')
const panel = (page: Page) => page.getByRole('region', { name: 'Comments', exact: true })
const look = async (page: Page, name: string) => {
  if (process.env.PICTURES)
    await page.screenshot({
      path: join(process.env.PICTURES, `${name}.png`),
      animations: 'disabled',
    })
}

test('a comment follows its component, is answered, resolved, linked to, and outlives what it was on', async () => {
  const id = await draftWith(app, 'Talked about', text)
  ;[ana, ben] = await Promise.all([someone(browser), someone(browser)])
  for (const [{ page }, url, role, shows] of [
    [ana, app.url, 'owner', 'Split'],
    [ben, line.url, 'editor', 'Canvas'],
  ] as const) {
    await page.goto(`${url}/chat/flows/${id}`)
    await signIn(page, app, role)
    await page.locator('[data-save-state="good"]').waitFor()
    await face(page, shows)
  }

  // Ben pins a comment on the Dropdown; Ana sees it on the canvas, beside the text and in the list.
  await card(ben.page, 'Dropdown · city').waitFor()
  await ben.page.locator('body').press('c')
  await card(ben.page, 'Dropdown · city').click()
  await panel(ben.page)
    .getByRole('textbox', { name: 'Comment' })
    .fill('Is Oslo <b>right</b>? https://example.com/oslo.')
  await ben.page.keyboard.press('Control+Enter')
  await pinOn(ana.page, 'Dropdown · city').waitFor()
  await ana.page.locator('.cm-commentMark').waitFor()
  await ana.page.getByRole('button', { name: 'Show comments, 1 unread' }).click()
  const thread = panel(ana.page).getByRole('article', { name: 'Comments on Dropdown city' })
  await thread.getByText('Is Oslo <b>right</b>?').waitFor()
  expect(await thread.getByRole('link').getAttribute('href')).toBe('https://example.com/oslo')
  await look(ana.page, 'comments-unread')

  // Ana renames it, moves it down, and the pin goes along, for both.
  await card(ana.page, 'Dropdown · city').click()
  const name = ana.page.locator('[data-selected="true"]').getByLabel('Field name', { exact: true })
  await name.fill('town')
  await name.press('Enter')
  await card(ana.page, 'Dropdown · town').waitFor()
  await card(ana.page, 'Dropdown · town').press('Alt+ArrowDown')
  for (const { page } of [ana, ben]) {
    await page.locator('[data-path="screens[0].layout.children[2]"] [data-pin]').waitFor()
    await pinOn(page, 'Dropdown · town').waitFor()
    expect(await page.locator('[data-pin]').count()).toBe(1)
  }
  await panel(ben.page).getByRole('article', { name: 'Comments on Dropdown town' }).waitFor()

  // Ana answers and names Ben, who is elsewhere: his bell says so at once, and leads to it.
  await ben.page.goto(`${line.url}/chat/flows`)
  await ben.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  await pinOn(ana.page, 'Dropdown · town').click()
  const reply = panel(ana.page).getByRole('textbox', { name: 'Reply' })
  await reply.click()
  await reply.pressSequentially('Ask @Be')
  await panel(ana.page).getByRole('option').first().waitFor()
  await look(ana.page, 'comments-mention')
  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.type('please')
  await ana.page.keyboard.press('Control+Enter')
  const called = ana.page.locator('article bdi', { hasText: /^@Ben/ })
  await called.waitFor()
  await ben.page.getByRole('button', { name: 'Notifications, 1 unread' }).click()
  await ben.page.getByRole('link', { name: /mentioned you in/ }).waitFor()
  await look(ben.page, 'comments-bell')
  await ben.page.getByRole('link', { name: /mentioned you in/ }).click()
  await panel(ben.page).locator('article[data-open="true"]').getByText('please').waitFor()
  await ben.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()

  // The panel reads well to everybody.
  for (const colorScheme of ['light', 'dark'] as const) {
    await ben.page.emulateMedia({ colorScheme })
    const found = await accessFindings(ben.page, '[aria-label="Comments beside the flow"]')
    expect(found, colorScheme).toEqual([])
    for (const [width, height] of [[1440, 900] as const, [390, 844] as const]) {
      if (!process.env.PICTURES) continue
      await ben.page.setViewportSize({ width, height })
      const strip = ben.page.getByRole('button', { name: 'Comments', exact: true })
      if (width === 390) await strip.click()
      await look(ben.page, `comments-${width}-${colorScheme}`)
      if (width === 390) await strip.click()
    }
    await ben.page.setViewportSize({ width: 1440, height: 900 })
  }
  await ben.page.emulateMedia({ colorScheme: 'light' })

  // Resolved, the pin goes; opened again, it is back. A link leads to it.
  await panel(ben.page).getByRole('button', { name: 'Resolve' }).click()
  await ana.page.locator('[data-pin]').waitFor({ state: 'detached' })
  await take(panel(ana.page).getByRole('radio', { name: 'Resolved' }))
  await panel(ana.page).getByRole('button', { name: 'Re-open' }).click()
  await pinOn(ben.page, 'Dropdown · town').waitFor()
  await take(panel(ben.page).getByRole('radio', { name: 'Open' }))
  await panel(ben.page).getByRole('button', { name: 'Copy link to these comments' }).click()
  const link = await ben.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\?thread=[0-9a-f-]{36}$/)
  await ben.page.goto(link)
  await panel(ben.page).locator('article[data-open="true"]').getByText('please').waitFor()

  // Without a connection Ben's answer waits, and is posted by itself.
  line.cut()
  await ben.page.locator('[data-save-state]:not([data-save-state="good"])').waitFor()
  await panel(ben.page).getByRole('textbox', { name: 'Reply' }).fill('From the train')
  await ben.page.keyboard.press('Control+Enter')
  await panel(ben.page).getByText('From the train').waitFor()
  await panel(ben.page).getByText('Waiting for the connection.').waitFor()
  await look(ben.page, 'comments-offline')
  line.mend()
  await take(panel(ana.page).getByRole('radio', { name: 'Open' }))
  await panel(ana.page).getByText('From the train').waitFor()
  await panel(ben.page).getByText('Waiting for the connection.').waitFor({ state: 'detached' })

  // What it is on is deleted: it stays in the list and says what that was. Undone, it is on it again.
  await card(ana.page, 'Dropdown · town').press('Delete')
  await panel(ben.page).getByText('Deleted. It was on Dropdown town, screen ASK').waitFor()
  await look(ben.page, 'comments-orphan')
  await ana.page.getByRole('button', { name: /^Undo my last change/ }).click()
  await pinOn(ben.page, 'Dropdown · town').waitFor()

  // Words are commented on where they stand.
  await ana.page.locator('.cm-content').getByText('"Anything else?"').dblclick()
  await ana.page.keyboard.press('Control+Alt+m')
  await panel(ana.page).getByRole('textbox', { name: 'Comment' }).fill('Too vague')
  await ana.page.keyboard.press('Control+Enter')
  await ana.page.locator('.cm-commented').waitFor()
  await pinOn(ben.page, 'Text field · note').waitFor()
  await look(ana.page, 'comments-words')

  // Whoever looks at the preview reads the same beside it.
  await ben.page.goto(`${line.url}/chat/flows/${id}/preview`)
  await ben.page.getByRole('button', { name: /^Comments/ }).click()
  await panel(ben.page).getByText('Too vague').waitFor()
  for (const [width, height] of [[1440, 900] as const, [390, 844] as const]) {
    await ben.page.setViewportSize({ width, height })
    await look(ben.page, `comments-preview-${width}`)
  }
  const expected = /Failed to load resource|WebSocket|net::ERR/
  expect([...ana.errors, ...ben.errors].filter((words) => !expected.test(words))).toEqual([])
  await Promise.all([ana.leave(), ben.leave()])
})

test('what is hostile in a comment lies there as text, in the list and in the bell', async () => {
  const id = await draftWith(app, 'Hostile <img src=x onerror="globalThis.pwned=1">', text)
  const eve = await someone(browser)
  const { page } = eve
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${app.url}/chat/flows/${id}`)
  await signIn(page, app, 'owner')
  await face(page, 'Canvas')
  await card(page, 'Dropdown · city').waitFor()
  await page.locator('body').press('c')
  await card(page, 'Dropdown · city').click()
  await panel(page).getByRole('textbox', { name: 'Comment' }).fill('What do you say?')
  await page.keyboard.press('Control+Enter')
  const thread = panel(page).getByRole('article', { name: 'Comments on Dropdown city' })
  await thread.getByText('What do you say?').waitFor()

  const editor = await signedInAs(app, 'editor')
  const home = `/app/${app.demo.accountId}`
  const { flowId } = await editor.get<{ flowId: string }>(`${home}/versions/${id}`)
  const at = `${home}/flows/${flowId}/threads`
  const { threads } = await editor.get<{
    threads: { id: string; comments: { author: { id: string; name: string } }[] }[]
  }>(at)
  const [{ id: threadId, comments }] = threads as [(typeof threads)[0]]
  const { author } = comments[0]!
  const bodies = hostileTexts.map((body) => `@${author.name} ${body.slice(0, 4000)}`.trim())
  for (const body of bodies)
    await editor.post(`${at}/${threadId}/comments`, {
      id: crypto.randomUUID(),
      body,
      mentions: [author.id],
    })

  const inert = async () => {
    const found = await page.evaluate(() => ({
      ran: 'pwned' in globalThis,
      bad: [
        ...document.querySelectorAll(
          '#root :is(script, object, embed, base, meta, img, [onerror])',
        ),
      ].map((element) => element.outerHTML.slice(0, 100)),
      links: [...document.querySelectorAll('#root a')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !/^(https:|[/#])/.test(href)),
    }))
    expect(found).toEqual({ ran: false, bad: [], links: [] })
  }
  await thread.getByText('<script>globalThis.pwned=1</script>').waitFor()
  await thread.getByText('<form action=').waitFor()
  for (const body of bodies) {
    // A space, tab or nul is none of what is looked for: browsers draw them as they like.
    const words = body.replace(/[\s\0\ufffd]/g, '')
    await expect
      .poll(async () => (await thread.innerText()).replace(/[\s\0\ufffd]/g, ''))
      .toContain(words)
  }
  await inert()
  await look(page, 'comments-hostile')
  await page.getByRole('button', { name: /^Notifications/ }).click()
  await page.getByRole('dialog').getByText('<script>globalThis.pwned=1</script>').waitFor()
  await inert()
  await look(page, 'comments-hostile-bell')
  expect(asked.filter((url) => !url.startsWith(app.url))).toEqual([])
  expect(eve.errors).toEqual([])
  await eve.leave()
})
