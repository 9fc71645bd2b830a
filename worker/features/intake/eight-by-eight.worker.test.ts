/** A channel at 8x8 in the product: who may knock at its door, and the whole way from a flow to its answers. */
import { env, exports } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { eightByEightStage } from '../../channels/testing/eight-by-eight-stage.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { runSendJob } from '../../queues/send.ts'
import { followFlows } from '../flows/provider-status.ts'
import { publishVersion } from '../flows/publish.ts'
import { createFlow, findVersion } from '../flows/store.ts'
import { sendOne, type ToSend } from '../messages/send.ts'
import { listResponses } from '../responses/store.ts'
import { createTemplate, listTemplates, removeTemplate } from '../templates/store.ts'
import { processEvents } from './process.ts'

const real = env as unknown as Env
const db = createDb(real.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

const knock = (path: string, body: string, headers: Record<string, string>) =>
  serve.fetch(new Request(`https://door.test${path}`, { method: 'POST', body, headers }))

const rawOf = async (channelId: string) =>
  (
    await real.DB.prepare('select * from raw_events where channel_id = ? order by rowid')
      .bind(channelId)
      .all<Record<string, unknown>>()
  ).results

describe('who may knock', () => {
  test('the right address with the right Authorization is stored, each body once', async () => {
    const { hook, channel } = await eightByEightStage(real)
    const headers = { authorization: hook.authorization }
    for (const _ of [1, 2]) expect((await knock(hook.path, '{"n":1}', headers)).status).toBe(200)
    expect((await knock(hook.path, '{"n":2}', headers)).status).toBe(200)
    expect((await rawOf(channel.id)).length).toBe(2)
  })

  test('everything else is refused with the same words, known channel or not, and leaves nothing', async () => {
    const { hook, channel } = await eightByEightStage(real)
    const other = await eightByEightStage(real)
    const headers = { authorization: hook.authorization }
    const [, , , id, secret = ''] = hook.path.split('/')
    const wrong: [path: string, headers: Record<string, string>][] = [
      [hook.path, {}],
      [hook.path, { authorization: `${hook.authorization}x` }],
      [hook.path, { authorization: hook.authorization.toLowerCase() }],
      [hook.path, { authorization: other.hook.authorization }],
      [`/hooks/8x8/${id}/${secret.slice(0, -1)}`, headers],
      [`/hooks/8x8/${id}/x`, headers],
      [`/hooks/8x8/${other.channel.id}/${secret}`, headers],
      [`/hooks/8x8/${crypto.randomUUID()}/${secret}`, headers],
    ]
    const refusal = async () => {
      const replies = await Promise.all(
        wrong.map(async ([path, sent]) => {
          const reply = await knock(path, '{}', sent)
          const { requestId, ...body } = (await reply.json()) as Record<string, unknown>
          expect(requestId).toBeTruthy()
          return JSON.stringify([reply.status, reply.headers.get('content-type'), body])
        }),
      )
      expect(new Set(replies).size).toBe(1)
      expect(replies[0]).toMatch(/^\[401/)
    }
    await refusal()
    // Also once the door was opened, and its proof is remembered.
    expect((await knock(hook.path, '{}', headers)).status).toBe(200)
    await refusal()
    expect((await rawOf(channel.id)).length).toBe(1)
    expect(await rawOf(other.channel.id)).toEqual([])
  })

  test('Meta’s door does not lead to a channel at 8x8, nor the other way round', async () => {
    const { channel } = await eightByEightStage(real)
    const reply = await knock(`/hooks/meta/${channel.id}`, '{}', {
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    })
    expect(reply.status).toBe(404)
  })

  test('a fault of ours is logged without the secret of the address', async () => {
    const { hook, channel } = await eightByEightStage(real)
    await real.DB.prepare(
      `update channels set eight_by_eight = json_set(eight_by_eight, '$.sealedHookSecret', 'broken') where id = ?`,
    )
      .bind(channel.id)
      .run()
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    try {
      const reply = await knock(hook.path, '{}', { authorization: hook.authorization })
      expect(reply.status).toBe(500)
      const lines = log.mock.calls.flat().join('\n')
      expect(lines).toContain(`/hooks/8x8/${channel.id}/…`)
      expect(lines).not.toContain(hook.path.split('/').at(-1))
    } finally {
      log.mockRestore()
    }
  })

  test('a body above 3 MB is too large; what is no JSON is put aside with the reason', async () => {
    const { hook, channel } = await eightByEightStage(real)
    const headers = { authorization: hook.authorization }
    expect((await knock(hook.path, ' '.repeat(3 * 1024 * 1024 + 1), headers)).status).toBe(413)
    expect((await knock(hook.path, '{"payload": ', headers)).status).toBe(200)
    const [raw] = await rawOf(channel.id)
    await processEvents(real, [String(raw?.id)])
    expect(await rawOf(channel.id)).toMatchObject([
      { state: 'quarantined', problem: 'The body is not JSON.' },
    ])
  })
})

const flowWith = (...more: object[]) =>
  JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'RATING',
        title: 'Your visit',
        terminal: true,
        success: true,
        data: {},
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextHeading', text: 'How was it?' },
            { type: 'TextInput', name: 'comment', label: 'Comment', 'input-type': 'text' },
            ...more,
            {
              type: 'Footer',
              label: 'Send',
              'on-click-action': { name: 'complete', payload: { comment: '${form.comment}' } },
            },
          ],
        },
      },
    ],
  })

