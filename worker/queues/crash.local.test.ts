/** A campaign and its answers while the server is killed: everything that was accepted arrives, once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningApp, startApp } from '../../cli/check/app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

const ask = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(app.url + path, {
    method,
    headers: { authorization: `Bearer ${app.demo.apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 300)}`)
  return text
}

type Logged = { phoneNumber: string; messageId: string; correlationId: string }
const log = async (): Promise<Logged[]> =>
  (await ask('GET', '/sandbox/log?after=0'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** Looks again until it holds, or says how many it saw last and the last of them. */
async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  let seen = await look()
  for (let tries = 0; tries < 200 && !holds(seen); tries++) {
    await new Promise((done) => setTimeout(done, 250))
    seen = await look()
  }
  const list = Array.isArray(seen) ? seen : [seen]
  expect(holds(seen), `${list.length}: ${JSON.stringify(list.at(-1))}`).toBe(true)
  return seen
}

test('a killed send goes on after the restart: every phone gets its message once, and answers are kept', async () => {
  const { accountId, channelId, subAccountId } = app.demo
  const channel = `/api/v1/accounts/${accountId}/channels/${channelId}`
  const { templates } = JSON.parse(await ask('GET', `${channel}/templates`))
  const template = await until(
    async () =>
      JSON.parse(await ask('GET', `${channel}/templates`)).templates.find(
        (it: { templateName: string }) => it.templateName === templates[0].templateName,
      ),
    (it) => it.status === 'APPROVED',
  )
  const before = (await log()).length
  const count = 400
  const clientIds = Array.from({ length: count }, (_, i) => `crash:${i}`)
  const batch = JSON.parse(
    await ask('POST', `/api/v1/subaccounts/${subAccountId}/messages/batch`, {
      clientBatchId: 'crash',
      template: {
        type: 'template',
        content: { template: { name: template.templateName, language: template.language } },
      },
      messages: clientIds.map((clientMessageId, i) => ({
        clientMessageId,
        user: { msisdn: `+999777${1000 + i}` },
        content: {
          template: {
            components: [
              { type: 'body', parameters: [{ type: 'text', text: `Nr ${i}` }] },
              { type: 'button', subType: 'flow', index: 0, parameters: [{ type: 'action' }] },
            ],
          },
        },
      })),
    }),
  )
  expect(batch).toMatchObject({ acceptedCount: count, rejectedCount: 0 })

  const answered: string[] = []
  for (const share of [0.1, 0.4, 0.7]) {
    const seen = await until(log, (it) => it.length - before >= count * share)
    // People answer while the rest goes out, some of them right before the end.
    for (const { phoneNumber, messageId, correlationId } of seen.slice(-10)) {
      const path = `/sandbox/phones/${encodeURIComponent(phoneNumber)}/flows/${messageId}/submissions`
      await ask('POST', path, { payload: { who: correlationId } })
      answered.push(correlationId)
    }
    await app.kill()
    await app.restart()
  }
  const seen = await until(log, (it) => it.length - before >= count)
  const mine = seen.filter((it) => it.correlationId?.startsWith('crash:'))
  expect(mine.map((it) => it.correlationId).sort()).toEqual([...clientIds].sort())

  const flowId = template.components
    .flatMap((part: { buttons?: { flowId?: string }[] }) => part.buttons ?? [])
    .find((button: { flowId?: string }) => button.flowId).flowId
  const answers = async () =>
    JSON.parse(await ask('GET', `${channel}/flows/${flowId}/responses?limit=1000`))
      .responses.map((it: { answers: { who?: string } }) => it.answers.who)
      .filter(Boolean)
  const kept: string[] = await until(answers, (it) => it.length >= answered.length)
  expect(kept.sort()).toEqual(answered.sort())
}, 120_000)
