/** Sending under crashes, doubles and slow or lying providers: what leaves, how often, and what the rows say. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type Answer, fakeProvider, graphError } from '../channels/testing/fake-provider.ts'
import { createDb } from '../db/client.ts'
import type { DeliveryState, SendState } from '../db/schema.ts'
import type { Env, SendJob } from '../env.ts'
import { getCampaign } from '../features/campaigns/store.ts'
import { deliveryOrder, furthest, sendStateOf } from '../features/messages/delivery.ts'
import { applyNews } from '../features/messages/news.ts'
import { cancelUnsent, claim, openClaims } from '../features/messages/outbox.ts'
import { sendBatch, sendOne, type ToSend } from '../features/messages/send.ts'
import { consume } from './consumer.ts'
import { runSendJob } from './send.ts'
import { sweep } from './sweep.ts'

const real = env as unknown as Env
const db = createDb(real.DB)

const taken: Answer = ({ key }) => Response.json({ messages: [{ id: `wamid.${key}` }] })
const refused =
  (code: number, status = 400): Answer =>
  () =>
    graphError(code, status)

/** A workspace that sends to a provider of its own. */
async function makePost(answer: Answer = taken) {
  const fake = await fakeProvider(real, answer)
  const { workspaceId, subaccountId, jobs } = fake
  const to = { workspaceId, subaccountId }
  const chains = new Map<string, string>()
  const text = (n: number): ToSend => ({
    phoneNumber: `+999${1_000_000 + n}`,
    clientMessageId: `c${n}`,
    said: { kind: 'text', text: `Hello ${n}` },
  })
  return Object.assign(fake, {
    /** From now on the channel is a real one: nothing there is repeated safely. */
    makeReal: () => fake.run('update channels set sandbox = 0 where id = ?', fake.channelId),
    sent: () => fake.calls.map((call) => call.key),
    one: async (n = 0, more: Partial<ToSend> = {}) => {
      const sent = await sendOne(fake.env, db, to, { ...text(n), ...more }, Date.now())
      if (!sent.ok) throw new Error(sent.error.detail)
      return sent.value.id
    },
    batchOf: (wanted: ToSend[]) =>
      sendBatch(fake.env, db, { ...to, createdBy: 'k' }, wanted, Date.now()),
    batch: async (count: number) =>
      (
        await sendBatch(
          fake.env,
          db,
          { ...to, createdBy: 'k' },
          Array.from({ length: count }, (_, n) => text(n)),
          Date.now(),
        )
      ).batchId,
    /** Runs what the queue holds until it is empty; delays are not waited for. */
    drain: async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        if ('campaignId' in job) chains.set(job.campaignId, job.chain)
        const next = await runSendJob(fake.env, job)
        if (next && next.delaySeconds === 0) jobs.push(next.job)
      }
    },
    /** The chain that carries a campaign on, as its first job names it. */
    chainOf: (campaignId: string) => chains.get(campaignId) ?? '',
    row: async (id: string) => (await fake.all('select * from messages where id = ?', id))[0]!,
    count: async (campaignId: string) => (await getCampaign(db, workspaceId, campaignId))!,
  })
}

const sum = ({ counts }: { counts: Record<string, number> }) => {
  const { total, ...states } = counts
  return Object.values(states).reduce((a, b) => a + b, 0)
}

test('a flow token that several ask for at once is one message’s; the others are refused', async () => {
  const post = await makePost()
  const publicId = await post.flow()
  const { workspaceId, subaccountId } = post
  const wanted = (n: number): ToSend => ({
    phoneNumber: `+999${3_000_000 + n}`,
    said: { kind: 'flow', publicId, body: 'Hi', button: 'Go', action: 'data_exchange', token: 't' },
  })
  const one = (n: number) =>
    sendOne(post.env, db, { workspaceId, subaccountId }, wanted(n), Date.now())
  const [batch, ...singles] = await Promise.all([
    post.batchOf([wanted(1), wanted(2)]),
    one(3),
    one(4),
    one(5),
  ])
  const all = [...batch.entries, ...singles]
  expect(all.filter(({ ok }) => ok)).toHaveLength(1)
  for (const it of all) if (!it.ok) expect(it.error).toMatchObject({ field: 'flowToken' })
})

