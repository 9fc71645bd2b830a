/** What is 8x8's alone: addresses, answers of several kinds, drafts, batches, and settings that are wrong. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { eightByEightOf } from '../features/channels/eight-by-eight.ts'
import { baseUrlOf, pathsOf, type Reached } from './eight-by-eight-client.ts'
import { findWrongSettings } from './eight-by-eight-settings.ts'
import { adapterFor } from './index.ts'
import { type EightByEightStage, eightByEightStage } from './testing/eight-by-eight-stage.ts'

const real = env as unknown as Env

describe('addresses', () => {
  const settings: Reached = {
    region: 'asia-pacific',
    ownBaseUrl: null,
    flowPaths: 'accounts',
    accountId: 'acc',
    subaccountId: 'acme&co',
    channelId: 'chan',
  }

  test.each([
    ['asia-pacific', 'https://chatapps.8x8.com'],
    ['north-america', 'https://chatapps.us.8x8.com'],
    ['europe', 'https://chatapps.8x8.uk'],
    ['indonesia', 'https://chatapps.8x8.id'],
  ] as const)('%s answers at %s', (region, address) => {
    expect(baseUrlOf({ region, ownBaseUrl: null })).toBe(address)
  })

  test('flows are below either of the two paths; what has signs in its name is escaped', () => {
    expect(pathsOf(settings).flows).toBe('/api/v1/accounts/acc/channels/chan/flows')
    expect(pathsOf({ ...settings, flowPaths: 'config' }).flows).toBe(
      '/config/v1/channels/whatsapp/chan/flows',
    )
    expect(pathsOf(settings).messages).toBe('/api/v1/subaccounts/acme%26co/messages')
  })
})

describe('answers', () => {
  async function draft() {
    const stage = await eightByEightStage(real)
    const adapter = await adapterFor(stage.env, stage.channel)
    const made = await adapter.createFlow({ name: 'F', categories: ['OTHER'] })
    if (!made.ok) throw new Error(made.error.message)
    return { ...stage, adapter, id: made.value.providerFlowId }
  }

  /** Lets one request of a kind be answered by the test. */
  function answering(stage: EightByEightStage, method: string, answer: () => Response): Env {
    return {
      ...stage.env,
      SELF: {
        fetch: (request: Request) =>
          request.method === method ? answer() : stage.double.fetch(request),
      } as unknown as Fetcher,
    }
  }

  test('a flow that is a draft after it was "published" is not known to be published', async () => {
    const { id, ...stage } = await draft()
    const own = answering(stage, 'POST', () => new Response(null))
    const adapter = await adapterFor(own, stage.channel)
    expect(await adapter.publishFlow(id)).toMatchObject({ ok: false, error: { kind: 'unknown' } })
  })

  test('findings are the same under a refusal of the text', async () => {
    const { id, ...stage } = await draft()
    const validation_errors = [{ error: 'INVALID', message: 'No', pointers: [{ path: 'screens' }] }]
    const own = answering(stage, 'PUT', () =>
      Response.json(
        { code: 1005, message: 'Invalid flowJson', validation_errors },
        { status: 422 },
      ),
    )
    const adapter = await adapterFor(own, stage.channel)
    expect(await adapter.uploadFlowJson(id, '{}')).toMatchObject({
      ok: true,
      value: { findings: [{ code: 'INVALID', path: 'screens' }] },
    })
  })

  test('where an upload is answered with nothing, the flow itself tells what is wrong', async () => {
    const { id, ...stage } = await draft()
    stage.double.flows.get(id)!.json = '{"version": '
    const own = answering(stage, 'PUT', () => new Response(null))
    const adapter = await adapterFor(own, stage.channel)
    expect(await adapter.uploadFlowJson(id, '{"version": ')).toMatchObject({
      ok: true,
      value: { findings: [{ code: 'INVALID_JSON' }] },
    })
  })

  test('a page in the place of an answer is neither a flow nor a list without flows', async () => {
    const { id, ...stage } = await draft()
    const page = () => new Response('<html>Welcome</html>')
    const adapter = await adapterFor(answering(stage, 'GET', page), stage.channel)
    const unclear = { ok: false, error: { kind: 'unknown' } }
    expect(await adapter.flowStatus(id)).toMatchObject(unclear)
    expect(await adapter.findFlow('F')).toMatchObject(unclear)
    expect(await adapter.findTemplate('any', 'en')).toMatchObject(unclear)
    const poster = await adapterFor(answering(stage, 'POST', page), stage.channel)
    expect(await poster.createFlow({ name: 'G', categories: ['OTHER'] })).toMatchObject(unclear)
  })

  test('a flow that is not among the thousand that are listed may exist', async () => {
    const { adapter, double } = await draft()
    for (let n = double.flows.size; n < 1_000; n++) {
      const id = String(n)
      double.flows.set(id, { id, name: `F${n}`, status: 'DRAFT', categories: [], json: '' })
    }
    expect(await adapter.findFlow('F7')).toMatchObject({ ok: true, value: { providerFlowId: '7' } })
    expect(await adapter.findFlow('Nowhere')).toMatchObject({
      ok: false,
      error: { kind: 'unknown', message: expect.stringContaining('1,000') },
    })
  })

  test('a draft is sent only where the channel is set to what the guide describes', async () => {
    const { id, ...stage } = await draft()
    const content = {
      kind: 'flow',
      body: 'Try it',
      button: 'Start',
      providerFlowId: id,
      token: 'ft_1',
      action: 'navigate',
      mode: 'draft',
    } as const
    const message = { id: 'm', correlationId: 'm', phoneNumber: '+6581234567', content }
    expect(await stage.adapter.send(message)).toMatchObject({
      error: { kind: 'refused', message: expect.stringContaining('publish') },
    })
    expect(stage.double.calls.filter(({ path }) => path.endsWith('/messages'))).toEqual([])
    const settings = { ...eightByEightOf(stage.channel), sendsGuideFields: true }
    const guided = await adapterFor(stage.env, { ...stage.channel, eightByEight: settings })
    await guided.send(message)
    expect(stage.double.calls.at(-1)).toMatchObject({
      body: {
        content: { interactive: { action: { parameters: { mode: 'draft', flowToken: 'ft_1' } } } },
      },
    })
  })

  test('a message that is turned away under a success is refused', async () => {
    const { id: _, ...stage } = await draft()
    const status = { state: 'rejected', errorCode: 1002, errorMessage: 'Invalid MSISDN' }
    const own = answering(stage, 'POST', () => Response.json({ umid: 'u', status }))
    const adapter = await adapterFor(own, stage.channel)
    const content = { kind: 'text', text: 'Hi' } as const
    expect(
      await adapter.send({ id: 'm', correlationId: 'm', phoneNumber: '+1', content }),
    ).toMatchObject({ error: { kind: 'refused', code: 1002 } })
  })
})

