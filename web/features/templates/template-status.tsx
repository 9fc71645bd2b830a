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
export const statusWord = (status: Template['status']): string => looks[status].word

const reasons: Record<string, string> = {
  ABUSIVE_CONTENT: 'The text was judged abusive.',
  INCORRECT_CATEGORY: 'The category does not fit the text.',
  INVALID_FORMAT: 'The variables or the layout break a rule.',
  PROMOTIONAL: 'The text promotes something.',
  SCAM: 'The text looks like a scam.',
  TAG_CONTENT_MISMATCH: 'The language or category does not fit the text.',
}

/** Why the platform refused, in words; its own words where we know no better ones. */
export const reasonWords = (reason: string | null): string | null =>
  !reason || reason === 'NONE' ? null : (reasons[reason] ?? reason)

export function TemplateStatusPill(props: { status: Template['status'] }): JSX.Element {
  return (
    <Pill tone={looks[props.status].tone} dot={props.status === 'PENDING'}>
      {looks[props.status].word}
    </Pill>
  )
}
