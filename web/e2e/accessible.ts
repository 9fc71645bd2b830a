/** What axe finds on a page as it stands, and how far it sticks out sideways. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Findings in light and in dark, each a line; none where nothing stands in anybody's way. */
export async function obstaclesOn(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) found.push(`${colorScheme}: ${wide} px wider than the window`)
    // Through the debugger: the pages' content policy lets no other script in.
    await page.evaluate(axe)
    // A look takes a second, in which a button may change its colours: what counts is what a second look finds too.
    const lines = (await ask(page)).length > 0 ? await ask(page) : []
    found.push(...lines.map((line) => `${colorScheme}: ${line}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

const ask = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // @ts-expect-error axe is what was just loaded
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'label-content-name-mismatch': { enabled: true } },
    })
    return violations.map(
      (it: { id: string; nodes: { html: string }[] }) =>
        `${it.id} ${it.nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    )
  })
