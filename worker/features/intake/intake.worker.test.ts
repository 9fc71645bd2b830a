/** Webhooks from the door to the tables: who may knock, what is stored, what it becomes, how often. */
import { env, exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { exampleFlows, readFlow, responseColumns } from '../../../shared/flow/index.ts'
import { createDb } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { seal, toHex } from '../../http/secrets.ts'
import { runIntakeJobs } from '../../queues/intake.ts'
import { freeze } from '../flows/frozen.ts'
import { listResponses, pageResponses, readCursor, responsesCsv } from '../responses/store.ts'
import { processEvents } from './process.ts'

const bindings = env as unknown as Env
const db = createDb(bindings.DB)
const serve = (exports as unknown as { default: { fetch(request: Request): Promise<Response> } })
  .default

const run = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run()
const all = async (sql: string, ...values: unknown[]) =>
  (
    await bindings.DB.prepare(sql)
      .bind(...values)
      .all<Record<string, unknown>>()
  ).results
const encoder = {
  encode: (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>,
}

async function sign(body: Uint8Array<ArrayBuffer>, secret: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return `sha256=${toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, body)))}`
}

let phones = 1_000_000

/** A channel with a flow, and one message that carries it. */
async function makeDoor(text = '{}') {
  const workspaceId = crypto.randomUUID()
  const channelId = crypto.randomUUID()
  const flowId = crypto.randomUUID()
  const secret = crypto.randomUUID()
  const publicId = `1${crypto.randomUUID().replace(/\D/g, '').padEnd(15, '7').slice(0, 15)}`
  const sealed = await seal(bindings, secret)
  const { sha256 } = await freeze(bindings, text)
  await run('insert into workspaces (id, name, created_at) values (?, ?, 1)', workspaceId, 'Door')
  await run(
    'insert into subaccounts (id, workspace_id, created_at) values (?, ?, 1)',
    `door_${workspaceId}`,
    workspaceId,
  )
  await run(
    `insert into channels (id, workspace_id, provider, sandbox, name, phone_number, graph_base_url, waba_id,
       phone_number_id, app_id, sealed_token, sealed_app_secret, sealed_verify_token, created_at)
     values (?, ?, 'cloud-api', 1, 'Door', '+9990000002', 'https://door.test', '1', '2', '3', ?, ?, ?, 1)`,
    channelId,
    workspaceId,
    sealed,
    sealed,
    sealed,
  )
  await run(
    `insert into flows (id, workspace_id, channel_id, name, categories, created_at, updated_at) values (?, ?, ?, 'F', '[]', 1, 1)`,
    flowId,
    workspaceId,
    channelId,
  )
  await run(
    `insert into versions (public_id, workspace_id, flow_id, number, state, provider_flow_id, sha256, size, published_at,
       created_at, updated_at) values (?, ?, ?, 1, 'deprecated', '77', ?, 1, 1, 1, 1)`,
    publicId,
    workspaceId,
    flowId,
    sha256,
  )
  const door = {
    workspaceId,
    channelId,
    flowId,
    secret,
    /** A sent message with the flow. */
    async message(phone = `999${phones++}`) {
      const id = crypto.randomUUID()
      await run(
        `insert into messages (id, workspace_id, channel_id, subaccount_id, direction, phone_number, kind, content, public_id,
           flow_token, send_state, attempt, provider_message_id, created_at, updated_at)
         values (?, ?, ?, 's', 'out', ?, 'template', '{}', ?, ?, 'sent', 1, ?, ?, 1)`,
        id,
        workspaceId,
        channelId,
        `+${phone}`,
        publicId,
        `ft_${id}`,
        `wamid.${id}`,
        phones,
      )
      return { id, phone, token: `ft_${id}`, wamid: `wamid.${id}` }
    },
    async post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
      const bytes = typeof body === 'string' ? encoder.encode(body) : body
      return serve.fetch(
        new Request(`https://door.test/hooks/meta/${channelId}`, {
          method: 'POST',
          body: bytes,
          headers: { 'x-hub-signature-256': await sign(bytes, secret), ...headers },
        }),
      )
    },
    get: (query: string) =>
      serve.fetch(new Request(`https://door.test/hooks/meta/${channelId}?${query}`)),
    raw: () => all('select * from raw_events where channel_id = ? order by rowid', channelId),
    /** Posts and processes at once, whatever the queue does meanwhile. */
    async take(value: object) {
      const response = await door.post(
        JSON.stringify({
          entry: [{ changes: [{ field: 'messages', value }] }],
          n: crypto.randomUUID(),
        }),
      )
      expect(response.status).toBe(200)
      const ids = (await door.raw()).map((row) => String(row.id))
      await processEvents(bindings, ids)
      return (await door.raw()).at(-1)!
    },
    rows: async (masked = false) =>
      (await listResponses(db, { flowId }, { before: null, limit: 100, masked })).rows,
  }
  return door
}

const reply = (from: string | undefined, answers: unknown, more: object = {}) => ({
  messages: [
    {
      ...(from && { from }),
      id: `wamid.in.${crypto.randomUUID()}`,
      timestamp: '1777626764',
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          response_json: typeof answers === 'string' ? answers : JSON.stringify(answers),
        },
      },
      ...more,
    },
  ],
})

