/**
 * The editor in Chromium on the served app: opening a flow beside an empty CodeMirror page, keys to paint, keys to
 * preview and findings, dragging on a full canvas, and the size of what has to be loaded.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith } from '../../cli/check/flows.ts'
import { root } from '../../cli/local/build.ts'
import { signIn, someone } from '../../web/e2e/people.ts'
import { flowOfSize } from '../flow/texts.ts'
import { percentile, type Row } from '../report.ts'

const KEYS = 60
const FRAME_MS = 1000 / 60

export async function editorBench(): Promise<Row[]> {
  const [app, browser] = await Promise.all([startApp(), startBrowser()])
  try {
    const page = await signedIn(app, browser)
    return [
      ...(await opening(app, page)),
      ...(await keys(app, page, 100_000)),
      ...(await keys(app, page, 10_000_000, 50)),
      ...(await dragging(app, page)),
      ...sizes(),
    ]
  } finally {
    await browser.close()
    await app.stop()
  }
}

async function signedIn(app: RunningApp, browser: Browser): Promise<Page> {
  const { page } = await someone(browser)
  page.setDefaultTimeout(120_000)
  await page.goto(`${app.url}/chat/flows`)
  await signIn(page, app, 'owner')
  await page.getByRole('link', { name: 'Home service booking' }).waitFor()
  return page
}

/** From the click on a flow in the list to its first line on the screen; the chunks are in the browser's cache. */
async function opening(app: RunningApp, page: Page): Promise<Row[]> {
  const text = flowOfSize(100_000)
  await draftWith(app, 'Opening', text)
  const times: number[] = []
  for (let round = -1; round < 5; round++) {
    await page.goto(`${app.url}/chat/flows`)
    const link = page.getByRole('link', { name: 'Opening', exact: true })
    await link.waitFor()
    const since = performance.now()
    await link.click()
    await page.locator('.cm-line').nth(5).waitFor()
    if (round >= 0) times.push(performance.now() - since)
  }
  const bare = await page.context().newPage()
  const empty: number[] = []
  const script = await bareCodeMirror()
  for (let round = -1; round < 5; round++) {
    await bare.goto('about:blank')
    const since = performance.now()
    await bare.setContent(pageWith(script, 'showEmpty()'))
    await bare.locator('.cm-line').first().waitFor()
    if (round >= 0) empty.push(performance.now() - since)
  }
  await bare.close()
  return [
    {
      what: 'opening a flow of 100 KB, from the list',
      against: 'an empty CodeMirror page',
      ours: percentile(times, 0.5),
      reference: percentile(empty, 0.5),
      unit: 'ms',
    },
    {
      what: 'the same by itself',
      ours: percentile(times, 0.5),
      unit: 'ms',
      budget: { atMost: 1000 },
    },
  ]
}

const pageWith = (script: string, then = ''): string =>
  `<div id="host"></div><script>${script.replaceAll('</script', '<\\/script')}; ${then}</script>`

/** The reference pages as one script. */
async function bareCodeMirror(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: {
      write: false,
      lib: {
        entry: join(root, 'bench/editor/bare-codemirror.ts'),
        formats: ['iife'],
        name: 'bare',
      },
    },
  })
  const [first] = [built].flat()
  if (!first || !('output' in first)) throw new Error('The empty page was not built.')
  return first.output[0].code
}

