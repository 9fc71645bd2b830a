/** The adapter for Meta's Cloud API and for the sandbox, which speaks it too (messaging-platforms.md §3). */
import { err, ok, type Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { ChannelRow, ChannelSecrets } from '../features/channels/store.ts'
import type { ChannelAdapter, ProviderError, ProviderFlowStatus } from './channel.ts'
import { errorOfAnswer, isRecord } from './cloud-api-errors.ts'
import { findingsIn, messagePayload, templatePayload } from './cloud-api-payloads.ts'
import { providerFetch, uploadTimeoutMs } from './provider-fetch.ts'

type Body = Record<string, unknown>
type Ask = (
  method: string,
  path: string,
  init?: RequestInit,
  timeoutMs?: number,
) => Promise<Result<Body, ProviderError>>

const flowStatuses = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'THROTTLED', 'BLOCKED'] as const

/** Pages read when something is looked for by name: more than a WABA can have of either kind. */
const maxPages = 100

/** The platform keeps a message's file for 30 days; the last day of it is not counted on. */
const mediaKeptMs = 29 * 86_400_000

/** What a message is refused for whose file is gone: odd parameter, or download and upload of media failed. */
const lostMedia: ReadonlySet<number | null> = new Set([131009, 131052, 131053])

export function cloudApi(env: Env, channel: ChannelRow, secrets: ChannelSecrets): ChannelAdapter {
  const ask = asker(env, channel, secrets)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask('POST', path, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    capabilities: {
      // The platform has no idempotency; the sandbox honours our key.
      repeatsSafely: channel.sandbox,
      choosesFlowToken: true,
      sandboxNumbers: channel.sandbox,
      messagesPerSecond: 80,
    },

    reach: async () => done(await ask('GET', `/${channel.phoneNumberId}?fields=id`)),

    async createFlow({ name, categories }) {
      const reply = await post(`/${channel.wabaId}/flows`, { name, categories })
      return field(reply, 'id', (providerFlowId) => ({ providerFlowId }))
    },

    async findFlow(name) {
      const found = await findIn(
        ask,
        `/${channel.wabaId}/flows?fields=id,name,status`,
        (row) => row.name === name,
      )
      if (!found.ok || found.value === null) return found as typeof found & { value: null }
      const { id, status } = found.value
      return ok({ providerFlowId: String(id), status: flowStatusOf(status) })
    },

    async uploadFlowJson(providerFlowId, text) {
      const form = new FormData()
      form.set('name', 'flow.json')
      form.set('asset_type', 'FLOW_JSON')
      form.set('file', new File([text], 'flow.json', { type: 'application/json' }))
      const reply = await ask('POST', `/${providerFlowId}/assets`, { body: form })
      return reply.ok ? ok({ findings: findingsIn(reply.value.validation_errors) }) : reply
    },

    setEndpoint: async (id, endpointUri) =>
      done(await post(`/${id}`, { endpoint_uri: endpointUri })),

    publishFlow: async (id) => done(await post(`/${id}/publish`, {})),
    deprecateFlow: async (id) => done(await post(`/${id}/deprecate`, {})),
    deleteFlow: async (id) => done(await ask('DELETE', `/${id}`)),

    async flowStatus(id) {
      const reply = await ask('GET', `/${id}?fields=id,status`)
      return reply.ok ? ok({ status: flowStatusOf(reply.value.status) }) : reply
    },

    async createTemplate(template) {
      const reply = await post(`/${channel.wabaId}/message_templates`, templatePayload(template))
      return field(reply, 'id', (providerTemplateId, body) => ({
        providerTemplateId,
        status: String(body.status ?? 'PENDING'),
      }))
    },

    async templateStatus(id) {
      const reply = await ask('GET', `/${id}?fields=id,status,rejected_reason`)
      return reply.ok
        ? ok({
            status: String(reply.value.status ?? ''),
            reason: reasonOf(reply.value.rejected_reason),
          })
        : reply
    },

    async findTemplate(name, language) {
      const query = `fields=id,name,language,status,rejected_reason&name=${encodeURIComponent(name)}`
      const found = await findIn(
        ask,
        `/${channel.wabaId}/message_templates?${query}`,
        // The name filter of the platform matches parts of names too.
        (row) => row.name === name && row.language === language,
      )
      if (!found.ok || found.value === null) return found as typeof found & { value: null }
      const { id, status, rejected_reason } = found.value
      return ok({
        providerTemplateId: String(id),
        status: String(status),
        reason: reasonOf(rejected_reason),
      })
    },

    async deleteTemplate(name, providerTemplateId) {
      const query = new URLSearchParams({
        name,
        ...(providerTemplateId && { hsm_id: providerTemplateId }),
      })
      return done(await ask('DELETE', `/${channel.wabaId}/message_templates?${query}`))
    },

    async uploadSample({ name, type, bytes }) {
      const about = new URLSearchParams({
        file_length: String(bytes.length),
        file_type: type,
        file_name: name,
      })
      const begun = await ask('POST', `/${channel.appId}/uploads?${about}`)
      if (!begun.ok) return begun
      const { id } = begun.value
      if (typeof id !== 'string' || !/^upload:\S+$/.test(id)) return err(unreadable)
      const headers = {
        'content-type': 'application/octet-stream',
        authorization: `OAuth ${secrets.token}`,
        file_offset: '0',
      }
      const reply = await ask('POST', `/${id}`, { headers, body: bytes }, uploadTimeoutMs)
      return field(reply, 'h', (handle) => ({ handle }))
    },

    async uploadMedia({ name, type, bytes }) {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', type)
      form.set('file', new File([bytes], name, { type }))
      const path = `/${channel.phoneNumberId}/media`
      const reply = await ask('POST', path, { body: form }, uploadTimeoutMs)
      return field(reply, 'id', (providerMediaId) => ({ providerMediaId, keptMs: mediaKeptMs }))
    },

    hasLostMedia: ({ code }) => lostMedia.has(code),

    async send(message) {
      const reply = await post(`/${channel.phoneNumberId}/messages`, messagePayload(message), {
        'idempotency-key': message.id,
      })
      if (!reply.ok) return reply
      const [sent] = Array.isArray(reply.value.messages) ? reply.value.messages : []
      if (isRecord(sent) && typeof sent.id === 'string') return ok({ providerMessageId: sent.id })
      return err(unreadable)
    },
  }
}

