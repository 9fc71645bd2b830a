/** Connecting a channel, replacing its settings and testing them: nothing is kept that the provider did not accept. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import type { SettingsWrong } from '../../../shared/api/channels.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import {
  flawsIn,
  nameFlaw,
  type Provider,
  type SettingFinding,
  settingsOf,
  tidied,
} from '../../../shared/channels/providers.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { graphAddress } from '../../channels/graph-address.ts'
import { checkSettings, type SettingsCheck } from '../../channels/settings-check.ts'
import type { Db } from '../../db/client.ts'
import { channels } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { mintToken } from '../../http/secrets.ts'
import { changedColumns, fromRow, newColumns } from './settings.ts'
import type { ChannelRow } from './store.ts'

type Wanted = { name: string; settings: Record<string, string> }

/** Tests the settings and keeps them as a channel of the workspace. `origin` is where this app is reached. */
export async function connectChannel(
  env: Env,
  db: Db,
  { workspaceId, origin }: { workspaceId: string; origin: string },
  provider: Provider,
  wanted: Wanted,
  now: number,
): Promise<Result<ChannelRow, Problem>> {
  const ofName = nameFlaw(wanted.name)
  const read = readSettings(env, origin, provider, wanted.settings)
  const { values, sandbox } = read
  const findings = [...(ofName ? [{ setting: 'name', message: ofName }] : []), ...read.findings]
  if (findings.length > 0) return err(wrong(findings))
  const twin = await channelOfNumber(db, workspaceId, provider, values)
  if (twin) return err(wrong([connectedAlready(provider, twin.name)]))
  const checked = await checkSettings(env, provider, values, sandbox)
  if (checked.kind !== 'works') return err(problemOf(checked))
  const { phoneNumber, health } = checked
  const row = {
    id: crypto.randomUUID(),
    workspaceId,
    provider,
    sandbox,
    name: wanted.name.trim(),
    ...(await newColumns(env, provider, values)),
    phoneNumber,
    secretsSetAt: null,
    test: { at: now, findings: [] },
    health,
    testsRestUntil: null,
    sendsRestUntil: null,
    createdAt: now,
  } as ChannelRow
  const [kept] = await db.insert(channels).values(row).onConflictDoNothing().returning()
  // Somebody else connected the same number in between.
  return kept ? ok(kept) : err(wrong([connectedAlready(provider, 'another one')]))
}

/** Puts these values in place of a channel's own, once all of them together pass the test. */
export async function replaceSettings(
  env: Env,
  db: Db,
  origin: string,
  row: ChannelRow,
  wanted: Record<string, string>,
  now: number,
): Promise<Result<ChannelRow, Problem>> {
  const { provider } = row
  const replaceable = new Map(settingsOf(provider).filter(([, { fixed }]) => !fixed))
  const names = Object.keys(wanted)
  const [odd] = names.filter((name) => !replaceable.has(name))
  if (odd !== undefined || names.length === 0) return err(cannotReplace(odd ?? 'settings'))
  const { values, sandbox, findings } = readSettings(env, origin, provider, {
    ...(await fromRow(env, row)),
    ...wanted,
  })
  if (findings.length > 0) return err(wrong(findings))
  const checked = await checkSettings(env, provider, values, sandbox)
  if (checked.kind !== 'works') return err(problemOf(checked))
  const replaced = Object.fromEntries(names.map((name) => [name, values[name] ?? '']))
  const secrets = names.filter((name) => isKeptSealed(replaceable.get(name)))
  return keep(db, row, {
    ...(await changedColumns(env, provider, replaced)),
    secretsSetAt: {
      ...row.secretsSetAt,
      ...Object.fromEntries(secrets.map((name) => [name, now])),
    },
    phoneNumber: checked.phoneNumber,
    health: checked.health,
    test: { at: now, findings: [] },
    testsRestUntil: null,
  })
}

const isKeptSealed = (setting: { secret?: true; made?: true } | undefined): boolean =>
  setting?.secret === true || setting?.made === true

