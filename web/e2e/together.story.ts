/** Three people on three faces of one flow at once: they see each other, nothing is lost, and undo is one's own. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { eventually, withKey } from '../../cli/check/http.ts'
import { type Line, lineTo } from '../../cli/check/line.ts'
import { textsOf, workTogether } from '../../cli/faults/work-together.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { parseFlow } from '../../shared/flow/parse.ts'
import { isSound } from '../../shared/flow/read.ts'
import { type Someone, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser
let line: Line
let ana: Someone
let ben: Someone
let cleo: Someone

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  line = await lineTo(app.url)
  ;[ana, ben, cleo] = await Promise.all([someone(browser), someone(browser), someone(browser)])
  // Ana's connection can be cut.
  for (const [{ page }, url, role] of [
    [ana, line.url, 'owner'],
    [ben, app.url, 'editor'],
    [cleo, app.url, 'editor'],
  ] as const) {
    await page.goto(`${url}/chat/flows`)
    await signIn(page, app, role)
    await page.getByRole('link', { name: 'Home service booking' }).waitFor()
  }
})
afterAll(async () => {
  await browser?.close()
  await line?.close()
  await app?.stop()
})

/** The same flow for all three, each on a face of their own. */
async function openTogether(name: string): Promise<string> {
  const id = await draftWith(app, name, exampleFlows[0]!.text)
  for (const [{ page }, url, face] of [
    [ana, line.url, 'JSON'],
    [ben, app.url, 'Canvas'],
    [cleo, app.url, 'Map'],
  ] as const) {
    await page.goto(`${url}/chat/flows/${id}`)
    await take(page.getByRole('radio', { name: face, exact: true }).first())
    await page.locator('[data-save-state="good"]').waitFor()
  }
  return id
}

const textOf = async (id: string) =>
  (await withKey(app).ask('GET', `${flowsPath(app)}/${id}/json`)).text()
const canvas = ({ page }: Someone) => page.getByRole('region', { name: 'Canvas' })
const authors = () =>
  [
    { name: 'Ana', page: ana.page },
    { name: 'Ben', page: ben.page },
    { name: 'Cleo', page: cleo.page },
  ] as const

test('sixty seconds of typing, dragging and rewiring end in one sound text', async () => {
  const id = await openTogether('Together')
  const seed = Number(process.env.SEED ?? 188142)
  const work = await workTogether(authors(), { seed, ms: 60_000, pause: 250 })
  const done = Object.values(work.did).reduce((a, b) => a + b, 0)
  const told = `seed ${seed}: ${JSON.stringify(work)}`
  expect(done, told).toBeGreaterThan(60)
  const server = await eventually(
    async () => ({ texts: await textsOf(authors()), text: await textOf(id) }),
    ({ texts, text }) => texts.every((one) => one === text),
  )
  expect(
    isSound(server.text),
    `${told} ${parseFlow(server.text).errors[0]?.message} ${server.text.slice(Math.max(0, (parseFlow(server.text).errors[0]?.offset ?? 0) - 200)).slice(0, 400)}`,
  ).toBe(true)
  expect([...ana.errors, ...ben.errors, ...cleo.errors], told).toEqual([])
})

