/** Looks into one sent message: did it arrive, does its button show, does its flow open, where is the answer. */
import type { Diagnosis } from '../../../shared/api/message-diagnosis.ts'
import type { MessageRow } from './store.ts'

export type MessageFacts = {
  message: Pick<
    MessageRow,
    | 'kind'
    | 'sendState'
    | 'delivery'
    | 'errorCode'
    | 'errorText'
    | 'sentAt'
    | 'deliveredAt'
    | 'readAt'
    | 'submittedAt'
    | 'createdAt'
    | 'publicId'
  >
  /** The template as it is now; null where the message has none. */
  template: {
    id: string
    name: string
    status: string
    reason: string | null
    /** The label of its Flow button; null where it has none. */
    flowLabel: string | null
    /** Labels of its other buttons. */
    otherLabels: string[]
  } | null
  /** The version behind the message's button; null where it has none or nothing is left of it. */
  version: {
    publicId: string
    flowName: string
    state: 'draft' | 'published' | 'deprecated'
    providerStatus: string | null
  } | null
  /** When the person last wrote on this channel before now. */
  lastHeardAt: number | null
  /** How many answers to this message there are. */
  answers: number
  now: number
}

const WINDOW_MS = 24 * 3_600_000
/** Outside the window only templates reach a person (messaging-platforms.md §5.1). */
const OUTSIDE_WINDOW = 131047

/** One diagnosis a symptom that this message can have, in the order in which things happen to it. */
export function diagnose(facts: MessageFacts): Diagnosis[] {
  const carriesFlow = facts.message.publicId !== null
  return [
    arrival(facts),
    ...(facts.template || carriesFlow ? [button(facts)] : []),
    ...(carriesFlow ? [opening(facts), answer(facts)] : []),
  ]
}

type Found = Omit<Diagnosis, 'symptom'>

const arrival = (facts: MessageFacts): Diagnosis => ({
  symptom: 'not-arrived',
  ...arrivalOf(facts),
})

function arrivalOf({ message, lastHeardAt, now }: MessageFacts): Found {
  const { delivery, sendState } = message
  if (delivery === 'delivered' || delivery === 'read' || delivery === 'submitted')
    return found('fine', ['It is on the phone.'])
  if (sendState === 'skipped')
    return found('cause', ['It was left out and never sent.', message.errorText])
  if (delivery === 'failed' || sendState === 'failed') {
    if (message.errorCode === OUTSIDE_WINDOW)
      return found(
        'cause',
        [lastHeard(lastHeardAt, now), 'A message without a template reaches open windows alone.'],
        'Send an approved template: it arrives at any time.',
      )
    return found(
      'cause',
      ['The platform did not deliver it.', message.errorText],
      'What the code means stands above. A failed message is never sent again by itself.',
    )
  }
  if (sendState === 'unknown')
    return found(
      'cause',
      ['The platform did not say whether it took the message.'],
      'It is not repeated by itself, since it may have gone out. Word of it may still come.',
    )
  if (sendState === 'pending' || sendState === 'claimed')
    return found('waiting', [
      message.errorText ? `It is tried again: ${message.errorText}` : 'It is about to be sent.',
    ])
  return found('waiting', [
    'The platform took it; the phone has not confirmed it yet.',
    'A phone that is off or without a network gets it once it is back, for up to 30 days.',
  ])
}

const button = (facts: MessageFacts): Diagnosis => ({ symptom: 'no-button', ...buttonOf(facts) })