describe('what is scheduled', () => {
  const day = 86_400_000

  test('waits in its row, goes out once it is due, and is given all its tries then', async () => {
    const post = await makePost(refused(131000, 500))
    const id = await post.one(0, { scheduledAt: Date.now() + 60_000 })
    await post.drain()
    expect(post.calls).toEqual([])
    expect(await post.row(id)).toMatchObject({ send_state: 'pending', attempt: 0 })

    // As if it had been written two days before it was due: that is no age.
    await post.run(
      `update messages set created_at = created_at - ?1, scheduled_at = ?2, due_at = ?2 where id = ?3`,
      2 * day,
      Date.now(),
      id,
    )
    await runSendJob(post.env, { workspaceId: post.workspaceId, messageIds: [id] })
    expect(await post.row(id)).toMatchObject({ send_state: 'pending', attempt: 1 })
    post.answer = taken
    await post.run('update messages set due_at = 1 where id = ?', id)
    await runSendJob(post.env, { workspaceId: post.workspaceId, messageIds: [id] })
    expect(await post.row(id)).toMatchObject({ send_state: 'sent', attempt: 2 })
  })

  test('a batch counts as scheduled until something of it goes, and ends when it is cancelled', async () => {
    const post = await makePost()
    const at = Date.now() + 60_000
    const wanted = [1, 2, 3].map((n) => ({
      phoneNumber: `+999${2_000_000 + n}`,
      said: { kind: 'text' as const, text: 'Later' },
      scheduledAt: at + n,
    }))
    const { batchId } = await post.batchOf(wanted)
    await post.drain()
    expect(post.calls).toEqual([])
    expect(await post.count(batchId)).toMatchObject({ state: 'sending', scheduledAt: at + 1 })

    await post.run(
      'update messages set due_at = 1 where campaign_id = ? and scheduled_at = ?',
      batchId,
      at + 1,
    )
    const job = { workspaceId: post.workspaceId, campaignId: batchId, chain: post.chainOf(batchId) }
    const which = {
      workspaceId: post.workspaceId,
      subaccountId: post.subaccountId,
      campaignId: batchId,
    }
    // Whoever comes first has the message: it is sent or cancelled, never both.
    const [cancelled] = await Promise.all([
      cancelUnsent(post.env.DB, which, Date.now()),
      runSendJob(post.env, job),
    ])
    expect(cancelled + post.calls.length).toBe(3)
    await runSendJob(post.env, job)
    const ended = await post.count(batchId)
    expect(ended).toMatchObject({ state: 'finished', scheduledAt: null })
    expect(sum(ended)).toBe(3)
    expect(ended.counts.skipped).toBe(cancelled)
  })
})

describe('one message', () => {
  test('leaves once, with our id as its key and the client’s as its correlation', async () => {
    const post = await makePost()
    const bodies: Record<string, unknown>[] = []
    post.answer = (call) => {
      bodies.push(call.body)
      return taken(call)
    }
    const id = await post.one(7)
    await post.drain()
    expect(post.sent()).toEqual([id])
    expect(bodies[0]).toMatchObject({
      to: '+9991000007',
      biz_opaque_callback_data: 'c7',
      type: 'text',
    })
    expect(await post.row(id)).toMatchObject({
      send_state: 'sent',
      delivery: 'queued',
      attempt: 1,
      provider_message_id: `wamid.${id}`,
    })
  })

  test('the same job delivered again, and twice at once, sends nothing more', async () => {
    const post = await makePost()
    const id = await post.one()
    const job = post.jobs[0]!
    await Promise.all([runSendJob(post.env, job), runSendJob(post.env, job)])
    await runSendJob(post.env, job)
    expect(post.sent()).toEqual([id])
  })

  test('a refusal is final and keeps its code', async () => {
    const post = await makePost(refused(131026))
    const id = await post.one()
    await post.drain()
    expect(await post.row(id)).toMatchObject({
      send_state: 'failed',
      error_code: 131026,
      due_at: null,
    })
    expect((await post.row(id)).failed_at).toBeTypeOf('number')
  })

  test('passing trouble waits in its row and goes out with the same key', async () => {
    const post = await makePost(refused(131000, 500))
    const id = await post.one()
    const next = await runSendJob(post.env, post.jobs.shift()!)
    expect(next).toMatchObject({ job: { messageIds: [id] } })
    expect(next!.delaySeconds).toBeGreaterThan(0)
    expect(await post.row(id)).toMatchObject({ send_state: 'pending', error_code: 131000 })
    post.answer = taken
    await real.DB.prepare('update messages set due_at = 0 where id = ?').bind(id).run()
    await runSendJob(post.env, next!.job)
    expect(post.sent()).toEqual([id, id])
    expect(await post.row(id)).toMatchObject({ send_state: 'sent', error_code: null, attempt: 2 })
  })

  test('an ambiguous outcome is repeated only where repeating cannot double', async () => {
    const broken: Answer = () => new Response('<html>', { status: 502 })
    const safe = await makePost(broken)
    const safeId = await safe.one()
    await safe.drain()
    expect(await safe.row(safeId)).toMatchObject({ send_state: 'pending' })

    const unsafe = await makePost(broken)
    await unsafe.makeReal()
    const id = await unsafe.one(0, { phoneNumber: '+6581234567' })
    await unsafe.drain()
    expect(await unsafe.row(id)).toMatchObject({ send_state: 'unknown' })
  })
})

