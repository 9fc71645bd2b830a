/** A picture in the header of a template: dropped, made smaller, reviewed, sent, seen on the phone; and files that are none. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, FileChooser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'
import { startBrowser } from '../../cli/check/browser.ts'
import { flowsPath } from '../../cli/check/flows.ts'
import { type Client, eventually, signedInAs, withKey } from '../../cli/check/http.ts'
import type { Template } from '../../shared/api/templates.ts'
import { jpeg, pdf } from '../../worker/features/media/testing/files.ts'
import { accessFindings } from './access.ts'
import { type Someone, signIn, someone, take } from './people.ts'
import { picture } from './pictures.ts'

let app: RunningApp
let browser: Browser
let nora: Someone
let owner: Client
let flow: { id: string }
/** Some other site, with a picture, a page, and a way into the inner network. */
let site: Server

beforeAll(async () => {
  site = createServer((request, reply) => {
    if (request.url === '/clinic.jpg') return reply.end(jpeg(1200, 628))
    if (request.url === '/inner') reply.writeHead(302, { location: 'https://10.0.0.1/a.png' })
    reply.end('<!doctype html><p>This is a page and nothing else.</p>')
  })
  site.listen(0, '127.0.0.1')
  ;[app, browser] = await Promise.all([startApp(), startBrowser()])
  ;[nora, owner] = await Promise.all([someone(browser), signedInAs(app, 'owner')])
  const { flows } = await withKey(app).get<{ flows: { id: string; status: string }[] }>(
    flowsPath(app),
  )
  flow = flows.find(({ status }) => status.toUpperCase() === 'PUBLISHED')!
  await nora.page.goto(`${app.url}/templates`)
  await signIn(nora.page, app, 'owner')
  await nora.page.getByRole('row', { name: /home_service_booking/ }).waitFor()
})
afterAll(async () => {
  site?.close()
  await browser?.close()
  await app?.stop()
})

const home = () => `/app/${app.demo.accountId}`

/** A photo of many points drawn in the browser, dropped on the field. */
const dropPhoto = (page: Page, width: number, height: number) =>
  page.locator('[data-field="headerMedia"] fieldset').evaluate(
    async (field, [wide, high]) => {
      const canvas = new OffscreenCanvas(wide, high)
      const paint = canvas.getContext('2d')!
      const sky = paint.createLinearGradient(0, 0, wide, high)
      sky.addColorStop(0, '#7db8d8')
      sky.addColorStop(1, '#2f6d5b')
      paint.fillStyle = sky
      paint.fillRect(0, 0, wide, high)
      const grain = new ImageData(500, 500)
      for (let at = 0; at < grain.data.length; at++)
        grain.data[at] = at % 4 === 3 ? 70 : Math.random() * 255
      const tile = new OffscreenCanvas(500, 500)
      tile.getContext('2d')!.putImageData(grain, 0, 0)
      paint.fillStyle = paint.createPattern(tile, 'repeat')!
      paint.fillRect(0, 0, wide, high)
      paint.fillStyle = '#fff'
      paint.font = `bold ${high / 6}px sans-serif`
      paint.fillText('Clinic door', wide / 12, high / 2)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.97 })
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([blob], 'Clinic door.jpg', { type: 'image/jpeg' }))
      for (const type of ['dragover', 'drop'])
        field.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    [width, height] as const,
  )

const bubbleOf = (page: Page) => page.getByRole('region', { name: 'Message as it will look' })
const isDrawn = (page: Page, name: RegExp, width: number) =>
  eventually(
    () =>
      page
        .getByRole('img', { name })
        .last()
        .evaluate((it) => (it as HTMLImageElement).naturalWidth),
    (wide) => wide === width,
  )

