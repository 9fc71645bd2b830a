/** The canvas and the map: every kind of component is added, filled in, moved and deleted, by mouse and by keyboard alone. */
import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { type Client, eventually, withKey } from '../../cli/check/http.ts'
import { componentSpecs } from '../../shared/flow/catalogue/index.ts'
import { phoneOf, type Someone, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser
let api: Client
let nora: Someone
let flows = ''

const screen = (id: string, children: unknown[], more = {}) => ({
  id,
  title: `Screen ${id}`,
  ...more,
  layout: { type: 'SingleColumnLayout', children },
})
const goOn = { name: 'navigate', next: { type: 'screen', name: 'END' }, payload: {} }
const footer = (action: unknown) => ({ type: 'Footer', label: 'Go on', 'on-click-action': action })
const rows = {
  type: 'NavigationList',
  name: 'menu',
  'list-items': [{ id: 'a', 'main-content': { title: 'Only row' } }],
  'on-click-action': goOn,
}

/** ASK has questions, PAGE a Footer alone, LIST rows alone: between them every kind has a place. */
const flow = {
  version: '7.3',
  screens: [
    screen('ASK', [
      { type: 'TextBody', text: 'Anchor' },
      { type: 'TextInput', name: 'asked', label: 'Asked' },
    ]),
    screen('PAGE', [footer(goOn)]),
    screen('LIST', [rows]),
    screen('END', [footer({ name: 'complete', payload: {} })], { terminal: true }),
  ],
}

const home: Record<string, string> = { RichText: 'PAGE', Form: 'PAGE', NavigationList: 'LIST' }

/** What is filled in for each kind: the row's label, what is written, and what must stand in the JSON then. */
const filled: Record<string, [row: string, value: string, property: string, expected?: unknown]> = {
  ...Object.fromEntries(
    ['TextHeading', 'TextSubheading', 'TextBody', 'TextCaption', 'EmbeddedLink'].map((kind) => [
      kind,
      ['Text', 'Filled in', 'text'],
    ]),
  ),
  ...Object.fromEntries(
    [
      'TextInput',
      'TextArea',
      'Dropdown',
      'RadioButtonsGroup',
      'CheckboxGroup',
      'ChipsSelector',
      'DatePicker',
      'CalendarPicker',
      'OptIn',
      'PhotoPicker',
      'DocumentPicker',
      'Footer',
    ].map((kind) => [kind, ['Label', 'Filled in', 'label']]),
  ),
  RichText: ['Text', 'Filled in', 'text', ['Filled in']],
  Image: ['Picture in words', 'Filled in', 'alt-text'],
  ImageCarousel: ['Aspect ratio', '16:9', 'aspect-ratio'],
  NavigationList: ['Field name', 'filled_in', 'name'],
  Form: ['Field name', 'filled_in', 'name'],
  If: ['Field of condition 1', '', 'condition', "${form.asked} == ''"],
  Switch: ['Decide by', '', 'value'],
}

type Json = {
  screens: { id: string; layout: { children: Record<string, unknown>[] } }[]
}

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  api = withKey(app)
  flows = flowsPath(app)
  nora = await someone(browser)
  await nora.page.goto(`${app.url}/chat/flows`)
  await signIn(nora.page, app, 'editor')
  await nora.page.getByRole('link', { name: 'Home service booking' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

async function openFlow(name: string, face: 'Canvas' | 'Map' | 'Split'): Promise<string> {
  const id = await draftWith(app, name, JSON.stringify(flow, null, 2))
  const { page } = nora
  await page.goto(`${app.url}/chat/flows/${id}`)
  await take(page.getByRole('radio', { name: face }))
  return id
}

const jsonOf = (id: string) => api.get<Json>(`${flows}/${id}/json`)
const childrenOf = (json: Json, id: string) =>
  json.screens.find((one) => one.id === id)?.layout.children ?? []
/** The screen's components once they are as awaited; the room is asked, not the page. */
const childrenWhen = async (
  id: string,
  screenId: string,
  holds: (children: Record<string, unknown>[]) => boolean,
) =>
  childrenOf(
    await eventually(
      () => jsonOf(id),
      (json) => holds(childrenOf(json, screenId)),
    ),
    screenId,
  )

const kindsOf = (children: Record<string, unknown>[]) => children.map(({ type }) => type)
const canvasOf = (page: Page) => page.getByRole('region', { name: 'Canvas' })
const titleAt = (page: Page, screenAt: number, index: number) =>
  canvasOf(page).locator(`[data-card-title="screens[${screenAt}].layout.children[${index}]"]`)

async function goToScreen(page: Page, id: string) {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: id })
    .first()
    .click()
  await canvasOf(page).getByText(`Screen · ${id}`).waitFor()
}

/** Writes into a row of the open properties. */
async function fillIn(card: Locator, [row, value]: readonly [string, string, ...unknown[]]) {
  const field = card.getByLabel(row, { exact: true }).first()
  await field.waitFor()
  const tag = await field.evaluate((element) => element.tagName)
  if (tag === 'SELECT') {
    if (value !== '') await field.selectOption(value)
  } else {
    await field.fill(value)
    await field.blur()
  }
}

describe('by mouse', () => {
  let id = ''
  const { length } = componentSpecs

  test(`each of the ${length} kinds is dragged in, filled in, dragged on and deleted`, async () => {
    id = await openFlow('By mouse', 'Canvas')
    const { page } = nora
    const order = { ASK: 0, PAGE: 1, LIST: 2 } as Record<string, number>
    for (const { kind, title } of componentSpecs) {
      const at = home[kind] ?? 'ASK'
      await goToScreen(page, at)
      const before = kindsOf(childrenOf(await jsonOf(id), at))
      // Dragged from the palette above everything else.
      const offer = page
        .getByRole('complementary', { name: 'Components to add' })
        .getByRole('button', { name: title, exact: true })
      await offer.scrollIntoViewIfNeeded()
      await carry(page, offer, titleAt(page, order[at]!, 0), 'above')
      await childrenWhen(
        id,
        at,
        (children) => children[0]?.type === kind && children.length > before.length,
      )
      const card = canvasOf(page).locator(`[data-path="screens[${order[at]}].layout.children[0]"]`)
      await card.and(page.locator('[data-selected="true"]')).waitFor()
      const wanted = filled[kind]!
      await fillIn(card, wanted)
      if (wanted[1] !== '')
        await childrenWhen(
          id,
          at,
          ([first]) =>
            JSON.stringify(first?.[wanted[2]]) === JSON.stringify(wanted[3] ?? wanted[1]),
        )
      // Dragged behind its neighbour.
      await titleAt(page, order[at]!, 0).click()
      await carry(page, titleAt(page, order[at]!, 0), titleAt(page, order[at]!, 1), 'below')
      await childrenWhen(id, at, (children) => children[1]?.type === kind)
      const moved = canvasOf(page).locator(`[data-path="screens[${order[at]}].layout.children[1]"]`)
      await moved.and(page.locator('[data-selected="true"]')).waitFor()
      await moved.getByRole('button', { name: 'Delete', exact: true }).first().click()
      await childrenWhen(id, at, (children) => String(kindsOf(children)) === String(before))
    }
    expect(nora.errors).toEqual([])
  })
})

describe('by keyboard alone', () => {
  test('each kind is added, filled in, moved and deleted', async () => {
    const id = await openFlow('By keyboard', 'Canvas')
    const { page } = nora
    const order = { ASK: 0, PAGE: 1, LIST: 2 } as Record<string, number>
    const isFocused = (path: string) =>
      page.locator(`[data-card-title="${path}"]`).and(page.locator(':focus')).waitFor()
    for (const { kind, title } of componentSpecs) {
      const at = home[kind] ?? 'ASK'
      const pathAt = (index: number) => `screens[${order[at]}].layout.children[${index}]`
      await page
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('button', { name: at })
        .first()
        .focus()
      await page.keyboard.press('Enter')
      await canvasOf(page).getByText(`Screen · ${at}`).waitFor()
      const before = kindsOf(childrenOf(await jsonOf(id), at))
      // The last button of the list adds to its end; the choice is found by typing.
      await canvasOf(page)
        .getByRole('button', { name: `Add component to screen ${at}` })
        .focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Add a component' })
      await dialog.getByRole('searchbox').and(page.locator(':focus')).waitFor()
      await page.keyboard.type(title)
      for (let presses = 0; presses < 8; presses++) {
        const there = dialog
          .getByRole('button', { name: title, exact: true })
          .and(page.locator(':focus'))
        if (await there.count()) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      const last = before.length
      await childrenWhen(id, at, (children) => children[last]?.type === kind)
      await isFocused(pathAt(last))
      // Tab leads from its title to its properties.
      const card = canvasOf(page).locator(`[data-path="${pathAt(last)}"]`)
      const wanted = filled[kind]!
      const field = card.getByLabel(wanted[0], { exact: true }).first()
      await field.waitFor()
      for (let presses = 0; presses < 20; presses++) {
        if (await field.and(page.locator(':focus')).count()) break
        await page.keyboard.press('Tab')
      }
      if (wanted[1] !== '') {
        if ((await field.evaluate((element) => element.tagName)) === 'SELECT')
          await page.keyboard.press('ArrowDown')
        else {
          await page.keyboard.press('Control+a')
          await page.keyboard.type(wanted[1])
          await page.keyboard.press('Tab')
        }
        await childrenWhen(
          id,
          at,
          (children) =>
            JSON.stringify(children[last]?.[wanted[2]]) === JSON.stringify(wanted[3] ?? wanted[1]),
        )
      }
      const title_ = canvasOf(page).locator(`[data-card-title="${pathAt(last)}"]`)
      for (let presses = 0; presses < 24; presses++) {
        if (await title_.and(page.locator(':focus')).count()) break
        await page.keyboard.press('Shift+Tab')
      }
      await page.keyboard.press('Alt+ArrowUp')
      await childrenWhen(id, at, (children) => children[last - 1]?.type === kind)
      await isFocused(pathAt(last - 1))
      await page.keyboard.press('Delete')
      await childrenWhen(id, at, (children) => String(kindsOf(children)) === String(before))
    }
    expect(nora.errors).toEqual([])
  })
})

describe('on the canvas', () => {
  test('a photo of five megabytes is made small enough, and what is no picture is said to be none', async () => {
    const id = await openFlow('A photo', 'Canvas')
    const { page } = nora
    await goToScreen(page, 'ASK')
    await page
      .getByRole('complementary', { name: 'Components to add' })
      .getByRole('button', { name: 'Image', exact: true })
      .click()
    const card = canvasOf(page).locator('[data-selected="true"]')
    const chooser = page.waitForEvent('filechooser')
    await card.getByRole('button', { name: 'Replace' }).click()
    const photo = noisePng(1300, 1300)
    expect(photo.length).toBeGreaterThan(5_000_000)
    await (await chooser).setFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: photo }])
    const children = await childrenWhen(id, 'ASK', (now) =>
      now.some(({ src }) => typeof src === 'string' && src.startsWith('/9j/')),
    )
    const { src } = children.find(({ type }) => type === 'Image') as { src: string }
    expect((src.length * 3) / 4).toBeLessThanOrEqual(100_000)

    const again = page.waitForEvent('filechooser')
    await card.getByRole('button', { name: 'Replace' }).click()
    await (await again).setFiles([
      { name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    ])
    await card.getByText('This file is no picture that a browser can read.').waitFor()
    expect(nora.errors).toEqual([])
  })

  test('rows of a spreadsheet become options, and one step takes them back', async () => {
    const id = await openFlow('Rows', 'Canvas')
    const { page } = nora
    await goToScreen(page, 'ASK')
    await page
      .getByRole('complementary', { name: 'Components to add' })
      .getByRole('button', { name: 'Dropdown', exact: true })
      .click()
    const card = canvasOf(page).locator('[data-selected="true"]')
    // Pasted where a title is: what comes of it is seen first.
    await card.getByLabel('Title of entry 1').evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData(
        'text/plain',
        'Plumbing\tPipes, taps\nElectrical\t"Sockets\nand lights"\n',
      )
      field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    })
    const dialog = page.getByRole('dialog', { name: 'Options from a spreadsheet' })
    await dialog.getByText('electrical', { exact: true }).waitFor()
    if (process.env.PICTURES)
      await page.screenshot({ path: join(process.env.PICTURES, 'editor-spreadsheet.png') })
    await dialog.getByRole('button', { name: 'Add 2 options' }).click()
    const options = async () =>
      (await childrenWhen(id, 'ASK', () => true)).find(({ type }) => type === 'Dropdown')?.[
        'data-source'
      ] as Record<string, unknown>[]
    await eventually(options, (now) => now?.[0]?.id === 'plumbing')
    expect(await options()).toEqual([
      { id: 'plumbing', title: 'Plumbing', description: 'Pipes, taps' },
      { id: 'electrical', title: 'Electrical', description: 'Sockets\nand lights' },
    ])
    // By keyboard: more of them, behind those.
    await card.getByRole('button', { name: 'From a spreadsheet' }).press('Enter')
    await dialog.getByRole('textbox', { name: 'Rows' }).waitFor()
    await page.keyboard.type('Heating')
    await page.keyboard.press('Control+Enter')
    await eventually(options, (now) => now.length === 3)
    expect((await options())[2]).toEqual({ id: 'heating', title: 'Heating' })
    await page.getByRole('button', { name: /^Undo my last change/ }).click()
    await eventually(options, (now) => now.length === 2)
    expect(nora.errors).toEqual([])
  })

  test('a ready-made group comes at once, with names of its own the second time', async () => {
    const id = await openFlow('Ready-made', 'Canvas')
    const { page } = nora
    await goToScreen(page, 'ASK')
    const group = page
      .getByRole('complementary', { name: 'Components to add' })
      .getByRole('button', { name: 'Contact details' })
    await group.click()
    await childrenWhen(id, 'ASK', (now) => now.some(({ name }) => name === 'email'))
    await group.focus()
    await page.keyboard.press('Enter')
    const twice = await childrenWhen(id, 'ASK', (now) => now.some(({ name }) => name === 'email_2'))
    expect(twice.filter(({ type }) => type === 'TextInput').length).toBeGreaterThanOrEqual(6)
    await page.getByRole('button', { name: /^Undo my last change/ }).click()
    await childrenWhen(
      id,
      'ASK',
      (now) =>
        !now.some(({ name }) => /_2$/.test(String(name))) &&
        now.some(({ name }) => name === 'email'),
    )
    expect(nora.errors).toEqual([])
  })

  test('what is selected on the phone is selected on the canvas and in the text', async () => {
    await openFlow('Picked', 'Split')
    const { page } = nora
    await phoneOf(page).locator('[data-path="screens[0].layout.children[1]"]').click()
    await canvasOf(page)
      .locator('[data-path="screens[0].layout.children[1]"][data-selected="true"]')
      .waitFor()
    await page.getByRole('navigation', { name: 'Where the cursor is' }).getByText('asked').waitFor()
  })

  test('the two ends of a range are typed into letter by letter', async () => {
    const id = await openFlow('Range', 'Canvas')
    const { page } = nora
    const ends = { 'start-date': '', 'end-date': 'Departure' }
    const text = JSON.stringify(flow, null, 2).replace(
      '"type": "TextBody",',
      `"type": "CalendarPicker", "name": "stay", "mode": "range", "label": ${JSON.stringify(ends)},`,
    )
    await api.ask('PUT', `${flows}/${id}`, { flowJson: text })
    await canvasOf(page).getByText('Calendar · stay').click()
    const field = canvasOf(page).locator('[data-selected="true"]').getByLabel('First day').first()
    await field.focus()
    await page.keyboard.type('Arrival')
    await childrenWhen(
      id,
      'ASK',
      ([first]) =>
        JSON.stringify(first?.label) === '{"start-date":"Arrival","end-date":"Departure"}',
    )
  })

  test('an unknown property is kept, and edited as JSON', async () => {
    const id = await openFlow('Unknown', 'Canvas')
    const { page } = nora
    const text = JSON.stringify(flow, null, 2).replace(
      '"text": "Anchor"',
      '"text": "Anchor", "x-note": { "by": "us" }',
    )
    await api.ask('PUT', `${flows}/${id}`, { flowJson: text })
    await titleAt(page, 0, 0).click()
    const card = canvasOf(page).locator('[data-selected="true"]')
    const field = card.getByLabel('x-note as JSON')
    await field.fill('{ "by": ')
    await field.blur()
    await card.getByText('Not JSON, so nothing was changed').waitFor()
    await field.fill('{ "by": "them" }')
    await field.blur()
    await childrenWhen(
      id,
      'ASK',
      ([first]) => JSON.stringify(first?.['x-note']) === '{"by":"them"}',
    )
  })
})

