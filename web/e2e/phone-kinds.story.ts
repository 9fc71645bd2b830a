/** Every kind of component on the phone: it holds the way until it is filled in rightly, by mouse and by keyboard alone. */
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { componentSpecs } from '../../shared/flow/catalogue/index.ts'
import { frameWithFocus, phoneOf, type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let ana: Someone
let id = ''

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const options = ['First', 'Second', 'Third'].map((title) => ({ id: title.toLowerCase(), title }))

type Press = (target: Locator) => Promise<void>
type Hands = {
  press: Press
  write: (target: Locator, words: string) => Promise<void>
  /** Turns a wheel to the row with these words, which is near. */
  turn: (wheel: Locator, words: string) => Promise<void>
}
/** One screen: what stands on it, what shows that it is drawn, and how it is filled in to go on. */
type Stop = {
  kinds: string[]
  children: object[]
  shows: string
  fill?: (phone: FrameLocator, hands: Hands, page: Page) => Promise<void>
  /** Its field, and what of it has to be in the answer. */
  answer?: [string, unknown]
  /** Goes on by itself: there is no button at the bottom. */
  leads?: true
}

const choose =
  (role: 'radio' | 'checkbox'): NonNullable<Stop['fill']> =>
  (phone, { press }) =>
    press(phone.getByRole(role, { name: 'Second' }))
const files =
  (button: string, name: string, mimeType: string): NonNullable<Stop['fill']> =>
  async (phone, { press }, page) => {
    const chooser = page.waitForEvent('filechooser')
    await press(phone.getByRole('button', { name: button }))
    await (await chooser).setFiles([{ name, mimeType, buffer: Buffer.from(png, 'base64') }])
    await phone.getByText(name).waitFor()
  }
const day = (date: RegExp): NonNullable<Stop['fill']> =>
  async function pickDay(phone, { press }) {
    await press(phone.getByRole('button', { name: /^Field/ }).first())
    await press(phone.getByRole('button', { name: date }))
  }

const stops: Stop[] = [
  {
    kinds: ['TextHeading', 'TextSubheading', 'TextBody', 'TextCaption', 'RichText', 'Image'],
    children: [
      { type: 'TextHeading', text: 'A heading' },
      { type: 'TextSubheading', text: 'A subheading' },
      { type: 'TextBody', text: 'A body' },
      { type: 'TextCaption', text: 'A caption' },
      { type: 'Image', src: png, 'alt-text': 'A picture' },
    ],
    shows: 'A caption',
  },
  {
    kinds: ['TextInput', 'Form'],
    children: [
      {
        type: 'Form',
        name: 'form',
        children: [
          { type: 'TextInput', name: 'f', label: 'Field', required: true, 'min-chars': 3 },
        ],
      },
    ],
    shows: 'Field',
    fill: (phone, { write }) => write(phone.getByLabel('Field'), 'Oslo'),
    answer: ['f', 'Oslo'],
  },
  {
    kinds: ['TextArea'],
    children: [{ type: 'TextArea', name: 'f', label: 'Field', required: true }],
    shows: 'Field',
    fill: (phone, { write }) => write(phone.getByLabel('Field'), 'Two words'),
    answer: ['f', 'Two words'],
  },
  {
    kinds: ['Dropdown'],
    children: [
      { type: 'Dropdown', name: 'f', label: 'Field', required: true, 'data-source': options },
    ],
    shows: 'Field',
    fill: async (phone, { press }) => {
      await press(phone.getByRole('button', { name: /^Field/ }))
      await press(phone.getByRole('option', { name: 'Second' }))
    },
    answer: ['f', 'second'],
  },
  {
    kinds: ['RadioButtonsGroup', 'If'],
    children: [
      {
        type: 'RadioButtonsGroup',
        name: 'f',
        label: 'Field',
        required: true,
        'data-source': options,
      },
      {
        type: 'If',
        condition: "${form.f} == 'second'",
        // biome-ignore lint/suspicious/noThenProperty: the language's own word
        then: [{ type: 'TextBody', text: 'The second it is' }],
      },
    ],
    shows: 'Field',
    fill: async (phone, hands, page) => {
      await choose('radio')(phone, hands, page)
      await phone.getByText('The second it is').waitFor()
    },
    answer: ['f', 'second'],
  },
  {
    kinds: ['CheckboxGroup'],
    children: [
      { type: 'CheckboxGroup', name: 'f', label: 'Field', required: true, 'data-source': options },
    ],
    shows: 'Field',
    fill: choose('checkbox'),
    answer: ['f', ['second']],
  },
  {
    kinds: ['ChipsSelector', 'Switch'],
    children: [
      { type: 'ChipsSelector', name: 'f', label: 'Field', required: true, 'data-source': options },
      { type: 'Dropdown', name: 'g', label: 'Case', required: true, 'data-source': options },
      {
        type: 'Switch',
        value: '${form.g}',
        cases: {
          second: [{ type: 'TextBody', text: 'In case of the second' }],
          default: [{ type: 'TextBody', text: 'Otherwise' }],
        },
      },
    ],
    shows: 'Field',
    fill: async (phone, hands, page) => {
      await choose('checkbox')(phone, hands, page)
      await hands.press(phone.getByRole('button', { name: /^Case/ }))
      await hands.press(phone.getByRole('option', { name: 'Second' }))
      await phone.getByText('In case of the second').waitFor()
    },
    answer: ['f', ['second']],
  },
  {
    kinds: ['DatePicker'],
    children: [
      {
        type: 'DatePicker',
        name: 'f',
        label: 'Field',
        required: true,
        'min-date': '2026-05-01',
        'max-date': '2026-05-08',
        'unavailable-dates': ['2026-05-07'],
      },
    ],
    shows: 'Field',
    fill: async (phone, { press, turn }) => {
      await press(phone.getByRole('button', { name: /^Field/ }))
      await turn(phone.getByRole('spinbutton', { name: 'Day' }), '7')
      await phone.getByText(/7 May 2026: not available|May 7, 2026: not available/).waitFor()
      expect(await phone.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
      await turn(phone.getByRole('spinbutton', { name: 'Day' }), '6')
      await press(phone.getByRole('button', { name: 'Done' }))
    },
    answer: ['f', '2026-05-06'],
  },
  {
    kinds: ['CalendarPicker'],
    children: [
      {
        type: 'CalendarPicker',
        name: 'f',
        label: 'Field',
        required: true,
        'min-date': '2026-05-01',
        'max-date': '2026-05-08',
      },
    ],
    shows: 'Field',
    fill: day(/\b5 May 2026|May 5, 2026/),
    answer: ['f', '2026-05-05'],
  },
  {
    kinds: ['OptIn'],
    children: [{ type: 'OptIn', name: 'f', label: 'I agree', required: true }],
    shows: 'I agree',
    fill: (phone, { press }) => press(phone.getByRole('checkbox', { name: /I agree/ })),
    answer: ['f', true],
  },
  {
    kinds: ['PhotoPicker'],
    children: [{ type: 'PhotoPicker', name: 'f', label: 'Field', 'min-uploaded-photos': 1 }],
    shows: 'Field',
    fill: files('Add photos', 'house.png', 'image/png'),
    answer: ['f', [expect.objectContaining({ file_name: 'house.png' })]],
  },
  {
    kinds: ['DocumentPicker'],
    children: [{ type: 'DocumentPicker', name: 'f', label: 'Field', 'min-uploaded-documents': 1 }],
    shows: 'Field',
    fill: files('Add documents', 'plan.pdf', 'application/pdf'),
    answer: ['f', [expect.objectContaining({ file_name: 'plan.pdf' })]],
  },
  {
    kinds: ['ImageCarousel', 'EmbeddedLink'],
    children: [
      {
        type: 'ImageCarousel',
        images: [
          { src: png, 'alt-text': 'One' },
          { src: png, 'alt-text': 'Two' },
        ],
      },
    ],
    shows: '',
    fill: async (phone, { press }) => {
      await press(phone.getByRole('button', { name: 'Picture after' }))
      await press(
        phone
          .getByRole('button', { name: 'On by a link' })
          .or(phone.getByRole('link', { name: 'On by a link' })),
      )
    },
    leads: true,
  },
  {
    kinds: ['NavigationList'],
    children: [],
    shows: 'On by a row',
    fill: (phone, { press }) => press(phone.getByRole('button', { name: /On by a row/ })),
    leads: true,
  },
]

const nameOf = (at: number) => `K_${String.fromCharCode(65 + at)}`
const onFrom = (at: number) => ({
  name: 'navigate',
  next: { type: 'screen', name: nameOf(at + 1) },
  payload: {},
})

function flowText(): string {
  const screens = stops.map(({ kinds, children, leads }, at) => ({
    id: nameOf(at),
    title: kinds.join(' '),
    layout: {
      type: 'SingleColumnLayout',
      children: [
        ...children,
        ...(kinds.includes('EmbeddedLink')
          ? [{ type: 'EmbeddedLink', text: 'On by a link', 'on-click-action': onFrom(at) }]
          : []),
        ...(kinds.includes('NavigationList')
          ? [
              {
                type: 'NavigationList',
                name: 'f',
                'list-items': [{ id: 'row', 'main-content': { title: 'On by a row' } }],
                'on-click-action': onFrom(at),
              },
            ]
          : []),
        ...(leads ? [] : [{ type: 'Footer', label: 'Next', 'on-click-action': onFrom(at) }]),
      ],
    },
  }))
  const payload = Object.fromEntries(
    stops.flatMap(({ answer }, at) =>
      answer ? [[`a_${at}`, `\${screen.${nameOf(at)}.form.${answer[0]}}`]] : [],
    ),
  )
  return JSON.stringify({
    version: '7.3',
    screens: [
      ...screens,
      {
        id: nameOf(stops.length),
        title: 'The end',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'RichText', text: ['# Nothing is missing'] },
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload },
            },
          ],
        },
      },
    ],
  })
}

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  id = await draftWith(app, 'Every kind', flowText())
  ana = await someone(browser)
  await ana.page.goto(`${app.url}/chat/flows/${id}/preview`)
  await signIn(ana.page, app, 'owner')
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** The kind of group that an element, or the one with the focus, moves in by arrow keys. Runs in the page. */
function groupOf(element?: Element | null): 'days' | 'list' | 'radio' | 'none' {
  const at = element ?? document.activeElement
  if (at?.closest('fieldset[aria-label="Days"]')) return 'days'
  if (at?.matches('[role="option"]')) return 'list'
  return at?.matches('[type="radio"]') ? 'radio' : 'none'
}
const arrowIn = { days: 'ArrowLeft', list: 'ArrowDown', radio: 'ArrowDown', none: undefined }

