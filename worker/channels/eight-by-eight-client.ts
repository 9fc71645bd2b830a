/** How 8x8 is reached: the address of its region, the paths of an account, one call with what its answer means. */
import type { EightByEightRegion } from '../../shared/channels/eight-by-eight.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { EightByEightChannel } from '../db/eight-by-eight.ts'
import type { Env } from '../env.ts'
import type { ProviderError } from './channel.ts'
import { errorOfAnswer } from './eight-by-eight-errors.ts'
import { type Answer, providerFetch } from './provider-fetch.ts'
import { objectIn } from './reading.ts'

/** Where each region answers. */
const baseUrls: Record<EightByEightRegion, string> = {
  'asia-pacific': 'https://chatapps.8x8.com',
  'north-america': 'https://chatapps.us.8x8.com',
  europe: 'https://chatapps.8x8.uk',
  indonesia: 'https://chatapps.8x8.id',
}

export const baseUrlOf = ({
  region,
  ownBaseUrl,
}: Pick<EightByEightChannel, 'region' | 'ownBaseUrl'>): string => ownBaseUrl ?? baseUrls[region]

/** The settings that a call needs. */
export type Reached = Pick<
  EightByEightChannel,
  'region' | 'ownBaseUrl' | 'flowPaths' | 'accountId' | 'subaccountId' | 'channelId'
>

/** The paths of an account. */
export function pathsOf({ flowPaths, accountId, subaccountId, channelId }: Reached) {
  const [a, s, c] = [accountId, subaccountId, channelId].map(encodeURIComponent)
  return {
    flows:
      flowPaths === 'config'
        ? `/config/v1/channels/whatsapp/${c}/flows`
        : `/api/v1/accounts/${a}/channels/${c}/flows`,
    templates: `/api/v1/accounts/${a}/channels/${c}/templates`,
    webhooks: `/api/v1/accounts/${a}/webhooks`,
    messages: `/api/v1/subaccounts/${s}/messages`,
  }
}

/**
 * The object in a success, empty where 8x8 answered with nothing or with something else; or the refusal.
 * `takesFindings`: a refusal that lists findings about a flow is an answer too.
 */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  options?: { takesFindings: boolean },
) => Promise<Result<Record<string, unknown>, ProviderError>>

export function eightByEightClient(env: Env, channel: Reached, key: string): Ask {
  const baseUrl = baseUrlOf(channel)
  return async (method, path, body, { takesFindings } = { takesFindings: false }) => {
    const answer = await providerFetch(env, channel.ownBaseUrl, `${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return answer.ok ? read(answer.value, takesFindings) : answer
  }
}

function read(
  { status, headers, text }: Answer,
  takesFindings: boolean,
): Result<Record<string, unknown>, ProviderError> {
  // Publishing, deprecating and deleting are answered with nothing.
  const record = objectIn(text) ?? {}
  if (status >= 200 && status < 300) return ok(record)
  const isAboutText = status === 400 || status === 422
  if (takesFindings && isAboutText && findingsListIn(record)?.length) return ok(record)
  return err(errorOfAnswer(status, text, headers.get('retry-after'), Date.now()))
}

/** What 8x8 found in a flow, under either of its names; undefined where it says nothing of it. */
export function findingsListIn(body: Record<string, unknown>): unknown[] | undefined {
  const list = body.validationErrors ?? body.validation_errors
  return Array.isArray(list) ? list : undefined
}

/** A 2xx that cannot be read: something was accepted, we do not know what. */
export const unreadable: ProviderError = {
  kind: 'unknown',
  code: null,
  message: '8x8 answered with something that cannot be read.',
}