test('the double takes batches, and turns single entries away without the others', async () => {
  const { double, channel } = await eightByEightStage(real)
  const { ownBaseUrl } = eightByEightOf(channel)
  const post = async (body: object) => {
    const reply = await double.fetch(
      new Request(`${ownBaseUrl}/api/v1/subaccounts/${double.subaccountId}/messages/batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${double.key}` },
        body: JSON.stringify(body),
      }),
    )
    return { status: reply.status, body: await reply.json() }
  }
  expect(
    await post({
      clientBatchId: 'cmp_42/part_1',
      includeMessagesInResponse: true,
      template: { type: 'text', content: { text: 'Hello' } },
      messages: [
        { user: { msisdn: '+6581234567' }, clientMessageId: 'a' },
        { user: { msisdn: 'nobody' }, clientMessageId: 'b' },
        { user: { msisdn: '+6581234568' }, content: { text: 'Hello you' } },
      ],
    }),
  ).toMatchObject({
    status: 200,
    body: {
      clientBatchId: 'cmp_42/part_1',
      acceptedCount: 2,
      rejectedCount: 1,
      messages: [
        { clientMessageId: 'a', status: { state: 'queued' } },
        { clientMessageId: 'b', status: { state: 'rejected', errorCode: 1002 } },
        { status: { state: 'queued' } },
      ],
    },
  })
  expect(double.messages.taken).toMatchObject([
    { content: { text: 'Hello' } },
    { content: { text: 'Hello you' } },
  ])
  expect(await post({ messages: [] })).toMatchObject({ status: 400, body: { code: 3012 } })
})