function buttonOf({ template }: MessageFacts): Found {
  if (!template) return found('fine', ['A flow message always has its button.'])
  const at = { what: 'template', id: template.id } as const
  const others = template.otherLabels.map((label) => `“${label}”`).join(', ')
  if (template.flowLabel === null)
    return found(
      'cause',
      [
        `The template ${template.name} has no Flow button${others ? `: its buttons are ${others}` : ''}.`,
      ],
      'Make a template with a Flow button and send that.',
      at,
    )
  const has = `The template ${template.name} has the Flow button “${template.flowLabel}”${others ? `, beside ${others}` : ''}.`
  if (template.status === 'APPROVED')
    return found(
      'fine',
      [
        `${has} It is approved.`,
        'With more than three buttons, computers do not show them, and phones put the rest behind “See all options”.',
      ],
      null,
      at,
    )
  const states: Record<string, [string, string]> = {
    PENDING: [
      'It waits for approval, and nothing goes out with it before.',
      'Approval takes minutes to 48 hours. The template’s page says when it comes.',
    ],
    REJECTED: [
      `It was rejected${template.reason ? `: ${template.reason}` : ''}.`,
      'Make a corrected copy from the template’s page.',
    ],
    PAUSED: [
      'The platform paused it: what was sent before keeps its button, nothing new goes out.',
      'The pause ends by itself, after three hours the first time and six the second.',
    ],
    DISABLED: [
      'The platform disabled it for good.',
      'Make another template; one that was disabled does not come back.',
    ],
    DELETED: ['It was deleted.', 'Make another template under a new name.'],
  }
  const [says, help] = states[template.status] ?? [`It is ${template.status.toLowerCase()}.`, null]
  return found('cause', [has, says], help, template.status === 'DELETED' ? null : at)
}

const opening = (facts: MessageFacts): Diagnosis => ({
  symptom: 'does-not-open',
  ...openingOf(facts),
})

function openingOf({ message, version }: MessageFacts): Found {
  if (!version)
    return found(
      'cause',
      [`The message names flow ${message.publicId}, and there is no such flow any more.`],
      'Publish the flow anew and send a template that opens the new one.',
    )
  const at = { what: 'flow', id: version.publicId } as const
  const named = `It opens “${version.flowName}”, flow ${version.publicId}.`
  if (version.state === 'deprecated')
    return found(
      'cause',
      [named, 'That version is deprecated: nobody can open it, also from messages sent before.'],
      'Send a template that opens the version which is live now.',
      at,
    )
  if (version.state === 'draft')
    return found(
      'cause',
      [named, 'That version is a draft: only a published flow opens.'],
      'Publish it.',
      at,
    )
  if (version.providerStatus === 'BLOCKED')
    return found(
      'cause',
      [named, 'The platform blocked it, since its endpoint does not answer as it should.'],
      'Mend the endpoint; the platform lets the flow open again once it answers.',
      at,
    )
  if (version.providerStatus === 'THROTTLED')
    return found(
      'fine',
      [named, 'It opens, but the platform lets only ten messages an hour out with it.'],
      'Mend the endpoint: it answers too slowly or too often wrongly.',
      at,
    )
  return found(
    'fine',
    [`${named} It is published and can be opened.`, 'WhatsApp on the phone must be up to date.'],
    null,
    at,
  )
}

const answer = (facts: MessageFacts): Diagnosis => ({ symptom: 'no-answer', ...answerOf(facts) })

function answerOf({ message, version, answers }: MessageFacts): Found {
  const at = version && ({ what: 'responses', id: version.publicId } as const)
  if (answers > 0)
    return found(
      'fine',
      [answers === 1 ? 'One answer to it is kept.' : `${answers} answers to it are kept.`],
      null,
      at,
    )
  if (message.submittedAt !== null)
    return found(
      'cause',
      ['The platform reported an answer, which could not be read into the table.'],
      'It is kept as it came and read again by itself.',
      at,
    )
  return found(
    'waiting',
    [
      'Nobody has submitted the form of this message yet.',
      'The platform does not tell whether a form was opened or left half-way.',
    ],
    null,
    at,
  )
}

function lastHeard(at: number | null, now: number): string {
  if (at === null) return 'This person has never written to you.'
  const hours = Math.floor((now - at) / 3_600_000)
  return now - at > WINDOW_MS
    ? `This person last wrote ${hours} hours ago; the window closes after 24.`
    : 'This person has written within the last 24 hours since.'
}

const found = (
  verdict: Found['verdict'],
  says: (string | null)[],
  help: string | null = null,
  at: Found['at'] = null,
): Found => ({ verdict, says: says.filter((words) => words !== null), help, at })
