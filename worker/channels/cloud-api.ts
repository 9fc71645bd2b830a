/** The adapter for Meta's Cloud API and for the sandbox, which speaks it too (messaging-platforms.md §3). */
import { err, ok, type Result } from '../../shared/result.ts'
import type { Env } from '../env.ts'
import type { ChannelRow, ChannelSecrets } from '../features/channels/store.ts'
import type { Capabilities, ChannelAdapter, ProviderError, ProviderFlowStatus } from './channel.ts'
import { asker, type Body, findIn, unreadable } from './cloud-api-call.ts'
import { messagePayload, readPayload, templatePayload } from './cloud-api-payloads.ts'
import { uploadTimeoutMs } from './provider-fetch.ts'
import { findingsIn } from './provider-findings.ts'
import { isRecord } from './reading.ts'

const flowStatuses = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'THROTTLED', 'BLOCKED'] as const

export const cloudApiCapabilities = ({ sandbox, health }: ChannelRow): Capabilities => ({
  // The platform has no idempotency; the sandbox honours our key.
  repeatsSafely: sandbox,
  choosesFlowToken: true,
  deletesOneLanguage: true,
  sandboxNumbers: sandbox,
  messagesPerSecond: health?.throughput === 'HIGH' ? 1_000 : 80,
})

/** The platform keeps a message's file for 30 days; the last day of it is not counted on. */
const mediaKeptMs = 29 * 86_400_000

/** What a message is refused for whose file is gone: odd parameter, or download and upload of media failed. */
const lostMedia: ReadonlySet<number | null> = new Set([131009, 131052, 131053])

export function cloudApi(env: Env, channel: ChannelRow, secrets: ChannelSecrets): ChannelAdapter {
  const ask = asker(env, channel, secrets.token)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask('POST', path, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    capabilities: cloudApiCapabilities(channel),

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

    markRead: async (id) => done(await post(`/${channel.phoneNumberId}/messages`, readPayload(id))),
    showTyping: async (id) =>
      done(
        await post(`/${channel.phoneNumberId}/messages`, {
          ...readPayload(id),
          typing_indicator: { type: 'text' },
        }),
      ),
  }
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

const flowStatusOf = (status: unknown): ProviderFlowStatus =>
  flowStatuses.find((known) => known === status) ?? 'BLOCKED'

const reasonOf = (reason: unknown): string | null =>
  typeof reason === 'string' && reason !== '' && reason !== 'NONE' ? reason : null