test('each sees where the others are, on every face, and undo takes back one’s own alone', async () => {
  const id = await openTogether('Seen')
  const lines = ana.page.locator('.cm-content')
  await lines.getByText('"Type of service"').click()
  // Ana's cursor is in the Dropdown: its card wears her name, and so does her screen on the map.
  const dropdown = ben.page.locator('[data-card-title="screens[0].layout.children[1]"]')
  await ben.page
    .locator('[data-path="screens[0].layout.children[1]"] [class*="tag"]')
    .first()
    .waitFor()
  await cleo.page.locator('[data-screen-node="SERVICE"] [class*="person"]').first().waitFor()
  // Ben selects the heading: Ana sees his cursor in the text.
  await ben.page.locator('[data-card-title="screens[0].layout.children[0]"]').click()
  await lines.locator('.cm-ySelectionCaret').first().waitFor()

  await lines.getByText('"Type of service"').click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.type(' of Ana')
  await canvas(ben).getByText('Type of service of Ana').first().waitFor()
  await dropdown.click()
  const label = ben.page.locator('[data-selected="true"]').getByLabel('Label', { exact: true })
  await label.focus()
  await ben.page.keyboard.press('Home')
  await ben.page.keyboard.type('Ben: ')
  await lines.getByText('"Ben: Type of service of Ana"').waitFor()
  await lines.focus()
  await ana.page.keyboard.press('Control+z')
  await canvas(ben).getByText('Ben: Type of service', { exact: true }).first().waitFor()
  await ben.page.getByRole('button', { name: /^Undo my last change/ }).click()
  await lines.getByText('"Type of service"').waitFor()

  if (process.env.PICTURES) {
    // A third person looks on.
    const dora = await someone(browser)
    await dora.page.goto(`${app.url}/chat/flows/${id}`)
    await signIn(dora.page, app, 'reviewer')
    await dora.page.locator('.cm-line').nth(11).click()
    mkdirSync(process.env.PICTURES, { recursive: true })
    await lines.getByText('"Type of service"').click()
    await ben.page.locator('[data-card-title="screens[0].layout.children[0]"]').click()
    for (const { name, page } of authors())
      await page.screenshot({
        path: join(process.env.PICTURES, `together-${name.toLowerCase()}.png`),
        animations: 'disabled',
      })
    await dora.leave()
  }
  expect(id).toMatch(/^\d{16}$/)
})

test('who writes goes along with what a colleague moves, in the text and on the canvas', async () => {
  const id = await openTogether('Along')
  const lines = ana.page.locator('.cm-content')
  await lines.getByText('"Type of service"').click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.press('ArrowLeft')
  await ben.page.locator('[data-card-title="screens[0].layout.children[0]"]').click()
  const heading = ben.page.locator('[data-selected="true"]').getByLabel('Text', { exact: true })
  await heading.focus()
  await ben.page.keyboard.press('End')
  const screens = async () =>
    JSON.parse(await textOf(id)).screens as { id: string; layout: { children: unknown[] } }[]
  for (let turn = 0; turn < 3; turn++) {
    await Promise.all([
      ana.page.keyboard.type(' abcdefghij', { delay: 40 }),
      ben.page.keyboard.type(' klmnopqrst', { delay: 40 }),
      (async () => {
        await cleo.page.getByRole('button', { name: 'More about screen SERVICE' }).click()
        await cleo.page.getByRole('menuitem', { name: 'Move down' }).click()
      })(),
    ])
    await eventually(
      screens,
      (all) => all.findIndex((screen) => screen.id === 'SERVICE') === turn + 1,
    )
  }
  const typed = await eventually(
    async () => (await screens()).find((screen) => screen.id === 'SERVICE')!.layout.children,
    ([heading, dropdown]) =>
      /t$/.test((heading as { text: string }).text) &&
      /j$/.test((dropdown as { label: string }).label),
  )
  expect(typed.slice(0, 2)).toMatchObject([
    { text: `What do you need help with?${' klmnopqrst'.repeat(3)}` },
    { label: `Type of service${' abcdefghij'.repeat(3)}` },
  ])
})

test('a broken text keeps the canvas as it was, names who mends it, and lets it go on by itself', async () => {
  await openTogether('Broken')
  const lines = ana.page.locator('.cm-content')
  await lines.getByText('"Type of service"').click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.press('Backspace')
  await ana.page.keyboard.press('Backspace')
  const waits = ben.page.getByText(/is typing there.*Changes wait here/)
  await waits.waitFor()
  expect(await ben.page.getByText('Type of service').count()).toBeGreaterThan(0)
  expect(await ben.page.getByRole('button', { name: /^Add component/ }).count()).toBe(0)
  await ana.page.keyboard.type('",')
  await waits.waitFor({ state: 'detached' })
  await ben.page
    .getByRole('button', { name: /^Add component/ })
    .first()
    .waitFor()
})