describe('a campaign', () => {
  test('every recipient gets one message, in several jobs, and the counts add up throughout', async () => {
    const post = await makePost()
    const id = await post.batch(230)
    const seen: number[] = []
    for (let job = post.jobs.shift(); job; job = post.jobs.shift()) {
      const next = await runSendJob(post.env, job)
      if (next) post.jobs.push(next.job)
      const campaign = await post.count(id)
      expect(sum(campaign)).toBe(campaign.counts.total)
      seen.push(campaign.counts.sent)
    }
    expect(seen).toEqual([100, 200, 230])
    expect(new Set(post.sent()).size).toBe(230)
    expect(post.sent().length).toBe(230)
    expect(await post.count(id)).toMatchObject({
      state: 'finished',
      counts: { total: 230, sent: 230, pending: 0 },
    })
  })

  test('a job that dies after the provider took its messages is made good without doubling', async () => {
    const post = await makePost()
    const id = await post.batch(25)
    // The process ends in the middle: answers never arrive, claims stay.
    const due = await real.DB.prepare(
      `select id from messages where campaign_id = ? order by rowid limit 10`,
    )
      .bind(id)
      .all<{ id: string }>()
    const ids = due.results.map((row) => row.id)
    expect((await claim(real.DB, ids, Date.now() - 60_000)).length).toBe(10)
    post.jobs.length = 0
    await sweep(post.env, Date.now())
    expect((await openClaims(real.DB)).filter((it) => ids.includes(it.id))).toEqual([])
    await post.drain()
    expect(await post.count(id)).toMatchObject({ state: 'finished', counts: { sent: 25 } })
    expect(post.sent().length).toBe(25)
  })

  test('where repeating could double, what was on its way needs a decision, and news of it settle it', async () => {
    const post = await makePost()
    const id = await post.batch(3)
    const [first] = (
      await real.DB.prepare(`select id from messages where campaign_id = ? order by rowid`)
        .bind(id)
        .all<{ id: string }>()
    ).results
    await claim(real.DB, [first!.id], Date.now() - 60_000)
    await post.makeReal()
    await sweep(post.env, Date.now())
    await post.drain()
    expect(await post.count(id)).toMatchObject({
      state: 'finished',
      counts: { sent: 2, unknown: 1 },
    })
    expect(post.sent()).not.toContain(first!.id)
    const news = {
      messageId: first!.id,
      providerMessageId: 'wamid.late',
      at: { delivered: 5 },
      error: null,
    }
    await real.DB.batch(applyNews(real.DB, [news], 6))
    expect(await post.count(id)).toMatchObject({ counts: { sent: 3, unknown: 0 }, delivered: 1 })
  })

  test('a new chain of jobs ends the one before it', async () => {
    const post = await makePost()
    const id = await post.batch(5)
    const old = post.jobs.shift()!
    await sweep(post.env, Date.now())
    expect(await runSendJob(post.env, old)).toBeNull()
    expect(post.sent()).toEqual([])
    await post.drain()
    expect((await post.count(id)).counts.sent).toBe(5)
  })

  test('a lost queue message is found by the sweep', async () => {
    const post = await makePost()
    const single = await post.one(500)
    const id = await post.batch(5)
    post.jobs.length = 0
    await sweep(post.env, Date.now())
    await post.drain()
    expect((await post.count(id)).state).toBe('finished')
    expect((await post.row(single)).send_state).toBe('sent')
  })

  test('what falls due before the next sweep gets a job with its delay, for a delayed job can be lost as well', async () => {
    const post = await makePost(refused(131000, 500))
    const single = await post.one(600)
    const id = await post.batch(1)
    await post.drain()
    expect(await post.row(single)).toMatchObject({ send_state: 'pending' })
    const now = Date.now()
    await real.DB.prepare('update messages set due_at = ? where workspace_id = ?')
      .bind(now + 7_000, post.workspaceId)
      .run()
    post.jobs.length = 0
    const delays: unknown[] = []
    const queue = {
      send: async (job: SendJob, options?: QueueSendOptions) => {
        if (job.workspaceId !== post.workspaceId) return
        const what = 'campaignId' in job ? job.campaignId : job.messageIds
        delays.push([what, options?.delaySeconds])
      },
    } as unknown as Env['SEND_QUEUE']
    await sweep({ ...post.env, SEND_QUEUE: queue }, now)
    expect(delays).toEqual([
      [[single], 10],
      [id, 7],
    ])
    await sweep({ ...post.env, SEND_QUEUE: queue }, now - 60_000)
    expect(delays.length).toBe(2)
  })

  test('a job that breaks gives back what it had claimed and not sent', async () => {
    const post = await makePost()
    const id = await post.batch(10)
    const broken = new Proxy(real.DB, {
      get: (db, name) => {
        if (name !== 'prepare') return Reflect.get(db, name).bind?.(db)
        return (sql: string) => {
          if (sql.includes('provider_message_id = coalesce')) throw new Error('D1 is away')
          return db.prepare(sql)
        }
      },
    })
    await expect(runSendJob({ ...post.env, DB: broken }, post.jobs[0]!)).rejects.toThrow(
      'D1 is away',
    )
    const open = (await openClaims(real.DB)).filter((it) => it.channelId === post.channelId)
    // One in each lane was with the provider and has to wait for a decision; the others never left.
    expect(post.sent().length).toBe(5)
    expect(open.map((it) => it.id).sort()).toEqual(post.sent().sort())
    expect((await post.count(id)).counts.pending).toBe(5)
  })

  test('a bad entry is refused by itself, with its reason', async () => {
    const post = await makePost()
    const said = { kind: 'text', text: 'Hi' } as const
    const reply = await post.batchOf([
      { phoneNumber: '+9991234567', said },
      { phoneNumber: 'nobody', said },
      {
        phoneNumber: '+9991234568',
        said: { kind: 'template', name: 'gone', language: 'en', values: [] },
      },
    ])
    expect(reply.entries.map((it) => (it.ok ? 'ok' : it.error.kind))).toEqual([
      'ok',
      'bad-phone-number',
      'template-not-approved',
    ])
    expect((await post.count(reply.batchId)).counts.total).toBe(1)
  })
})

