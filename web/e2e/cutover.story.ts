/** Ana replaces a live version by its successor, by mouse, the server killed at every step; Rob may only look. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { eventually, signedInAs, withKey } from '../../cli/check/http.ts'
import type { FlowList } from '../../shared/api/flows.ts'
import type { TemplateList } from '../../shared/api/templates.ts'
import { exampleFlows } from '../../shared/flow/index.ts'
import { lookAt as lookAtPart } from './access.ts'
import { type Someone, signIn, someone } from './people.ts'

let app: RunningApp
let browser: Browser
let ana: Someone
let rob: Someone
let draftId: string
/** A flow that has one version, and so nothing to be replaced by. */
let aloneId: string

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ;[ana, rob] = await Promise.all([someone(browser), someone(browser)])
  const owner = await signedInAs(app, 'owner')
  const home = `/app/${app.demo.accountId}`
  const { channelId } = app.demo
  const { flows } = await owner.get<FlowList>(`${home}/flows`)
  aloneId = flows.find(({ state }) => state === 'published')!.publicId
  const { publicId } = await owner.post<{ publicId: string }>(`${home}/flows`, {
    channelId,
    name: 'Garden visit',
    text: exampleFlows[0]!.text,
  })
  await owner.post(`${home}/versions/${publicId}/publish`, {})
  for (const name of ['garden_visit', 'garden_offer']) {
    await owner.post(`${home}/templates`, {
      channelId,
      name,
      language: 'en',
      category: 'UTILITY',
      body: `Hello {{1}}, here is your ${name.replace('_', ' ')}, as you asked for.`,
      samples: ['Ana'],
      buttonLabel: 'Have a look',
      publicId,
    })
  }
  const { templates } = await eventually(
    () => owner.get<TemplateList>(`${home}/templates?search=garden`),
    (list) => list.templates.every(({ status }) => status === 'APPROVED'),
  )
  // From now on decisions come when the story says so, and next to nothing leaves.
  await settings({ approvalDelayMs: 86_400_000, messagesPerSecond: 1 })
  const visit = templates.find(({ name }) => name === 'garden_visit')!
  await owner.post(`${home}/campaigns`, {
    name: 'Spring in the garden',
    templateId: visit.id,
    recipients: Array.from({ length: 400 }, (_, n) => ({
      phoneNumber: `+9994${1_000_000 + n}`,
      values: ['Ana'],
    })),
  })
  draftId = (await owner.post<{ publicId: string }>(`${home}/versions/${publicId}/draft`)).publicId
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const settings = (change: object) => withKey(app).ask('PATCH', '/sandbox/settings', change)

async function judge(name: string, verdict: object): Promise<void> {
  const { baseUrl, token, wabaId } = app.demo.graph
  const reply = await fetch(
    `${baseUrl}/v24.0/${wabaId}/message_templates?fields=id,name&name=${name}`,
    { headers: { authorization: `Bearer ${token}` } },
  )
  const { data } = (await reply.json()) as { data: { id: string; name: string }[] }
  const { id } = data.find((one) => one.name === name)!
  await withKey(app).ask('POST', `/sandbox/templates/${id}`, verdict)
}

/** What axe finds in a part of the page, in both themes; pictures of it at both widths. */
const lookAt = (page: Page, name: string, part = 'main') => lookAtPart(page, name, part)

/** The server dies in the middle of it and comes back; the page is opened again. */
async function killed(page: Page): Promise<void> {
  await app.kill()
  await app.restart()
  // What the page complained of meanwhile is the server's being away.
  ana.errors.length = 0
  await page.reload()
}

const dialogOf = (page: Page) => page.getByRole('dialog')
const step = (page: Page, title: string, standing: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) })
    .getByText(standing, { exact: true })
const line = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Templates' }).getByRole('listitem').filter({ hasText: name })

