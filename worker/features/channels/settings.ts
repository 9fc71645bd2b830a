/** A channel's settings between the table of settings and its row: secrets sealed on the way in, opened on the way out. */
import { sql } from 'drizzle-orm'
import type { CloudApiSetting } from '../../../shared/channels/cloud-api.ts'
import type { EightByEightSetting } from '../../../shared/channels/eight-by-eight.ts'
import { type Provider, settingsOf } from '../../../shared/channels/providers.ts'
import type { EightByEightChannel } from '../../db/eight-by-eight.ts'
import { channels } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { seal, unseal } from '../../http/secrets.ts'
import { eightByEightOf, newHookSecrets } from './eight-by-eight.ts'
import { type ChannelRow, noCloudApi } from './store.ts'

/** The names of what is kept as text in there. */
type TextIn<Kept> = {
  [Name in keyof Kept]: string extends Kept[Name] ? Name : never
}[keyof Kept] &
  string

/** Where each setting of a provider lies: in a column, or in the one column that 8x8's have. */
const places: {
  'cloud-api': Record<CloudApiSetting, TextIn<ChannelRow>>
  '8x8': Record<EightByEightSetting, keyof EightByEightChannel | 'phoneNumber'>
} = {
  'cloud-api': {
    token: 'sealedToken',
    wabaId: 'wabaId',
    phoneNumberId: 'phoneNumberId',
    appId: 'appId',
    appSecret: 'sealedAppSecret',
    verifyToken: 'sealedVerifyToken',
    graphBaseUrl: 'graphBaseUrl',
    graphVersion: 'graphVersion',
  },
  '8x8': {
    region: 'region',
    key: 'sealedKey',
    accountId: 'accountId',
    subaccountId: 'subaccountId',
    channelId: 'channelId',
    phoneNumber: 'phoneNumber',
    flowPaths: 'flowPaths',
  },
}

/** The verify token is no secret to those who manage channels, but lies sealed as secrets do. */
const isSealed = (place: string): boolean => place.startsWith('sealed')

const entries = (provider: Provider) => {
  const of: Record<string, string> = places[provider]
  return settingsOf(provider).map(([name]) => ({ name, place: of[name] ?? name }))
}

/** The values by the places that they lie in. */
async function placed(
  env: Env,
  provider: Provider,
  values: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const written: Record<string, string> = {}
  for (const { name, place } of entries(provider)) {
    const value = values[name]
    if (value !== undefined) written[place] = isSealed(place) ? await seal(env, value) : value
  }
  return written
}

/** The columns of a new channel with all of these values. */
export async function newColumns(
  env: Env,
  provider: Provider,
  values: Readonly<Record<string, string>>,
): Promise<Partial<ChannelRow>> {
  const written = await placed(env, provider, values)
  if (provider === 'cloud-api') return { ...written, eightByEight: null }
  const { phoneNumber = '', ...settings } = written
  const eightByEight = {
    ...settings,
    ownBaseUrl: null,
    sendsGuideFields: false,
    ...(await newHookSecrets(env)),
  } as EightByEightChannel
  return { ...noCloudApi, phoneNumber, eightByEight }
}

/** The columns of a channel that change with these values. */
export async function changedColumns(
  env: Env,
  provider: Provider,
  values: Readonly<Record<string, string>>,
) {
  const written = await placed(env, provider, values)
  // What somebody else replaces at the same time stays.
  return provider === 'cloud-api'
    ? written
    : { eightByEight: sql`json_patch(${channels.eightByEight}, ${JSON.stringify(written)})` }
}

/** What is kept of a channel, by place. */
const keptIn = (row: ChannelRow): Record<string, unknown> =>
  row.provider === 'cloud-api' ? row : { ...eightByEightOf(row), phoneNumber: row.phoneNumber }

/**
 * All settings as they are, secrets opened.
 * @throws where the secrets were sealed under another key.
 */
export async function fromRow(env: Env, row: ChannelRow): Promise<Record<string, string>> {
  const kept = keptIn(row)
  return Object.fromEntries(
    await Promise.all(
      entries(row.provider).map(async ({ name, place }) => {
        const value = String(kept[place])
        return [name, isSealed(place) ? await unseal(env, value) : value]
      }),
    ),
  )
}

/** What may be shown of them: values that are not sealed, and when the others were set. */
export function shownSettings(row: ChannelRow): {
  settings: Record<string, string>
  secretsSetAt: Record<string, number>
} {
  const kept = keptIn(row)
  const all = entries(row.provider)
  return {
    settings: Object.fromEntries(
      all.flatMap(({ name, place }) => (isSealed(place) ? [] : [[name, String(kept[place])]])),
    ),
    secretsSetAt: Object.fromEntries(
      all.flatMap(({ name, place }) =>
        isSealed(place) ? [[name, row.secretsSetAt?.[name] ?? row.createdAt]] : [],
      ),
    ),
  }
}