const flowText = flowWith()

/** A workspace at 8x8 with a draft of a flow. */
async function clinic(text = flowText) {
  const stage = await eightByEightStage(real)
  const { workspaceId, channel, hook } = stage
  const about = { workspaceId, channelId: channel.id, name: 'Visit', categories: ['SURVEY'] }
  const made = await createFlow(stage.env, db, { ...about, text, createdBy: 'u' }, Date.now())
  if (!made.ok) throw new Error(made.error.title)
  const { flowId, publicId } = made.value
  const version = async () => (await findVersion(db, workspaceId, publicId))!
  const messages = async () =>
    (
      await real.DB.prepare('select * from messages where channel_id = ? order by rowid')
        .bind(channel.id)
        .all<Record<string, unknown>>()
    ).results
  return {
    ...stage,
    flowId,
    publicId,
    version,
    messages,
    publish: async () => publishVersion(stage.env, db, await version(), 'u', undefined, Date.now()),
    template: (language = 'en_US', body = 'Hello {{1}}, how was your visit?') =>
      createTemplate(
        stage.env,
        db,
        workspaceId,
        {
          channelId: channel.id,
          name: 'visit_followup',
          language,
          category: 'UTILITY',
          body,
          samples: ['Ana'],
          buttonLabel: 'Tell us',
          publicId,
          navigateScreen: 'RATING',
        },
        Date.now(),
      ),
    templates: () => listTemplates(db, workspaceId),
    send: (wanted: Pick<ToSend, 'said'> & Partial<ToSend>) =>
      sendOne(
        stage.env,
        db,
        { workspaceId, subaccountId: stage.subaccountId },
        { phoneNumber: '+6581234567', channelId: channel.id, ...wanted },
        Date.now(),
      ),
    /** Sends what waits; returns what is to be tried again. */
    drain: async () => {
      const again = []
      for (const job of stage.jobs.splice(0)) again.push(await runSendJob(stage.env, job))
      return again.filter((next) => next !== null)
    },
    /** 8x8 reports something, and it is processed at once. */
    hears: async (event: object) => {
      const reply = await knock(hook.path, JSON.stringify({ ...event, n: crypto.randomUUID() }), {
        authorization: hook.authorization,
      })
      expect(reply.status).toBe(200)
      const raw = await rawOf(channel.id)
      await processEvents(
        real,
        raw.map(({ id }) => String(id)),
      )
      return (await rawOf(channel.id)).at(-1)!
    },
  }
}

const receipt = (umid: unknown, state: string, more: object = {}, status: object = {}) => ({
  version: 9,
  namespace: 'ChatApps',
  eventType: 'outbound_message_status_changed',
  payload: {
    umid,
    user: { msisdn: '+6581234567' },
    status: { state, timestamp: '2026-05-01T09:00:03Z', ...status },
    ...more,
  },
})

const approved = {
  eventId: '0f88',
  eventType: 'template_status_update',
  eventDetails: {
    templateId: 1689,
    templateName: 'visit_followup',
    templateLanguage: 'en_US',
    meta: { status: 'APPROVED', reason: 'NONE' },
  },
}

