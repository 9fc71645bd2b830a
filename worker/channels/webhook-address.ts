/** Telling a provider where to send the news of a channel, so that nobody has to paste it into a dashboard. */
import { ok } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import { type ChannelRow, secretsOf } from '../features/channels/store.ts'
import type { Asked } from './channel.ts'
import { asker } from './cloud-api-call.ts'

/**
 * The account's news and the number's own messages go to `callbackUrl` from now on, once the provider has asked there for
 * the verify token. Safe to repeat.
 */
export async function sendNewsTo(
  env: Env,
  channel: ChannelRow,
  callbackUrl: string,
): Asked<Record<string, never>> {
  const { token, verifyToken } = await secretsOf(env, channel)
  const ask = asker(env, channel, token)
  const post = (path: string, body: object) =>
    ask('POST', path, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const override = { override_callback_uri: callbackUrl, verify_token: verifyToken }
  const ofAccount = await post(`/${channel.wabaId}/subscribed_apps`, override)
  if (!ofAccount.ok) return ofAccount
  // Where an account has several numbers, each has its messages sent to its own channel.
  const ofNumber = await post(`/${channel.phoneNumberId}`, { webhook_configuration: override })
  return ofNumber.ok ? ok({}) : ofNumber
}
