/** What the product asks of a provider: one interface, one adapter a provider (design, decision 7). */
import type { ChannelAbilities } from '../../shared/api/channels.ts'
import type { TemplateButton } from '../../shared/api/templates.ts'
import type { Result } from '../../shared/result.ts'
import type { MediaKind } from '../../shared/templates/media.ts'

/** A finding about flow JSON as the provider reports it, in the neutral spelling. */
export type ProviderFinding = {
  code: string
  message: string
  path: string
  lineStart: number
  lineEnd: number
  columnStart: number
  columnEnd: number
}

/**
 * Why a call did not do what was asked.
 * - `refused`: the provider said no; asking again changes nothing.
 * - `later`: it may work after the delay (seconds, where the provider named one).
 * - `unreachable`: nothing was accepted: the request never left, or was turned away before it was read.
 * - `unknown`: it may have been accepted; never repeat by itself unless the channel repeats safely.
 */
export type ProviderError = {
  kind: 'refused' | 'later' | 'unreachable' | 'unknown'
  code: number | null
  /** What narrows the code down, where the provider says it. */
  subcode?: number
  message: string
  retryAfterSeconds?: number
  /** Says nothing but that we were too fast: no failed attempt. */
  tooFast?: true
  /** The provider named the delay itself (`Retry-After`): until then nothing else is worth asking either. */
  namedDelay?: true
}

export type Asked<T> = Promise<Result<T, ProviderError>>

/** What screens and engines may count on, by channel. */
export type Capabilities = ChannelAbilities

export type TemplateDraft = {
  name: string
  language: string
  category: string
  /** Variables are numbered over header and body together; `samples` has one for each. */
  header?: string
  /** Instead of a text: what stands above it, with the handle of the sample that reviewers see. */
  headerMedia?: { kind: MediaKind; handle: string }
  body: string
  samples: string[]
  footer?: string
  /** In the order in which the phone shows them. */
  buttons: ProviderButton[]
}

export type ProviderButton =
  | TemplateButton
  | { type: 'FLOW'; label: string; providerFlowId: string; navigateScreen?: string }

/** A file of ours on its way to the provider. */
export type MediaFile = { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }

export type ProviderFlowStatus = 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'THROTTLED' | 'BLOCKED'
export type ProviderTemplate = { providerTemplateId: string; status: string; reason: string | null }

/** One message to one person, provider-neutral; stored as a message row's content. */
export type OutboundContent =
  | {
      kind: 'template'
      name: string
      language: string
      /** Values of {{1}}…{{n}}, as the template's author numbered them. */
      values: string[]
      /** What goes into the header, where it has a variable. */
      headerValue?: string
      /** The file in the header: by our id in a stored message, by the provider's once it goes out. */
      headerMedia?: { kind: MediaKind; mediaId: string; fileName: string; providerMediaId?: string }
      /** What goes into the body, first to last, where that differs from `values`. */
      bodyValues?: string[]
      /** Present where the template has a Flow button; `index` counts all its buttons, `screen` is what `data` is for. */
      flow?: { token: string; index?: number; screen?: string; data?: Record<string, unknown> }
      /** Present where the template has a code to copy. */
      code?: { index: number; text: string }
    }
  | {
      kind: 'flow'
      header?: string
      body: string
      footer?: string
      button: string
      providerFlowId: string
      token: string
      action: 'navigate' | 'data_exchange'
      screen?: string
      data?: Record<string, unknown>
      mode?: 'draft' | 'published'
    }
  | { kind: 'text'; text: string }

export type Outbound = {
  /** Our message id: the idempotency key. */
  id: string
  /** Comes back with every status event: the client's own id where they gave one, else ours. */
  correlationId: string
  phoneNumber: string
  content: OutboundContent
}

export type ChannelAdapter = {
  capabilities: Capabilities
  /** Whether the provider answers and knows us. */
  reach(): Asked<Record<string, never>>
  createFlow(flow: { name: string; categories: string[] }): Asked<{ providerFlowId: string }>
  /** A flow there by its name, or null: how a create whose answer was lost is found again. */
  findFlow(name: string): Asked<{ providerFlowId: string; status: ProviderFlowStatus } | null>
  uploadFlowJson(providerFlowId: string, text: string): Asked<{ findings: ProviderFinding[] }>
  /** Where a flow asks; once its JSON is there, since only then the provider knows that it asks. */
  setEndpoint(providerFlowId: string, endpointUri: string): Asked<Record<string, never>>
  publishFlow(providerFlowId: string): Asked<Record<string, never>>
  deprecateFlow(providerFlowId: string): Asked<Record<string, never>>
  deleteFlow(providerFlowId: string): Asked<Record<string, never>>
  flowStatus(providerFlowId: string): Asked<{ status: ProviderFlowStatus }>
  createTemplate(template: TemplateDraft): Asked<{ providerTemplateId: string; status: string }>
  templateStatus(providerTemplateId: string): Asked<{ status: string; reason: string | null }>
  /** A template there by name and language, or null: how a create whose answer was lost is found again. */
  findTemplate(name: string, language: string): Asked<ProviderTemplate | null>
  /**
   * Deletes one language of a template, or all of them where its provider id is not known or the channel cannot tell
   * them apart (`deletesOneLanguage`).
   */
  deleteTemplate(name: string, providerTemplateId: string | null): Asked<Record<string, never>>
  /** A sample for reviewers; absent where templates take no media. */
  uploadSample?(file: MediaFile): Asked<{ handle: string }>
  /** A file for messages, and how long the provider keeps it; absent where templates take no media. */
  uploadMedia?(file: MediaFile): Asked<{ providerMediaId: string; keptMs: number }>
  /** Whether a message was refused because the provider has lost the file that it names. */
  hasLostMedia?(error: ProviderError): boolean
  send(message: Outbound): Asked<{ providerMessageId: string }>
  /** Tells its writer that a message which came in was read. Missing where the provider has no such call. */
  markRead?(providerMessageId: string): Asked<Record<string, never>>
  /** Shows the writer of a message that somebody is answering it. Missing where the provider has no such call. */
  showTyping?(providerMessageId: string): Asked<Record<string, never>>
}
