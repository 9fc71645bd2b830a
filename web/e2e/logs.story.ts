/** Troubleshooting in the log: a message whose flow is deprecated says so, and where a person without a window was written to. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { flowsPath } from '../../cli/check/flows.ts'
import { eventually, signedInAs, withKey } from '../../cli/check/http.ts'
import type { MessageList } from '../../shared/api/campaigns.ts'
import type { TemplateList } from '../../shared/api/templates.ts'
import { lookAt } from './access.ts'
import { signIn, someone } from './people.ts'
import { picture } from './pictures.ts'

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

test('what is wrong with a message is told where it is looked at', async () => {
  const home = `/app/${app.demo.accountId}`
  const owner = await signedInAs(app, 'owner')
  const approved = ({ templates }: TemplateList) =>
    templates.find(({ status, publicId }) => status === 'APPROVED' && publicId !== null)
  const template = approved(
    await eventually(
      () => owner.get<TemplateList>(`${home}/templates`),
      (list) => approved(list) !== undefined,
    ),
  )!
  await owner.post(`${home}/campaigns`, {
    name: 'One',
    templateId: template.id,
    recipients: [{ phoneNumber: '+9990000071', values: template.samples }],
  })
  await eventually(
    () => owner.get<MessageList>(`${home}/messages`),
    ({ messages }) => messages.some(({ delivery }) => delivery === 'delivered'),
  )

  const nora = await someone(browser)
  const { page } = nora
  await page.goto(`${app.url}/logs`)
  await signIn(page, app, 'owner')
  await page.getByRole('row', { name: /9990000071/ }).click()
  const dialog = page.getByRole('dialog')
  const symptom = (name: string) => dialog.getByRole('group').filter({ hasText: name })
  await symptom('It did not arrive').getByText('All is well here').waitFor()
  await symptom('Its button does not show').getByText('All is well here').waitFor()
  await symptom('No answer shows').getByText('Still to come').waitFor()
  // By keyboard: a symptom opens, and says what it opens.
  const opens = symptom('The form does not open')
  await opens.locator('summary').focus()
  await page.keyboard.press('Enter')
  await opens.getByText('It is published and can be opened.', { exact: false }).waitFor()
  await picture(page, 'logs-fine-1440')

  // The flow is deprecated meanwhile: the open dialog says so by itself.
  const gone = await withKey(app).ask('POST', `${flowsPath(app)}/${template.publicId}/deprecate`)
  expect(gone.status).toBe(200)
  await opens.getByText('This is why').waitFor()
  await opens.getByText('nobody can open it', { exact: false }).waitFor()
  await lookAt(page, 'logs-why', '[role="dialog"]')
  await opens.getByRole('link', { name: 'Open the flow' }).click()
  await page.waitForURL(new RegExp(`/chat/flows/${template.publicId}`))
  expect(nora.errors).toEqual([])
  await nora.leave()
})
