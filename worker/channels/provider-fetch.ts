/** How a provider is reached: our own addresses through the Worker itself, everything else over the network. */
import { err, ok, type Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { ProviderError } from './channel.ts'

export const providerTimeoutMs = 10_000
/** Files take longer: nobody holds a claim meanwhile, and one sweep is through before the next. */
export const uploadTimeoutMs = 40_000

/** An answer, read whole. */
export type Answer = { status: number; headers: Headers; text: string }

/**
 * One request with a timeout. A failure says whether anything may have been accepted: `unreachable` only where the
 * request cannot have left, `unknown` for everything after that.
 */
export async function providerFetch(
  env: Env,
  ownBaseUrl: string | null,
  url: string,
  init: RequestInit,
  timeoutMs = providerTimeoutMs,
): Promise<Result<Answer, ProviderError>> {
  const request = new Request(url, {
    ...init,
    // An address that sends us elsewhere would be handed our token there.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
  try {
    const response = isOwn(env, ownBaseUrl, url)
      ? await env.SELF.fetch(request)
      : await fetch(request)
    return ok({ status: response.status, headers: response.headers, text: await textOf(response) })
  } catch (error) {
    return err(errorOfFailure(error, timeoutMs))
  }
}

/** More than any answer of a provider; whoever sends more wants something else. */
const answerMaxBytes = 16 * 1024 * 1024

/** @throws where the body is longer than any answer. */
async function textOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > answerMaxBytes) {
      await reader.cancel()
      throw new Error('The answer is too long.')
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

/** An address of ours: below `base` on the same origin, never merely beginning with the same letters. */
function isOwn(env: Env, ownBaseUrl: string | null, url: string): boolean {
  return [ownBaseUrl, env.PUBLIC_URL ?? null].some(
    (base) => base !== null && url.startsWith(`${base}/`),
  )
}

/** Words of the runtime for a request that found nobody to talk to. */
const neverLeft = /refused|could ?n.t resolve|not resolve|dns|no route|unreachable|certificate|tls/i

/** What a thrown failure means. The runtime names its failures in words only. */
export function errorOfFailure(error: unknown, timeoutMs = providerTimeoutMs): ProviderError {
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : String(error)
  if (name === 'TimeoutError' || name === 'AbortError') {
    return {
      kind: 'unknown',
      code: null,
      message: `The provider did not answer within ${timeoutMs / 1000} seconds.`,
    }
  }
  if (neverLeft.test(message)) {
    return { kind: 'unreachable', code: null, message: 'The provider cannot be reached.' }
  }
  return { kind: 'unknown', code: null, message: 'The connection to the provider broke off.' }
}