/** Types into a label in the middle, letter by letter, and looks when each frame is done. */
async function keys(app: RunningApp, page: Page, bytes: number, atMost?: number): Promise<Row[]> {
  const bare = await bareKeys(page, null)
  const full = await bareKeys(page, flowOfSize(bytes))
  const id = await draftWith(app, `Keys ${bytes}`, flowOfSize(bytes))
  await page.addInitScript(noteAnswers)
  await page.goto(`${app.url}/chat/flows/${id}`)
  const line = page.locator('.cm-line', { hasText: '"text"' }).first()
  await line.waitFor()
  await page.locator('[data-save-state="good"]').waitFor()
  // Whatever opening has left to do is over.
  await page.waitForTimeout(bytes > 1_000_000 ? 8000 : 1500)
  await line.click()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.evaluate(measureKeys)
  const phone = page.frames().find((frame) => frame.url().includes('/phone-frame'))
  await phone?.evaluate(noteChanges)
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press('a')
    await page.waitForTimeout(bytes > 1_000_000 ? 180 : 90)
  }
  await page.waitForTimeout(500)
  const { paints, pressed } = await page.evaluate(
    () => (globalThis as unknown as { measured: Measured }).measured,
  )
  const times = () => (globalThis as unknown as { times: number[] }).times
  const previews = fromKeyTo((await phone?.evaluate(times)) ?? [], pressed)
  const findings = fromKeyTo(await page.evaluate(times), pressed)
  const size = bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} KB`
  const rows: Row[] = [
    {
      what: `key to paint at ${size}, p50`,
      against: 'an empty CodeMirror page',
      ours: percentile(paints, 0.5),
      reference: percentile(bare, 0.5),
      unit: 'ms',
    },
    {
      what: 'the same',
      against: 'CodeMirror with the same text and abilities',
      ours: percentile(paints, 0.5),
      reference: percentile(full, 0.5),
      unit: 'ms',
    },
    {
      what: 'the same, p95',
      against: 'CodeMirror with the same text and abilities',
      ours: percentile(paints, 0.95),
      reference: percentile(full, 0.95),
      unit: 'ms',
    },
    {
      what: `key to paint at ${size}, p50, beyond the empty page's`,
      ours: percentile(paints, 0.5) - percentile(bare, 0.5),
      unit: 'ms',
      budget: { atMost: atMost ?? FRAME_MS },
    },
    {
      what: `key to paint at ${size}, p95, beyond the empty page's`,
      ours: percentile(paints, 0.95) - percentile(bare, 0.95),
      unit: 'ms',
      budget: { atMost: atMost ?? FRAME_MS },
    },
  ]
  for (const [what, after] of [
    ['preview', previews],
    ['findings', findings],
  ] as const)
    if (after.length > 0)
      for (const share of [0.5, 0.95])
        rows.push({
          what: `key to ${what} at ${size}, p${share * 100} (the next frame is ${(2 * FRAME_MS).toFixed(1)} ms away at most)`,
          ours: percentile(after, share),
          unit: 'ms',
          budget: { atMost: 2 * FRAME_MS },
        })
  return rows
}

/** The same on a page with nothing but CodeMirror: what this machine takes for a key and a frame. */
async function bareKeys(page: Page, text: string | null): Promise<number[]> {
  const bare = await page.context().newPage()
  await bare.setContent(pageWith(await bareCodeMirror()))
  await bare.evaluate((text) => {
    const { showEmpty, showFull } = globalThis as unknown as {
      showEmpty: () => void
      showFull: (text: string) => void
    }
    if (text === null) showEmpty()
    else showFull(text)
  }, text)
  await (text === null
    ? bare.locator('.cm-content').click()
    : bare.locator('.cm-line', { hasText: '"text"' }).first().click())
  await bare.evaluate(measureKeys)
  for (let key = 0; key < KEYS; key++) {
    await bare.keyboard.press('a')
    await bare.waitForTimeout(90)
  }
  const { paints } = await bare.evaluate(
    () => (globalThis as unknown as { measured: Measured }).measured,
  )
  await bare.close()
  return paints
}

type Measured = { paints: number[]; pressed: number[] }

/** In the page: when each key came, and how long after it the page was free again. */
function measureKeys(): void {
  const measured: Measured = { paints: [], pressed: [] }
  Object.assign(globalThis, { measured })
  window.addEventListener(
    'keydown',
    () => {
      const since = performance.now()
      measured.pressed.push(performance.timeOrigin + since)
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => measured.paints.push(performance.now() - since)
      // The work of the key, then the frame that shows it.
      requestAnimationFrame(() => port2.postMessage(null))
    },
    { capture: true },
  )
}

