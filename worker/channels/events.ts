/** What providers tell us, provider-neutral: the events that a webhook's body turns into. */
import type { NumberHealth } from '../../shared/api/channels.ts'

/** `queued`: taken, not sent yet. It says that a send whose answer was lost arrived after all. */
export type StatusWord = 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

/** Times are milliseconds since the epoch; null where the provider gave none that can be read. */
export type ChannelEvent =
  | {
      type: 'message-status'
      /** The provider's id of the number it was sent from, where the event says it. */
      number: string | null
      providerMessageId: string
      correlationId: string | null
      /** Who it went to: `+` and digits. */
      phoneNumber: string | null
      status: StatusWord
      at: number | null
      error: { code: number | null; message: string } | null
    }
  | (Inbound & { type: 'text-received'; text: string })
  | (Inbound & {
      type: 'flow-submitted'
      /** The answers as they came: JSON text that nobody has read yet. */
      responseJson: string
    })
  | (Inbound & { type: 'other-received'; kind: string })
  | (AboutTemplate & {
      type: 'template-status'
      status: string
      reason: string | null
      /** What the platform advises, in its own words. */
      advice: string | null
    })
  | (AboutTemplate & {
      type: 'template-quality'
      /** Null where the platform does not know (any more). */
      quality: 'GREEN' | 'YELLOW' | 'RED' | null
    })
  | (AboutTemplate & {
      type: 'template-category'
      /** What it is now. */
      category: string
      /** What it will be, where the platform only warns. */
      coming: { category: string; at: number | null } | null
    })
  | { type: 'flow-status'; providerFlowId: string; status: string }
  | {
      type: 'number-health'
      /** The number it is about: `+` and digits. */
      phoneNumber: string
      /** What is different now; null where the provider no longer says. */
      change: Partial<Omit<NumberHealth, 'at' | 'tokenEndsAt'>>
    }
  /** Something we do not read, or not yet: no fault, no effect. */
  | { type: 'unknown'; what: string }

/** Names a template by the provider's id, or by name and language. */
export type AboutTemplate = {
  providerTemplateId: string | null
  name: string | null
  language: string | null
}

/** A message from a person. */
export type Inbound = {
  number: string | null
  providerMessageId: string
  /** `+` and digits; null where the person hides it behind a username. */
  phoneNumber: string | null
  contactName: string | null
  /** The provider's id of the message this one answers. */
  replyTo: string | null
  at: number | null
}
