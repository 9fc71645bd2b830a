/** Pictures that a story takes of what it meets, into the folder that `PICTURES` names; none without it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** What the window shows now, as `name.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The same on a phone and on a desk, the width in place of the `*` in the name; the window stays a desk's. */
export async function bothSizes(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  for (const [width, height] of [[390, 844] as const, [1440, 900] as const]) {
    await page.setViewportSize({ width, height })
    await picture(page, name.replace('*', String(width)))
  }
}