describe('on the map', () => {
  test('a pull from one screen to another makes the way, with what it hands on', async () => {
    const id = await openFlow('Pulled', 'Map')
    const { page } = nora
    const text = JSON.stringify(flow, null, 2).replace(
      '"title": "Screen END",',
      '"title": "Screen END", "data": { "asked": { "type": "string", "__example__": "x" } },',
    )
    await api.ask('PUT', `${flows}/${id}`, { flowJson: text })
    const [from, to] = ['ASK', 'END'].map((one) => page.locator(`[data-screen-node="${one}"]`))
    await to!.waitFor()
    const [start, end] = [(await from!.boundingBox())!, (await to!.boundingBox())!]
    await page.mouse.move(start.x + start.width, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 })
    await page.mouse.up()
    const dialog = page.getByRole('dialog', { name: 'From ASK to END' })
    await dialog.getByText('asked').first().waitFor()
    await dialog.getByRole('button', { name: 'Connect' }).click()
    const children = await childrenWhen(id, 'ASK', (now) => now.length === 3)
    expect(children[2]).toMatchObject({
      type: 'Footer',
      'on-click-action': {
        name: 'navigate',
        next: { type: 'screen', name: 'END' },
        payload: { asked: '${form.asked}' },
      },
    })
  })

  test('a flow without a screen gets its first one from the canvas', async () => {
    const id = await draftWith(app, 'Empty', '{ "version": "7.3", "screens": [] }')
    const { page } = nora
    await page.goto(`${app.url}/chat/flows/${id}`)
    await take(page.getByRole('radio', { name: 'Canvas' }))
    await canvasOf(page).getByRole('button', { name: 'Add a screen' }).click()
    await childrenWhen(id, 'SCREEN', (children) => children.length === 1)
    await canvasOf(page).getByText('Screen · SCREEN').waitFor()
  })
})