async function begin(page: Page, name: string, kind: string) {
  await page.goto(`${app.url}/templates/create?flow=${flow.id}`)
  await page.getByRole('button', { name: new RegExp(`Flow.*${flow.id}`) }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByText('Utility', { exact: true }).click()
  await page.getByLabel('Body').fill(`Good morning, this is the way to us, see you soon: ${name}.`)
  await page.getByLabel('Button label').fill('Change my visit')
  await take(page.getByRole('radio', { name: kind, exact: true }))
}

test('a large photo is dropped, made smaller, reviewed, sent and seen on the phone', async () => {
  const { page } = nora
  await begin(page, 'with_picture', 'Picture')
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await page.getByRole('alert').getByText('Add the picture', { exact: false }).waitFor()
  await picture(page, 'media-missing-1440')
  await dropPhoto(page, 3000, 1570)
  await page
    .getByText(/Made smaller: [\d.]+ MB → \d+ KB, \d+ × \d+\./)
    .first()
    .waitFor()
  await page.getByText('Clinic door.jpg', { exact: true }).waitFor()
  // The preview shows the small picture that was made here.
  await isDrawn(page, /Picture: Clinic door/, 480)
  await page.getByText('Ready to be submitted').waitFor()
  await picture(page, 'media-create-1440')
  await page.reload()
  await page.getByText('What you entered here before is back.').waitFor()
  await isDrawn(page, /Picture: Clinic door/, 480)
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  const row = page.getByRole('row', { name: /with_picture/ })
  await row.getByText('Approved').waitFor()
  await row.getByText('Picture ·', { exact: false }).waitFor()

  const { templates } = await owner.get<{ templates: Template[] }>(`${home()}/templates`)
  const template = templates.find(({ name }) => name === 'with_picture')!
  const { headerMedia } = template
  expect(headerMedia).toMatchObject({ kind: 'image', type: 'image/jpeg', hasThumbnail: true })
  expect(headerMedia!.size).toBeLessThan(500 * 1024)
  await page.goto(`${app.url}/templates/${template.id}`)
  await page.getByText(`${headerMedia!.width} × ${headerMedia!.height}`, { exact: false }).waitFor()
  await picture(page, 'media-detail-1440')
  await page.goto(`${app.url}/campaigns/create?template=${template.id}`)
  await isDrawn(page, /Picture: Clinic door/, 480)
  await owner.post(`${home()}/campaigns`, {
    name: 'The way',
    templateId: template.id,
    recipients: [{ phoneNumber: '+9990000081', values: [] }],
  })
  const logHas = (name: string) =>
    eventually(
      async () => (await withKey(app).ask('GET', '/sandbox/log')).text(),
      (text) => text.includes(`"header":{"kind":"image","text":"${name}"}`),
    )
  await logHas('Clinic door.jpg')
  // For this campaign alone, another picture.
  await page
    .getByLabel('Picture file')
    .setInputFiles({ name: 'Winter.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await isDrawn(page, /Picture: Winter/, 480)
  await page.getByRole('button', { name: 'Use the template’s own' }).waitFor()
  await page.getByLabel('Phone numbers and values').fill('+9990000081')
  await page.getByRole('button', { name: 'Send to 1 person' }).click()
  await picture(page, 'media-campaign-1440')
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Send to 1 person' })
    .click()
  await logHas('Winter.png')
  await page.goto(`${app.url}/sandbox/phone?number=${encodeURIComponent('+9990000081')}`)
  await isDrawn(page, /Picture: Winter/, 1440)
  await isDrawn(page, /Picture: Clinic door/, headerMedia!.width!)
  await picture(page, 'media-handset-1440')
  await page.goto(`${app.url}/templates/create?copy=${template.id}`)
  await page.getByText('Clinic door.jpg', { exact: true }).waitFor()
  expect(await page.getByRole('radio', { name: 'Picture', exact: true }).isChecked()).toBe(true)
})

test('by keyboard: a document is chosen, stopped half-way, chosen again and sent', async () => {
  const { page } = nora
  await begin(page, 'with_document', 'Document')
  // Listening from here on: choosers are only heard of by who listened before they opened.
  const give = (chooser: FileChooser) =>
    void chooser.setFiles({
      name: 'Menu.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf('x'.repeat(4000))),
    })
  page.on('filechooser', give)
  await page.getByRole('radio', { name: 'Document', exact: true }).focus()
  await page.keyboard.press('Tab')
  const choose = () => page.keyboard.press('Enter')
  let release = () => {}
  const hold = () =>
    new Promise<void>((done) => {
      release = done
    })
  let held = hold()
  await page.route('**/media?name=*', async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  await choose()
  await page.getByText('Uploading…').or(page.getByText('Looking at the document…')).waitFor()
  await picture(page, 'media-progress-1440')
  // The button that has the focus stops it now.
  await page.keyboard.press('Enter')
  await page.getByText('Drop a document here, or choose one.').waitFor()
  release()
  held = hold()
  await choose()
  await page.getByText('Uploading…').or(page.getByText('Looking at the document…')).waitFor()
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await page.getByText('The file is still being uploaded.').first().waitFor()
  release()
  await page.getByText('Menu.pdf', { exact: true }).first().waitFor()
  await bubbleOf(page).getByText('4 KB').waitFor()
  page.off('filechooser', give)
  await page.getByRole('button', { name: 'Submit for approval' }).click()
  await page
    .getByRole('row', { name: /with_document/ })
    .getByText('Approved')
    .waitFor()
})

test('a file that is none is refused at the field, in words; what was there stays', async () => {
  const { page } = nora
  await begin(page, 'with_nothing', 'Picture')
  const files = page.getByLabel('Picture file')
  const put = (name: string, mimeType: string, text: string) =>
    files.setInputFiles({ name, mimeType, buffer: Buffer.from(text) })
  const alert = page.locator('[data-field="headerMedia"]').getByRole('alert')
  await put(
    'drawing.svg',
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
  )
  await alert.getByText('no picture', { exact: false }).waitFor()
  await put('notes.txt', 'text/plain', 'Hello')
  await alert.getByText('“notes.txt” is no picture. Use JPEG or PNG.').waitFor()
  await take(page.getByRole('radio', { name: 'Document', exact: true }))
  await page
    .getByLabel('Document file')
    .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>no') })
  await alert.getByText('web page', { exact: false }).waitFor()

  // By an address: to the open web only, and a picture only.
  await take(page.getByRole('radio', { name: 'Picture', exact: true }))
  const at = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  await page.getByRole('button', { name: 'From an address' }).click()
  const address = page.getByLabel('Address of the picture')
  for (const [given, words] of [
    ['https://169.254.169.254/latest', 'not on the public internet'],
    [`${app.url}/healthz`, 'Flowroom’s own'],
    [`${at}/inner`, 'It leads on to another address'],
    [`${at}/page`, 'web page'],
  ] as const) {
    await address.fill(given)
    await address.press('Enter')
    await alert.getByText(words, { exact: false }).waitFor()
  }
  await picture(page, 'media-refused-1440')
  await address.fill(`${at}/clinic.jpg`)
  await page.getByRole('button', { name: 'Fetch', exact: true }).click()
  await page.getByRole('paragraph').filter({ hasText: 'clinic.jpg' }).waitFor()
  await page.getByText('1200 × 628 · ', { exact: false }).waitFor()
  await put('notes.txt', 'text/plain', 'Hello')
  await alert.getByText('is no picture', { exact: false }).waitFor()
  await page.getByRole('paragraph').filter({ hasText: 'clinic.jpg' }).waitFor()
})

test('on a narrow dark screen nothing stands in the way', async () => {
  const visitor = await someone(browser, { width: 390, height: 844, dark: true })
  const { page } = visitor
  await page.goto(`${app.url}/templates`)
  await signIn(page, app, 'owner')
  await page.getByText('with_picture').first().waitFor()
  const { templates } = await owner.get<{ templates: Template[] }>(`${home()}/templates`)
  for (const name of ['with_picture', 'with_document']) {
    const { id } = templates.find((one) => one.name === name)!
    await page.goto(`${app.url}/templates/create?copy=${id}`)
    await page.getByRole('button', { name: 'Replace' }).waitFor()
    await page.getByRole('button', { name: 'From an address' }).click()
    await page.getByRole('button', { name: 'Replace' }).scrollIntoViewIfNeeded()
    await picture(page, `media-${name}-390-dark`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    if (name === 'with_picture') expect(await accessFindings(page)).toEqual([])
  }
  if (process.env.PICTURES) {
    await bubbleOf(page).scrollIntoViewIfNeeded()
    await picture(page, 'media-bubble-390-dark')
    await page.goto(`${app.url}/sandbox/phone?number=${encodeURIComponent('+9990000081')}`)
    await page.getByRole('img', { name: /Picture: Clinic door/ }).waitFor()
    await picture(page, 'media-handset-390-dark')
  }
  expect(visitor.errors).toEqual([])
  await visitor.leave()
})
