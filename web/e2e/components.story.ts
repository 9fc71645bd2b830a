/** Every kind of component on the phone beside the text, by mouse; suggestions, help and fixes in the text. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { withKey } from '../../cli/check/http.ts'
import { linesOf, phoneOf, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let flowId = ''

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const screen = (id: string, title: string, children: unknown[], rest = {}) => ({
  id,
  title,
  ...rest,
  layout: { type: 'SingleColumnLayout', children },
})
const go = (name: string, payload = {}) => ({
  name: 'navigate',
  next: { type: 'screen', name },
  payload,
})

const flow = {
  version: '7.3',
  screens: [
    screen('MENU', 'What for?', [
      {
        type: 'NavigationList',
        name: 'menu',
        label: 'What can we do?',
        description: 'Choose one to go on',
        'list-items': [
          {
            id: 'stay',
            'main-content': {
              title: 'Book a stay',
              description: 'One to nine nights',
              metadata: 'Best price',
            },
            end: { title: 'from 50 €' },
            badge: 'New',
            tags: ['quiet', 'central'],
          },
          {
            id: 'full',
            'main-content': { title: 'Day trip' },
            end: { title: 'sold out' },
            enabled: false,
          },
        ],
        'on-click-action': go('STAY', { topic: '${form.menu}' }),
      },
    ]),
    screen(
      'STAY',
      'Your stay',
      [
        {
          type: 'ImageCarousel',
          images: [
            { src: png, 'alt-text': 'The room' },
            { src: png, 'alt-text': 'The view' },
          ],
          'aspect-ratio': '16:9',
        },
        {
          type: 'ChipsSelector',
          name: 'wishes',
          label: 'Wishes',
          description: 'At most two',
          'data-source': ['Breakfast', 'Parking', 'Late arrival'].map((title, at) => ({
            id: `w${at}`,
            title,
          })),
          'max-selected-items': 2,
          required: true,
        },
        {
          type: 'CalendarPicker',
          name: 'visit',
          label: 'Visit us before',
          'min-date': '2026-05-01',
          'max-date': '2026-05-31',
          'include-days': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
        },
        {
          type: 'CalendarPicker',
          name: 'stay',
          mode: 'range',
          title: 'Nights',
          description: 'One to nine',
          label: { 'start-date': 'Arrival', 'end-date': 'Departure' },
          required: { 'start-date': true, 'end-date': true },
          'min-date': '2026-06-01',
          'max-date': '2026-06-30',
          'min-days': 1,
          'max-days': 9,
        },
        {
          type: 'DocumentPicker',
          name: 'papers',
          label: 'Papers',
          description: 'A scan of your booking',
          'max-uploaded-documents': 2,
          'max-file-size-kb': 5120,
          'allowed-mime-types': ['application/pdf'],
        },
        {
          type: 'Footer',
          label: 'Terms',
          'on-click-action': go('TERMS', { topic: '${data.topic}' }),
        },
      ],
      { data: { topic: { type: 'string', __example__: 'stay' } } },
    ),
    screen(
      'TERMS',
      'Terms',
      [
        {
          type: 'RichText',
          text: [
            '# Terms',
            'You agree to be **quiet** and *kind*.',
            '## Prices',
            '| Night | Price |',
            '| --- | --- |',
            '| Weekday | 50 € |',
            '| Weekend | **70 €** |',
            '1. Keys at the desk',
            '2. Bags too',
            `![Our house](data:image/png;base64,${png})`,
          ],
        },
        {
          type: 'Footer',
          label: 'Book',
          'on-click-action': {
            name: 'complete',
            payload: {
              topic: '${data.topic}',
              wishes: '${screen.STAY.form.wishes}',
              visit: '${screen.STAY.form.visit}',
              stay: '${screen.STAY.form.stay}',
              papers: '${screen.STAY.form.papers}',
            },
          },
        },
      ],
      { terminal: true, data: { topic: { type: 'string', __example__: 'stay' } } },
    ),
  ],
}

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  const { accountId, channelId } = app.demo
  const made = await withKey(app).post<{ id: string }>(
    `/api/v1/accounts/${accountId}/channels/${channelId}/flows`,
    { name: 'All components', categories: ['OTHER'], flowJson: JSON.stringify(flow, null, 2) },
  )
  flowId = made.id
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** `PICTURES=folder npm run e2e` keeps what it looked like. */
const picture = (name: string) =>
  process.env.PICTURES ? { path: join(process.env.PICTURES, `${name}.png`) } : null

