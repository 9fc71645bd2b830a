/** Channels at 8x8: their settings at rest, their secrets, and the address that their webhooks come to. */
import type { EightByEightSettings } from '../../../shared/api/eight-by-eight.ts'
import type { Db } from '../../db/client.ts'
import type { EightByEightChannel } from '../../db/eight-by-eight.ts'
import { channels } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { mintToken, seal, unseal } from '../../http/secrets.ts'
import type { ChannelRow } from './store.ts'

/** @throws where the channel is another provider's. */
export function eightByEightOf({ id, eightByEight }: ChannelRow): EightByEightChannel {
  if (!eightByEight) throw new Error(`channel ${id} has no settings for 8x8`)
  return eightByEight
}

/** Everything about a new channel that is not typed in. */
export type NewEightByEight = {
  name: string
  phoneNumber: string
  settings: EightByEightSettings
  ownBaseUrl?: string
  flowPaths?: EightByEightChannel['flowPaths']
  sendsGuideFields?: boolean
}

/** Stores a channel at 8x8, with a secret address for its webhooks and a value that they have to carry. */
export async function addEightByEightChannel(
  env: Env,
  db: Db,
  workspaceId: string,
  channel: NewEightByEight,
  now: number,
): Promise<ChannelRow> {
  const { key, ...settings } = channel.settings
  const row: ChannelRow = {
    id: crypto.randomUUID(),
    workspaceId,
    provider: '8x8',
    sandbox: false,
    name: channel.name,
    phoneNumber: channel.phoneNumber,
    graphBaseUrl: '',
    graphVersion: '',
    wabaId: '',
    phoneNumberId: '',
    appId: '',
    sealedToken: '',
    sealedAppSecret: '',
    sealedVerifyToken: '',
    eightByEight: {
      ...settings,
      ownBaseUrl: channel.ownBaseUrl ?? null,
      flowPaths: channel.flowPaths ?? 'accounts',
      sendsGuideFields: channel.sendsGuideFields ?? false,
      sealedKey: await seal(env, key),
      sealedHookSecret: await seal(env, mintToken()),
      sealedHookAuthorization: await seal(env, `Bearer ${mintToken()}`),
    },
    secretsSetAt: null,
    test: null,
    health: null,
    testsRestUntil: null,
    sendsRestUntil: null,
    createdAt: now,
  }
  await db.insert(channels).values(row)
  return row
}

/** What a webhook of the channel has to know: the last part of its address, and its `Authorization`. */
export async function hookSecretsOf(
  env: Env,
  channel: ChannelRow,
): Promise<{ secret: string; authorization: string }> {
  const { sealedHookSecret, sealedHookAuthorization } = eightByEightOf(channel)
  const [secret, authorization] = await Promise.all([
    unseal(env, sealedHookSecret),
    unseal(env, sealedHookAuthorization),
  ])
  return { secret, authorization }
}
