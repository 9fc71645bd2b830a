/** A template from its first word to its deletion: by keyboard alone, over a reload, and as the platform's news arrive. */
import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { draftWith, flowsPath } from '../../cli/check/flows.ts'
import { type Client, eventually, signedInAs, withKey } from '../../cli/check/http.ts'
import type { ChannelList } from '../../shared/api/channels.ts'
import type { Template } from '../../shared/api/templates.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { accessFindings } from './access.ts'
import { type Someone, signIn, someone } from './people.ts'
import { picture } from './pictures.ts'

let app: RunningApp
let browser: Browser
let nora: Someone
let editor: Client
/** The published flow of the demo. */
let flow: { id: string; name: string }

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ;[nora, editor] = await Promise.all([someone(browser), signedInAs(app, 'editor')])
  const { flows } = await withKey(app).get<{
    flows: { id: string; name: string; status: string }[]
  }>(flowsPath(app))
  flow = flows.find(({ status }) => status.toUpperCase() === 'PUBLISHED')!
  await draftWith(app, 'Not yet published', exampleFlows[0]!.text)
  await nora.page.goto(`${app.url}/templates`)
  await signIn(nora.page, app, 'owner')
  await nora.page.getByRole('row', { name: /home_service_booking/ }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const home = () => `/app/${app.demo.accountId}`

/** Presses Tab until the wanted control has the focus. */
async function tabTo(
  page: Page,
  role: 'textbox' | 'button' | 'radio',
  name: string | RegExp,
  key = 'Tab',
) {
  const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus'))
  for (let presses = 0; presses < 150; presses++) {
    if ((await wanted.count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} never comes to the ${role} ${name}`)
}

const made = async (name: string): Promise<Template> => {
  const { templates } = await editor.get<{ templates: Template[] }>(`${home()}/templates`)
  return templates.find((one) => one.name === name)!
}

/** News of a template as the platform posts them, signed with the app's secret. */
async function news(field: string, name: string, value: object) {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: app.demo.graph.wabaId,
        time: 1,
        changes: [
          {
            field,
            value: {
              message_template_name: name,
              message_template_language: 'en-US',
              message_template_id: await providerId(name),
              ...value,
            },
          },
        ],
      },
    ],
  })
  const signature = createHmac('sha256', app.demo.graph.appSecret).update(body).digest('hex')
  const reply = await fetch(`${app.url}/hooks/meta/${app.demo.channelId}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  })
  expect(reply.status).toBe(200)
}

/** The platform's own id of a template, as the platform lists it. */
async function providerId(name: string): Promise<string> {
  const { baseUrl, wabaId, token } = app.demo.graph
  const reply = await fetch(`${baseUrl}/v25.0/${wabaId}/message_templates?name=${name}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { data } = (await reply.json()) as { data: { id: string }[] }
  return data[0]!.id
}

test('by keyboard alone: header, variables, marks, buttons, order, samples, approval', async () => {
  const { page } = nora
  await page.goto(`${app.url}/templates/create?flow=${flow.id}`)
  await page.getByRole('button', { name: new RegExp(`Flow.*${flow.id}`) }).waitFor()
  await tabTo(page, 'textbox', 'Name')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('visit_reminder')
  await tabTo(page, 'radio', /^Utility/)
  await page.keyboard.press('Space')
  // What stands above the text: nothing, until the arrow takes the next choice.
  await tabTo(page, 'radio', 'None')
  await page.keyboard.press('ArrowRight')
  await tabTo(page, 'textbox', /^Header/)
  await page.keyboard.type('Your visit on {{2}}')
  await tabTo(page, 'textbox', 'Body')
  await page.keyboard.type('Hello {{1}}, ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('please')
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+Shift+M')
  await page.keyboard.press('End')
  await page.keyboard.type(' tell us whether your visit with {{3}} still suits you.')
  expect(await page.getByLabel('Body').inputValue()).toBe(
    'Hello {{1}}, *```please```* tell us whether your visit with {{3}} still suits you.',
  )
  for (const [n, sample] of ['Ana', '4 May', 'Dr Roy'].entries()) {
    await tabTo(page, 'textbox', `Sample for {{${n + 1}}}`)
    await page.keyboard.type(sample)
  }
  const bubble = page.getByRole('region', { name: 'Message as it will look' })
  await bubble.getByText('Your visit on 4 May').waitFor()
  await bubble.getByText('tell us whether your visit with Dr Roy still suits you.').waitFor()
  expect(await bubble.getByText('please', { exact: true }).count()).toBe(1)
  await tabTo(page, 'textbox', 'Button label')
  await page.keyboard.type('Change my visit')

  const add = async (kind: string) => {
    await tabTo(page, 'button', 'Add a button')
    await page.keyboard.press('Enter')
    // The menu takes letters once it has the focus, and Enter once they have found their entry.
    await page.locator('[role="menu"]:focus-within, [role="menu"]:focus').waitFor()
    await page.keyboard.type(kind.slice(0, 2))
    const entry = page.getByRole('menuitem', { name: new RegExp(`^${kind}`) })
    await entry.and(page.locator(':focus, [data-highlighted]')).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
  await add('Quick reply')
  await tabTo(page, 'textbox', 'Label', 'Shift+Tab')
  await page.keyboard.type('All good')
  await add('Link')
  await tabTo(page, 'textbox', 'Address', 'Shift+Tab')
  await page.keyboard.type('https://example.com/visit')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('See it')
  // The Flow button, a quick reply, a link: mixed, and mended by one press.
  await page.getByText('Quick replies stand together', { exact: false }).first().waitFor()
  await tabTo(page, 'button', 'Put them in order')
  await page.keyboard.press('Enter')
  await page.getByText('Ready to be submitted').waitFor()
  await bubble.getByText('See it').waitFor()
  await picture(page, 'create-light')

  await tabTo(page, 'button', 'Submit for approval', 'Shift+Tab')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: /visit_reminder/ })
  await row.getByText('Approved').waitFor()
  expect(await made('visit_reminder')).toMatchObject({
    header: 'Your visit on {{2}}',
    flowAt: 0,
    buttons: [{ type: 'URL' }, { type: 'QUICK_REPLY' }],
  })
})

test('it is sent with a value for each variable, wherever it stands', async () => {
  const template = await made('visit_reminder')
  const owner = await signedInAs(app, 'owner')
  await owner.post(`${home()}/campaigns`, {
    name: 'One',
    templateId: template.id,
    recipients: [{ phoneNumber: '+9990000071', values: ['Ben', '5 May', 'Dr Ito'] }],
  })
  const lines = await eventually(
    async () => (await withKey(app).ask('GET', '/sandbox/log')).text(),
    (text) => text.includes('Ben'),
  )
  expect(lines).toContain('Hello Ben, *```please```* tell us whether your visit with Dr Ito still')
})

test('findings lead to their fields, drafts are greyed, and a reload keeps what was entered', async () => {
  const { page } = nora
  await page.goto(`${app.url}/templates/create`)
  await page.getByRole('button', { name: /Text: Write the message/ }).click()
  expect(await page.getByLabel('Body').evaluate((it) => it === document.activeElement)).toBe(true)
  await page.getByLabel('Name', { exact: true }).fill('My Visit')
  await page.getByRole('button', { name: 'my_visit' }).click()
  await page.getByText('Utility', { exact: true }).click()
  await page.getByLabel('Body').fill('HELLO {{2}}, WE HAVE A SPECIAL SALE FOR YOU {{1}} TODAY!')
  await page.getByRole('button', { name: 'Count the variables anew' }).click()
  await page.getByRole('button', { name: 'Write it in small letters' }).click()
  await page.getByRole('button', { name: 'Make it marketing' }).first().click()
  expect(await page.getByLabel('Body').inputValue()).toBe(
    'Hello {{1}}, we have a special sale for you {{2}} today!',
  )
  await page.getByRole('button', { name: /^Flow Choose/ }).click()
  const draft = page.getByRole('option', { name: /Not yet published/ })
  expect(await draft.getAttribute('aria-disabled')).toBe('true')
  await draft.getByText('A draft: publish it first').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await page.getByText('Reviewers need an example here.').first().waitFor()

  await page.reload()
  await page.getByText('What you entered here before is back.').waitFor()
  expect(await page.getByLabel('Body').inputValue()).toContain('we have a special sale')
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('my_visit')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  expect(await page.getByLabel('Body').inputValue()).toBe('')
})

test('the platform’s news arrive by themselves, and a rejection leads to a corrected copy', async () => {
  const { page } = nora
  const { id } = await made('visit_reminder')
  await page.goto(`${app.url}/templates`)
  await page.getByRole('link', { name: 'visit_reminder', exact: true }).click()
  await page.waitForURL(new RegExp(`/templates/${id}$`))
  await page.getByText('Submitted for approval.').waitFor()
  await news('message_template_quality_update', 'visit_reminder', {
    previous_quality_score: 'GREEN',
    new_quality_score: 'YELLOW',
  })
  await page.getByText('Quality is medium; it was unknown.').waitFor()
  await news('template_category_update', 'visit_reminder', {
    new_category: 'UTILITY',
    correct_category: 'MARKETING',
    category_update_timestamp: 1_900_000_000,
  })
  await page.getByText('going to move it from Utility to Marketing', { exact: false }).waitFor()
  await news('message_template_status_update', 'visit_reminder', {
    event: 'PAUSED',
    reason: 'NONE',
    other_info: { title: 'FIRST_PAUSE', description: 'People reported it as spam.' },
  })
  await page.getByText('The platform paused it.').waitFor()
  await picture(page, 'detail-paused')
  await news('message_template_status_update', 'visit_reminder', {
    event: 'REJECTED',
    reason: 'PROMOTIONAL',
  })
  await page.getByText('The text promotes something. Choose marketing', { exact: false }).waitFor()
  await picture(page, 'detail-light')
  await page.getByRole('link', { name: 'Make a corrected copy' }).click()
  await page.getByText('A corrected copy of visit_reminder.').waitFor()
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('visit_reminder_2')
  expect(await page.getByLabel('Header').inputValue()).toBe('Your visit on {{2}}')
  expect(await page.getByLabel('Sample for {{3}}').inputValue()).toBe('Dr Roy')
  await page.getByText('Ready to be submitted').waitFor()
})

test('filters stand in the address; a name typed deletes, and stays locked', async () => {
  const { page } = nora
  await page.goto(`${app.url}/templates`)
  await page.getByRole('button', { name: /^Status/ }).click()
  await page.getByRole('option', { name: 'Rejected (1)' }).click()
  await page.waitForURL(/status=REJECTED/)
  await page.reload()
  const row = page.getByRole('row', { name: 'visit_reminder' })
  await row.getByText('The text promotes something.').waitFor()
  expect(await page.getByRole('row', { name: /home_service/ }).count()).toBe(0)
  await row.getByRole('button', { name: 'Actions for visit_reminder' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete this template?' })
  await dialog.getByText('locks its name in this language', { exact: false }).waitFor()
  expect(await dialog.getByText('All its languages go.').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Delete' }).click({ force: true })
  expect(await made('visit_reminder')).toBeDefined()
  await picture(page, 'delete')
  await dialog.getByLabel('Type visit_reminder to delete it').fill('visit_reminder')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No template fits these filters').waitFor()
  expect(await made('visit_reminder')).toBeUndefined()

  // A channel that cannot delete one language alone, as those of 8x8.
  await page.route('**/channels', async (route) => {
    if (route.request().resourceType() === 'document') return route.continue()
    const { channels } = (await (await route.fetch()).json()) as ChannelList
    for (const { abilities } of channels) abilities.deletesOneLanguage = false
    return route.fulfill({ json: { channels } satisfies ChannelList })
  })
  await page.goto(`${app.url}/templates`)
  await page.getByRole('button', { name: 'Actions for home_service_booking' }).first().click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await dialog.getByText(/every template called home_service_booking goes with this one/).waitFor()
  expect(await dialog.getByText('in this language', { exact: false }).count()).toBe(0)
  await picture(page, 'delete-all-languages')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.unroute('**/channels')

  await page.goto(`${app.url}/templates/create?flow=${flow.id}`)
  await page.getByRole('button', { name: new RegExp(`Flow.*${flow.id}`) }).waitFor()
  await page.getByRole('button', { name: /^Language/ }).click()
  await page.getByRole('option', { name: 'American English (en_US)' }).click()
  await page.getByLabel('Name', { exact: true }).fill('visit_reminder')
  await page.getByText('Utility', { exact: true }).click()
  await page.getByLabel('Body').fill('Good morning, tell us whether your visit still suits you.')
  await page.getByLabel('Button label').fill('Change my visit')
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await page
    .getByText(/"visit_reminder" in en_US was deleted.*locked until/)
    .first()
    .waitFor()
})

test.each([
  { width: 1440, height: 900, dark: false },
  { width: 390, height: 844, dark: true },
  // The plain pages are looked at by every-page.story.ts in all four; here they are for their pictures.
  ...(process.env.PICTURES
    ? [
        { width: 1440, height: 900, dark: true },
        { width: 390, height: 844, dark: false },
      ]
    : []),
])('nothing stands in anybody’s way at $width, dark: $dark', async (size) => {
  const visitor = await someone(browser, size)
  const { page } = visitor
  const { id } = await made('home_service_booking')
  await page.goto(`${app.url}/templates`)
  await signIn(page, app, 'owner')
  await page.getByText('home_service_booking').first().waitFor()
  const look = async (name: string) => {
    await picture(page, `${name}-${size.width}${size.dark ? '-dark' : ''}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(await accessFindings(page)).toEqual([])
  }
  if (process.env.PICTURES) await look('list')
  await page.goto(`${app.url}/templates/create?copy=${id}`)
  await page
    .getByText('Ready to be submitted')
    .or(page.getByText(/To do before/))
    .waitFor()
  for (const kind of ['Quick reply', 'Link', 'Call button', 'Code to copy']) {
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click()
  }
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await look('create')
  if (process.env.PICTURES)
    await page.getByRole('button', { name: 'Add a button' }).scrollIntoViewIfNeeded()
  await picture(page, `buttons-${size.width}${size.dark ? '-dark' : ''}`)
  if (process.env.PICTURES) {
    await page.goto(`${app.url}/templates/${id}`)
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await look('detail')
  }
  expect(visitor.errors).toEqual([])
  await visitor.leave()
})

test('templates whose flow is deprecated are told of, and a copy chooses another', async () => {
  const { page } = nora
  await page.goto(`${app.url}/templates`)
  await page.getByRole('row', { name: /home_service_booking/ }).waitFor()
  const gone = await withKey(app).ask('POST', `${flowsPath(app)}/${flow.id}/deprecate`)
  expect(gone.status).toBe(200)
  await page.reload()
  await page.getByText('One template opens a deprecated flow.').waitFor()
  await page.getByRole('button', { name: 'Show it' }).click()
  await page.waitForURL(/flow=closed/)
  await page.getByRole('link', { name: 'home_service_booking', exact: true }).click()
  await page.getByText('Its flow is deprecated.').waitFor()
  await page.getByRole('link', { name: 'Make a copy' }).click()
  await page.getByRole('button', { name: /Flow: Choose the flow/ }).waitFor()
  expect(await page.getByLabel('Body').inputValue()).toContain('yearly home check-up')
})
