/** The long form of three people on three faces of one flow, in browsers of their own. */
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { isSound } from '../../shared/flow/read.ts'
import { signIn, someone } from '../../web/e2e/people.ts'
import { startApp } from '../check/app.ts'
import { startBrowser } from '../check/browser.ts'
import { draftWith, flowsPath } from '../check/flows.ts'
import { withKey } from '../check/http.ts'
import { textsOf, type Work, workTogether } from './work-together.ts'

const faces = ['JSON', 'Canvas', 'Map'] as const
const names = ['Ana', 'Ben', 'Cleo'] as const

/** What they did, and whether all see the same sound text at the end. */
export async function threeTogether(
  seed: number,
  minutes: number,
): Promise<Work & { equal: boolean; sound: boolean }> {
  const [app, browser] = await Promise.all([startApp(), startBrowser()])
  try {
    const id = await draftWith(app, 'Three together', exampleFlows[0]!.text)
    const authors = []
    for (const [at, face] of faces.entries()) {
      const { page } = await someone(browser)
      await page.goto(`${app.url}/chat/flows/${id}`)
      await signIn(page, app, 'editor')
      await page.locator('[data-save-state="good"]').waitFor()
      await page.getByRole('radio', { name: face, exact: true }).first().check({ force: true })
      authors.push({ name: names[at]!, page })
    }
    const [ana, ben, cleo] = authors
    if (!ana || !ben || !cleo) throw new Error('Somebody is missing.')
    const work = await workTogether([ana, ben, cleo], { seed, ms: minutes * 60_000, pause: 250 })
    let texts = await textsOf(authors)
    for (let tries = 0; tries < 20 && new Set(texts).size > 1; tries++)
      texts = await textsOf(authors)
    const stored = await (await withKey(app).ask('GET', `${flowsPath(app)}/${id}/json`)).text()
    return {
      ...work,
      equal: texts.every((text) => text === stored),
      sound: isSound(stored),
    }
  } finally {
    await browser.close()
    await app.stop()
  }
}
