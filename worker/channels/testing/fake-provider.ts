/** A workspace for tests whose provider is a function and whose queue is a list. */
import { createDb } from '../../db/client.ts'
import type { Env, SendJob } from '../../env.ts'
import { seal } from '../../http/secrets.ts'

/** One request to the provider; `path` is what follows the version. */
export type Call = { method: string; path: string; key: string; body: Record<string, unknown> }
export type Answer = (call: Call) => Response | Promise<Response>

/** The provider's error of a code, in the Graph API's shape. */
export const graphError = (code: number, status = 400, details = 'no'): Response =>
  Response.json(
    {
      error: {
        code,
        message: `(#${code}) Title`,
        error_data: { details },
        is_transient: status >= 500,
      },
    },
    { status },
  )

export type FakeProvider = {
  env: Env
  workspaceId: string
  channelId: string
  subaccountId: string
  calls: Call[]
  jobs: SendJob[]
  answer: Answer
  run(sql: string, ...values: unknown[]): Promise<D1Result>
  all(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  /** A flow with one version in a state, which the provider knows. Returns its public id. */
  flow(state?: 'draft' | 'published' | 'deprecated'): Promise<string>
}

let versions = 1e15

export async function fakeProvider(real: Env, answer: Answer): Promise<FakeProvider> {
  const workspaceId = crypto.randomUUID()
  const channelId = crypto.randomUUID()
  const subaccountId = `sub_${workspaceId.slice(0, 8)}`
  const base = `https://${workspaceId}.provider.test/graph`
  const sealed = await seal(real, 'secret')
  const db = createDb(real.DB).$client
  const run = (sql: string, ...values: unknown[]) =>
    db
      .prepare(sql)
      .bind(...values)
      .run()
  await run('insert into workspaces (id, name, created_at) values (?, ?, 1)', workspaceId, 'Fake')
  await run(
    'insert into subaccounts (id, workspace_id, created_at) values (?, ?, 1)',
    subaccountId,
    workspaceId,
  )
  await run(
    `insert into channels (id, workspace_id, provider, sandbox, name, phone_number, graph_base_url, waba_id,
       phone_number_id, app_id, sealed_token, sealed_app_secret, sealed_verify_token, created_at)
     values (?, ?, 'cloud-api', 1, 'Fake', '+9990000003', ?, 'waba', 'phone', 'app', ?, ?, ?, 1)`,
    channelId,
    workspaceId,
    base,
    sealed,
    sealed,
    sealed,
  )
  const fake: FakeProvider = {
    workspaceId,
    channelId,
    subaccountId,
    calls: [],
    jobs: [],
    answer,
    run,
    all: async (sql, ...values) =>
      (
        await db
          .prepare(sql)
          .bind(...values)
          .all<Record<string, unknown>>()
      ).results,
    async flow(state = 'published') {
      const [flowId, publicId] = [crypto.randomUUID(), String(++versions)]
      await run(
        `insert into flows (id, workspace_id, channel_id, name, categories, created_at, updated_at) values (?, ?, ?, 'F', '[]', 1, 1)`,
        flowId,
        workspaceId,
        channelId,
      )
      await run(
        `insert into versions (public_id, workspace_id, flow_id, number, state, provider_flow_id, sha256, size,
           published_at, created_at, updated_at) values (?, ?, ?, 1, ?, ?, 'none', 1, 1, 1, 1)`,
        publicId,
        workspaceId,
        flowId,
        state,
        `p${publicId}`,
      )
      return publicId
    },
    env: {
      ...real,
      PUBLIC_URL: `https://${workspaceId}.provider.test`,
      SELF: {
        async fetch(request: Request) {
          const isJson = request.headers.get('content-type')?.startsWith('application/json')
          const text = isJson ? await request.text() : ''
          const call: Call = {
            method: request.method,
            path: request.url.slice(`${base}/v24.0`.length),
            key: request.headers.get('idempotency-key') ?? '',
            body: text === '' ? {} : JSON.parse(text),
          }
          // The sweep takes up every workspace's work; only this one's counts here.
          if (request.url.startsWith(base)) fake.calls.push(call)
          return fake.answer(call)
        },
      } as unknown as Fetcher,
      SEND_QUEUE: {
        send: async (job: SendJob) => void fake.jobs.push(job),
      } as unknown as Env['SEND_QUEUE'],
    },
  }
  return fake
}
