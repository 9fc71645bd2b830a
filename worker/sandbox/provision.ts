/** Making a world, or telling an existing one its facts anew. */
import * as z from 'zod'
import { applySchema } from './schema.ts'
import { readSettingsChange, SandboxSettings } from './settings.ts'
import { hex, sha256, type WorldConfig } from './world-context.ts'

const text = z.string().min(1).max(500)
const id = z.string().regex(/^\d{5,20}$/, 'must be 5 to 20 digits')

const settingsChange = z.unknown().transform((value, context) => {
  const change = readSettingsChange(value)
  if (change.success) return change.data
  const [issue] = change.error.issues
  context.addIssue({
    code: 'custom',
    path: issue?.path ?? [],
    message: issue?.message ?? 'not as expected',
  })
  return z.NEVER
})

/** Body of `POST /sandbox/worlds`. The token begins with `SBX.<wabaId>.`, so that it names its world. */
export const NewWorld = z
  .object({
    wabaId: id,
    phoneNumberId: id,
    displayPhoneNumber: text,
    verifiedName: text,
    appId: id,
    appSecret: text,
    token: text,
    verifyToken: text,
    callbackUrl: z.url({ protocol: /^https?$/ }).max(2_048),
    settings: settingsChange.optional(),
  })
  .refine(({ token, wabaId }) => token.startsWith(`SBX.${wabaId}.`), {
    path: ['token'],
    message: 'must begin with SBX.<wabaId>.',
  })
export type NewWorld = z.infer<typeof NewWorld>

type Stored = { config: WorldConfig; settings: SandboxSettings }

export function loadWorld(sql: SqlStorage): Stored | undefined {
  const [row] = sql.exec<{ config: string; settings: string }>('SELECT config, settings FROM world')
  if (!row) return undefined
  return {
    config: JSON.parse(row.config),
    settings: SandboxSettings.parse(JSON.parse(row.settings)),
  }
}

export function storeWorld(sql: SqlStorage, { config, settings }: Stored): void {
  sql.exec(
    `INSERT INTO world (only, config, settings) VALUES (1, ?, ?)
     ON CONFLICT (only) DO UPDATE SET config = excluded.config, settings = excluded.settings`,
    JSON.stringify(config),
    JSON.stringify(settings),
  )
}

/** Safe to repeat: what the world made itself stays, what the caller says is taken over. */
export async function provision(
  sql: SqlStorage,
  wanted: NewWorld,
  ownOrigin: string,
): Promise<Stored> {
  const { token, settings, ...facts } = wanted
  const tokenHash = await sha256(token)
  applySchema(sql)
  const before = loadWorld(sql)
  const isSameCallback =
    before?.config.callbackUrl === facts.callbackUrl &&
    before.config.verifyToken === facts.verifyToken
  const world: Stored = {
    config: {
      subscribed: true,
      fileSecret: hex(crypto.getRandomValues(new Uint8Array(32))),
      ...before?.config,
      ...facts,
      tokenHash,
      ownOrigin,
      ...(!isSameCallback && { verifiedCallbackUrl: undefined }),
    },
    settings: SandboxSettings.parse({ ...before?.settings, ...settings }),
  }
  storeWorld(sql, world)
  return world
}
