/** The door that Meta knocks on: the handshake, and webhooks that are stored before they are answered. */
import type { Context } from 'hono'
import type { Env } from '../../env.ts'
import { readBytes } from '../../http/body.ts'
import type { AppEnv, Handler } from '../../http/context.ts'
import type { Handlers } from '../../http/mount.ts'
import { Refusal } from '../../http/refuse.ts'
import { sameSecret } from '../../http/secrets.ts'
import { channelById, secretsOf } from '../channels/store.ts'
import { eightByEightHook } from './eight-by-eight-door.ts'
import { isSigned } from './signature.ts'
import { bodyMaxBytes, takeIn } from './take-in.ts'

/** `GET`: the platform checks that this address expects it. */
const handshake: Handler = async (c) => {
  const isOurs = ({ verifyToken }: Keys) =>
    c.req.query('hub.mode') === 'subscribe' &&
    sameSecret(c.req.query('hub.verify_token') ?? '', verifyToken)
  const keys = await keysOf(c)
  // A token that was replaced a moment ago is not worth a refusal.
  if (!isOurs(keys) && (keys.isFresh || !isOurs(await keysOf(c, { fresh: true }))))
    throw new Refusal('not-allowed', { detail: 'The verify token is not the one of this channel.' })
  return c.text(c.req.query('hub.challenge') ?? '')
}

/** `POST`: verify the raw bytes, store them with their dedupe key, answer; everything else happens afterwards. */
const receive: Handler = async (c) => {
  const body = await readBytes(c, bodyMaxBytes)
  const header = c.req.header('x-hub-signature-256')
  let keys = await keysOf(c)
  if (!(await isSigned(body, header, keys.appSecret))) {
    // A secret that was changed a moment ago is not worth a refusal.
    if (keys.isFresh) throw unsigned()
    keys = await keysOf(c, { fresh: true })
    if (!(await isSigned(body, header, keys.appSecret))) throw unsigned()
  }
  return takeIn(c, keys, body)
}

const unsigned = () =>
  new Refusal('not-signed-in', { detail: 'The signature does not fit the body.' })

type Keys = { workspaceId: string; channelId: string; appSecret: string; verifyToken: string }

/** Keys of the channels that were asked for last, so that an event costs one write and no read. */
const known = new Map<string, { keys: Keys; until: number }>()
const knownForMs = 60_000
const knownMax = 1_000

async function keysOf(
  c: Context<AppEnv>,
  { fresh = false } = {},
): Promise<Keys & { isFresh: boolean }> {
  const channelId = c.req.param('channelId') ?? ''
  // Instances may serve several deployments in tests; the sealing key tells them apart.
  const key = `${c.env.SEALING_KEY} ${channelId}`
  const hit = known.get(key)
  if (hit && !fresh && hit.until > Date.now()) return { ...hit.keys, isFresh: false }
  const keys = await loadKeys(c.env, c.get('db'), channelId)
  if (!keys) throw new Refusal('not-found', { detail: 'No such channel.' })
  if (known.size >= knownMax) known.clear()
  known.set(key, { keys, until: Date.now() + knownForMs })
  return { ...keys, isFresh: true }
}

async function loadKeys(
  env: Env,
  db: AppEnv['Variables']['db'],
  channelId: string,
): Promise<Keys | null> {
  const channel = await channelById(db, channelId)
  if (channel?.provider !== 'cloud-api') return null
  const { appSecret, verifyToken } = await secretsOf(env, channel)
  return { workspaceId: channel.workspaceId, channelId, appSecret, verifyToken }
}

export const intakeRoutes = {
  'hooks.meta.handshake': handshake,
  'hooks.meta': receive,
  'hooks.8x8': eightByEightHook,
} satisfies Partial<Handlers>
