/** Channels at 8x8: what is kept of them, and what their webhooks prove themselves with. */
import type { EightByEightChannel } from '../../db/eight-by-eight.ts'
import type { Env } from '../../env.ts'
import { mintToken, seal, unseal } from '../../http/secrets.ts'
import type { ChannelRow } from './store.ts'

/** @throws where the channel is another provider's. */
export function eightByEightOf({ id, eightByEight }: ChannelRow): EightByEightChannel {
  if (!eightByEight) throw new Error(`channel ${id} has no settings for 8x8`)
  return eightByEight
}

/** A secret address for the webhooks of a new channel, and a value that they have to carry. */
export const newHookSecrets = async (
  env: Env,
): Promise<Pick<EightByEightChannel, 'sealedHookSecret' | 'sealedHookAuthorization'>> => ({
  sealedHookSecret: await seal(env, mintToken()),
  sealedHookAuthorization: await seal(env, `Bearer ${mintToken()}`),
})

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
