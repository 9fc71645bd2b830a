/** Every page at both sizes, light and dark: no serious accessibility finding, nothing sticks out sideways, no complaint. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { signedInAs } from '../../cli/check/http.ts'
import type { CampaignList } from '../../shared/api/campaigns.ts'
import type { FlowList } from '../../shared/api/flows.ts'
import type { MadeShareLink } from '../../shared/api/shares.ts'
import { obstaclesOn } from './access.ts'
import { phoneOf, signIn, someone, take } from './people.ts'

let app: RunningApp
let browser: Browser
/** `open` brings up what a page shows only when asked: a menu, a dialog, a panel. */
type Look = { name: string; path: string; shows: RegExp; open?: (page: Page) => Promise<unknown> }
let pages: Look[]

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first().click()
const choose = (menu: string | RegExp, entry: string) => async (page: Page) => {
  await press(menu)(page)
  await page.getByRole('menuitem', { name: entry }).click()
  await page.getByRole('dialog').waitFor()
}

/** Where the emulator shows a flow of its own. */
async function sandboxPreview(): Promise<string> {
  const { baseUrl, token, wabaId } = app.demo.graph
  const reply = await fetch(`${baseUrl}/v24.0/${wabaId}/flows?fields=preview&limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { data } = (await reply.json()) as { data: { preview: { preview_url: string } }[] }
  const { pathname, search } = new URL(data[0]!.preview.preview_url)
  return pathname + search
}

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  const owner = await signedInAs(app, 'owner')
  const home = `/app/${app.demo.accountId}`
  const { flows } = await owner.get<FlowList>(`${home}/flows`)
  const { campaigns } = await owner.get<CampaignList>(`${home}/campaigns`)
  const shared = flows.find((flow) => flow.state === 'draft')!
  const { url } = await owner.post<MadeShareLink>(`${home}/flows/${shared.id}/shares`, {
    publicId: null,
    access: 'comment',
    label: 'For every page',
  })
  const published = flows.find((flow) => flow.state === 'published')!.publicId
  const draft = flows.find((flow) => flow.state === 'draft')!.publicId
  pages = [
    { name: 'flow list', path: '/chat/flows', shows: /Home service booking/ },
    { name: 'create a flow', path: '/chat/flows/create', shows: /Flow name/ },
    {
      name: 'flow menu',
      path: '/chat/flows',
      shows: /Home service booking/,
      open: async (page) => {
        await press(/^Actions for/)(page)
        await page.getByRole('menuitem', { name: 'Duplicate' }).waitFor()
      },
    },
    { name: 'examples', path: '/chat/flows/create?start=example', shows: /Loan enquiry/ },
    { name: 'editor', path: `/chat/flows/${draft}`, shows: /Saved/ },
    ...(['Canvas', 'Map'] as const).map((face) => ({
      name: `editor, ${face}`,
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: async (page: Page) => {
        await take(page.getByRole('radio', { name: face }).first())
        if (face === 'Canvas') await page.locator('[data-card-title]').nth(1).click()
        else await page.locator('[data-screen-node]').first().waitFor()
      },
    })),
    {
      name: 'screens as a list',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: async (page) => {
        await take(page.getByRole('radio', { name: 'Map' }).first())
        await take(page.getByRole('radio', { name: 'List' }))
        await page.getByRole('list', { name: 'Screens and where they lead' }).waitFor()
        // The next pages begin with the JSON again.
        await page.evaluate(() => localStorage.removeItem('flowroom.editor.face'))
      },
    },
    {
      name: 'commands',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: async (page) => {
        await page.keyboard.press('Control+k')
        await page.getByRole('dialog').getByRole('combobox').waitFor()
      },
    },
    {
      name: 'flow settings',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: choose('More about this flow', 'Flow settings'),
    },
    {
      name: 'editor menu',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: async (page) => {
        await press('More about this flow')(page)
        await page.getByRole('menuitem', { name: 'History' }).waitFor()
      },
    },
    {
      name: 'naming a version',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: choose('More about this flow', 'Name this version'),
    },
    { name: 'history', path: `/chat/flows/${draft}/history`, shows: /History/ },
    { name: 'checks', path: `/chat/flows/${draft}/checks`, shows: /Every screen can be reached/ },
    {
      name: 'shortcuts',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: choose('More about this flow', 'Keyboard shortcuts'),
    },
    {
      name: 'publishing',
      path: `/chat/flows/${draft}`,
      shows: /Saved/,
      open: async (page) => {
        await press('Publish')(page)
        await page.getByRole('dialog').getByText('No problems', { exact: true }).waitFor()
      },
    },
    { name: 'frozen version', path: `/chat/flows/${published}`, shows: /can't be edited/ },
    {
      name: 'sharing',
      path: `/chat/flows/${draft}/preview`,
      shows: /Preview/,
      open: async (page) => {
        await press('Share')(page)
        await page.getByRole('dialog').getByText('For every page').waitFor()
      },
    },
    { name: 'shared preview', path: new URL(url).pathname, shows: /Shared by/ },
    {
      name: 'preview',
      path: `/chat/flows/${published}/preview`,
      shows: /Preview/,
      open: (page) => phoneOf(page).getByText('What do you need help').first().waitFor(),
    },
    { name: 'responses', path: `/chat/flows/${published}/responses`, shows: /View details/ },
    {
      name: 'a response',
      path: `/chat/flows/${published}/responses`,
      shows: /View details/,
      open: async (page) => {
        await press('View details')(page)
        await page.getByRole('complementary', { name: 'Response' }).getByText('Version').waitFor()
      },
    },
    { name: 'no responses', path: `/chat/flows/${draft}/responses`, shows: /No response yet/ },
    { name: 'templates', path: '/templates', shows: /home_service_booking/ },
    {
      name: 'a template',
      path: '/templates',
      shows: /home_service_booking/,
      open: async (page) => {
        await page.getByRole('link', { name: 'home_service_booking' }).first().click()
        await page.getByRole('heading', { name: 'What happened' }).waitFor()
      },
    },
    { name: 'create a template', path: '/templates/create', shows: /Flow button/ },
    { name: 'campaigns', path: '/campaigns', shows: /Autumn check-up/ },
    { name: 'create a campaign', path: '/campaigns/create', shows: /Campaign name/ },
    { name: 'campaign', path: `/campaigns/${campaigns[0]!.id}`, shows: /Autumn check-up/ },
    { name: 'logs', path: '/logs', shows: /home_service_booking|Hello/ },
    { name: 'channels', path: '/channels', shows: /Not tested/ },
    { name: 'connect a number', path: '/channels/connect', shows: /Access token/ },
    { name: 'channel', path: `/channels/${app.demo.channelId}`, shows: /What it can do/ },
    { name: 'handset', path: '/sandbox/phone', shows: /phone/i },
    {
      name: 'preview of the sandbox',
      path: await sandboxPreview(),
      shows: /The sandbox’s preview/,
    },
    {
      name: 'a phone',
      path: `/sandbox/phone?number=${encodeURIComponent('+9990000042')}`,
      shows: /Nothing here yet/,
    },
    {
      name: 'adding a phone',
      path: '/sandbox/phone',
      shows: /phone/i,
      open: async (page) => {
        await press('Add a phone')(page)
        await page.getByRole('dialog').waitFor()
      },
    },
    { name: 'API', path: '/docs', shows: /Create a flow/ },
    { name: 'components', path: '/docs/components', shows: /Whole screens/ },
    { name: 'not found', path: '/nowhere', shows: /not found/i },
  ]
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('at $width × $height', (size) => {
  test('every page, light and dark', async () => {
    const visitor = await someone(browser, size)
    const { page } = visitor
    const findings: string[] = []
    const look = async (name: string) => {
      for (const found of await obstaclesOn(page)) findings.push(`${name}, ${found}`)
    }
    for (const path of ['/sign-up', '/sign-in']) {
      await page.goto(`${app.url}${path}`)
      await page.getByLabel('Password').waitFor()
      await look(path)
    }
    await page.goto(`${app.url}/chat/flows`)
    await signIn(page, app, 'owner')
    await page.getByText('Home service booking').first().waitFor()
    for (const { name, path, shows, open } of pages) {
      await page.goto(`${app.url}${path}`)
      await page.getByText(shows).first().waitFor({ state: 'attached' })
      await open?.(page)
      await look(name)
    }
    expect(findings).toEqual([])
    expect(visitor.errors).toEqual([])
    await visitor.leave()
  }, 480_000)
})