test('publishing a draft beside a live version goes on as a cut-over, one step after the other', async () => {
  const { page } = ana
  await page.goto(`${app.url}/chat/flows/${draftId}/cut-over`)
  await signIn(page, app, 'owner')
  await page.getByText('Version 2 can take the place of version 1').waitFor()
  await lookAt(page, 'cut-over-offer')
  await page.getByRole('link', { name: 'Publish draft 2' }).click()
  await dialogOf(page)
    .getByText(/Version 1 is live, and garden_offer and garden_visit open it for good/)
    .waitFor()
  const waive = dialogOf(page).getByRole('checkbox', { name: /Your name and the time/ })
  const publish = dialogOf(page).getByRole('button', { name: 'Publish', exact: true })
  await eventually(
    async () =>
      (await publish.getAttribute('aria-disabled')) !== 'true' || (await waive.count()) > 0,
    (is) => is,
  )
  if ((await waive.count()) > 0) await waive.check()
  await lookAt(page, 'cut-over-publish', '[role="dialog"]')
  await publish.click()

  await page.waitForURL('**/cut-over')
  await step(page, 'Publish version 2', 'Done').waitFor()
  await step(page, 'Submit new templates', 'Your turn').waitFor()
  await killed(page)
  await step(page, 'Submit new templates', 'Your turn').waitFor()
  await line(page, 'garden_offer').getByRole('button', { name: 'Change garden_offer' }).click()
  await dialogOf(page).getByLabel('Name').fill('Garden Offer')
  await dialogOf(page).getByRole('button', { name: 'Submit for approval' }).click()
  await dialogOf(page)
    .getByText(/Lower-case|lower-case/)
    .first()
    .waitFor()
  await dialogOf(page).getByLabel('Name').fill('garden_offer_new')
  await lookAt(page, 'cut-over-successor', '[role="dialog"]')
  await dialogOf(page).getByText('“offer” reads as promotion.').waitFor()
  await dialogOf(page).getByRole('button', { name: 'Make it marketing' }).click()
  await dialogOf(page).getByRole('button', { name: 'Submit for approval' }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
  await line(page, 'garden_offer_new').getByText('Pending').waitFor()
  await page.getByRole('button', { name: 'Submit it for approval' }).click()
  await line(page, 'garden_visit_v2').getByText('Pending').waitFor()
  await step(page, 'Wait for approval', 'Goes on by itself').waitFor()
  await killed(page)
  await step(page, 'Wait for approval', 'Goes on by itself').waitFor()
  await lookAt(page, 'cut-over-waiting')
})

test('it is shown in the list and the editor while it runs, and to whoever may only look', async () => {
  const { page } = rob
  await page.goto(`${app.url}/chat/flows`)
  await signIn(page, app, 'reviewer')
  await page.getByText(/Garden visit: a cut-over has not ended/).waitFor()
  await page.getByRole('link', { name: 'Open the cut-over' }).click()
  await step(page, 'Wait for approval', 'Goes on by itself').waitFor()
  await page.getByText('You see each step as it happens').waitFor()
  for (const name of ['Stop', 'Roll back', 'Skip garden_visit'])
    expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
  await lookAt(page, 'cut-over-reviewer')
  await page.goto(`${app.url}/chat/flows/${draftId}`)
  await page.getByText('Version 2 is taking the place of version 1').waitFor()
  await page.goto(`${app.url}/chat/flows/${aloneId}/cut-over`)
  await page.getByText('No cut-over can begin here').waitFor()
  await lookAt(page, 'cut-over-none')
  expect(rob.errors).toEqual([])
})

test('killed at every step it loses nothing; news bring it on by themselves, to its end', async () => {
  const { page } = ana
  await judge('garden_offer_new', { status: 'REJECTED', reason: 'PROMOTIONAL' })
  await line(page, 'garden_offer').getByText('The text promotes something').waitFor()
  await step(page, 'Wait for approval', 'Needs you').waitFor()
  await lookAt(page, 'cut-over-rejected')
  await page.getByRole('button', { name: 'Skip garden_offer' }).click()
  await line(page, 'garden_offer').getByText('Skipped').waitFor()
  await killed(page)
  await line(page, 'garden_visit_v2').getByText('Pending').waitFor()
  await judge('garden_visit_v2', { status: 'APPROVED' })
  await page
    .getByRole('list', { name: 'Campaigns' })
    .getByText(/\d+ moved/)
    .waitFor()
  await lookAt(page, 'cut-over-moved')

  // There and back, and once more: what was approved is used again.
  await page.getByRole('button', { name: 'Roll back', exact: true }).click()
  await dialogOf(page).getByRole('button', { name: 'Roll back', exact: true }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
  await page.getByText('Rolled back: version 1 stays published.').waitFor()
  await lookAt(page, 'cut-over-rolled-back')
  await page.getByRole('button', { name: 'Begin the cut-over' }).click()
  await line(page, 'garden_visit_v2').getByText('Approved').waitFor()
  await page.getByRole('button', { name: 'Skip garden_offer' }).click()
  await page
    .getByRole('list', { name: 'Campaigns' })
    .getByText(/\d+ moved/)
    .waitFor()
  await killed(page)
  await settings({ messagesPerSecond: 80 })
  const deprecate = page.getByRole('button', { name: 'Deprecate version 1…' })
  // What the dead server had in hand is given back by the sweep, a minute and a half later at most.
  await deprecate.waitFor({ timeout: 150_000 })
  await deprecate.click()
  await lookAt(page, 'cut-over-deprecate', '[role="dialog"]')
  await dialogOf(page).getByRole('button', { name: 'Deprecate', exact: true }).click()
  await page.getByText('Version 2 has taken the place of version 1').waitFor()
  await killed(page)
  await page.getByText('Version 1 was deprecated').waitFor()
  await lookAt(page, 'cut-over-done')
  await page.getByRole('link', { name: 'Show them' }).click()
  await page.waitForURL('**/templates?flow=closed')
  await page.goto(`${app.url}/chat/flows/${draftId}/history`)
  await page.getByRole('button', { name: /Published/ }).click()
  await page.getByText(/It took the place of/).waitFor()
  await page.getByRole('link', { name: 'version 1' }).click()
  await page.getByRole('link', { name: 'Open editor' }).click()
  await page.getByText(/Version 2 took its place/).waitFor()
  await page.getByRole('link', { name: 'Open version 2' }).waitFor()
  expect(ana.errors).toEqual([])
}, 360_000)
