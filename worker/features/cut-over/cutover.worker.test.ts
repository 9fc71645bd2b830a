/** Cut-overs over HTTP: each step, its repeats and refusals, against a provider that refuses, is slow, or loses its answers. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CutOver, CutOverRun } from '../../../shared/api/cut-overs.ts'
import type { Problem } from '../../../shared/api/problem.ts'
import { blankFlowText } from '../../../shared/flow/blank.ts'
import { app } from '../../app.ts'
import { type Call, fakeProvider, graphError } from '../../channels/testing/fake-provider.ts'
import { createDb } from '../../db/client.ts'
import type { Env, IntakeJob } from '../../env.ts'
import { toHex } from '../../http/secrets.ts'
import { runIntakeJobs } from '../../queues/intake.ts'
import { runSendJob } from '../../queues/send.ts'
import { tick } from '../../tick.ts'
import { createDraftFrom, createFlow, findVersion } from '../flows/store.ts'
import { sendOne } from '../messages/send.ts'
import { signUp } from '../testing.ts'
import { addMember } from '../workspaces/store.ts'

const real = { ...(env as unknown as Env), LOCAL_SECRET: 'local' } as Env
const db = createDb(real.DB)
const origin = 'https://cutover.test'
const context = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext

let owner: { id: string; cookie: string }
let reviewer: { id: string; cookie: string }
beforeAll(async () => {
  ;[owner, reviewer] = await Promise.all([signUp(real, origin), signUp(real, origin)])
})

type Behaviour = (call: Call) => Response | null
/** The answer is lost on its way although the provider did what was asked. */
const lost = () => new Response('gateway', { status: 504, headers: { 'x-accepted': '1' } })
const isPost = (ending: string) => (call: Call) =>
  call.method === 'POST' && call.path.endsWith(ending)