/** Walks all screens; before each is filled in the button at the bottom is off, where something is asked. */
async function walk(page: Page, hands: Hands): Promise<Record<string, unknown>> {
  const phone = phoneOf(page)
  for (const [at, { shows, fill, leads, answer }] of stops.entries()) {
    await phone.locator(`[data-screen="${nameOf(at)}"]`).waitFor()
    if (shows) await phone.getByText(shows).first().waitFor()
    const next = phone.getByRole('button', { name: 'Next' })
    if (answer) expect(await next.isDisabled(), nameOf(at)).toBe(true)
    await fill?.(phone, hands, page)
    if (answer)
      await expect.poll(() => next.isEnabled(), { message: nameOf(at), timeout: 5000 }).toBe(true)
    if (!leads) await hands.press(next)
  }
  await phone.getByRole('heading', { name: 'Nothing is missing' }).waitFor()
  await hands.press(phone.getByRole('button', { name: 'Send' }))
  const sent = page.getByRole('region', { name: 'What was sent' }).locator('pre')
  await sent.waitFor()
  return JSON.parse(await sent.innerText())
}

/** What was filled in has to be in the answer, screen by screen. */
function check(sent: Record<string, unknown>): void {
  for (const [at, { kinds, answer }] of stops.entries())
    if (answer) expect(sent[`a_${at}`], kinds[0]).toEqual(answer[1])
}

