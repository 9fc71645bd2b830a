/** Idempotency-Key while the server is killed: every request that was sent again has one effect, and answers stand. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../../cli/check/app.ts'
import { type Client, signedInAs, withKey } from '../../../cli/check/http.ts'
import type { FlowRows, SavedFlow } from '../../../shared/api/public/flows.ts'
import type { AcceptedMessage, MessageDetails } from '../../../shared/api/public/messages.ts'

let app: RunningApp
let key: Client
beforeAll(async () => {
  app = await startApp()
  key = withKey(app)
})
afterAll(() => app?.stop())

const count = 20
const numbers = Array.from({ length: count }, (_, n) => n)

test('requests cut off by a kill are sent again: each flow and each message is there once', {
  timeout: 180_000,
}, async () => {
  const { accountId, channelId, subAccountId } = app.demo
  const flows = `/api/v1/accounts/${accountId}/channels/${channelId}/flows`
  const messages = `/api/v1/subaccounts/${subAccountId}/messages`
  const run = crypto.randomUUID()
  const scheduled = new Date(Date.now() + 86_400_000).toISOString()
  const post = async <T>(path: string, body: unknown, name: string): Promise<T> => {
    const reply = await key.ask('POST', path, body, { 'idempotency-key': name })
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }
  const makeFlow = (n: number) =>
    post<SavedFlow>(flows, { name: `Once ${run} ${n}`, categories: ['OTHER'] }, `flow-${n}`)
  const sendMessage = (n: number) =>
    post<AcceptedMessage>(
      messages,
      {
        user: { msisdn: `+99955500${10 + n}` },
        clientMessageId: `once-${n}`,
        type: 'text',
        content: { text: `Once ${n}` },
        scheduled,
      },
      `message-${n}`,
    )

  const answers = new Map<string, string>()
  const attempt = async (name: string, ask: () => Promise<{ id: string } | { umid: string }>) => {
    const text = JSON.stringify(await ask())
    if (answers.has(name)) expect(text).toBe(answers.get(name))
    answers.set(name, text)
  }
  const all = () => [
    ...numbers.map((n) => attempt(`flow ${n}`, () => makeFlow(n))),
    ...numbers.map((n) => attempt(`message ${n}`, () => sendMessage(n))),
  ]
  for (let round = 1; round <= 2; round++) {
    const under = all()
    const settled = Promise.allSettled(under)
    // Once some are through, while the others are on their way.
    const some = (n: number) =>
      new Promise<void>((done) => {
        let left = n
        for (const one of under) one.then(() => --left === 0 && done()).catch(() => {})
      })
    await Promise.race([some(round * 6), settled])
    await app.kill()
    await settled
    await app.restart()
  }
  await Promise.all(all())

  const listed: FlowRows['flows'] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: FlowRows = await key.get(`${flows}?limit=1000${after && `&after=${after}`}`)
    listed.push(...page.flows)
    after = page.next
  }
  const mine = listed.filter(({ name }) => name.includes(run)).map(({ name }) => name)
  expect(mine.toSorted()).toEqual(numbers.map((n) => `Once ${run} ${n}`).toSorted())

  const owner = await signedInAs(app, 'owner')
  const ids = new Set<string>()
  for (const n of numbers) {
    const { umid } = JSON.parse(answers.get(`message ${n}`)!) as AcceptedMessage
    const { data } = await key.get<MessageDetails>(`${messages}/${umid}`)
    expect(data[0]).toMatchObject({ clientMessageId: `once-${n}` })
    const log = `/app/${accountId}/messages?search=once-${n}`
    const found = await owner.get<{ messages: { id: string }[] }>(log)
    expect(found.messages.map(({ id }) => id)).toEqual([umid])
    ids.add(umid)
  }
  expect(ids.size).toBe(count)
})