/** A provider that keeps flows, templates and messages as the platform does, except where `amiss` answers in its place. */
async function makeStage(templates = ['visit']) {
  const amiss: { now: Behaviour } = { now: () => null }
  const flows = new Map<string, { name: string; status: string }>()
  const kept = new Map<string, { name: string; status: string }>()
  const sent: { key: string; to: string; template: string; token: string }[] = []
  let ids = 0

  function answerOf(call: Call): Response {
    const wrong = amiss.now(call)
    if (wrong && wrong.headers.get('x-accepted') === null) return wrong
    const answer = did(call) ?? graphError(100, 404)
    return wrong ?? answer
  }
  function did(call: Call): Response | null {
    const [, first = '', second = ''] = call.path.split(/[/?]/)
    if (call.method === 'POST' && second === 'flows') {
      flows.set(`${++ids}`, { name: String(call.body.name), status: 'DRAFT' })
      return Response.json({ id: `${ids}` })
    }
    if (second === 'flows')
      return Response.json({ data: [...flows].map(([id, flow]) => ({ id, ...flow })) })
    if (call.method === 'POST' && second === 'message_templates') {
      const name = String(call.body.name)
      if ([...kept.values()].some((one) => one.name === name)) return graphError(2388024)
      kept.set(`t${++ids}`, { name, status: 'PENDING' })
      return Response.json({ id: `t${ids}`, status: 'PENDING' })
    }
    if (second === 'message_templates') {
      const data = [...kept].map(([id, one]) => ({ id, ...one, language: 'en' }))
      return Response.json({ data })
    }
    if (call.method === 'POST' && second === 'messages') {
      if (!sent.some(({ key }) => key === call.key)) sent.push(messageOf(call))
      return Response.json({ messages: [{ id: `wamid.${call.key}` }] })
    }
    const template = kept.get(first)
    if (template) return Response.json({ id: first, ...template })
    const flow = flows.get(first)
    if (!flow) return null
    if (second === 'publish' || second === 'deprecate') {
      const [from, to] = second === 'publish' ? ['DRAFT', 'PUBLISHED'] : ['PUBLISHED', 'DEPRECATED']
      if (flow.status !== from) return graphError(139002)
      flow.status = to!
      return Response.json({ success: true })
    }
    return Response.json({ id: first, status: flow.status, success: true, validation_errors: [] })
  }
  const messageOf = ({ key, body }: Call) => {
    const said = body as unknown as {
      to: string
      template: {
        name: string
        components: { parameters: { action?: { flow_token: string } }[] }[]
      }
    }
    const tokens = said.template.components.flatMap(({ parameters }) =>
      parameters.flatMap(({ action }) => (action ? [action.flow_token] : [])),
    )
    return { key, to: said.to, template: said.template.name, token: tokens[0] ?? '' }
  }

  const fake = await fakeProvider(real, answerOf)
  const hooks: IntakeJob[] = []
  fake.env.INTAKE_QUEUE = {
    send: async (job: IntakeJob) => void hooks.push(job),
  } as unknown as Env['INTAKE_QUEUE']
  // Uploads are forms, not JSON.
  const { fetch } = fake.env.SELF
  fake.env.SELF = {
    fetch: (request: Request) =>
      request.url.endsWith('/assets')
        ? fetch.call(fake.env.SELF, new Request(request.url, { method: 'POST', body: '{}' }))
        : fetch.call(fake.env.SELF, request),
  } as unknown as Fetcher
  const { workspaceId, channelId } = fake

  await addMember(db, workspaceId, owner.id, 'owner', 1)
  await addMember(db, workspaceId, reviewer.id, 'reviewer', 1)

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    who = owner,
  ): Promise<{ status: number; body: unknown }> {
    const reply = await app.fetch(
      new Request(`${origin}/app/${workspaceId}${path}`, {
        method,
        headers: { cookie: who.cookie, origin, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
      }),
      fake.env,
      context,
    )
    const text = await reply.text()
    return { status: reply.status, body: text ? JSON.parse(text) : null }
  }
  async function good<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await ask(method, path, body)
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`)
    return reply.body as T
  }
  const run = async (path: string, method = 'POST', body?: unknown): Promise<CutOverRun> =>
    (await good<CutOver>(method, path, body)).run!

  // A first version that is live, its approved templates, and the draft that is to follow it.
  const made = await createFlow(
    fake.env,
    db,
    {
      workspaceId,
      channelId,
      name: 'Visit',
      categories: ['OTHER'],
      text: blankFlowText,
      createdBy: owner.id,
    },
    1,
  )
  if (!made.ok) throw new Error('no flow')
  const oldId = made.value.publicId
  await good('POST', `/versions/${oldId}/publish`)
  const templateIds: string[] = []
  for (const [at, name] of templates.entries()) {
    const { id } = await good<{ id: string }>('POST', '/templates', {
      channelId,
      name,
      language: 'en',
      category: 'UTILITY',
      body: `Hello {{1}}, how was it, the visit number ${at}?`,
      samples: ['Ana'],
      buttonLabel: 'Tell us',
      publicId: oldId,
    })
    templateIds.push(id)
  }
  const draft = await createDraftFrom(fake.env, db, (await findVersion(db, workspaceId, oldId))!, 2)
  if (!draft.ok) throw new Error('no draft')
  const newId = draft.value.publicId

  /** The platform's word on a template, as its signed webhook brings it. */
  async function decide(name: string, event: string, reason: string | null = null) {
    const [id, template] = [...kept].find(([, one]) => one.name === name)!
    template.status = event
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'waba',
          changes: [
            {
              field: 'message_template_status_update',
              value: {
                event,
                message_template_id: id,
                message_template_name: name,
                message_template_language: 'en',
                reason,
              },
            },
          ],
        },
      ],
    })
    const reply = await app.fetch(
      new Request(`${origin}/hooks/meta/${channelId}`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': await sign(body) },
        body,
      }),
      fake.env,
      context,
    )
    expect(reply.status).toBe(200)
    await runIntakeJobs(fake.env, hooks.splice(0))
  }
  for (const name of templates) await decide(name, 'APPROVED')

  const home = `/versions/${newId}/cut-over`
  const stage = {
    ...fake,
    amiss,
    flows,
    kept,
    sent,
    oldId,
    newId,
    templateIds,
    reviewer,
    ask,
    good,
    run,
    sql: fake.run,
    home,
    decide,
    get: async () => (await good<CutOver>('GET', home)).run!,
    start: () => run(home, 'POST', { replaces: oldId }),
    /** The run's own address. */
    at: (id: string, act = '') => `/cut-overs/${id}${act && `/${act}`}`,
    submit: async (cutOver: CutOverRun, at = 0, more: object = {}) => {
      const { templateId, proposal } = cutOver.templates[at]!
      return run(`/cut-overs/${cutOver.id}/templates/${templateId}`, 'PUT', {
        ...proposal,
        ...more,
      })
    },
    campaign: async (count: number, templateId = templateIds[0]!, name = 'C') =>
      (
        await good<{ id: string }>('POST', '/campaigns', {
          name,
          templateId,
          recipients: Array.from({ length: count }, (_, n) => ({
            phoneNumber: `+999${2_000_000 + n}`,
            values: [`P${n}`],
          })),
        })
      ).id,
    /** Runs what the send queue holds until it is empty. */
    sendAll: async () => {
      for (let job = fake.jobs.shift(); job; job = fake.jobs.shift()) {
        const next = await runSendJob(fake.env, job)
        if (next) fake.jobs.push(next.job)
      }
    },
    tick: () => tick(fake.env, Date.now() + 600_000),
    /** How often something was asked of the provider. */
    asked: (fits: (call: Call) => boolean) => fake.calls.filter(fits).length,
    messages: () =>
      fake.all('select * from messages where workspace_id = ? order by id', workspaceId),
  }
  return stage
}

async function sign(body: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode('secret') as Uint8Array<ArrayBuffer>,
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const bytes = new TextEncoder().encode(body) as Uint8Array<ArrayBuffer>
  return `sha256=${toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes)))}`
}

const problemOf = (reply: { body: unknown }) => reply.body as Problem
const whats = ({ events }: CutOverRun) => events.map(({ what }) => what)

describe('the whole way', () => {
  test('published, submitted, approved by news, moved, sent, deprecated; each once, however often it is asked', async () => {
    const s = await makeStage()
    const campaign = await s.campaign(6)
    const offer = await s.good<CutOver>('GET', s.home)
    expect(offer).toMatchObject({
      run: null,
      offer: {
        old: { publicId: s.oldId },
        new: { publicId: s.newId },
        templates: [{ name: 'visit' }],
      },
    })
    const begun = await s.start()
    expect(begun).toMatchObject({
      state: 'running',
      step: 'templates',
      new: { state: 'published' },
    })
    expect(await s.start()).toMatchObject({ id: begun.id })
    expect(s.asked(isPost('/publish'))).toBe(2) // The old one, then the new.

    expect(begun.templates[0]).toMatchObject({
      name: 'visit',
      choice: 'open',
      proposal: { name: 'visit_v2', body: 'Hello {{1}}, how was it, the visit number 0?' },
    })
    const submitted = await s.submit(begun)
    expect(submitted).toMatchObject({ step: 'approval' })
    expect(await s.submit(begun)).toMatchObject({ step: 'approval' })
    expect([...s.kept.values()].map(({ name }) => name)).toEqual(['visit', 'visit_v2'])

    const tokens = (await s.messages()).map((row) => row.flow_token)
    await s.decide('visit_v2', 'APPROVED')
    const moved = await s.get()
    expect(moved).toMatchObject({ step: 'deprecate', holding: 0 })
    expect(moved.campaigns).toMatchObject([{ id: campaign, moved: 6, waiting: 0, reasons: [] }])
    expect(await s.good('GET', `/campaigns/${campaign}`)).toMatchObject({
      templateName: 'visit_v2',
      counts: { total: 6, pending: 6 },
    })
    await s.sendAll()
    expect(s.sent.map(({ template }) => template)).toEqual(Array(6).fill('visit_v2'))
    expect(s.sent.map(({ token }) => token).toSorted()).toEqual(tokens.toSorted())
    expect(new Set(s.sent.map(({ to }) => to)).size).toBe(6)

    const done = await s.run(s.at(begun.id, 'deprecate'))
    expect(done).toMatchObject({ state: 'done', old: { state: 'deprecated' }, left: 1 })
    expect(await s.run(s.at(begun.id, 'deprecate'))).toMatchObject({ state: 'done' })
    expect(s.asked(isPost('/deprecate'))).toBe(1)
    expect(whats(done)).toEqual([
      'started',
      'published',
      'submitted',
      'approved',
      'moved',
      'move-ended',
      'deprecate-asked',
      'deprecated',
    ])
    const detail = await s.good<{ replaced: unknown; versions: unknown[] }>(
      'GET',
      `/versions/${s.newId}`,
    )
    expect(detail.replaced).toEqual([{ publicId: s.oldId, number: 1 }])
    expect(detail.versions[1]).toMatchObject({ replacedBy: { publicId: s.newId, number: 2 } })
    const back = await s.ask('POST', s.at(begun.id, 'roll-back'))
    expect(back.status).toBe(409)
    expect(problemOf(back).detail).toContain('The old version is deprecated')
  })

  test('looking changes nothing, whoever may only look changes nothing', async () => {
    const s = await makeStage()
    const refused = await s.ask('POST', s.home, { replaces: s.oldId }, s.reviewer)
    expect(refused.status).toBe(403)
    const begun = await s.start()
    const [line] = begun.templates
    for (const [method, path] of [
      ['PUT', s.at(begun.id, `templates/${line!.templateId}`)],
      ['DELETE', s.at(begun.id, `templates/${line!.templateId}`)],
      ['POST', s.at(begun.id, 'carry-on')],
      ['POST', s.at(begun.id, 'deprecate')],
      ['POST', s.at(begun.id, 'stop')],
      ['POST', s.at(begun.id, 'roll-back')],
    ] as const)
      expect((await s.ask(method, path, line!.proposal, s.reviewer)).status).toBe(403)
    const seen = await s.ask('GET', s.home, undefined, s.reviewer)
    expect((seen.body as CutOver).run).toEqual(await s.get())
  })
})

describe('beginning', () => {
  test('one run a flow: another is refused with the way to the first', async () => {
    const s = await makeStage()
    const begun = await s.start()
    const third = await createDraftFrom(
      s.env,
      db,
      (await findVersion(db, s.workspaceId, s.newId))!,
      3,
    )
    if (!third.ok) throw new Error('no draft')
    const other = await s.ask('POST', `/versions/${third.value.publicId}/cut-over`, {
      replaces: s.newId,
    })
    expect(other.status).toBe(409)
    expect(problemOf(other)).toMatchObject({
      kind: 'cut-over-runs',
      detail: 'Version 2 is taking the place of version 1. Go on with that, or stop it.',
      facts: { publicId: s.newId },
    })
    for (const id of [s.oldId, s.newId]) {
      const early = await s.ask('POST', `/versions/${id}/deprecate`)
      expect(problemOf(early)).toMatchObject({ kind: 'cut-over-runs' })
    }
    expect((await s.get()).id).toBe(begun.id)
  })

  test('what is no version before it, or not live, is named', async () => {
    const s = await makeStage()
    for (const replaces of [s.newId, '1000000000000000']) {
      const refused = await s.ask('POST', s.home, { replaces })
      expect(refused.status).toBe(404)
      expect(problemOf(refused)).toMatchObject({ field: 'replaces' })
    }
    expect((await s.ask('POST', s.home, {})).status).toBe(400)
    expect((await s.ask('POST', s.at(crypto.randomUUID(), 'stop'))).status).toBe(404)
  })

  test('a refused publish leaves a draft that can be edited, and the run says why; the next try goes on', async () => {
    const s = await makeStage()
    s.amiss.now = (call) => (isPost('/publish')(call) ? graphError(139002) : null)
    const refused = await s.ask('POST', s.home, { replaces: s.oldId })
    expect(problemOf(refused)).toMatchObject({ kind: 'provider-refused' })
    expect(await s.get()).toMatchObject({
      step: 'publish',
      asking: false,
      trouble: expect.stringContaining('no'),
    })
    expect(problemOf(await s.ask('DELETE', `/versions/${s.newId}`))).toMatchObject({
      kind: 'cut-over-runs',
    })
    s.amiss.now = () => null
    expect(await s.start()).toMatchObject({ step: 'templates', trouble: null })
  })

  test('a publish whose outcome nobody knows is shown so, and ended by asking the provider', async () => {
    const s = await makeStage()
    s.amiss.now = (call) =>
      isPost('/publish')(call)
        ? lost()
        : call.method === 'GET'
          ? new Response('', { status: 502 })
          : null
    const unknown = await s.ask('POST', s.home, { replaces: s.oldId })
    expect(problemOf(unknown)).toMatchObject({ kind: 'publish-unknown' })
    expect(await s.get()).toMatchObject({ step: 'publish', asking: true })
    s.amiss.now = () => null
    await s.tick()
    expect(await s.get()).toMatchObject({ step: 'templates', asking: false, trouble: null })
    expect(s.asked(isPost('/publish'))).toBe(2)
  })
})

describe('templates', () => {
  test('wrong text is refused at its field, before anything is asked of the platform', async () => {
    const s = await makeStage()
    const begun = await s.start()
    const { templateId, proposal } = begun.templates[0]!
    const put = (body: object) => s.ask('PUT', s.at(begun.id, `templates/${templateId}`), body)
    for (const [body, field] of [
      [{ ...proposal, name: 'Not A Name' }, 'name'],
      [{ ...proposal, body: '' }, 'body'],
      [{ ...proposal, samples: [] }, 'samples'],
      [{ ...proposal, buttonLabel: 'x'.repeat(26) }, 'buttonLabel'],
    ] as const) {
      const refused = await put(body)
      expect(refused.status).toBe(400)
      expect(problemOf(refused)).toMatchObject({ field })
    }
    const taken = await put({ ...proposal, name: 'visit' })
    expect(problemOf(taken)).toMatchObject({ kind: 'name-taken', field: 'name' })
    expect(await s.get()).toMatchObject({ step: 'templates', templates: [{ choice: 'open' }] })
    expect(s.kept.size).toBe(1)
  })

  test('a create whose answer was lost makes one template, and is found by its name', async () => {
    const s = await makeStage()
    const begun = await s.start()
    s.amiss.now = (call) => (isPost('/message_templates')(call) ? lost() : null)
    expect(await s.submit(begun)).toMatchObject({ step: 'approval' })
    s.amiss.now = () => null
    await s.tick()
    await s.tick()
    expect([...s.kept.values()].map(({ name }) => name)).toEqual(['visit', 'visit_v2'])
    expect(s.asked(isPost('/message_templates'))).toBe(2)
    await s.decide('visit_v2', 'APPROVED')
    expect(await s.get()).toMatchObject({ step: 'deprecate' })
  })

  test('what was wanted and cut off before anything was made is made by the sweeper, once', async () => {
    const s = await makeStage()
    const begun = await s.start()
    const { templateId, proposal } = begun.templates[0]!
    // As a kill between the intent and its effect leaves it.
    await s.sql(
      `update cut_over_templates set choice = 'wanted', new_template_id = ?, wanted = ? where cut_over_id = ? and template_id = ?`,
      crypto.randomUUID(),
      JSON.stringify(proposal),
      begun.id,
      templateId,
    )
    await Promise.all([s.tick(), s.submit(begun)])
    expect([...s.kept.values()].map(({ name }) => name)).toEqual(['visit', 'visit_v2'])
    expect(await s.get()).toMatchObject({ step: 'approval' })
  })

  test('refused at once: open again with the reason; rejected later: a corrected copy goes on', async () => {
    const s = await makeStage()
    const begun = await s.start()
    s.amiss.now = (call) => (isPost('/message_templates')(call) ? graphError(2388293) : null)
    const { templateId, proposal } = begun.templates[0]!
    const refused = await s.ask('PUT', s.at(begun.id, `templates/${templateId}`), proposal)
    expect(refused.status).toBe(502)
    expect(await s.get()).toMatchObject({
      step: 'templates',
      templates: [{ choice: 'open', refusal: expect.any(String), proposal: { name: 'visit_v2' } }],
    })
    s.amiss.now = () => null
    await s.submit(begun)
    await s.decide('visit_v2', 'REJECTED', 'INVALID_FORMAT')
    const rejected = await s.get()
    expect(rejected).toMatchObject({
      step: 'approval',
      templates: [
        {
          successor: { status: 'REJECTED', reason: 'INVALID_FORMAT' },
          proposal: { name: 'visit_v3' },
        },
      ],
    })
    await s.submit(rejected, 0, {
      body: 'Hello {{1}}, tell us how it was, please.',
      category: 'MARKETING',
    })
    expect(s.calls.findLast(isPost('/message_templates'))?.body.category).toBe('MARKETING')
    await s.decide('visit_v3', 'APPROVED')
    const moved = await s.get()
    expect(moved).toMatchObject({ step: 'deprecate' })
    expect(whats(moved)).toEqual([
      'started',
      'published',
      'submitted',
      'refused',
      'submitted',
      'rejected',
      'submitted',
      'approved',
      'move-ended',
    ])
  })

  test('one of two is skipped: its campaign goes out as it is, and says why', async () => {
    const s = await makeStage(['visit', 'offer'])
    const skipped = await s.campaign(2, s.templateIds[1], 'Stays')
    const goes = await s.campaign(3, s.templateIds[0], 'Goes')
    const begun = await s.start()
    const [offer, visit] = begun.templates
    expect([offer!.name, visit!.name]).toEqual(['offer', 'visit'])
    const skip = () => s.run(s.at(begun.id, `templates/${offer!.templateId}`), 'DELETE')
    expect(await skip()).toMatchObject({ step: 'templates' })
    await skip()
    await s.submit(begun, 1)
    await s.decide('visit_v2', 'APPROVED')
    const moved = await s.get()
    expect(moved).toMatchObject({ step: 'drain' })
    expect(moved.campaigns).toEqual([
      expect.objectContaining({ id: goes, moved: 3, waiting: 0, reasons: [] }),
      expect.objectContaining({
        id: skipped,
        moved: 0,
        waiting: 2,
        reasons: ['2 messages not moved: “offer” was skipped.'],
      }),
    ])
    const early = await s.ask('POST', s.at(begun.id, 'deprecate'))
    expect(early.status).toBe(409)
    expect(problemOf(early).detail).toContain('2 messages with the old version have not left yet')
    const late = await s.ask(
      'PUT',
      s.at(begun.id, `templates/${offer!.templateId}`),
      offer!.proposal,
    )
    expect(problemOf(late)).toMatchObject({ kind: 'cut-over-step' })
    await s.sendAll()
    expect(s.sent.map(({ template }) => template).toSorted()).toEqual([
      'offer',
      'offer',
      'visit_v2',
      'visit_v2',
      'visit_v2',
    ])
    expect(await s.get()).toMatchObject({ step: 'deprecate', holding: 2 })
    expect(whats(moved).filter((what) => what === 'skipped')).toHaveLength(1)
  })
})

describe('moving', () => {
  test('a successor with other values, rows that were tried, and unknown ones stay and are named', async () => {
    const s = await makeStage()
    const campaign = await s.campaign(5)
    const ids = (await s.messages()).map(({ id }) => id)
    await s.sql('update messages set attempt = 1 where id = ?', ids[0])
    await s.sql(`update messages set send_state = 'unknown', attempt = 1 where id = ?`, ids[1])
    await s.sql(
      `update messages set send_state = 'claimed', attempt = 1, claimed_at = 1 where id = ?`,
      ids[2],
    )
    const begun = await s.start()
    await s.submit(begun)
    await s.decide('visit_v2', 'APPROVED')
    const run = await s.get()
    expect(run.campaigns).toMatchObject([
      { id: campaign, moved: 2, waiting: 1, claimed: 1, unknown: 1 },
    ])
    expect(run.campaigns[0]!.reasons).toEqual(
      expect.arrayContaining([
        expect.stringContaining('tried before'),
        expect.stringContaining('nobody knows'),
        expect.stringContaining('on the way'),
      ]),
    )
    const gone = await s.ask('DELETE', `/templates/${s.templateIds[0]}`)
    expect(problemOf(gone)).toMatchObject({ kind: 'in-use' })
  })

  test('other values: nothing is moved', async () => {
    const s = await makeStage()
    await s.campaign(2)
    const begun = await s.start()
    await s.submit(begun, 0, {
      body: 'Hello {{1}}, how was the visit on {{2}}, all in all?',
      samples: ['Ana', '4 May'],
    })
    await s.decide('visit_v2', 'APPROVED')
    expect((await s.get()).campaigns).toMatchObject([
      { moved: 0, waiting: 2, reasons: [expect.stringContaining('takes 2 values')] },
    ])
  })

  test('a message that hands over what the new first screen does not know stays, and says so', async () => {
    const s = await makeStage()
    const { workspaceId, subaccountId } = s
    const said = (flowData: object) => ({
      kind: 'template' as const,
      name: 'visit',
      language: 'en',
      values: ['Ana'],
      flowData: flowData as Record<string, unknown>,
    })
    for (const [phoneNumber, data] of [
      ['+9991234567', { city: 'Lyon' }],
      ['+9991234568', {}],
    ] as const)
      await sendOne(
        s.env,
        db,
        { workspaceId, subaccountId },
        { phoneNumber, said: said(data) },
        Date.now(),
      )
    const begun = await s.start()
    await s.submit(begun)
    await s.decide('visit_v2', 'APPROVED')
    expect((await s.get()).campaigns).toEqual([
      {
        id: null,
        name: 'Single messages',
        moved: 1,
        waiting: 1,
        claimed: 0,
        unknown: 0,
        reasons: ['1 message not moved: it hands over data that the new version does not take.'],
      },
    ])
  })

  test('a send and the moving at once: every person hears once', async () => {
    const s = await makeStage()
    await s.campaign(60)
    const begun = await s.start()
    await s.submit(begun)
    await Promise.all([s.sendAll(), s.decide('visit_v2', 'APPROVED')])
    await s.sendAll()
    expect(new Set(s.sent.map(({ to }) => to)).size).toBe(60)
    expect(s.sent).toHaveLength(60)
    for (const row of await s.messages()) {
      const said = s.sent.find(({ key }) => key === row.id)!
      expect(JSON.parse(String(row.content)).name).toBe(said.template)
      expect(row.flow_token).toBe(said.token)
    }
  })

  test('what still comes with the old template, while it drains, is moved as well', async () => {
    const s = await makeStage()
    const begun = await s.start()
    await s.submit(begun)
    await s.decide('visit_v2', 'APPROVED')
    await s.campaign(3)
    expect(await s.get()).toMatchObject({ step: 'drain' })
    const run = await s.run(s.at(begun.id, 'carry-on'))
    expect(run).toMatchObject({ step: 'deprecate', campaigns: [{ moved: 3 }] })
  })
})

describe('ending', () => {
  /** A run whose messages are moved and wait. */
  async function moved(count = 4) {
    const s = await makeStage()
    const campaign = await s.campaign(count)
    const begun = await s.start()
    await s.submit(begun)
    await s.decide('visit_v2', 'APPROVED')
    return { s, campaign, id: begun.id }
  }

  test('rolled back: what waits goes back as it was, the old version stays, and a new run uses what was approved', async () => {
    const { s, campaign, id } = await moved()
    const [first] = await s.messages()
    const run = await s.run(s.at(id, 'roll-back'))
    expect(run).toMatchObject({ state: 'rolled-back', old: { state: 'published' } })
    expect(await s.run(s.at(id, 'roll-back'))).toMatchObject({ state: 'rolled-back' })
    expect(run.events.at(-2)).toMatchObject({ what: 'moved-back', n: 4 })
    expect(await s.good('GET', `/campaigns/${campaign}`)).toMatchObject({ templateName: 'visit' })
    const [back] = await s.messages()
    expect(back).toMatchObject({
      moved_from: null,
      public_id: s.oldId,
      flow_token: first!.flow_token,
    })
    await s.sendAll()
    expect(s.sent.map(({ template }) => template)).toEqual(Array(4).fill('visit'))

    const anew = await s.start()
    expect(anew.id).not.toBe(id)
    expect(anew).toMatchObject({
      step: 'deprecate',
      templates: [{ successor: { name: 'visit_v2' } }],
    })
    expect(s.kept.size).toBe(2)
  })

  test('a roll-back that was cut off is ended by the sweeper', async () => {
    const { s, id } = await moved()
    await s.sql(`update cut_overs set state = 'rolling-back' where id = ?`, id)
    expect((await s.ask('POST', s.at(id, 'deprecate'))).status).toBe(409)
    await s.tick()
    expect(await s.get()).toMatchObject({
      state: 'rolled-back',
      campaigns: [{ moved: 0, waiting: 4 }],
    })
  })

  test('stopped: what is done stays done, nothing goes on, and it can still be rolled back', async () => {
    const { s, id } = await moved()
    expect(await s.run(s.at(id, 'stop'))).toMatchObject({ state: 'stopped' })
    expect(await s.run(s.at(id, 'stop'))).toMatchObject({ state: 'stopped' })
    expect((await s.ask('POST', s.at(id, 'deprecate'))).status).toBe(409)
    await s.tick()
    expect(await s.get()).toMatchObject({ state: 'stopped', campaigns: [{ moved: 4 }] })
    expect(await s.run(s.at(id, 'roll-back'))).toMatchObject({ state: 'rolled-back' })
  })

  test('a deprecation whose outcome nobody knows holds roll-back and stop until the provider has said', async () => {
    const { s, id } = await moved(1)
    await s.sendAll()
    s.amiss.now = (call) =>
      isPost('/deprecate')(call)
        ? new Response('gateway', { status: 504 })
        : call.method === 'GET'
          ? new Response('', { status: 502 })
          : null
    const asking = await s.run(s.at(id, 'deprecate'))
    expect(asking).toMatchObject({ state: 'running', asking: true, trouble: expect.any(String) })
    for (const act of ['roll-back', 'stop']) {
      const refused = await s.ask('POST', s.at(id, act))
      expect(refused.status).toBe(409)
      expect(problemOf(refused).detail).toContain('being deprecated right now')
    }
    s.amiss.now = () => null
    await s.tick()
    expect(await s.get()).toMatchObject({ state: 'done', old: { state: 'deprecated' } })
  })

  test('a deprecation that was done and not answered is done; one that is refused can be tried again', async () => {
    const { s, id } = await moved(1)
    await s.sendAll()
    s.amiss.now = (call) => (isPost('/deprecate')(call) ? graphError(139004) : null)
    expect(await s.run(s.at(id, 'deprecate'))).toMatchObject({
      state: 'running',
      asking: false,
      trouble: expect.stringContaining('no'),
    })
    s.amiss.now = (call) => (isPost('/deprecate')(call) ? lost() : null)
    expect(await s.run(s.at(id, 'deprecate'))).toMatchObject({ state: 'done', trouble: null })
    expect(s.asked(isPost('/deprecate'))).toBe(2)
  })
})
