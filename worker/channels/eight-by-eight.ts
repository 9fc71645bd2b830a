/** The adapter for 8x8 Connect (messaging-platforms.md §2). */
import { err, ok, type Result } from '../../shared/result.ts'
import type { EightByEightChannel } from '../db/eight-by-eight.ts'
import type { Env } from '../env.ts'
import type {
  Asked,
  Capabilities,
  ChannelAdapter,
  ProviderError,
  ProviderFlowStatus,
} from './channel.ts'
import {
  type Ask,
  eightByEightClient,
  findingsListIn,
  pathsOf,
  unreadable,
} from './eight-by-eight-client.ts'
import { errorOfStatus } from './eight-by-eight-errors.ts'
import { messagePayload, templateKey, templatePayload } from './eight-by-eight-payloads.ts'
import { findingsIn } from './provider-findings.ts'
import { isRecord, listOf, textOf, wordOf } from './reading.ts'

export const eightByEightCapabilities: Capabilities = {
  repeatsSafely: false,
  choosesFlowToken: false,
  deletesOneLanguage: false,
  sandboxNumbers: false,
  // Meta's limit of a number, which is the lower one.
  messagesPerSecond: 80,
}

/** 8x8 lists this many flows at most, and has no next page. */
const flowListMax = 1_000

export function eightByEight(env: Env, channel: EightByEightChannel, key: string): ChannelAdapter {
  const ask = eightByEightClient(env, channel, key)
  const paths = pathsOf(channel)
  const flow = (id: string) => `${paths.flows}/${encodeURIComponent(id)}`
  return {
    capabilities: eightByEightCapabilities,

    reach: async () => done(await ask('GET', `${paths.flows}?limit=1`)),

    async createFlow({ name, categories }) {
      const reply = await ask('POST', paths.flows, { name, categories })
      if (!reply.ok) return reply
      const providerFlowId = textOf(reply.value.id) ?? textOf(reply.value.flowId)
      return providerFlowId === null ? err(unreadable) : ok({ providerFlowId })
    },

    async findFlow(name) {
      const reply = await ask('GET', `${paths.flows}?limit=${flowListMax}`)
      if (!reply.ok) return reply
      if (!Array.isArray(reply.value.flows)) return err(unreadable)
      const rows = listOf(reply.value.flows)
      const found = rows.find((row) => row.name === name)
      if (found) {
        const providerFlowId = textOf(found.id) ?? textOf(found.flowId)
        const status = statusIn(found)
        return providerFlowId === null || !status ? err(unreadable) : ok({ providerFlowId, status })
      }
      return rows.length < flowListMax ? ok(null) : err(tooMany)
    },

    async uploadFlowJson(id, text) {
      const reply = await ask('PUT', flow(id), { flowJson: text }, { takesFindings: true })
      if (!reply.ok) return reply
      const told = findingsListIn(reply.value)
      if (told) return ok({ findings: findingsIn(told) })
      if (reply.value.success === true) return ok({ findings: [] })
      if (reply.value.success === false) return err(notDone)
      // An answer that says nothing of the text: the flow itself does.
      const details = await ask('GET', flow(id))
      return details.ok
        ? ok({ findings: findingsIn(findingsListIn(details.value) ?? []) })
        : details
    },

    setEndpoint: async (id, endPointUri) => done(await ask('PUT', flow(id), { endPointUri })),

    publishFlow: (id) => movesOn(ask, `${flow(id)}/publish`, flow(id), 'DRAFT'),
    deprecateFlow: (id) => movesOn(ask, `${flow(id)}/deprecate`, flow(id), 'PUBLISHED'),
    deleteFlow: async (id) => done(await ask('DELETE', flow(id))),

    flowStatus: (id) => flowStatus(ask, flow(id)),

    async createTemplate(template) {
      const reply = await ask('POST', paths.templates, templatePayload(template))
      if (!reply.ok) return reply
      if (reply.value.success === false) return err(notDone)
      return ok({
        providerTemplateId: templateKey(template.name, template.language),
        status: wordOf(reply.value.status, 'PENDING').toUpperCase(),
      })
    },

    async templateStatus(id) {
      const [name = '', language = ''] = id.split('/')
      const found = await findTemplate(ask, paths.templates, name, language)
      if (!found.ok) return found
      return found.value ? ok(found.value) : err(noTemplate)
    },

    findTemplate: (name, language) => findTemplate(ask, paths.templates, name, language),

    deleteTemplate: async (name) =>
      done(await ask('DELETE', `${paths.templates}/${encodeURIComponent(name)}`)),

    async send(message) {
      if (isDraft(message.content) && !channel.sendsGuideFields) return err(noDrafts)
      const reply = await ask('POST', paths.messages, messagePayload(message, channel))
      if (!reply.ok) return reply
      const { umid, status } = reply.value
      if (isRecord(status) && (status.state === 'rejected' || status.state === 'failed'))
        return err(errorOfStatus(status))
      const providerMessageId = textOf(umid)
      return providerMessageId === null ? err(unreadable) : ok({ providerMessageId })
    },
  }
}