describe('who may knock', () => {
  test('a signed body is stored; unsigned, re-signed, changed and oddly signed ones are refused and leave nothing', async () => {
    const door = await makeDoor()
    const body = '{"entry":[]}'
    const good = await sign(encoder.encode(body), door.secret)
    const wrong = [
      { 'x-hub-signature-256': '' },
      { 'x-hub-signature-256': await sign(encoder.encode(body), 'another secret') },
      {
        'x-hub-signature-256': await sign(
          encoder.encode(JSON.stringify({ entry: [], x: 1 })),
          door.secret,
        ),
      },
      { 'x-hub-signature-256': good.toUpperCase().replace('SHA', 'sha') },
      { 'x-hub-signature-256': good.replace('sha256', 'sha1') },
      { 'x-hub-signature-256': good.slice(0, -1) },
    ]
    for (const headers of wrong) expect((await door.post(body, headers)).status).toBe(401)
    expect(await door.raw()).toEqual([])
    expect((await door.post(body)).status).toBe(200)
    expect((await door.raw()).length).toBe(1)
  })

  test('an unknown channel is not found, a body above 3 MB is too large', async () => {
    const door = await makeDoor()
    const elsewhere = new Request(`https://door.test/hooks/meta/${crypto.randomUUID()}`, {
      method: 'POST',
      body: '{}',
    })
    expect((await serve.fetch(elsewhere)).status).toBe(404)
    expect((await door.post(' '.repeat(3 * 1024 * 1024 + 1))).status).toBe(413)
    expect(await door.raw()).toEqual([])
  })

  test('the handshake answers its challenge to whoever knows the verify token', async () => {
    const door = await makeDoor()
    const query = `hub.mode=subscribe&hub.challenge=4711&hub.verify_token=`
    const right = await door.get(query + door.secret)
    expect([right.status, await right.text()]).toEqual([200, '4711'])
    expect((await door.get(`${query}wrong`)).status).toBe(403)
  })
})

describe('what is stored', () => {
  test('the same delivery a hundred times is stored once', async () => {
    const door = await makeDoor()
    const statuses = await Promise.all(Array.from({ length: 100 }, () => door.post('{"entry":[]}')))
    expect(new Set(statuses.map((it) => it.status))).toEqual(new Set([200]))
    expect((await door.raw()).length).toBe(1)
  })

  test.each([
    ['3 MB of text beyond one byte', new Uint8Array(encoder.encode(`"${'é😀'.repeat(500_000)}"`))],
    ['3 MB of plain text', new Uint8Array(encoder.encode(`"${'a'.repeat(3_000_000)}"`))],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    ['a NUL', new Uint8Array(encoder.encode('"a\0b"'))],
    ['nothing', new Uint8Array(0)],
  ])('%s comes back byte by byte', async (_, body) => {
    const door = await makeDoor()
    expect((await door.post(body)).status).toBe(200)
    const [event] = await door.raw()
    const parts = await all(
      'select body from raw_event_parts where raw_event_id = ? order by part',
      event!.id,
    )
    const text = parts.map((part) => part.body).join('')
    const bytes =
      event!.encoding === 'base64'
        ? Uint8Array.from(atob(text), (it) => it.charCodeAt(0))
        : encoder.encode(text)
    expect(bytes).toEqual(body)
    for (const part of parts)
      expect(encoder.encode(String(part.body)).length).toBeLessThanOrEqual(1_000_000)
  })

  test('what nobody understands is answered 200 and put aside with the reason, or done quietly', async () => {
    const door = await makeDoor()
    for (const body of [
      'not json',
      '\xff',
      '{"entry":[{"changes":[{"field":"account_update","value":{}}]}]}',
    ]) {
      expect((await door.post(body)).status).toBe(200)
    }
    await processEvents(
      bindings,
      (await door.raw()).map((row) => String(row.id)),
    )
    expect((await door.raw()).map((row) => [row.state, row.problem])).toEqual([
      ['quarantined', 'The body is not JSON.'],
      ['quarantined', 'The body is not JSON.'],
      ['processed', null],
    ])
  })
})

