/** The door that 8x8 knocks on. It signs nothing: a secret address and the `Authorization` that it was given are the proof. */
import type { Db } from '../../db/client.ts'
import type { Env } from '../../env.ts'
import { readBytes } from '../../http/body.ts'
import type { Handler } from '../../http/context.ts'
import { Refusal } from '../../http/refuse.ts'
import { mintToken, sameSecret, seal, sha256Hex, unseal } from '../../http/secrets.ts'
import { hookSecretsOf } from '../channels/eight-by-eight.ts'
import { channelById } from '../channels/store.ts'
import { bodyMaxBytes, takeIn } from './take-in.ts'

/** `POST /hooks/8x8/{channelId}/{secret}` */
export const eightByEightHook: Handler = async (c) => {
  const body = await readBytes(c, bodyMaxBytes)
  const channelId = c.req.param('channelId') ?? ''
  const given = await proofOf(c.req.param('secret') ?? '', c.req.header('authorization') ?? '')
  // Instances may serve several deployments in tests; the sealing key tells them apart.
  const cacheKey = `${c.env.SEALING_KEY} ${channelId}`
  const hit = known.get(cacheKey)
  if (hit && hit.until > Date.now() && sameSecret(given, hit.door.proof))
    return takeIn(c, hit.door, body)
  // Whatever the reason, a refusal costs one look and one comparison, and says the same.
  const door = await openDoor(c.env, c.get('db'), channelId)
  if (!sameSecret(given, door.proof)) throw refused()
  if (known.size >= knownMax) known.clear()
  known.set(cacheKey, { door, until: Date.now() + knownForMs })
  return takeIn(c, door, body)
}

const refused = () =>
  new Refusal('not-signed-in', { detail: 'The address or its Authorization is not right.' })

type Door = { workspaceId: string; channelId: string; proof: string }

/** Doors that were opened last, so that an event costs one write and no read. */
const known = new Map<string, { door: Door; until: number }>()
const knownForMs = 60_000
const knownMax = 1_000

/** The door of a channel; for one that does not exist, a door that nothing opens and that takes as long to look at. */
async function openDoor(env: Env, db: Db, channelId: string): Promise<Door> {
  const channel = await channelById(db, channelId)
  if (channel?.provider === '8x8') {
    const { secret, authorization } = await hookSecretsOf(env, channel)
    const proof = await proofOf(secret, authorization)
    return { workspaceId: channel.workspaceId, channelId, proof }
  }
  const sealed = await sealedDecoy(env)
  const [secret, authorization] = await Promise.all([unseal(env, sealed), unseal(env, sealed)])
  return { workspaceId: '', channelId, proof: await proofOf(secret, authorization) }
}

const decoys = new Map<string, Promise<string>>()

function sealedDecoy(env: Env): Promise<string> {
  const decoy = decoys.get(env.SEALING_KEY) ?? seal(env, mintToken())
  decoys.set(env.SEALING_KEY, decoy)
  return decoy
}

/** Both halves as one value whose length says nothing about theirs. */
const proofOf = async (secret: string, authorization: string): Promise<string> =>
  `${await sha256Hex(secret)} ${await sha256Hex(authorization)}`