describe('a provider that asks to wait', () => {
  const asks =
    (retryAfter: string, code?: number, status = 429): Answer =>
    () =>
      code === undefined
        ? new Response('', { status, headers: { 'retry-after': retryAfter } })
        : Response.json(
            { error: { code, message: 'Title', is_transient: true } },
            { status, headers: { 'retry-after': retryAfter } },
          )
  const restOf = async (post: Awaited<ReturnType<typeof makePost>>) =>
    (await post.all('select sends_rest_until as at from channels where id = ?', post.channelId))[0]!
      .at as number | null

  test.each([
    ['429 without a code', asks('120')],
    ['429 with a code', asks('120', 130429)],
    ['an error that is passing', asks('120', 131016, 503)],
    ['a date', () => asks(new Date(Date.now() + 120_000).toUTCString())({} as never)],
  ] as [string, Answer][])(
    '%s: nothing of the channel leaves before then, nothing is given up',
    async (_, answer) => {
      const post = await makePost(answer)
      const began = Date.now()
      const id = await post.batch(120)
      const job = post.jobs.shift()!
      const next = await runSendJob(post.env, job)
      const asked = post.sent().length
      // One in each lane was on its way.
      expect(asked).toBeLessThanOrEqual(5)
      expect(next!.delaySeconds).toBeGreaterThan(100)
      expect(await restOf(post)).toBeGreaterThan(began + 100_000)
      // Taken up again too early, by the sweep or a second delivery, it only waits on, row by row untouched.
      const before = await post.all('select * from messages where campaign_id = ? order by id', id)
      const early = await runSendJob(post.env, next!.job)
      expect(early!.delaySeconds).toBeGreaterThan(100)
      expect(
        await post.all('select * from messages where campaign_id = ? order by id', id),
      ).toEqual(before)
      const single = await post.one(900)
      await post.drain()
      expect(await post.row(single)).toMatchObject({ send_state: 'pending', attempt: 0 })
      expect(post.sent().length).toBe(asked)
      expect((await post.count(id)).counts).toMatchObject({ total: 120, pending: 120, failed: 0 })
    },
  )

  test('another instance keeps to it as well', async () => {
    const post = await makePost()
    await post.batch(3)
    await post.run(
      'update channels set sends_rest_until = ? where id = ?',
      Date.now() + 60_000,
      post.channelId,
    )
    const next = await runSendJob(post.env, post.jobs.shift()!)
    expect(next!.delaySeconds).toBeGreaterThan(50)
    expect(post.sent()).toEqual([])
  })

  test('about one person or one flow holds nobody else up', async () => {
    const post = await makePost()
    post.answer = (call) =>
      call.body.to === '+9991000000' ? asks('60', 131056, 400)(call) : taken(call)
    const id = await post.batch(4)
    const next = await runSendJob(post.env, post.jobs.shift()!)
    expect(next!.delaySeconds).toBeGreaterThan(50)
    expect((await post.count(id)).counts).toMatchObject({ sent: 3, pending: 1 })
    expect(await restOf(post)).toBe(null)
  })

  test('without saying for how long is asked again after a while, never at once', async () => {
    const post = await makePost(() => new Response('', { status: 429 }))
    const id = await post.one()
    const next = await runSendJob(post.env, post.jobs.shift()!)
    expect(next!.delaySeconds).toBeGreaterThan(0)
    expect(await post.row(id)).toMatchObject({ send_state: 'pending', attempt: 0 })
  })
})

