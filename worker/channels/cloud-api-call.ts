/** One call of the Graph API, and lists of it page by page. */
import { err, ok, type Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { ProviderError } from './channel.ts'
import { errorOfAnswer } from './cloud-api-errors.ts'
import { providerFetch } from './provider-fetch.ts'
import { isRecord, objectIn } from './reading.ts'

export type Body = Record<string, unknown>
export type Ask = (
  method: string,
  path: string,
  init?: RequestInit,
  timeoutMs?: number,
) => Promise<Result<Body, ProviderError>>

/** Where the Graph API answers, and whether that is our own emulator. */
export type Graph = { graphBaseUrl: string; graphVersion: string; sandbox: boolean }

/** Pages read when something is looked for by name: more than a WABA can have of either kind. */
const maxPages = 100

/** One call: the JSON object of a success, or what the refusal means. */
export function asker(env: Env, graph: Graph, token: string): Ask {
  return async (method, path, init = {}, timeoutMs) => {
    const answer = await providerFetch(
      env,
      graph.sandbox ? graph.graphBaseUrl : null,
      `${graph.graphBaseUrl}/${graph.graphVersion}${path}`,
      { ...init, method, headers: { authorization: `Bearer ${token}`, ...init.headers } },
      timeoutMs,
    )
    if (!answer.ok) return answer
    const { status, headers, text } = answer.value
    if (status < 200 || status >= 300)
      return err(errorOfAnswer(status, text, headers.get('retry-after'), Date.now()))
    const body = objectIn(text)
    if (!body) return err(unreadable)
    // Some failures come under a status of success.
    return isRecord(body.error) ? err(errorOfAnswer(status, text, null, Date.now())) : ok(body)
  }
}

/** A 2xx that cannot be read: something was accepted, we do not know what. */
export const unreadable: ProviderError = {
  kind: 'unknown',
  code: null,
  message: 'The provider answered with something that cannot be read.',
}

/** The first row of a list that fits, page by page, or null. Cursors are taken, addresses in answers never followed. */
export async function findIn(
  ask: Ask,
  path: string,
  fits: (row: Body) => boolean,
): Promise<Result<Body | null, ProviderError>> {
  let after = ''
  for (let page = 0; page < maxPages; page++) {
    const reply = await ask(
      'GET',
      `${path}&limit=100${after && `&after=${encodeURIComponent(after)}`}`,
    )
    if (!reply.ok) return reply
    const rows = Array.isArray(reply.value.data) ? reply.value.data.filter(isRecord) : []
    const found = rows.find(fits)
    if (found) return ok(found)
    const { paging } = reply.value
    const cursors = isRecord(paging) && isRecord(paging.cursors) ? paging.cursors : {}
    if (!isRecord(paging) || !paging.next || typeof cursors.after !== 'string') return ok(null)
    after = cursors.after
  }
  return ok(null)
}