describe('a submission', () => {
  test('becomes one response, however often it comes and is processed', async () => {
    const door = await makeDoor()
    const message = await door.message()
    const value = reply(message.phone, { flow_token: message.token, day: '2026-05-06', note: null })
    for (let i = 0; i < 3; i++) await door.take(value)
    const rows = await door.rows()
    expect(rows).toMatchObject([
      {
        phoneNumber: `+${message.phone}`,
        flowToken: message.token,
        submittedAt: 1_777_626_764_000,
        answers: { day: '2026-05-06', note: null },
      },
    ])
    expect(
      await all('select delivery, submitted_at from messages where id = ?', message.id),
    ).toEqual([{ delivery: 'submitted', submitted_at: 1_777_626_764_000 }])
    expect(
      (
        await all(
          `select id from messages where channel_id = ? and direction = 'in'`,
          door.channelId,
        )
      ).length,
    ).toBe(1)
  })

  test('two of one message, with ids of their own, are two responses', async () => {
    const door = await makeDoor()
    const message = await door.message()
    await door.take(reply(message.phone, { flow_token: message.token, n: 1 }))
    await door.take(reply(message.phone, { flow_token: message.token, n: 2 }))
    expect((await door.rows()).map((row) => row.answers.n).sort()).toEqual([1, 2])
  })

  test('without a token it is found by what it replies to, else by the newest open message to that phone', async () => {
    const door = await makeDoor()
    const phone = `999${phones++}`
    const older = await door.message(phone)
    const newer = await door.message(phone)
    await door.take(reply(phone, { n: 1 }, { context: { id: older.wamid } }))
    await door.take(reply(phone, { n: 2 }))
    await door.take(reply(undefined, { n: 3 }, { context: { id: newer.wamid } }))
    const messages = await all(
      'select json_extract(answers, ?) as n, message_id from responses where flow_id = ? order by n',
      '$.n',
      door.flowId,
    )
    expect(messages).toEqual([
      { n: 1, message_id: older.id },
      { n: 2, message_id: newer.id },
      { n: 3, message_id: newer.id },
    ])
  })

  test.each([
    ['answers that are no JSON', (phone: string) => reply(phone, '{broken'), 'not JSON'],
    ['answers that are no object', (phone: string) => reply(phone, '[1]'), 'no JSON object'],
    ['nobody we wrote to', () => reply('9998888888', { a: 1 }), 'No message of ours'],
    [
      'another number',
      (phone: string) => ({ ...reply(phone, { a: 1 }), metadata: { phone_number_id: '9' } }),
      'another phone number',
    ],
  ])('with %s is put aside, the rest of its delivery is not', async (_, make, reason) => {
    const door = await makeDoor()
    const message = await door.message()
    const value = make(message.phone)
    const status = { id: message.wamid, status: 'read', timestamp: '5' }
    const event = await door.take('metadata' in value ? value : { ...value, statuses: [status] })
    expect(event).toMatchObject({ state: 'quarantined' })
    expect(event.problem).toContain(reason)
    expect(await door.rows()).toEqual([])
    if (!('metadata' in value)) {
      expect(await all('select delivery from messages where id = ?', message.id)).toEqual([
        { delivery: 'read' },
      ])
    }
  })

  test('a token of another workspace finds nothing there', async () => {
    const [own, foreign] = [await makeDoor(), await makeDoor()]
    const message = await foreign.message()
    const event = await own.take(reply('9998888887', { flow_token: message.token, a: 1 }))
    expect(event.state).toBe('quarantined')
    expect(await foreign.rows()).toEqual([])
  })

  test('columns stand in the order and under the labels that the version declares, new keys behind them', async () => {
    const example = exampleFlows[0]!
    const declared = responseColumns(readFlow(example.text).flow!)
    const door = await makeDoor(example.text)
    const message = await door.message()
    const last = declared.at(-1)!.key
    await door.take(reply(message.phone, { flow_token: message.token, own_key: 1, [last]: 'x' }))
    const { columns } = await listResponses(
      db,
      { flowId: door.flowId },
      { before: null, limit: 10, masked: false },
    )
    expect(columns.map(({ key, label }) => [key, label])).toEqual([
      ...declared.map(({ key, label }) => [key, label]),
      ['own_key', 'Own key'],
    ])
  })

  test('two hundred new keys, some alike but for case and accents, get a column each', async () => {
    const door = await makeDoor()
    const message = await door.message()
    const answers = Object.fromEntries([
      ...Array.from({ length: 200 }, (_, i) => [`field_${i}`, i]),
      ['Name', 'a'],
      ['name', 'b'],
      ['näme', 'c'],
      ['name ', 'd'],
      ['__proto__', 'e'],
    ])
    await door.take(reply(message.phone, { flow_token: message.token, ...answers }))
    const { columns, rows } = await listResponses(
      db,
      { flowId: door.flowId },
      { before: null, limit: 10, masked: false },
    )
    expect(columns.length).toBe(205)
    expect(new Set(columns.map((column) => column.key)).size).toBe(205)
    expect(Object.keys(rows[0]!.answers).length).toBe(205)
  })
})