test('stored states follow the table of delivery, whatever comes in whatever order', async () => {
  const post = await makePost()
  const states: (DeliveryState | null)[] = [null, ...deliveryOrder]
  const sends: SendState[] = ['claimed', 'unknown', 'pending']
  for (const [i, before] of states.entries()) {
    for (const event of deliveryOrder) {
      const id = await post.one(i)
      const sendState = before === null ? sends[i % 3]! : sendStateOf(before)
      await real.DB.prepare('update messages set delivery = ?, send_state = ? where id = ?')
        .bind(before, sendState, id)
        .run()
      const news = {
        messageId: id,
        providerMessageId: `w.${id}`,
        at: { [event]: 9 },
        error: event === 'failed' ? { code: 1, message: 'x' } : null,
      }
      await real.DB.batch(applyNews(real.DB, [news], 10))
      const after = furthest(before, event)
      expect(await post.row(id), `${before} and ${event}`).toMatchObject({
        delivery: after,
        send_state: sendStateOf(after),
        error_code: after === 'failed' && event === 'failed' ? 1 : null,
      })
    }
  }
})

test('the earliest time of each state is kept, and an answer that comes late lowers nothing', async () => {
  const post = await makePost()
  const id = await post.one()
  const news = (at: object) => ({
    messageId: id,
    providerMessageId: `wamid.${id}`,
    at,
    error: null,
  })
  // Statuses overtake the provider's answer to our own request.
  post.answer = async (call) => {
    await real.DB.batch(
      applyNews(
        real.DB,
        [news({ read: 30 }), news({ sent: 10 }), news({ sent: 12, delivered: 20 })],
        40,
      ),
    )
    return taken(call)
  }
  await post.drain()
  expect(await post.row(id)).toMatchObject({
    send_state: 'sent',
    delivery: 'read',
    sent_at: 10,
    delivered_at: 20,
    read_at: 30,
  })
})

test('the consumer acknowledges what is done and retries what broke', async () => {
  const post = await makePost()
  await post.one()
  const acts: string[] = []
  const message = (body: unknown) => ({
    body,
    ack: () => acts.push('ack'),
    retry: () => acts.push('retry'),
  })
  await consume(
    {
      queue: 'flowroom-send',
      messages: [message(post.jobs[0]), message({ workspaceId: 'x', messageIds: null })],
    } as never,
    post.env,
  )
  expect(acts).toEqual(['ack', 'retry'])
})
