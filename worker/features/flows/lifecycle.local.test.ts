/** A version's life through every door: what its state allows, what refuses, and in which words. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { flowsOf, flowsPath } from '../../../cli/check/flows.ts'
import { eventually, signedInAs, withKey } from '../../../cli/check/http.ts'
import { joinRoom } from '../../../cli/check/room-client.ts'
import type { Created, Uses, VersionDetail } from '../../../shared/api/flows.ts'
import type { Template } from '../../../shared/api/templates.ts'

let app: RunningApp
let owner: Awaited<ReturnType<typeof signedInAs>>
let home: string
beforeAll(async () => {
  app = await startApp()
  owner = await signedInAs(app, 'owner')
  home = flowsOf(app, owner).home
})
afterAll(() => app?.stop())

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const create = (name: string) =>
  owner.post<Created>(`${home}/flows`, { channelId: app.demo.channelId, name })
const detailOf = (id: string) => owner.get<VersionDetail>(`${home}/versions/${id}`)
const jsonOf = async (id: string) =>
  await (await owner.ask('GET', `${home}/versions/${id}/json`)).text()
const refusedWith = async (method: string, path: string, body?: unknown) => {
  const reply = await owner.ask(method, path, body)
  const { kind, detail } = (await reply.json()) as { kind: string; detail: string }
  return { status: reply.status, kind, detail }
}

test('a published version refuses every change at every door, and reads the same ever after', async () => {
  const { publicId } = await create('Stands')
  const text = await jsonOf(publicId)
  const sha256 = hashOf(text)
  await owner.post(`${home}/versions/${publicId}/names`, { name: 'Before' })
  const stale = await refusedWith('POST', `${home}/versions/${publicId}/publish`, {
    sha256: hashOf('what somebody saw before'),
  })
  expect(stale).toMatchObject({ status: 409, kind: 'text-changed' })
  const published = await owner.post<VersionDetail>(`${home}/versions/${publicId}/publish`, {
    sha256,
    note: '  First of its kind  ',
    waivesRehearsal: true,
  })
  expect(published).toMatchObject({
    state: 'published',
    sha256,
    publishNote: 'First of its kind',
    rehearsalWaived: { by: published.publishedBy, at: published.publishedAt },
  })

  const key = withKey(app)
  const api = `${flowsPath(app)}/${publicId}`
  const { named } = await detailOf(publicId)
  const doors: [string, Promise<Response>][] = [
    ['api text', key.ask('PUT', api, { flowJson: '{}' })],
    ['api name', key.ask('PUT', api, { name: 'Other' })],
    ['api delete', key.ask('DELETE', api)],
    ['publish again', owner.ask('POST', `${home}/versions/${publicId}/publish`, {})],
    ['delete', owner.ask('DELETE', `${home}/versions/${publicId}`)],
    ['restore', owner.ask('POST', `${home}/named/${named[0]!.id}/restore`, {})],
  ]
  for (const [door, asked] of doors) expect((await asked).status, door).toBe(409)

  const inRoom = joinRoom(app, publicId, { authorization: `Bearer ${app.demo.apiKey}` })
  await eventually(
    async () => inRoom.text.toString(),
    (seen) => seen === text,
  )
  inRoom.text.insert(0, 'HACKED')
  const { checkpoints } = await owner.get<{ checkpoints: unknown[] }>(
    `${home}/versions/${publicId}/history`,
  )
  expect(checkpoints.length).toBeLessThanOrEqual(1)
  inRoom.leave()

  await app.kill()
  await app.restart()
  owner = await signedInAs(app, 'owner')
  expect(hashOf(await jsonOf(publicId))).toBe(sha256)
  expect(hashOf(await (await key.ask('GET', `${api}/json`)).text())).toBe(sha256)
  const again = joinRoom(app, publicId, { authorization: `Bearer ${app.demo.apiKey}` })
  await eventually(
    async () => again.text.toString(),
    (seen) => seen === text,
  )
  again.leave()
  expect((await detailOf(publicId)).sha256).toBe(sha256)
}, 90_000)

test('each state refuses what it does not allow, in the words that its menu shows', async () => {
  const { publicId } = await create('Three lives')
  const at = `${home}/versions/${publicId}`
  const acts = {
    publish: ['POST', `${at}/publish`, {}],
    deprecate: ['POST', `${at}/deprecate`, {}],
    delete: ['DELETE', at, undefined],
  } as const
  const refusals = async () => {
    const { allowed } = await detailOf(publicId)
    for (const [act, [method, path, body]] of Object.entries(acts)) {
      const words = allowed[act as keyof typeof acts]
      if (words === null) continue
      expect(await refusedWith(method, path, body), act).toMatchObject({
        status: 409,
        detail: words,
      })
    }
    return Object.entries(allowed).flatMap(([act, words]) => (words === null ? [] : [act]))
  }
  expect(await refusals()).toEqual(['viewResponses', 'deprecate'])
  await owner.post(`${at}/publish`, {})
  expect(await refusals()).toEqual(['edit', 'publish', 'delete'])
  await owner.post(`${at}/deprecate`, {})
  expect(await refusals()).toEqual(['edit', 'publish', 'deprecate', 'delete'])
  // From any state there is a way on: a copy, and the next draft.
  const text = await jsonOf(publicId)
  const copy = await owner.post<Created>(`${at}/duplicate`, {})
  const next = await owner.post<Created>(`${at}/draft`, {})
  for (const { publicId: made } of [copy, next]) {
    expect((await detailOf(made)).state).toBe('draft')
    expect(await jsonOf(made)).toBe(text)
  }
})

test('what uses a version is listed: templates with their status, campaigns, and links that show it now', async () => {
  const { flowId, publicId } = await create('Used')
  const uses = () => owner.get<Uses>(`${home}/versions/${publicId}/uses`)
  expect(await uses()).toEqual({ templates: [], campaigns: [], links: [] })
  await owner.post(`${home}/versions/${publicId}/publish`, {})
  const template = await owner.post<Template>(`${home}/templates`, {
    channelId: app.demo.channelId,
    name: 'uses_it',
    language: 'en',
    category: 'UTILITY',
    body: 'Tell us how we can help.',
    samples: [],
    buttonLabel: 'Start',
    publicId,
  })
  await eventually(
    () => owner.get<Template>(`${home}/templates/${template.id}`),
    ({ status }) => status === 'APPROVED',
  )
  await owner.post(`${home}/campaigns`, {
    name: 'One person',
    templateId: template.id,
    recipients: [{ phoneNumber: '+9992000001', values: [] }],
  })
  const share = (label: string, pinned: string | null) =>
    owner.post(`${home}/flows/${flowId}/shares`, { label, publicId: pinned, access: 'view' })
  await share('Pinned', publicId)
  await share('Follows', null)
  const used = await uses()
  expect(used.templates).toMatchObject([{ name: 'uses_it', language: 'en', status: 'APPROVED' }])
  expect(used.campaigns).toMatchObject([{ name: 'One person' }])
  expect(used.links.map(({ label, follows }) => [label, follows]).sort()).toEqual([
    ['Follows', true],
    ['Pinned', false],
  ])
  // The link that follows goes along to the next draft.
  await owner.post(`${home}/versions/${publicId}/draft`, {})
  expect((await uses()).links.map(({ label }) => label)).toEqual(['Pinned'])
})

test('the channel of a version is asked at that moment', async () => {
  const { publicId } = await create('Asks its channel')
  expect(await owner.get(`${home}/versions/${publicId}/channel`)).toMatchObject({
    answers: true,
    words: null,
  })
  const reviewer = await signedInAs(app, 'reviewer')
  expect((await reviewer.ask('GET', `${home}/versions/${publicId}/channel`)).status).toBe(403)
})
