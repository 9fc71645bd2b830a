/** Cut-overs on the served app, killed at every step and gone on with: they end as one does that nothing disturbs. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { type Client, eventually, signedInAs, withKey } from '../../../cli/check/http.ts'
import type { Campaign } from '../../../shared/api/campaigns.ts'
import type { CutOver, CutOverRun } from '../../../shared/api/cut-overs.ts'
import type { Template } from '../../../shared/api/templates.ts'

let app: RunningApp
let owner: Client
let key: Client
let home: string

beforeAll(async () => {
  app = await startApp()
  owner = await signedInAs(app, 'owner')
  key = withKey(app)
  home = `/app/${app.demo.accountId}`
  // Decisions come when the test says so.
  await settings({ approvalDelayMs: 86_400_000 })
})
afterAll(() => app?.stop())

const settings = (change: object) => key.ask('PATCH', '/sandbox/settings', change)

async function graph<T>(path: string): Promise<T[]> {
  const { baseUrl, token, wabaId } = app.demo.graph
  const reply = await fetch(`${baseUrl}/v24.0/${wabaId}/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return ((await reply.json()) as { data: T[] }).data
}
type Named = { id: string; name: string; status: string }
const templatesThere = async (name: string): Promise<Named[]> =>
  (await graph<Named>('message_templates?fields=id,name,status&limit=200')).filter((one) =>
    one.name.startsWith(name),
  )

async function approve(name: string): Promise<void> {
  const found = (await templatesThere(name)).find((one) => one.name === name)
  if (found?.status === 'PENDING')
    await key.ask('POST', `/sandbox/templates/${found.id}`, { status: 'APPROVED' })
}

/** What each handset saw of a template or its successors. */
async function heard(name: string): Promise<{ phoneNumber: string; template: string }[]> {
  const text = await (await key.ask('GET', '/sandbox/log')).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { phoneNumber: string; template?: string })
    .flatMap(({ phoneNumber, template }) =>
      template?.startsWith(name) ? [{ phoneNumber, template }] : [],
    )
}

const after = (ms: number) => new Promise((done) => setTimeout(done, ms))
let people = 0

/** A flow that is live, its template approved, and a draft that is to follow it. */
async function stage(name: string, always: readonly number[]) {
  const made = await owner.post<{ flowId: string; publicId: string }>(`${home}/flows`, {
    channelId: app.demo.channelId,
    name,
  })
  await owner.post(`${home}/versions/${made.publicId}/publish`, {})
  const template = await owner.post<Template>(`${home}/templates`, {
    channelId: app.demo.channelId,
    name,
    language: 'en',
    category: 'UTILITY',
    body: `Hello {{1}}, how was ${name}, all in all?`,
    samples: ['Ana'],
    buttonLabel: 'Tell us',
    publicId: made.publicId,
  })
  await approve(name)
  await eventually(
    () => owner.get<Template>(`${home}/templates/${template.id}`),
    ({ status }) => status === 'APPROVED',
  )
  const { publicId: newId } = await owner.post<{ publicId: string }>(
    `${home}/versions/${made.publicId}/draft`,
  )
  const recipients = Array.from({ length: 40 }, () => `+9993${String(1_000_000 + people++)}`)
  const address = `${home}/versions/${newId}/cut-over`
  const get = async () => (await owner.get<CutOver>(address)).run!
  const it = {
    get,
    start: () => owner.ask('POST', address, { replaces: made.publicId }),
    submit: async () => {
      const { id, templates } = await get()
      const [line] = templates
      await owner.ask('PUT', `${home}/cut-overs/${id}/templates/${line!.templateId}`, {
        ...line!.proposal,
        name: line!.successor?.name ?? line!.proposal.name,
      })
    },
    act: (what: string) => async () =>
      owner.ask('POST', `${home}/cut-overs/${(await get()).id}/${what}`, {}),
    /** A campaign that stays where it is for a while: the number may send next to nothing. */
    campaign: async (): Promise<string> => {
      await settings({ messagesPerSecond: 1 })
      const { id } = await owner.post<{ id: string }>(`${home}/campaigns`, {
        name,
        templateId: template.id,
        recipients: recipients.map((phoneNumber) => ({ phoneNumber, values: ['Ana'] })),
      })
      return id
    },
    /** Does it, killed in the middle at each of these instants, and then as often as it takes. */
    through: async (
      act: () => Promise<unknown>,
      pleases: (run: CutOverRun) => boolean,
      instants = always,
    ): Promise<CutOverRun> => {
      for (const ms of instants) {
        const asked = act().catch(() => null)
        await after(ms)
        await app.kill()
        await asked
        await app.restart()
      }
      return eventually(async () => {
        await act()
        return get()
      }, pleases)
    },
    summary: async (campaignId: string) => {
      const run = await get()
      const { counts } = await owner.get<Campaign>(`${home}/campaigns/${campaignId}`)
      const flows = await graph<Named>('flows?fields=id,name,status&limit=200')
      const told = await heard(name)
      const without = (text: string) => text.replaceAll(name, 'N')
      return {
        state: run.state,
        versions: [run.old.state, run.new.state],
        happened: [...new Set(run.events.map(({ what }) => what))].toSorted(),
        templates: (await templatesThere(name))
          .map((one) => `${without(one.name)} ${one.status}`)
          .toSorted(),
        flows: flows
          .filter((flow) => flow.name.startsWith(`${name} ·`))
          .map(({ status }) => status)
          .toSorted(),
        counts,
        // Everybody once, with whichever template it was.
        heard: told.length,
        missing: recipients.filter((it) => !told.some(({ phoneNumber }) => phoneNumber === it)),
      }
    },
  }
  return it
}