describe('reading responses', () => {
  test('pages in both orders hold every row once, and the export holds the same rows in the same order', async () => {
    const door = await makeDoor()
    const message = await door.message()
    for (let i = 0; i < 5; i++) {
      await door.take(
        reply(
          message.phone,
          { flow_token: message.token, i },
          { timestamp: String(1_777_626_000 + (i % 2)) },
        ),
      )
    }
    const newest: string[] = []
    let before = null
    do {
      const list = await listResponses(
        db,
        { flowId: door.flowId },
        { before, limit: 2, masked: false },
      )
      newest.push(...list.rows.map((row) => row.id))
      before = list.next === null ? null : readCursor(list.next)
      expect(list.total).toBe(5)
    } while (before)
    const oldest: string[] = []
    let after = null
    do {
      const list = await pageResponses(db, { flowId: door.flowId, after, limit: 2 })
      oldest.push(...list.rows.map((row) => row.id))
      after = list.next === null ? null : readCursor(list.next)
    } while (after)
    expect(oldest.length).toBe(5)
    expect([...oldest].reverse()).toEqual(newest)
    const csv = await new Response(await responsesCsv(db, { flowId: door.flowId })).text()
    const lines = csv.trimEnd().split('\r\n')
    expect(lines[0]).toBe('Date Submitted (UTC),Phone Number,Flow Token,Version,I')
    const table = await listResponses(
      db,
      { flowId: door.flowId },
      { before: null, limit: 10, masked: false },
    )
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(
      table.rows.map((row) => String(row.answers.i)),
    )
  })

  test('masked rows hold no digit of a number beyond the last two, no token, no answer', async () => {
    const door = await makeDoor()
    const message = await door.message()
    const value = reply(message.phone, { flow_token: message.token, secret: 'canary-answer' })
    await door.take({
      ...value,
      contacts: [{ wa_id: message.phone, profile: { name: 'canary-name' } }],
    })
    const text = JSON.stringify(await door.rows(true))
    for (const canary of ['canary', message.token, message.phone, message.phone.slice(3)])
      expect(text).not.toContain(canary)
    expect(JSON.stringify(await door.rows(false))).toContain('canary-answer')
  })
})

describe('statuses', () => {
  test('that overtake the provider’s answer are matched by the id that we sent along', async () => {
    const door = await makeDoor()
    const message = await door.message()
    await run(
      `update messages set provider_message_id = null, send_state = 'claimed', client_message_id = 'mine' where id = ?`,
      message.id,
    )
    const status = {
      id: 'wamid.early',
      status: 'sent',
      timestamp: '7',
      recipient_id: message.phone,
      biz_opaque_callback_data: 'mine',
    }
    await door.take({ statuses: [status] })
    expect(
      await all(
        'select provider_message_id, send_state, delivery, sent_at from messages where id = ?',
        message.id,
      ),
    ).toEqual([
      { provider_message_id: 'wamid.early', send_state: 'sent', delivery: 'sent', sent_at: 7000 },
    ])
  })

  test('that fit two messages wait, and are put aside when they never fit one', async () => {
    const door = await makeDoor()
    const phone = `999${phones++}`
    const two = [await door.message(phone), await door.message(phone)]
    for (const { id } of two)
      await run(
        `update messages set provider_message_id = null, client_message_id = 'same' where id = ?`,
        id,
      )
    const status = {
      id: 'wamid.which',
      status: 'sent',
      timestamp: '7',
      recipient_id: phone,
      biz_opaque_callback_data: 'same',
    }
    expect(await door.take({ statuses: [status] })).toMatchObject({ state: 'stored', attempt: 1 })
    await run(`update messages set provider_message_id = 'wamid.which' where id = ?`, two[0]!.id)
    const [event] = await door.raw()
    expect(await runIntakeJobs(bindings, [{ rawEventIds: [String(event!.id)] }])).toEqual([])
    expect(
      await all(
        'select delivery from messages where id in (?, ?) order by rowid',
        two[0]!.id,
        two[1]!.id,
      ),
    ).toEqual([{ delivery: 'sent' }, { delivery: null }])
  })

  test('a thousand in one delivery are all applied', async () => {
    const door = await makeDoor()
    const message = await door.message()
    const words = ['delivered', 'sent', 'read']
    const statuses = Array.from({ length: 1000 }, (_, i) => ({
      id: message.wamid,
      status: words[i % 3],
      timestamp: String(100 + i),
    }))
    await door.take({ statuses })
    expect(
      await all(
        'select delivery, sent_at, delivered_at, read_at from messages where id = ?',
        message.id,
      ),
    ).toEqual([{ delivery: 'read', sent_at: 101_000, delivered_at: 100_000, read_at: 102_000 }])
  })
})