describe('settings that are wrong are named', () => {
  async function tried(
    change: (stage: EightByEightStage) => Partial<Reached> & { key?: string },
    spelling: 'description' | 'guide' = 'description',
  ) {
    const stage = await eightByEightStage(real, { spelling })
    const { key = stage.double.key, ...wrong } = change(stage)
    const found = await findWrongSettings(
      stage.env,
      { ...eightByEightOf(stage.channel), ...wrong },
      key,
    )
    if (!found.ok) return found
    for (const { message } of found.value) expect(message).toMatch(/^.{20,}\.$/s)
    return found.value.map(({ setting }) => setting)
  }
  const elsewhere = '00000000-0000-4000-8000-000000000000'

  test('none where everything works, on either path, and nothing is changed at 8x8', async () => {
    const stage = await eightByEightStage(real)
    const settings = eightByEightOf(stage.channel)
    expect(await findWrongSettings(stage.env, settings, stage.double.key)).toEqual({
      ok: true,
      value: [],
    })
    expect(new Set(stage.double.calls.map(({ method }) => method))).toEqual(new Set(['GET']))
    expect(await tried(() => ({}), 'guide')).toEqual([])
  })

  test('the key, also where it lacks a right', async () => {
    expect(await tried(() => ({ key: 'another-key' }))).toEqual(['key'])
    const without = (right: string) =>
      tried(({ double }) => {
        double.rights.delete(right)
        return {}
      })
    expect(await without('flows')).toEqual(['key'])
    expect(await without('messages')).toEqual(['key'])
    expect(await without('webhooks'), 'a right that is not needed').toEqual([])
  })

  test('account, channel and subaccount', async () => {
    expect(await tried(() => ({ accountId: elsewhere }))).toEqual(['accountId'])
    expect(await tried(() => ({ channelId: elsewhere }))).toEqual(['channelId'])
    expect(await tried(() => ({ subaccountId: 'another' }))).toEqual(['subaccountId'])
    expect(await tried(() => ({ channelId: elsewhere, subaccountId: 'another' }))).toEqual([
      'channelId',
      'subaccountId',
    ])
    expect(
      await tried(({ double }) => {
        double.rights.delete('webhooks')
        return { channelId: elsewhere }
      }),
      'a key that may not say which of the two it is',
    ).toEqual(['channelId'])
  })

  test('the region, where nobody answers or somebody else', async () => {
    const nobody = ({ double }: EightByEightStage) => {
      double.meet({ kind: 'nobody' })
      return {}
    }
    expect(await tried(nobody)).toEqual(['region'])
    const stage = await eightByEightStage(real)
    const own = {
      ...stage.env,
      SELF: { fetch: async () => Response.json({ hello: 'world' }) } as unknown as Fetcher,
    }
    expect(
      await findWrongSettings(own, eightByEightOf(stage.channel), stage.double.key),
    ).toMatchObject({ ok: true, value: [{ setting: 'region' }] })
  })

  test('none where 8x8 is too busy to tell, or breaks off', async () => {
    const busy = ({ double }: EightByEightStage) => {
      double.meet({ kind: 'busy', seconds: 3 })
      return {}
    }
    expect(await tried(busy)).toMatchObject({
      ok: false,
      error: { kind: 'later', retryAfterSeconds: 3 },
    })
    const dropped = ({ double }: EightByEightStage) => {
      double.meet({ kind: 'dropped' })
      return {}
    }
    expect(await tried(dropped)).toMatchObject({ ok: false, error: { kind: 'unknown' } })
    const broken = ({ double }: EightByEightStage) => {
      double.meet({ kind: 'error', status: 502 })
      return {}
    }
    expect(await tried(broken)).toMatchObject({ ok: false, error: { kind: 'unknown' } })
  })
})