const isAllSent = async (campaignId: string) =>
  eventually(
    () => owner.get<Campaign>(`${home}/campaigns/${campaignId}`),
    ({ counts, delivered }) => counts.pending + counts.claimed === 0 && delivered === counts.sent,
  )

/** The whole way. Returns how it ended. */
async function wholeWay(name: string, instants: readonly number[]) {
  const it = await stage(name, instants)
  await it.through(it.start, ({ step }) => step === 'templates')
  await it.through(it.submit, ({ step }) => step === 'approval')
  const campaign = await it.campaign()
  // Nobody asks for the moving: the news of the approval bring it about, or the restart does.
  await it.through(
    () => approve(`${name}_v2`),
    ({ step, campaigns }) =>
      (step === 'drain' || step === 'deprecate') && campaigns.some(({ moved }) => moved > 0),
    instants.length > 0 ? [5, 60, 160] : [],
  )
  await settings({ messagesPerSecond: 80 })
  await isAllSent(campaign)
  await it.through(it.act('deprecate'), ({ state }) => state === 'done')
  return it.summary(campaign)
}

async function thereAndBack(name: string, instants: readonly number[]) {
  const it = await stage(name, [])
  await it.through(it.start, ({ step }) => step === 'templates')
  await it.through(it.submit, ({ step }) => step === 'approval')
  const campaign = await it.campaign()
  await it.through(
    () => approve(`${name}_v2`),
    ({ campaigns }) => campaigns.some(({ moved }) => moved > 0),
  )
  await it.through(it.act('roll-back'), ({ state }) => state === 'rolled-back', instants)
  await settings({ messagesPerSecond: 80 })
  await isAllSent(campaign)
  return it.summary(campaign)
}

test('killed at every step and gone on with, a run ends as one that nothing disturbs', async () => {
  const undisturbed = await wholeWay('smooth', [])
  expect(undisturbed).toMatchObject({
    state: 'done',
    versions: ['deprecated', 'published'],
    templates: ['N APPROVED', 'N_v2 APPROVED'],
    flows: ['DEPRECATED', 'PUBLISHED'],
    counts: { total: 40, sent: 40 },
    heard: 40,
    missing: [],
  })
  expect(await wholeWay('killed', [10, 120])).toEqual(undisturbed)
}, 300_000)

test('killed on its way back, a run ends rolled back as one that nothing disturbs', async () => {
  const undisturbed = await thereAndBack('back', [])
  expect(undisturbed).toMatchObject({
    state: 'rolled-back',
    versions: ['published', 'published'],
    counts: { total: 40, sent: 40 },
    heard: 40,
    missing: [],
  })
  expect(await thereAndBack('cutback', [2, 30])).toEqual(undisturbed)
}, 300_000)