/** One call: the JSON object of a success, or what the refusal means. */
function asker(env: Env, channel: ChannelRow, { token }: ChannelSecrets): Ask {
  return async (method, path, init = {}, timeoutMs) => {
    const answer = await providerFetch(
      env,
      channel.sandbox ? channel.graphBaseUrl : null,
      `${channel.graphBaseUrl}/${channel.graphVersion}${path}`,
      { ...init, method, headers: { authorization: `Bearer ${token}`, ...init.headers } },
      timeoutMs,
    )
    if (!answer.ok) return answer
    const { status, headers, text } = answer.value
    if (status < 200 || status >= 300)
      return err(errorOfAnswer(status, text, headers.get('retry-after')))
    try {
      const body: unknown = JSON.parse(text)
      // Some failures come under a status of success.
      if (isRecord(body) && isRecord(body.error)) return err(errorOfAnswer(status, text, null))
      return isRecord(body) ? ok(body) : err(unreadable)
    } catch {
      return err(unreadable)
    }
  }
}

/** A 2xx that cannot be read: something was accepted, we do not know what. */
const unreadable: ProviderError = {
  kind: 'unknown',
  code: null,
  message: 'The provider answered with something that cannot be read.',
}

const done = (reply: Result<Body, ProviderError>) => {
  if (!reply.ok) return reply
  return reply.value.success === false ? err(notDone) : ok({})
}

const notDone: ProviderError = {
  kind: 'refused',
  code: null,
  message: 'The provider answered that it was not done, without saying why.',
}

function field<T>(
  reply: Result<Body, ProviderError>,
  name: string,
  make: (value: string, body: Body) => T,
): Result<T, ProviderError> {
  if (!reply.ok) return reply
  const value = reply.value[name]
  return typeof value === 'string' || typeof value === 'number'
    ? ok(make(String(value), reply.value))
    : err(unreadable)
}

/** The first row of a list that fits, page by page, or null. Cursors are taken, addresses in answers never followed. */
async function findIn(
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

const flowStatusOf = (status: unknown): ProviderFlowStatus =>
  flowStatuses.find((known) => known === status) ?? 'BLOCKED'

const reasonOf = (reason: unknown): string | null =>
  typeof reason === 'string' && reason !== '' && reason !== 'NONE' ? reason : null
