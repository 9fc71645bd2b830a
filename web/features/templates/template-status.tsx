/** The status of a template: a word with a tone, and why where it was refused. */
import type { JSX } from 'solid-js'
import type { Template } from '../../../shared/api/templates.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'

const looks: Record<Template['status'], { word: string; tone: Tone }> = {
  PENDING: { word: 'Pending', tone: 'warn' },
  APPROVED: { word: 'Approved', tone: 'good' },
  REJECTED: { word: 'Rejected', tone: 'bad' },
  PAUSED: { word: 'Paused', tone: 'warn' },
  DISABLED: { word: 'Disabled', tone: 'off' },
}

/** "Approved" for "APPROVED". */
export const statusWord = (status: string): string =>
  looks[status as Template['status']]?.word ?? categoryWord(status)

/** What the platform's own words for a refusal mean, and what helps. */
const reasons: Record<string, { words: string; advice: string }> = {
  ABUSIVE_CONTENT: {
    words: 'The text was judged abusive.',
    advice: 'Take out threats, insults and what frightens people.',
  },
  INCORRECT_CATEGORY: {
    words: 'The category does not fit the text.',
    advice: 'Choose marketing, or take out everything that promotes.',
  },
  INVALID_FORMAT: {
    words: 'The variables or the layout break a rule.',
    advice: 'Look at the order of the variables, the words around them and their samples.',
  },
  PROMOTIONAL: {
    words: 'The text promotes something.',
    advice: 'Choose marketing, or say only what the person asked for.',
  },
  SCAM: {
    words: 'The text looks like a scam.',
    advice: 'Name your business, say why you write, and ask for no card, bank or identity numbers.',
  },
  TAG_CONTENT_MISMATCH: {
    words: 'The language or category does not fit the text.',
    advice: 'Choose the language in which the text and its samples are written.',
  },
}

/** Why the platform refused, in words; its own words where we know no better ones. */
export const reasonWords = (reason: string | null): string | null =>
  !reason || reason === 'NONE' ? null : (reasons[reason]?.words ?? reason)

/** Why a template is in its state and what helps, a sentence each; empty where there is nothing to mind. */
export function adviceFor({
  status,
  reason,
  advice,
}: Pick<Template, 'status' | 'reason' | 'advice'>): string[] {
  const why = reasonWords(reason)
  if (status === 'REJECTED') {
    return [
      why ?? 'The platform gave no reason.',
      advice ??
        reasons[reason ?? '']?.advice ??
        'Change the text along the four tips, then submit a corrected copy.',
    ]
  }
  if (status === 'PAUSED') {
    return [
      why ?? 'Many people blocked or reported it.',
      'It comes back by itself: after 3 hours the first time, after 6 the second; the third time it is disabled. ' +
        'Send it to fewer people, who expect it.',
    ]
  }
  if (status === 'DISABLED') {
    return [
      why ?? 'The platform switched it off for good.',
      'It cannot be sent or deleted any more. Duplicate it and change its text.',
    ]
  }
  return []
}

const qualities: Record<NonNullable<Template['quality']>, { word: string; tone: Tone }> = {
  GREEN: { word: 'High', tone: 'good' },
  YELLOW: { word: 'Medium', tone: 'warn' },
  RED: { word: 'Low', tone: 'bad' },
}

/** "High" for "GREEN"; "Unknown" before the platform has said anything. */
export const qualityWord = (quality: string | null): string =>
  qualities[quality as NonNullable<Template['quality']>]?.word ?? 'Unknown'

/** "Marketing" for "MARKETING". */
export const categoryWord = (category: string | null): string =>
  category ? category.charAt(0) + category.slice(1).toLowerCase() : '–'

export function QualityPill(props: { quality: NonNullable<Template['quality']> }): JSX.Element {
  return <Pill tone={qualities[props.quality].tone}>{qualities[props.quality].word}</Pill>
}

export function TemplateStatusPill(props: { status: Template['status'] }): JSX.Element {
  return (
    <Pill tone={looks[props.status].tone} dot={props.status === 'PENDING'}>
      {looks[props.status].word}
    </Pill>
  )
}
