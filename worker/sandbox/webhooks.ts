/** The bodies of webhook changes about messages, as the platform writes them. */
import { titleOf } from './graph/errors.ts'
import type { MessageRow, MessageStatus } from './message-store.ts'
import { misbehaviourOf } from './phone-numbers.ts'
import type { PhoneRow } from './phone-store.ts'
import { digitsOf, type WebhookChange, type WorldConfig } from './world-context.ts'

const metadataOf = (config: WorldConfig) => ({
  display_phone_number: digitsOf(config.displayPhoneNumber),
  phone_number_id: config.phoneNumberId,
})

/** Times inside messages and statuses are Unix seconds, as text. */
const seconds = (at: number): string => String(Math.floor(at / 1_000))

/** A message's new status. `at` in milliseconds. */
export function statusChange(
  config: WorldConfig,
  message: Pick<MessageRow, 'id' | 'number' | 'correlation_id' | 'pricing' | 'error_code'>,
  status: MessageStatus,
  at: number,
): WebhookChange {
  const hasPrice = status === 'sent' || status === 'delivered'
  const code = message.error_code
  const title = code === null ? '' : titleOf(code)
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(config),
      statuses: [
        {
          id: message.id,
          status,
          timestamp: seconds(at),
          ...(!hidesNumber(message.number) && { recipient_id: message.number }),
          ...(message.correlation_id !== null && {
            biz_opaque_callback_data: message.correlation_id,
          }),
          ...(hasPrice && message.pricing !== null && { pricing: JSON.parse(message.pricing) }),
          ...(status === 'failed' && {
            errors: [
              {
                code,
                title,
                message: title,
                error_data: { details: failureDetails[code ?? 0] ?? title },
                href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
              },
            ],
          }),
        },
      ],
    },
  }
}

/** People behind a user name: webhooks know them by their user id alone. */
const hidesNumber = (digits: string): boolean => misbehaviourOf(digits)?.kind === 'hides-number'

const failureDetails: Record<number, string> = {
  131031: 'The account was locked.',
  131042: 'There is a problem with the payment method of the account.',
  131048: 'Too many people were written to, or too many of them complained. Write to fewer.',
  131026: 'The recipient cannot receive this message.',
  131047: 'More than 24 hours have passed since the recipient last replied to this number.',
  131049: 'The message was withheld to keep the recipient engaged. Do not retry within 24 hours.',
  131050: 'The recipient does not want marketing messages from this business.',
  132015: 'The template of this message is paused.',
  132068: 'The flow of this message is blocked.',
}

/** Something a phone said: the message's own part differs by kind. */
export function inboundChange(
  config: WorldConfig,
  phone: PhoneRow,
  message: { id: string; at: number; replyTo: string | null; content: Record<string, unknown> },
): WebhookChange {
  const hidden = hidesNumber(phone.number)
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(config),
      contacts: [
        {
          profile: { name: phone.name },
          ...(!hidden && { wa_id: phone.number }),
          user_id: phone.user_id,
        },
      ],
      messages: [
        {
          ...(message.replyTo !== null && {
            context: { from: digitsOf(config.displayPhoneNumber), id: message.replyTo },
          }),
          ...(!hidden && { from: phone.number }),
          from_user_id: phone.user_id,
          id: message.id,
          timestamp: seconds(message.at),
          ...message.content,
        },
      ],
    },
  }
}

/** A person stopped marketing from the business, or resumed it. */
export const preferenceChange = (
  config: WorldConfig,
  phone: PhoneRow,
  at: number,
): WebhookChange => ({
  field: 'user_preferences',
  value: {
    messaging_product: 'whatsapp',
    metadata: metadataOf(config),
    contacts: [
      {
        profile: { name: phone.name },
        ...(!hidesNumber(phone.number) && { wa_id: phone.number }),
        user_id: phone.user_id,
      },
    ],
    user_preferences: [
      {
        ...(!hidesNumber(phone.number) && { wa_id: phone.number }),
        detail: phone.marketing_stopped
          ? 'User requested to stop marketing messages'
          : 'User requested to resume marketing messages',
        category: 'marketing_messages',
        value: phone.marketing_stopped ? 'stop' : 'resume',
        timestamp: Math.floor(at / 1_000),
      },
    ],
  },
})

export const textContent = (body: string) => ({ type: 'text', text: { body } })

/** A filled flow; `responseJson` is JSON as text. */
export const flowReplyContent = (responseJson: string) => ({
  type: 'interactive',
  interactive: {
    type: 'nfm_reply',
    nfm_reply: { response_json: responseJson, body: 'Sent', name: 'flow' },
  },
})
