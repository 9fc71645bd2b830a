/** For tests: a workspace with a channel at a double of 8x8, reached by requests as 8x8 itself would be. */
import { createDb } from '../../db/client.ts'
import { channels } from '../../db/schema.ts'
import type { Env, SendJob } from '../../env.ts'
import { hookSecretsOf } from '../../features/channels/eight-by-eight.ts'
import { newColumns } from '../../features/channels/settings.ts'
import type { ChannelRow } from '../../features/channels/store.ts'
import { type DoubleOptions, EightByEightDouble } from './eight-by-eight-double.ts'

export type EightByEightStage = {
  env: Env
  double: EightByEightDouble
  workspaceId: string
  subaccountId: string
  channel: ChannelRow
  /** What is waiting to be sent: nothing leaves by itself. */
  jobs: SendJob[]
  /** What 8x8 was told to call. */
  hook: { path: string; authorization: string }
}

export async function eightByEightStage(
  real: Env,
  options: DoubleOptions & { key?: string } = {},
): Promise<EightByEightStage> {
  const double = new EightByEightDouble(options)
  const workspaceId = crypto.randomUUID()
  const subaccountId = `sub_${workspaceId.slice(0, 8)}`
  const jobs: SendJob[] = []
  const ownBaseUrl = `https://${workspaceId}.8x8.test`
  const db = createDb(real.DB)
  await db.$client.batch([
    db.$client
      .prepare('insert into workspaces (id, name, created_at) values (?, ?, 1)')
      .bind(workspaceId, 'At 8x8'),
    db.$client
      .prepare('insert into subaccounts (id, workspace_id, created_at) values (?, ?, 1)')
      .bind(subaccountId, workspaceId),
  ])
  const env: Env = {
    ...real,
    SELF: {
      fetch: (request: Request) =>
        request.url.startsWith(`${ownBaseUrl}/`) ? double.fetch(request) : real.SELF.fetch(request),
    } as unknown as Fetcher,
    SEND_QUEUE: {
      send: async (job: SendJob) => void jobs.push(job),
    } as unknown as Env['SEND_QUEUE'],
  }
  const columns = await newColumns(env, '8x8', {
    region: 'asia-pacific',
    accountId: double.accountId,
    channelId: double.channelId,
    subaccountId: double.subaccountId,
    key: options.key ?? double.key,
    flowPaths: double.flowPaths,
    phoneNumber: '+6560000000',
  })
  const [channel] = await db
    .insert(channels)
    .values({
      ...columns,
      id: crypto.randomUUID(),
      workspaceId,
      provider: '8x8',
      name: 'Clinic at 8x8',
      eightByEight: { ...columns.eightByEight!, ownBaseUrl },
      createdAt: Date.now(),
    } as ChannelRow)
    .returning()
  if (!channel) throw new Error('no channel')
  const { secret, authorization } = await hookSecretsOf(env, channel)
  return {
    env,
    double,
    workspaceId,
    subaccountId,
    channel,
    jobs,
    hook: { path: `/hooks/8x8/${channel.id}/${secret}`, authorization },
  }
}
