/** Every page at both sizes, light and dark: no serious accessibility finding, nothing sticks out sideways, no complaint. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { signedInAs } from '../../cli/check/http.ts'
import type { CampaignList } from '../../shared/api/campaigns.ts'
import type { FlowList } from '../../shared/api/flows.ts'
import { signIn, someone } from './people.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let app: RunningApp
let browser: Browser
let pages: { name: string; path: string; shows: RegExp }[]

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  const owner = await signedInAs(app, 'owner')
  const home = `/app/${app.demo.accountId}`
  const { flows } = await owner.get<FlowList>(`${home}/flows`)
  const { campaigns } = await owner.get<CampaignList>(`${home}/campaigns`)
  const published = flows.find((flow) => flow.state === 'published')!.publicId
  const draft = flows.find((flow) => flow.state === 'draft')!.publicId
  pages = [
    { name: 'flow list', path: '/chat/flows', shows: /Home service booking/ },
    { name: 'create a flow', path: '/chat/flows/create', shows: /Flow name/ },
    { name: 'editor', path: `/chat/flows/${draft}`, shows: /Saved/ },
    { name: 'frozen version', path: `/chat/flows/${published}`, shows: /can't be edited/ },
    { name: 'preview', path: `/chat/flows/${published}/preview`, shows: /What do you need help/ },
    { name: 'responses', path: `/chat/flows/${published}/responses`, shows: /View details/ },
    { name: 'templates', path: '/templates', shows: /home_service_booking/ },
    { name: 'create a template', path: '/templates/create', shows: /Flow button/ },
    { name: 'campaigns', path: '/campaigns', shows: /Autumn check-up/ },
    { name: 'create a campaign', path: '/campaigns/create', shows: /Campaign name/ },
    { name: 'campaign', path: `/campaigns/${campaigns[0]!.id}`, shows: /Autumn check-up/ },
    { name: 'logs', path: '/logs', shows: /home_service_booking|Hello/ },
    { name: 'handset', path: '/sandbox/phone', shows: /phone/i },
    { name: 'API', path: '/docs', shows: /Create a flow/ },
    { name: 'not found', path: '/nowhere', shows: /not found/i },
  ]
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe.each([
  { width: 1440, height: 900, dark: false },
  { width: 1440, height: 900, dark: true },
  { width: 390, height: 844, dark: false },
  { width: 390, height: 844, dark: true },
])('at $width × $height, dark: $dark', (size) => {
  test('every page', async () => {
    const visitor = await someone(browser, size)
    const { page } = visitor
    await page.goto(`${app.url}/chat/flows`)
    await signIn(page, app, 'owner')
    await page.getByText('Home service booking').first().waitFor()
    const findings: string[] = []
    for (const { name, path, shows } of pages) {
      await page.goto(`${app.url}${path}`)
      await page.getByText(shows).first().waitFor({ state: 'attached' })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) findings.push(`${name}: ${wide} px wider than the window`)
      // Through the debugger: the pages' content policy lets no other script in.
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        // @ts-expect-error axe is what was just loaded
        const { violations } = await globalThis.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
        })
        return violations.map((v: { id: string; impact: string; nodes: { html: string }[] }) => ({
          id: v.id,
          impact: v.impact,
          html: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)),
        }))
      })
      for (const { id, impact, html } of violations) {
        findings.push(`${name}: ${impact} ${id} ${html.join(' | ')}`)
      }
    }
    expect(findings).toEqual([])
    expect(visitor.errors).toEqual([])
    await visitor.leave()
  })
})