const message: ToSend['said'] = {
  kind: 'template',
  name: 'visit_followup',
  language: 'en_US',
  values: ['Ana'],
  flowData: { ref: 'r1' },
}

describe('the way from a flow to its answers', () => {
  test('published, approved, sent, delivered, read, answered', async () => {
    const at = await clinic()
    expect(await at.publish()).toMatchObject({ ok: true })
    const { providerFlowId, state } = (await at.version()).version
    expect(state).toBe('published')
    expect(at.double.flows.get(providerFlowId!)).toMatchObject({
      status: 'PUBLISHED',
      json: flowText,
    })

    expect(await at.template()).toMatchObject({ ok: true, value: { status: 'PENDING' } })
    at.double.decide('visit_followup', 'en_US', 'APPROVED')
    expect(await at.hears(approved)).toMatchObject({ state: 'processed' })
    expect(await at.templates()).toMatchObject([{ status: 'APPROVED' }])

    expect(await at.send({ said: message, clientMessageId: 'c1' })).toMatchObject({ ok: true })
    await at.drain()
    const [taken] = at.double.messages.taken
    expect(taken).toMatchObject({ msisdn: '+6581234567', clientMessageId: 'c1' })
    expect(JSON.stringify(taken)).toContain('"screen":"RATING","data":{"ref":"r1"}')

    const operator = { detail: 'delivered_to_operator' }
    await at.hears(receipt(taken?.umid, 'delivered', { clientMessageId: 'c1' }, operator))
    expect(await at.messages()).toMatchObject([{ delivery: 'sent' }])
    const recipient = { detail: 'delivered_to_recipient' }
    await at.hears(receipt(taken?.umid, 'delivered', { clientMessageId: 'c1' }, recipient))
    await at.hears(receipt(taken?.umid, 'read'))
    expect(await at.messages()).toMatchObject([{ delivery: 'read', send_state: 'sent' }])

    const answer = {
      version: 3,
      namespace: 'ChatApps',
      eventType: 'inbound_message_received',
      payload: {
        umid: crypto.randomUUID(),
        subAccountId: at.double.subaccountId,
        timestamp: '2026-05-01T09:12:44.00Z',
        user: { msisdn: '+6581234567', name: 'Ana' },
        recipient: { channel: 'whatsapp', channelId: at.double.channelId },
        type: 'Interactive',
        content: {
          interactive: {
            type: 'nfmReply',
            nfmReply: { responseJson: '{"comment":"Good","flow_token":"085a-their-own"}' },
          },
        },
        replyToUmid: taken?.umid,
      },
    }
    // The same answer twice, as after a reply of ours that got lost.
    await at.hears(answer)
    await at.hears(answer)
    const { rows } = await listResponses(
      db,
      { flowId: at.flowId },
      { before: null, limit: 10, masked: false },
    )
    expect(rows).toMatchObject([
      { phoneNumber: '+6581234567', answers: { comment: 'Good' }, flowToken: '085a-their-own' },
    ])
    expect((await at.messages()).at(0)).toMatchObject({ delivery: 'submitted' })
  })

  test('what 8x8 finds in a flow stops its publishing, and says where', async () => {
    // Sound to us, and unknown to the double.
    const at = await clinic(flowWith({ type: 'OptIn', name: 'agreed', label: 'I agree' }))
    expect(await at.publish()).toMatchObject({
      ok: false,
      error: {
        kind: 'has-errors',
        facts: {
          diagnostics: [
            { origin: 'provider', severity: 'error', path: 'screens[0].layout.children[2].type' },
          ],
        },
      },
    })
    expect((await at.version()).version).toMatchObject({ state: 'draft', publishStartedAt: null })
  })

  test('a refusal leaves the draft as it was; a create whose answer was lost is found again', async () => {
    const at = await clinic()
    at.double.meet({ kind: 'error', status: 403, code: 1201 })
    expect(await at.publish()).toMatchObject({
      ok: false,
      error: { kind: 'provider-refused', detail: expect.stringContaining('right') },
    })
    expect((await at.version()).version).toMatchObject({ state: 'draft', publishStartedAt: null })
    at.double.meet({ kind: 'late' })
    expect(await at.publish()).toMatchObject({ ok: true })
    expect(at.double.flows.size).toBe(1)
  })

  test('a send that timed out is left to a person, until a receipt says that it went out', async () => {
    const at = await clinic()
    const text = { said: { kind: 'text', text: 'Hello' } } as const
    at.double.meet({ kind: 'late' })
    await at.send({ ...text, clientMessageId: 'lost-1' })
    expect(await at.drain()).toEqual([])
    expect(await at.messages()).toMatchObject([{ send_state: 'unknown' }])
    const [taken] = at.double.messages.taken
    await at.hears(receipt(taken?.umid, 'queued', { clientMessageId: 'lost-1' }))
    expect(await at.messages()).toMatchObject([
      { send_state: 'sent', provider_message_id: taken?.umid },
    ])
    expect(at.double.messages.taken.length).toBe(1)
  })

  test('a brake is waited for and counts as no attempt; a refusal is final', async () => {
    const at = await clinic()
    const text = { said: { kind: 'text', text: 'Hello' } } as const
    at.double.meet({ kind: 'busy', seconds: 30 })
    await at.send(text)
    const [next] = await at.drain()
    expect(next?.delaySeconds).toBeGreaterThanOrEqual(25)
    expect(await at.messages()).toMatchObject([{ send_state: 'pending', attempt: 0 }])

    const other = await clinic()
    other.double.meet({ kind: 'error', status: 400, code: 3006 })
    await other.send(text)
    await other.drain()
    expect(await other.messages()).toMatchObject([
      { send_state: 'failed', error_code: 3006, error_text: expect.stringContaining('too long') },
    ])
  })

  test('how a published flow is, which 8x8 never tells, is asked for', async () => {
    const at = await clinic()
    await at.publish()
    const { providerFlowId } = (await at.version()).version
    const flow = at.double.flows.get(providerFlowId!)!
    // Flows of other tests are waiting too, each for its turn.
    const told = async (status: string) => {
      flow.status = status
      while ((await at.version()).version.providerStatus !== status) await followFlows(at.env, db)
    }
    await told('BLOCKED')
    const said = { kind: 'flow', publicId: at.publicId, body: 'How?', button: 'Go' } as const
    expect(await at.send({ said })).toMatchObject({
      ok: false,
      error: { kind: 'not-published', detail: expect.stringContaining('blocked') },
    })
    await told('PUBLISHED')
    expect(await at.send({ said })).toMatchObject({ ok: true })
    at.double.meet({ kind: 'error', status: 502 })
    await followFlows(at.env, db)
    expect((await at.version()).version.providerStatus).toBe('PUBLISHED')
  })

  test('an event of another channel of the account is put aside, not applied', async () => {
    const at = await clinic()
    const raw = await at.hears({
      eventType: 'inbound_message_received',
      payload: {
        umid: crypto.randomUUID(),
        user: { msisdn: '+6581234567' },
        recipient: { channel: 'whatsapp', channelId: crypto.randomUUID() },
        type: 'Text',
        content: { text: 'For somebody else' },
      },
    })
    expect(raw).toMatchObject({ state: 'quarantined' })
    expect(await at.messages()).toEqual([])
  })

  test('deleting a template takes all its languages along, here as there', async () => {
    const at = await clinic()
    await at.publish()
    expect(await at.template()).toMatchObject({ ok: true })
    expect(await at.template('fr', 'Bonjour {{1}}, comment était-ce ?')).toMatchObject({ ok: true })
    const [first] = await at.templates()
    const removed = await removeTemplate(at.env, db, at.workspaceId, first!.id, Date.now())
    expect(removed).toMatchObject({ ok: true })
    expect(await at.templates()).toEqual([])
    expect(at.double.templates).toEqual([])
  })

  test('a flow token that the sender chooses is refused, since 8x8 chooses its own', async () => {
    const at = await clinic()
    await at.publish()
    const said = {
      kind: 'flow',
      publicId: at.publicId,
      body: 'How was it?',
      button: 'Tell us',
      token: 'mine',
    } as const
    expect(await at.send({ said })).toMatchObject({ ok: false, error: { field: 'flowToken' } })
    const { token: _, ...free } = said
    expect(await at.send({ said: free })).toMatchObject({ ok: true })
  })
})
