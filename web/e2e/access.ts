/** What axe says about a page and how far it sticks out sideways, so that no story asks in a way of its own. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { bothSizes } from './pictures.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Breaches of WCAG 2.2 AA on a page and in all its frames, or below the element of a selector on the page alone; one line
 * each: severity, rule, the elements. Asked twice: a look takes a second, in which a button may change its colours, and
 * what counts is what the second finds too. It goes in through the debugger, past the pages' content policy.
 */
export async function accessFindings(page: Page, within?: string): Promise<string[]> {
  // A frame of another process is a page of its own, which axe cannot look into from outside.
  const frames = within === undefined ? page.frames() : [page.mainFrame()]
  for (const frame of frames) await frame.evaluate(axe)
  const ask = async () => (await Promise.all(frames.map((frame) => askIn(frame, within)))).flat()
  return (await ask()).length > 0 ? ask() : []
}

/** What stands in anybody's way on a page in light and in dark, sticking out sideways included; one line each. */
export async function obstaclesOn(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) found.push(`${colorScheme}: ${wide} px wider than the window`)
    for (const line of await accessFindings(page)) found.push(`${colorScheme}: ${line}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

/** Expects no breach below an element in either theme, and takes its pictures; ends in light. */
export async function lookAt(page: Page, name: string, within: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await accessFindings(page, within), `${name} ${colorScheme}`).toEqual([])
    await bothSizes(page, `${name}-*-${colorScheme}`)
  }
}

const askIn = (frame: Frame, within: string | undefined): Promise<string[]> =>
  frame.evaluate(async (within) => {
    // @ts-expect-error axe is what was just loaded
    const { violations } = await globalThis.axe.run(within ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'label-content-name-mismatch': { enabled: true } },
    })
    return violations.map(
      ({ id, impact, nodes }: { id: string; impact: string; nodes: { html: string }[] }) =>
        `${impact} ${id} ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    )
  }, within)