test('by mouse', async () => {
  const { page } = ana
  await phoneOf(page).getByText('A heading').waitFor()
  const sent = await walk(page, {
    press: (target) => target.click(),
    write: async (target, words) => {
      await target.click()
      await target.pressSequentially(words)
    },
    turn: (wheel, words) => wheel.getByText(words, { exact: true }).click(),
  })
  check(sent)
})

test('by keyboard alone', async () => {
  const { page } = ana
  await page.keyboard.press('Control+Enter')
  const phone = phoneOf(page)
  await phone.getByText('A heading').waitFor()
  await page.locator('iframe[title="Screen of the phone"]').focus()
  /** Tab, or within a group the arrows, until it has the focus. */
  const reach = async (target: Locator) => {
    const focused = target.and(phone.locator(':focus'))
    const group = await target.evaluate(groupOf)
    let arrows = 0
    for (let presses = 0; presses < 90; presses++) {
      if ((await focused.count()) > 0) return
      const frame = await frameWithFocus(page)
      // Arrows move within the group that it is in, and nowhere else.
      const arrow = (await frame.evaluate(groupOf, null)) === group ? arrowIn[group] : undefined
      arrows = arrow && arrows < 8 ? arrows + 1 : 0
      await page.keyboard.press(arrow && arrows > 0 ? arrow : 'Tab')
      // The focus passes into the phone's frame and out of it a moment later.
      await page.waitForTimeout(40)
    }
    throw new Error(`the keyboard never comes to ${target}`)
  }
  const sent = await walk(page, {
    press: async (target) => {
      await reach(target)
      const isRadio = await target.evaluate((element) => element.matches('[type="radio"]:checked'))
      if (!isRadio)
        await page.keyboard.press(
          (await target.evaluate((element) => element.tagName)) === 'INPUT' ? 'Space' : 'Enter',
        )
    },
    write: async (target, words) => {
      await reach(target)
      await page.keyboard.type(words)
    },
    turn: async (wheel, words) => {
      await reach(wheel)
      const isThere = async () =>
        (await wheel.getAttribute('aria-valuetext'))?.split(',')[0] === words
      for (let turns = 0; turns < 10 && !(await isThere()); turns++)
        await page.keyboard.press('ArrowUp')
    },
  })
  check(sent)
  expect(ana.errors).toEqual([])
})

test('no kind of the language is forgotten', () => {
  const walked = new Set([...stops.flatMap(({ kinds }) => kinds), 'Footer'])
  expect(componentSpecs.map(({ kind }) => kind).filter((kind) => !walked.has(kind))).toEqual([])
})
