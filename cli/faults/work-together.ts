/**
 * Three people on three faces of one flow: Ana types JSON, Ben works on the canvas, Cleo rewires the map. What they do is
 * drawn from a seed; when all have stopped, everybody must see the same sound text.
 */
import type { Locator, Page } from 'playwright-core'
import { seeded } from './random.ts'

export type Author = { name: string; page: Page }

/** How often each did what, and how often what they aimed at was not there or was gone by then. */
export type Work = { did: Record<string, number>; missed: Record<string, number> }

type Chance = () => number
type Act = { name: string; run: (page: Page, chance: Chance) => Promise<boolean> }

const pick = <T>(list: readonly T[], chance: Chance): T | undefined =>
  list[Math.floor(chance() * list.length)]

/** A visible one of the elements, by chance; undefined where there is none. */
async function anyOf(found: Locator, chance: Chance): Promise<Locator | undefined> {
  const count = await found.count()
  return count === 0 ? undefined : found.nth(Math.floor(chance() * count))
}

/** Everything here may be gone the next moment: others work too. */
const patience = { timeout: 1500 }

const word = (chance: Chance) =>
  Array.from({ length: 3 }, () => 'abcdefghij'[Math.floor(chance() * 10)]).join('')

/** Puts the caret behind the last letter of a text on a line of the code. */
async function intoText(page: Page, chance: Chance): Promise<boolean> {
  const lines = page.locator('.cm-line', { hasText: /"(label|text|title|helper-text)": "/ })
  const line = await anyOf(lines, chance)
  if (!line) return false
  const text = (await line.textContent(patience)) ?? ''
  await line.click({ ...patience, position: { x: 60, y: 8 } })
  await page.keyboard.press('End')
  const back = text.length - text.lastIndexOf('"')
  for (let at = 0; at < back; at++) await page.keyboard.press('ArrowLeft')
  return true
}

/** Finds a word wherever it is in the code, and takes it out. */
async function takeOut(page: Page, word: string): Promise<void> {
  await page.locator('.cm-content').focus()
  await page.keyboard.press('Control+f')
  await page.keyboard.type(word)
  await page.locator('.cm-search button[name="replaceAll"]').click()
  await page.keyboard.press('Escape')
}

const writing: Act[] = [
  {
    name: 'types into a text',
    run: async (page, chance) => {
      if (!(await intoText(page, chance))) return false
      await page.keyboard.type(` ${word(chance)}`, { delay: 15 })
      return true
    },
  },
  {
    name: 'breaks the text and mends it',
    run: async (page, chance) => {
      if (!(await intoText(page, chance))) return false
      await page.keyboard.press('End')
      await page.keyboard.type('@')
      await page.waitForTimeout(150 + chance() * 500)
      // Whoever mends looks first: a colleague may have moved what one was at.
      if ((await page.locator('.cm-activeLine', { hasText: '@' }).count()) > 0)
        await page.keyboard.press('Backspace')
      else await takeOut(page, '@')
      return true
    },
  },
  {
    name: 'scrolls',
    run: async (page, chance) => {
      await page.locator('.cm-scroller').hover(patience)
      await page.mouse.wheel(0, (chance() - 0.4) * 1600)
      return true
    },
  },
  {
    name: 'undoes',
    run: async (page) => {
      await page.locator('.cm-content').focus(patience)
      await page.keyboard.press('Control+z')
      // Where that brings back what broke the text, its author goes on until it is whole.
      for (let more = 0; more < 4; more++) {
        await page.waitForTimeout(600)
        if ((await page.locator('aside [role="status"][data-shown="true"]').count()) === 0) break
        if (more === 2) await takeOut(page, '@')
        else await page.keyboard.press('Control+z')
      }
      return true
    },
  },
]

const canvas = (page: Page) => page.getByRole('region', { name: 'Canvas' })

const building: Act[] = [
  {
    name: 'goes to a screen',
    run: async (page, chance) => {
      const screens = page
        .getByRole('navigation', { name: 'Screens' })
        .locator('button[aria-current], button[title]')
      const one = await anyOf(screens, chance)
      await one?.click(patience)
      return one !== undefined
    },
  },
  {
    name: 'adds a component',
    run: async (page, chance) => {
      const kind = pick(['Text field', 'Body text', 'Dropdown', 'Checkboxes', 'Opt-in'], chance)!
      await page
        .getByRole('complementary', { name: 'Components to add' })
        .getByRole('button', { name: kind, exact: true })
        .click(patience)
      return true
    },
  },
  {
    name: 'drags a component',
    run: async (page, chance) => {
      const titles = canvas(page).locator('[data-card-title]')
      const [from, onto] = [await anyOf(titles, chance), await anyOf(titles, chance)]
      const [start, end] = [await from?.boundingBox(patience), await onto?.boundingBox(patience)]
      if (!start || !end) return false
      await page.mouse.move(start.x + 20, start.y + 8)
      await page.mouse.down()
      await page.mouse.move(start.x + 30, start.y + 20, { steps: 2 })
      await page.mouse.move(end.x + 40, end.y + (chance() < 0.5 ? 2 : 40), { steps: 5 })
      await page.mouse.up()
      return true
    },
  },
  {
    name: 'writes into a property',
    run: async (page, chance) => {
      const title = await anyOf(canvas(page).locator('[data-card-title]'), chance)
      await title?.click(patience)
      const field = canvas(page)
        .locator('[data-selected="true"]')
        .getByLabel(/^(Label|Text|Title)$/)
        .first()
      if (!title || (await field.count()) === 0) return false
      await field.focus(patience)
      await page.keyboard.press('End')
      await page.keyboard.type(` ${word(chance)}`, { delay: 15 })
      return true
    },
  },
  {
    name: 'deletes a component',
    run: async (page, chance) => {
      const titles = canvas(page).locator('[data-card-title]')
      // A screen is left its last few, so that there is something to work on.
      if ((await titles.count()) < 4) return false
      const title = await anyOf(titles, chance)
      await title?.focus(patience)
      await page.keyboard.press('Delete')
      return title !== undefined
    },
  },
  {
    name: 'undoes',
    run: async (page) => {
      await page.getByRole('button', { name: /^Undo my last change/ }).click(patience)
      return true
    },
  },
]

const rewiring: Act[] = [
  {
    name: 'pulls an arrow',
    run: async (page, chance) => {
      const nodes = page.locator('[data-screen-node]')
      const [from, to] = [await anyOf(nodes, chance), await anyOf(nodes, chance)]
      const [start, end] = [await from?.boundingBox(patience), await to?.boundingBox(patience)]
      if (!start || !end || start.x === end.x) return false
      await page.mouse.move(start.x + start.width, start.y + start.height / 2)
      await page.mouse.down()
      await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 5 })
      await page.mouse.up()
      const dialog = page.getByRole('dialog')
      if ((await dialog.count()) === 0) return false
      await dialog.getByRole('button', { name: 'Connect', exact: true }).click(patience)
      return true
    },
  },
  {
    name: 'adds a screen',
    run: async (page) => {
      if ((await page.locator('[data-screen-node]').count()) > 9) return false
      await page.getByRole('button', { name: 'Add a screen' }).click(patience)
      return true
    },
  },
  {
    name: 'moves a screen',
    run: async (page, chance) => {
      const menus = page.getByRole('button', { name: /^More about screen / })
      const one = await anyOf(menus, chance)
      await one?.click(patience)
      const item = page.getByRole('menuitem', { name: chance() < 0.5 ? 'Move up' : 'Move down' })
      if (!one || (await item.getAttribute('aria-disabled', patience)) === 'true') {
        await page.keyboard.press('Escape')
        return false
      }
      await item.click(patience)
      return true
    },
  },
  {
    name: 'undoes',
    run: async (page) => {
      await page.getByRole('button', { name: /^Undo my last change/ }).click(patience)
      return true
    },
  },
]

