/** A channel's settings between the table of settings and its row: secrets sealed on the way in, opened on the way out. */
import {
  type CloudApiSetting,
  type ConnectableProvider,
  isConnectable,
  settingsOf,
} from '../../../shared/channels/providers.ts'
import type { Env } from '../../env.ts'
import { seal, unseal } from '../../http/secrets.ts'
import type { ChannelRow } from './store.ts'

type SettingColumn = {
  [Name in keyof ChannelRow]: string extends ChannelRow[Name] ? Name : never
}[keyof ChannelRow]

/** Where each setting of a provider lies. */
const columns: { 'cloud-api': Record<CloudApiSetting, SettingColumn> } = {
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
}

/** The verify token is no secret to those who manage channels, but lies sealed as secrets do. */
const isSealed = (column: SettingColumn): boolean => column.startsWith('sealed')

const entries = (provider: ConnectableProvider) =>
  settingsOf(provider).map(([name, setting]) => ({
    name,
    setting,
    column: columns[provider][name as CloudApiSetting],
  }))

/** The columns of these values. */
export async function toColumns(
  env: Env,
  provider: ConnectableProvider,
  values: Readonly<Record<string, string>>,
): Promise<Partial<Record<SettingColumn, string>>> {
  const written: Partial<Record<SettingColumn, string>> = {}
  for (const { name, column } of entries(provider)) {
    const value = values[name]
    if (value !== undefined) written[column] = isSealed(column) ? await seal(env, value) : value
  }
  return written
}

/**
 * All settings as they are, secrets opened.
 * @throws where the secrets were sealed under another key.
 */
export async function fromRow(env: Env, row: ChannelRow): Promise<Record<string, string>> {
  if (!isConnectable(row.provider)) return {}
  return Object.fromEntries(
    await Promise.all(
      entries(row.provider).map(async ({ name, column }) => [
        name,
        isSealed(column) ? await unseal(env, row[column]) : row[column],
      ]),
    ),
  )
}

/** What may be shown of them: values that are not sealed, and when the others were set. */
export function shownSettings(row: ChannelRow): {
  settings: Record<string, string>
  secretsSetAt: Record<string, number>
} {
  const all = isConnectable(row.provider) ? entries(row.provider) : []
  return {
    settings: Object.fromEntries(
      all.flatMap(({ name, column }) => (isSealed(column) ? [] : [[name, row[column]]])),
    ),
    secretsSetAt: Object.fromEntries(
      all.flatMap(({ name, column }) =>
        isSealed(column) ? [[name, row.secretsSetAt?.[name] ?? row.createdAt]] : [],
      ),
    ),
  }
}
