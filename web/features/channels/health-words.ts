/** What the provider says of a number, and what a channel can do, in words. */
import type { ChannelAbilities, NumberHealth } from '../../../shared/api/channels.ts'
import type { Tone } from '../../ui/pill.tsx'

export type Said = { words: string; tone: Tone }

const qualities: Record<string, Said> = {
  GREEN: { words: 'High', tone: 'good' },
  YELLOW: { words: 'Medium', tone: 'warn' },
  RED: { words: 'Low', tone: 'bad' },
}
export const qualityOf = (quality: string | null): Said =>
  qualities[quality ?? ''] ?? { words: 'Unknown', tone: 'neutral' }

const names: Record<string, Said> = {
  APPROVED: { words: 'Approved', tone: 'good' },
  AVAILABLE_WITHOUT_REVIEW: { words: 'Usable, not reviewed yet', tone: 'good' },
  PENDING_REVIEW: { words: 'In review', tone: 'warn' },
  DECLINED: { words: 'Declined', tone: 'bad' },
  EXPIRED: { words: 'Expired', tone: 'bad' },
}
export const nameStatusOf = (status: string | null): Said => names[status ?? ''] ?? other(status)

const states: Record<string, Said> = {
  CONNECTED: { words: 'Connected', tone: 'good' },
  PENDING: { words: 'Being set up', tone: 'warn' },
  FLAGGED: { words: 'Flagged for low quality', tone: 'bad' },
  RESTRICTED: { words: 'Restricted', tone: 'bad' },
  RATE_LIMITED: { words: 'Over its limit', tone: 'warn' },
  DISCONNECTED: { words: 'Disconnected', tone: 'bad' },
  BANNED: { words: 'Banned', tone: 'bad' },
}
export const numberStateOf = (status: string | null): Said => states[status ?? ''] ?? other(status)

/** A word that we do not know, as it came but in small letters. */
const other = (word: string | null): Said => ({
  words: word
    ? word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ')
    : 'The provider does not say',
  tone: 'neutral',
})

/** "2,000 people a day" for "TIER_2K". */
export function limitWords(limit: string | null): string {
  if (limit === null) return 'The provider does not say'
  if (limit === 'TIER_UNLIMITED') return 'No limit'
  const [, count, thousands] = /^TIER_(\d+)(K?)$/.exec(limit) ?? []
  if (count === undefined) return other(limit).words
  const people = Number(count) * (thousands ? 1_000 : 1)
  return `${people.toLocaleString('en')} people a day`
}

const levels: Record<string, string> = {
  STANDARD: '80 messages a second',
  HIGH: '1,000 messages a second',
}
export const throughputWords = (level: string | null): string =>
  levels[level ?? ''] ?? other(level).words

/** What ought to be looked into, a sentence each. */
export function concernsOf(health: NumberHealth, now: number): string[] {
  const concerns: string[] = []
  if (health.quality === 'RED')
    concerns.push(
      'The quality of this number is low: many people blocked or reported it. Send to fewer people, who expect it.',
    )
  if (['DECLINED', 'EXPIRED'].includes(health.nameStatus ?? ''))
    concerns.push('The name of this number is not approved. Choose another one at Meta.')
  if (['RESTRICTED', 'BANNED', 'DISCONNECTED'].includes(health.status ?? ''))
    concerns.push('Meta lets nothing out from this number. Its dashboard says why.')
  const { tokenEndsAt } = health
  if (tokenEndsAt !== null && tokenEndsAt - now < 7 * 86_400_000)
    concerns.push(
      tokenEndsAt > now
        ? 'The access token ends within a week. Replace it before then.'
        : 'The access token has ended. Replace it.',
    )
  return concerns
}

/** What a channel can do, each as something that it does or does not. */
export function abilityLines(
  abilities: ChannelAbilities,
): { can: boolean; words: string; why: string }[] {
  const { choosesFlowToken, deletesOneLanguage, repeatsSafely, sandboxNumbers, messagesPerSecond } =
    abilities
  return [
    {
      can: true,
      words: `Sends up to ${messagesPerSecond.toLocaleString('en')} messages a second`,
      why: 'Campaigns go out at this pace by themselves.',
    },
    {
      can: choosesFlowToken,
      words: choosesFlowToken
        ? 'Gives each message a flow token of its own'
        : 'Gives messages no flow token of their own',
      why: choosesFlowToken
        ? 'Every answer finds the message that it belongs to.'
        : 'Answers are matched by the message that they reply to.',
    },
    {
      can: deletesOneLanguage,
      words: deletesOneLanguage
        ? 'Deletes a template in one language alone'
        : 'Deletes a template in all its languages at once',
      why: deletesOneLanguage
        ? 'The others of the same name stay.'
        : 'Delete one, and the others of the same name go with it.',
    },
    {
      can: repeatsSafely,
      words: repeatsSafely
        ? 'Takes the same message twice without sending it twice'
        : 'Cannot tell a message that comes twice',
      why: repeatsSafely
        ? 'A send whose answer was lost is repeated by itself.'
        : 'A send whose answer was lost is never repeated by itself: somebody decides.',
    },
    {
      can: sandboxNumbers,
      words: sandboxNumbers ? 'Reaches simulated phones' : 'Reaches real phones alone',
      why: sandboxNumbers
        ? 'Numbers of +999 are phones of the sandbox.'
        : 'Numbers of +999 are refused.',
    },
  ]
}