test('what is typed on the canvas while a colleague has the text broken waits in its field, and is written then', async () => {
  const id = await openTogether('Waits')
  await ben.page.locator('[data-card-title="screens[0].layout.children[0]"]').click()
  const heading = ben.page.locator('[data-selected="true"]').getByLabel('Text', { exact: true })
  await heading.focus()
  await ben.page.keyboard.press('End')
  await ana.page.locator('.cm-content').getByText('"Type of service"').click()
  await ana.page.keyboard.press('End')
  await Promise.all([
    ben.page.keyboard.type(' abcdefghijklm', { delay: 60 }),
    ana.page.keyboard.press('Backspace').then(() => ana.page.keyboard.press('Backspace')),
  ])
  await ben.page.getByText(/is typing there.*Changes wait here/).waitFor()
  const seen = await heading.inputValue()
  expect(seen).toMatch(/^What do you need help with\? a/)
  await ana.page.keyboard.type('",')
  const typed = await eventually(
    () => textOf(id),
    (text) => text.includes(JSON.stringify(seen)),
  )
  expect(JSON.parse(typed).screens[0].layout.children[0].text).toBe(seen)
})

test('offline, work goes on and is merged on return; the state line says so', async () => {
  const id = await openTogether('Away')
  const lines = ana.page.locator('.cm-content')
  line.cut()
  await ana.page.locator('[data-save-state="away"]').waitFor()
  expect(await ana.page.locator('[data-save-state]').first().textContent()).toMatch(
    /kept on this device/,
  )
  await lines.getByText('"Type of service"').click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.type(' offline')
  await ben.page.locator('[data-card-title="screens[0].layout.children[0]"]').click()
  await ben.page.keyboard.press('Alt+ArrowDown')
  await eventually(
    () => textOf(id),
    (text) => JSON.parse(text).screens[0].layout.children[1].type === 'TextHeading',
  )
  line.mend()
  await ana.page.locator('[data-save-state="good"]').waitFor()
  await canvas(ben).getByText('Type of service offline').first().waitFor()
  const merged = JSON.parse(await textOf(id)).screens[0].layout.children
  expect(merged[0]).toMatchObject({ type: 'Dropdown', label: 'Type of service offline' })
  expect(merged[1].type).toBe('TextHeading')
})

test('somebody deletes what another drags or writes in: nothing else is lost, and it is said', async () => {
  const id = await openTogether('Gone')
  // Cleo is on the canvas too.
  await take(cleo.page.getByRole('radio', { name: 'Canvas' }))
  const heading = ben.page.locator('[data-card-title="screens[0].layout.children[0]"]')
  const start = (await heading.boundingBox())!
  await ben.page.mouse.move(start.x + 20, start.y + 8)
  await ben.page.mouse.down()
  await ben.page.mouse.move(start.x + 40, start.y + 120, { steps: 4 })
  await cleo.page.locator('[data-card-title="screens[0].layout.children[0]"]').focus()
  await cleo.page.keyboard.press('Delete')
  await ben.page.locator('[data-card-title]').first().getByText('Dropdown').waitFor()
  await ben.page.mouse.move(start.x + 60, start.y + 300, { steps: 4 })
  await ben.page.mouse.up()
  await ben.page.getByText('Somebody has deleted it while you were moving it.').waitFor()

  const dropdown = ben.page.locator('[data-card-title="screens[0].layout.children[0]"]')
  await dropdown.click()
  await ben.page.locator('[data-selected="true"]').getByLabel('Label', { exact: true }).focus()
  const other = cleo.page.locator('[data-card-title="screens[0].layout.children[0]"]')
  await other.focus()
  await cleo.page.keyboard.press('Delete')
  await ben.page
    .locator('[data-card-title="screens[0].layout.children[0]"]')
    .getByText(/^If/)
    .waitFor()
  await ben.page.keyboard.type('lost words')
  const left = JSON.parse(await textOf(id)).screens[0].layout.children
  expect(left[0].type).toBe('If')
  expect(JSON.stringify(left)).not.toContain('lost words')
  // Cleo takes it back: it is whole again.
  await cleo.page.getByRole('button', { name: /^Undo my last change/ }).click()
  await ben.page
    .locator('[data-card-title="screens[0].layout.children[0]"]')
    .getByText('Dropdown')
    .waitFor()
})