/** A picture that nothing makes smaller but fewer points. */
function noisePng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  randomFillSync(rows)
  for (let row = 0; row < height; row++) rows[row * (width * 3 + 1)] = 0
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * Carries one thing over another with the mouse and lets go above or below its middle. Where the page has moved under the
 * mouse meanwhile, it is taken up once more, as a hand would.
 */
async function carry(page: Page, from: Locator, onto: Locator, side: 'above' | 'below') {
  const landing = canvasOf(page).locator('[class*="landing"]')
  for (let attempt = 0; ; attempt++) {
    await onto.scrollIntoViewIfNeeded()
    await from.scrollIntoViewIfNeeded()
    const start = (await from.boundingBox())!
    await page.mouse.move(start.x + 30, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(start.x + 50, start.y + start.height / 2 + 12, { steps: 3 })
    const card = onto.locator('xpath=ancestor::*[@data-path][1]')
    const stage = (await canvasOf(page).boundingBox())!
    let box = (await card.boundingBox())!
    // Where the place lies below what can be seen, the canvas scrolls while one holds still at its edge.
    for (let waits = 0; box.y + box.height > stage.y + stage.height - 60 && waits < 200; waits++) {
      await page.mouse.move(stage.x + stage.width / 2, stage.y + stage.height - 8)
      box = (await card.boundingBox())!
    }
    const y = side === 'above' ? box.y + 4 : box.y + box.height - 4
    await page.mouse.move(box.x + box.width / 2, y, { steps: 4 })
    const isThere = await landing
      .waitFor({ timeout: attempt < 4 ? 2000 : 20_000 })
      .then(() => true)
      .catch((error: unknown) => {
        if (attempt >= 4) throw error
        return false
      })
    if (isThere) return page.mouse.up()
    await page.keyboard.press('Escape')
    await page.mouse.up()
  }
}