/** Tests a channel's settings as they are and keeps what came of it. */
export async function testChannel(
  env: Env,
  db: Db,
  row: ChannelRow,
  now: number,
): Promise<Result<ChannelRow, Problem>> {
  const { provider, testsRestUntil } = row
  if (testsRestUntil !== null && testsRestUntil > now) {
    const retryAfterSeconds = Math.ceil((testsRestUntil - now) / 1000)
    return err(busy({ message: 'It asked for that a moment ago.', retryAfterSeconds }))
  }
  const checked = await checkSettings(env, provider, await fromRow(env, row), row.sandbox)
  if (checked.kind === 'busy') {
    await keep(db, row, { testsRestUntil: now + checked.retryAfterSeconds * 1000 })
    return err(busy(checked))
  }
  if (checked.kind === 'wrong')
    return keep(db, row, { test: { at: now, findings: checked.findings }, testsRestUntil: null })
  return keep(db, row, {
    phoneNumber: checked.phoneNumber,
    health: checked.health,
    test: { at: now, findings: [] },
    testsRestUntil: null,
  })
}

export async function renameChannel(
  db: Db,
  row: ChannelRow,
  name: string,
): Promise<Result<ChannelRow, Problem>> {
  const flaw = nameFlaw(name)
  return flaw
    ? err(wrong([{ setting: 'name', message: flaw }]))
    : keep(db, row, { name: name.trim() })
}

async function keep(
  db: Db,
  { id, workspaceId }: ChannelRow,
  change: SQLiteUpdateSetSource<typeof channels>,
): Promise<Result<ChannelRow, Problem>> {
  const [kept] = await db
    .update(channels)
    .set(change)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, id)))
    .returning()
  return kept ? ok(kept) : err(problem('not-found'))
}

/** The values as they would be kept, and what is wrong with them by their looks and their address. */
function readSettings(
  env: Env,
  origin: string,
  provider: Provider,
  given: Record<string, string>,
): { values: Record<string, string>; sandbox: boolean; findings: SettingFinding[] } {
  const values = tidied(provider, given)
  const findings = flawsIn(provider, values)
  for (const [name, { made }] of settingsOf(provider))
    if (made && values[name] === '') values[name] = mintToken()
  const { graphBaseUrl } = values
  if (graphBaseUrl === undefined || findings.some(({ setting }) => setting === 'graphBaseUrl'))
    return { values, sandbox: false, findings }
  const address = graphAddress(env, origin, graphBaseUrl)
  if (!address.ok) {
    findings.push({ setting: 'graphBaseUrl', message: address.error })
    return { values, sandbox: false, findings }
  }
  return {
    values: { ...values, graphBaseUrl: address.value.graphBaseUrl },
    sandbox: address.value.sandbox,
    findings,
  }
}

/** The setting that the provider knows a number by, and the channels that have this one. */
const numbers: Record<Provider, { setting: string; isOf: (value: string) => SQL | undefined }> = {
  'cloud-api': { setting: 'phoneNumberId', isOf: (id) => eq(channels.phoneNumberId, id) },
  '8x8': {
    setting: 'channelId',
    isOf: (id) => sql`${channels.eightByEight} ->> '$.channelId' = ${id}`,
  },
}

async function channelOfNumber(
  db: Db,
  workspaceId: string,
  provider: Provider,
  values: Record<string, string>,
): Promise<ChannelRow | undefined> {
  const { setting, isOf } = numbers[provider]
  const isTwin = and(eq(channels.workspaceId, workspaceId), isOf(values[setting] ?? ''))
  return (await db.select().from(channels).where(isTwin))[0]
}

const connectedAlready = (provider: Provider, name: string): SettingFinding => ({
  setting: numbers[provider].setting,
  message: `This number is connected already, as “${name}”.`,
})

const wrong = (findings: SettingFinding[]): Problem =>
  problem('settings-wrong', {
    detail: findings.map(({ message }) => message).join(' '),
    ...(findings[0]?.setting ? { field: findings[0].setting } : {}),
    facts: { findings } satisfies SettingsWrong,
  })

const cannotReplace = (name: string): Problem =>
  problem('bad-request', {
    field: name,
    detail: `${name} cannot be replaced: a channel with another one is another channel.`,
  })

type Busy = { message: string; retryAfterSeconds: number }

/** What a test or a call says of a provider that asks to wait. */
export const busy = ({ message, retryAfterSeconds }: Busy): Problem =>
  problem('provider-busy', {
    detail: `${message} Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}; nothing was changed.`,
    facts: { retryAfterSeconds },
  })

const problemOf = (checked: Exclude<SettingsCheck, { kind: 'works' }>): Problem =>
  checked.kind === 'busy' ? busy(checked) : wrong(checked.findings)
