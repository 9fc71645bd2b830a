/** For tests: a workspace with a channel at a double of 8x8, reached by requests as 8x8 itself would be. */
import { createDb } from '../../db/client.ts'
import type { Env, SendJob } from '../../env.ts'
import { addEightByEightChannel, hookSecretsOf } from '../../features/channels/eight-by-eight.ts'
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
  const channel = await addEightByEightChannel(
    env,
    db,
    workspaceId,
    {
      name: 'Clinic at 8x8',
      phoneNumber: '+6560000000',
      settings: {
        region: 'asia-pacific',
        accountId: double.accountId,
        channelId: double.channelId,
        subaccountId: double.subaccountId,
        key: options.key ?? double.key,
      },
      ownBaseUrl,
      flowPaths: double.flowPaths,
    },
    Date.now(),
  )
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