/** Lets each of the three act for so long; `pause` is the mean rest between two acts, in milliseconds. */
export async function workTogether(
  [ana, ben, cleo]: readonly [Author, Author, Author],
  options: { seed: number; ms: number; pause: number },
): Promise<Work> {
  const work: Work = { did: {}, missed: {} }
  const until = Date.now() + options.ms
  const act = async ({ name, page }: Author, acts: readonly Act[], seed: number) => {
    const chance = seeded(seed)
    while (Date.now() < until) {
      const one = pick(acts, chance)!
      const what = `${name} ${one.name}`
      const count = (of: Record<string, number>) => {
        of[what] = (of[what] ?? 0) + 1
      }
      try {
        count((await one.run(page, chance)) ? work.did : work.missed)
      } catch (error) {
        // What was aimed at was gone by then. Anything else is a fault.
        if (!/Timeout|not attached|detached|intercepts/i.test(String(error))) throw error
        count(work.missed)
        await page.mouse.up()
        await page.keyboard.press('Escape')
      }
      await page.waitForTimeout(chance() * 2 * options.pause)
    }
    await page.keyboard.press('Escape')
  }
  await Promise.all([
    act(ana, writing, options.seed),
    act(ben, building, options.seed + 1),
    act(cleo, rewiring, options.seed + 2),
  ])
  await mend(ana.page)
  return work
}

/** Ana leaves no text that is broken: what she put in to break it goes, and then her last steps, until it is whole. */
async function mend(page: Page): Promise<void> {
  await takeOut(page, '@')
  for (let steps = 0; steps < 20; steps++) {
    await page.waitForTimeout(700)
    if ((await page.locator('aside [role="status"][data-shown="true"]').count()) === 0) return
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+z')
  }
}

/** What each of them sees, once everything is saved. */
export async function textsOf(authors: readonly Author[]): Promise<string[]> {
  const texts: string[] = []
  for (const { page } of authors) {
    await page.locator('[data-save-state="good"]').waitFor()
    await page.getByRole('button', { name: 'Copy all' }).click()
    texts.push(await page.evaluate(() => navigator.clipboard.readText()))
  }
  return texts
}