test('every component is filled in and arrives in the answer', async () => {
  const { page, errors, leave } = await someone(browser)
  const look = async (name: string) => {
    const options = picture(name)
    if (options) await page.screenshot(options)
  }
  await page.goto(`${app.url}/chat/flows/${flowId}`)
  await signIn(page, app, 'editor')
  const phone = phoneOf(page)
  await phone.getByText('What can we do?').waitFor()
  await page.getByText('Nothing stands in the way of publishing.').waitFor()
  await look('components-list')
  expect(await phone.getByRole('button', { name: /Day trip/ }).isDisabled()).toBe(true)
  await phone.getByRole('button', { name: /Book a stay/ }).click()

  const terms = phone.getByRole('button', { name: 'Terms' })
  await terms.waitFor()
  expect(await terms.isDisabled()).toBe(true)
  await phone.getByRole('checkbox', { name: 'Parking' }).check()
  await phone.getByRole('checkbox', { name: 'Breakfast' }).check()
  expect(await phone.getByRole('checkbox', { name: 'Late arrival' }).isDisabled()).toBe(true)
  await phone.getByRole('button', { name: 'Picture after' }).click()
  await look('components-fields')

  await phone.getByRole('button', { name: /^Visit us before/ }).click()
  const sunday = phone.getByRole('button', { name: /3 May 2026|May 3, 2026/ })
  expect(await sunday.getAttribute('aria-disabled')).toBe('true')
  await phone.getByRole('button', { name: /4 May 2026|May 4, 2026/ }).click()
  await phone.getByRole('button', { name: /^Arrival/ }).click()
  await phone.getByRole('button', { name: /2 June 2026|June 2, 2026/ }).click()
  await phone.getByRole('button', { name: /^Departure/ }).click()
  await phone.getByRole('button', { name: /20 June 2026|June 20, 2026/ }).click()
  await phone.getByText('Choose at most 9 days').waitFor()
  await look('components-range')
  await phone.getByRole('button', { name: /^Departure/ }).click()
  await phone.getByRole('button', { name: /5 June 2026|June 5, 2026/ }).click()

  const chooser = page.waitForEvent('filechooser')
  await phone.getByRole('button', { name: 'Add documents' }).click()
  await (await chooser).setFiles([
    { name: 'booking.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
    { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('png') },
  ])
  await phone.getByText('photo.png is not a kind of file that is asked for').waitFor()
  await phone.getByRole('button', { name: 'Remove photo.png' }).click()
  await terms.click()

  await phone.getByRole('heading', { name: 'Prices' }).waitFor()
  expect(await phone.getByRole('cell', { name: '70 €' }).count()).toBe(1)
  await look('components-rich-text')
  await phone.getByRole('button', { name: 'Book' }).click()
  const ended = page.getByText(/"papers"/)
  await ended.first().waitFor()
  const words = (await page.locator('body').innerText()).replace(/\s+/g, ' ')
  expect(words).toContain('"wishes": [ "w1", "w0" ]')
  expect(words).toContain('"stay": { "start-date": "2026-06-02", "end-date": "2026-06-05" }')
  expect(words).toContain('"file_name": "booking.pdf"')
  await look('components-answer')
  expect(errors).toEqual([])
  await leave()
})

test('the text suggests, explains and mends', async () => {
  const { page, errors, leave } = await someone(browser)
  await page.goto(`${app.url}/chat/flows/${flowId}`)
  await signIn(page, app, 'editor')
  const lines = linesOf(page)
  await lines.getByText('"What for?"').waitFor()

  await lines.getByText('"What for?"').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' "')
  await page.getByRole('option', { name: /^refresh_on_back/ }).waitFor()
  await page.getByText('True where the flow can end.').waitFor()
  await page.keyboard.type('sens')
  await page.getByRole('option', { name: /^refresh_on_back/ }).waitFor({ state: 'detached' })
  await page.getByRole('option', { name: /^sensitive/ }).waitFor()
  if (picture('')) await page.screenshot(picture('editor-suggestions') ?? {})
  expect(await page.locator('.cm-flowHelp').count()).toBe(0)
  await page.keyboard.press('Enter')
  await lines.getByText('"sensitive"').first().waitFor()
  await page.keyboard.press('Control+z')

  await page.getByText('"NavigationList"').first().hover()
  await page.locator('.cm-flowHelp').getByText('A list whose rows lead on').waitFor()
  if (picture('')) await page.screenshot(picture('editor-help') ?? {})

  // A word mistyped: the finding offers what was meant, and one key mends it.
  const word = lines.getByText('"description"').first()
  await word.dblclick()
  await page.keyboard.type('discription')
  const problem = page
    .getByRole('region', { name: 'Problems' })
    .getByRole('button', { name: /NavigationList has no property "discription"/ })
  await problem.click()
  await page.locator('.cm-focused .cm-activeLine', { hasText: 'discription' }).waitFor()
  if (picture('')) await page.screenshot(picture('editor-problem') ?? {})
  await page.keyboard.press('Control+.')
  await problem.waitFor({ state: 'detached' })
  expect(await lines.getByText('"discription"').count()).toBe(0)
  expect(errors).toEqual([])
  await leave()
})