const isDraft = (content: Parameters<ChannelAdapter['send']>[0]['content']): boolean =>
  content.kind === 'flow' && content.mode === 'draft'

async function flowStatus(ask: Ask, path: string): Asked<{ status: ProviderFlowStatus }> {
  const reply = await ask('GET', path)
  if (!reply.ok) return reply
  const status = statusIn(reply.value)
  return status ? ok({ status }) : err(unreadable)
}

const flowStatuses = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'THROTTLED', 'BLOCKED'] as const

const statusIn = (row: Record<string, unknown>): ProviderFlowStatus | undefined =>
  flowStatuses.find((known) => known === wordOf(row.status, '').toUpperCase())

/**
 * A step that a flow takes once. 8x8 answers with nothing, so the flow is read again: where it still stands at `from`,
 * or cannot be read, what was accepted is not known to have happened.
 */
async function movesOn(
  ask: Ask,
  path: string,
  flowPath: string,
  from: ProviderFlowStatus,
): Asked<Record<string, never>> {
  const told = done(await ask('POST', path))
  if (!told.ok) return told
  const now = await flowStatus(ask, flowPath)
  if (!now.ok) return err({ ...now.error, kind: 'unknown' })
  return now.value.status === from ? err(notYet) : ok({})
}

async function findTemplate(ask: Ask, path: string, name: string, language: string) {
  const reply = await ask('GET', path)
  if (!reply.ok) return reply
  if (!Array.isArray(reply.value.templates)) return err(unreadable)
  const found = listOf(reply.value.templates).find(
    (row) => (row.templateName ?? row.name) === name && row.language === language,
  )
  if (!found) return ok(null)
  return ok({
    providerTemplateId: templateKey(name, language),
    status: wordOf(found.status, '').toUpperCase(),
    // The list has none; the webhook tells it.
    reason: null,
  })
}

const done = (
  reply: Result<Record<string, unknown>, ProviderError>,
): Result<Record<string, never>, ProviderError> => {
  if (!reply.ok) return reply
  return reply.value.success === false ? err(notDone) : ok({})
}

const refused = (message: string): ProviderError => ({ kind: 'refused', code: null, message })

const notDone = refused('8x8 answered that it was not done, without saying why.')
const noTemplate = refused('8x8 lists no template of this name and language.')
const noDrafts = refused(
  'Flows that are not published cannot be sent over 8x8: publish the flow first.',
)
const notYet: ProviderError = {
  kind: 'unknown',
  code: null,
  message: '8x8 accepted it, and the flow is still as it was.',
}
const tooMany: ProviderError = {
  kind: 'unknown',
  code: null,
  message: '8x8 lists only the first 1,000 flows of this channel, and the flow is not among them.',
}
