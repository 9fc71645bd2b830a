/** Where one message stands, in a word, and what its failure means: for the log and for a campaign's recipients. */
import type { LogMessage } from '../../../shared/api/campaigns.ts'

export type MessageState = {
  word: string
  tone: 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'off'
  /** True while it can still change by itself. */
  moving: boolean
}

/** The furthest that a message came. What the provider reported counts more than what we did. */
export function messageState(
  message: Pick<LogMessage, 'direction' | 'sendState' | 'delivery' | 'scheduledAt'>,
): MessageState {
  if (message.direction === 'in') return { word: 'Received', tone: 'info', moving: false }
  switch (message.delivery) {
    case 'submitted':
      return { word: 'Submitted', tone: 'good', moving: false }
    case 'read':
      return { word: 'Read', tone: 'good', moving: true }
    case 'delivered':
      return { word: 'Delivered', tone: 'info', moving: true }
    case 'sent':
      return { word: 'Sent', tone: 'neutral', moving: true }
    case 'failed':
      return { word: 'Failed', tone: 'bad', moving: false }
  }
  switch (message.sendState) {
    case 'sent':
      return { word: 'Accepted', tone: 'neutral', moving: true }
    case 'failed':
      return { word: 'Failed', tone: 'bad', moving: false }
    case 'skipped':
      return { word: 'Skipped', tone: 'off', moving: false }
    case 'unknown':
      return { word: 'Needs decision', tone: 'warn', moving: false }
    case 'claimed':
      return { word: 'Sending', tone: 'neutral', moving: true }
    default:
      return {
        word: message.scheduledAt === null ? 'Waiting' : 'Scheduled',
        tone: 'neutral',
        moving: true,
      }
  }
}

/** Each step with its time, in the order it happened. */
export function messageSteps(
  message: Pick<
    LogMessage,
    'direction' | 'createdAt' | 'scheduledAt' | 'sentAt' | 'deliveredAt' | 'readAt' | 'submittedAt'
  >,
): { word: string; at: number }[] {
  const steps: [string, number | null][] = [
    [message.direction === 'in' ? 'Received' : 'Created', message.createdAt],
    ['Goes out', message.scheduledAt],
    ['Sent', message.direction === 'in' ? null : message.sentAt],
    ['Delivered', message.direction === 'in' ? null : message.deliveredAt],
    ['Read', message.readAt],
    ['Submitted', message.submittedAt],
  ]
  return steps.flatMap(([word, at]) => (at === null ? [] : [{ word, at }]))
}

const advice: Record<number, string> = {
  130429: 'Too many messages a second. It is tried again by itself.',
  130472: 'The person is part of an experiment of the platform; nothing can be done.',
  131021: 'A number cannot write to itself.',
  131026: 'The phone cannot receive it: not on WhatsApp, or with an old version of the app.',
  131030: 'The number is not on the test list of this channel.',
  131042: 'The platform has a problem with the payment method.',
  131047: 'The person has not written in the last 24 hours: send a template instead.',
  131048: 'The number is limited because people reported its messages.',
  131049: 'The platform held it back so that the person does not get too much marketing.',
  131050: 'The person stopped marketing messages from you.',
  131056: 'Too many messages to the same person in a short time.',
  132000: 'The number of values does not fit the template.',
  132001: 'The template does not exist in this language, or is not approved.',
  132012: 'A value does not fit the template.',
  132015: 'The template is paused.',
  132016: 'The template is disabled.',
  132068: 'The flow is blocked.',
  132069: 'The flow is throttled: ten messages an hour.',
}

/** What a provider's error code means for the sender, or null where only the provider's words are known. */
export const errorAdvice = (code: number | null): string | null =>
  code === null ? null : (advice[code] ?? null)

/** The failure in one sentence: our words where we have them, else the provider's. */
export const errorWords = (message: Pick<LogMessage, 'errorCode' | 'errorText'>): string | null =>
  errorAdvice(message.errorCode) ?? message.errorText