/** In the phone's frame: when what it shows changed, on the clock that all pages share. */
function noteChanges(): void {
  const times: number[] = []
  Object.assign(globalThis, { times })
  new MutationObserver(() => times.push(performance.timeOrigin + performance.now())).observe(
    document.body,
    { subtree: true, childList: true, characterData: true },
  )
}

/** In the page, before anything else: when the language worker answers. */
function noteAnswers(): void {
  const times: number[] = []
  class Noted extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options)
      this.addEventListener('message', () => times.push(performance.timeOrigin + performance.now()))
    }
  }
  Object.assign(globalThis, { times, Worker: Noted })
}

/** How long after each key the first of `times` came; none where it rests until typing does. */
function fromKeyTo(times: readonly number[], keys: readonly number[]): number[] {
  const after = keys.flatMap((at, key) => {
    const first = times.find((time) => time > at)
    return first === undefined || first > (keys[key + 1] ?? Number.POSITIVE_INFINITY)
      ? []
      : [first - at]
  })
  return after.length < keys.length / 2 ? [] : after
}

/** A component carried over a canvas of a hundred, up and down: how many frames took longer than one. */
async function dragging(app: RunningApp, page: Page): Promise<Row[]> {
  const children = Array.from({ length: 99 }, (_, at) => ({
    type: 'TextInput',
    name: `field_${at}`,
    label: `Field ${at}`,
  }))
  const text = JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'MANY',
        title: 'Many',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            ...children,
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload: {} },
            },
          ],
        },
      },
    ],
  })
  const id = await draftWith(app, 'Dragging', text)
  await page.goto(`${app.url}/chat/flows/${id}`)
  await page.getByRole('radio', { name: 'Canvas' }).check({ force: true })
  const title = page.locator('[data-card-title]').nth(2)
  await title.waitFor()
  await page.waitForTimeout(1500)
  const box = (await title.boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + 30, box.y + 30, { steps: 3 })
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(globalThis, { frames })
    let last = performance.now()
    const look = (now: number) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  for (let round = 0; round < 6; round++)
    await page.mouse.move(box.x + 60, box.y + (round % 2 === 0 ? 340 : 20), { steps: 30 })
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  const late = frames.filter((ms) => ms > 1.5 * FRAME_MS).length
  return [
    {
      what: `frames that came late while dragging over 100 components, of ${frames.length}`,
      ours: (100 * late) / frames.length,
      unit: '%',
      budget: { atMost: 5 },
    },
  ]
}

/** Script that the list and the editor load, following imports of the built chunks. */
function sizes(): Row[] {
  const folder = join(root, 'dist/client/assets')
  const entry = /assets\/(index-[\w-]+\.js)/.exec(
    readFileSync(join(root, 'dist/client/index.html'), 'utf8'),
  )?.[1]
  if (!entry) throw new Error('The built page names no script.')
  const source = (file: string) => readFileSync(join(folder, file), 'utf8')
  const imported = (file: string) =>
    [...source(file).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].map(([, name]) => name!)
  const whole = (starts: readonly string[]) => {
    const all = new Set<string>()
    const visit = (file: string): void => {
      if (all.has(file)) return
      all.add(file)
      for (const next of imported(file)) visit(next)
    }
    for (const start of starts) visit(start)
    return all
  }
  const page = (name: string) => new RegExp(`${name}-[\\w-]+\\.js`).exec(source(entry))?.[0]
  const list = whole([entry, page('list-page') ?? ''].filter(Boolean))
  const editor = whole([page('editor-page') ?? ''].filter(Boolean))
  const kb = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(source(file)).length, 0) / 1000
  return [
    {
      what: 'script of the flow list, gzip',
      ours: kb(list),
      unit: 'KB',
      budget: { atMost: 200 },
    },
    {
      what: 'script of the editor beyond it, gzip',
      ours: kb([...editor].filter((file) => !list.has(file))),
      unit: 'KB',
      budget: { atMost: 350 },
    },
  ]
}
