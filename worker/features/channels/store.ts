/** Channels of a workspace, their secrets, and the sandbox channel that comes with every workspace. */
import { and, eq, sql } from 'drizzle-orm'
import type { Channel } from '../../../shared/api/channels.ts'
import { capabilitiesOf } from '../../channels/capabilities.ts'
import { createDb, type Db } from '../../db/client.ts'
import { channels } from '../../db/schema.ts'
import type { Env } from '../../env.ts'
import { announce } from '../../feed/workspace-feed.ts'
import { mintToken, randomBytes, seal, toHex, unseal } from '../../http/secrets.ts'

export type ChannelRow = typeof channels.$inferSelect

export const rowToChannel = (row: ChannelRow): Channel => ({
  id: row.id,
  name: row.name,
  provider: row.provider,
  sandbox: row.sandbox,
  phoneNumber: row.phoneNumber,
  createdAt: row.createdAt,
  test: row.test,
  health: row.health,
  sendsRestUntil: row.sendsRestUntil,
  abilities: capabilitiesOf(row),
})

export async function listChannels(db: Db, workspaceId: string): Promise<Channel[]> {
  const rows = await db
    .select()
    .from(channels)
    .where(eq(channels.workspaceId, workspaceId))
    .orderBy(channels.createdAt)
  return rows.map(rowToChannel)
}

/** A channel of this workspace, or undefined. */
export async function channelIn(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<ChannelRow | undefined> {
  const [row] = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)))
  return row
}

/** A channel by its id alone: for webhooks, which carry no workspace and prove themselves by signature. */
export async function channelById(db: Db, channelId: string): Promise<ChannelRow | undefined> {
  const [row] = await db.select().from(channels).where(eq(channels.id, channelId))
  return row
}

/** The workspace's own sandbox channel, or undefined. */
export async function sandboxChannel(db: Db, workspaceId: string): Promise<ChannelRow | undefined> {
  const [row] = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.sandbox, true)))
    .orderBy(channels.createdAt)
    .limit(1)
  return row
}

/** What the Cloud API's columns hold in a channel of another provider. */
export const noCloudApi = {
  graphBaseUrl: '',
  graphVersion: '',
  wabaId: '',
  phoneNumberId: '',
  appId: '',
  sealedToken: '',
  sealedAppSecret: '',
  sealedVerifyToken: '',
} as const

export type ChannelSecrets = { token: string; appSecret: string; verifyToken: string }

/** The secrets of a channel of the Cloud API. */
export async function secretsOf(env: Env, row: ChannelRow): Promise<ChannelSecrets> {
  const [token, appSecret, verifyToken] = await Promise.all([
    unseal(env, row.sealedToken),
    unseal(env, row.sealedAppSecret),
    unseal(env, row.sealedVerifyToken),
  ])
  return { token, appSecret, verifyToken }
}

/** The provider wants no messages of this channel before then: whoever looks at it is told. */
export async function noteSendsRest(
  env: Env,
  workspaceId: string,
  channelId: string,
  until: number,
): Promise<void> {
  await createDb(env.DB)
    .update(channels)
    .set({ sendsRestUntil: sql`max(coalesce(${channels.sendsRestUntil}, 0), ${until})` })
    .where(eq(channels.id, channelId))
  await announce(env, workspaceId, ['channels'])
}

/**
 * Makes the workspace's sandbox channel: first the emulator's side over HTTP (repeatable), then our row.
 * `origin` is where the emulator answers and calls back. Returns the channel; an existing one stays as it is.
 */
export async function createSandboxChannel(
  env: Env,
  db: Db,
  workspaceId: string,
  origin: string,
  now: number,
): Promise<ChannelRow> {
  const existing = await sandboxChannel(db, workspaceId)
  if (existing) return existing
  const id = crypto.randomUUID()
  const wabaId = digits(15)
  const phoneNumberId = digits(15)
  const appId = digits(15)
  const phoneNumber = `+999${digits(9)}`
  const secrets: ChannelSecrets = {
    token: `SBX.${wabaId}.${mintToken()}`,
    appSecret: toHex(randomBytes(16)),
    verifyToken: mintToken(),
  }
  const row: ChannelRow = {
    id,
    workspaceId,
    provider: 'cloud-api',
    sandbox: true,
    name: 'Sandbox',
    phoneNumber,
    eightByEight: null,
    graphBaseUrl: `${origin}/sandbox/graph`,
    graphVersion: 'v24.0',
    wabaId,
    phoneNumberId,
    appId,
    sealedToken: await seal(env, secrets.token),
    sealedAppSecret: await seal(env, secrets.appSecret),
    sealedVerifyToken: await seal(env, secrets.verifyToken),
    secretsSetAt: null,
    test: null,
    health: null,
    testsRestUntil: null,
    sendsRestUntil: null,
    createdAt: now,
  }
  await db.insert(channels).values(row)
  const reply = await env.SELF.fetch(`${origin}/sandbox/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${env.SEALING_KEY}` },
    body: JSON.stringify({
      wabaId,
      phoneNumberId,
      displayPhoneNumber: phoneNumber,
      verifiedName: 'Flowroom sandbox',
      appId,
      ...secrets,
      callbackUrl: `${origin}/hooks/meta/${id}`,
    }),
  })
  if (!reply.ok) {
    await db.delete(channels).where(eq(channels.id, id))
    throw new Error(`the sandbox answered ${reply.status}: ${(await reply.text()).slice(0, 300)}`)
  }
  return row
}

/** A decimal id of a length, not beginning with zero. */
function digits(length: number): string {
  const bytes = randomBytes(length)
  return Array.from(bytes, (byte, i) => String(i === 0 ? 1 + (byte % 9) : byte % 10)).join('')
}
