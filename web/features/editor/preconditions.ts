/** What has to hold before a version is published: each with where it stands, and what helps where it does not. */
import type { ChannelStanding } from '../../../shared/api/flows.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { countsInWords } from './counts-in-words.ts'
import type { Finding } from './refusal.ts'

/** What a line's button does. */
export type Help = 'settings' | 'checks' | 'ask-channel'

export type Precondition = {
  key: 'problems' | 'version' | 'endpoint' | 'rehearsal' | 'category' | 'channel'
  title: string
  state: 'holds' | 'fails' | 'asking' | 'waived'
  words: string
  help: { does: Help; label: string } | null
}

/** Where the rehearsal of this very text stands. */
export type Rehearsed =
  | { state: 'running' }
  | { state: 'passed'; everyWay: boolean }
  | { state: 'failed'; problems: number }
  | { state: 'refused'; words: string }

export type Known = {
  /** Null while the text is being checked. */
  findings: readonly Finding[] | null
  flow: Pick<Flow, 'version' | 'dataApiVersion'> | null
  endpointUri: string | null
  rehearsed: Rehearsed
  waived: boolean
  categories: readonly string[]
  /** Null while it is being asked; words where we could not ask. */
  channel: ChannelStanding | string | null
}

const VERSION_CODES: readonly (string | undefined)[] = [
  'MISSING_FLOW_JSON_VERSION',
  'INVALID_FLOW_JSON_VERSION',
  'UNAVAILABLE_FLOW_JSON_VERSION',
]

type Line = Omit<Precondition, 'key' | 'title'>

const holds = (words: string): Line => ({ state: 'holds', words, help: null })
const asking = (words: string): Line => ({ state: 'asking', words, help: null })
const fails = (words: string, does: Help, label: string): Line => ({
  state: 'fails',
  words,
  help: { does, label },
})

export function preconditionsOf(known: Known): Precondition[] {
  const { flow } = known
  return [
    { key: 'problems', title: 'No problems in the flow', ...problems(known) },
    { key: 'version', title: 'WhatsApp takes its version', ...version(known) },
    ...(flow !== null && flow.dataApiVersion != null
      ? [{ key: 'endpoint' as const, title: 'Its endpoint is known', ...endpoint(known) }]
      : []),
    { key: 'rehearsal', title: 'This text was rehearsed', ...rehearsal(known) },
    {
      key: 'category',
      title: 'It has a category',
      ...(known.categories.length > 0
        ? holds(known.categories.map(inWords).join(', '))
        : fails('None is chosen.', 'settings', 'Choose')),
    },
    { key: 'channel', title: 'The channel answers', ...channel(known) },
  ]
}

/** What still stands in the way, in a sentence for the button; null where nothing does. */
export function blockedBy(lines: readonly Precondition[]): string | null {
  const open = lines.find(({ state }) => state === 'fails')
  if (open) return `${open.title}: not yet. ${open.words}`
  return lines.some(({ state }) => state === 'asking') ? 'The flow is being checked.' : null
}

function problems({ findings }: Known): Line {
  if (findings === null) return asking('Checking…')
  const words = countsInWords(findings)
  return findings.some(({ severity }) => severity === 'error')
    ? { state: 'fails', words: `${words}, listed below.`, help: null }
    : holds(words)
}

function version({ findings, flow }: Known): Line {
  if (findings === null) return asking('Checking…')
  const amiss = findings.find(({ code }) => VERSION_CODES.includes(code))
  if (amiss) return fails(amiss.message, 'settings', 'Upgrade')
  return holds(`Flow JSON ${flow?.version ?? ''}`.trim())
}

const endpoint = ({ endpointUri }: Known): Line =>
  endpointUri === null
    ? fails('The flow asks an endpoint, and its address is not set.', 'settings', 'Set it')
    : holds(endpointUri)

function rehearsal({ rehearsed, waived }: Known): Line {
  if (rehearsed.state === 'passed')
    return holds(
      rehearsed.everyWay ? 'Rehearsal passed' : 'Rehearsal passed; not every way could be tried',
    )
  if (waived) return { state: 'waived', words: 'Goes out on your word', help: null }
  if (rehearsed.state === 'running') return asking('Walking through every screen…')
  if (rehearsed.state === 'refused') return fails(rehearsed.words, 'checks', 'Look')
  const { problems } = rehearsed
  return fails(`It found ${problems} ${problems === 1 ? 'problem' : 'problems'}.`, 'checks', 'Look')
}

function channel({ channel }: Known): Line {
  if (channel === null) return asking('Asking…')
  if (typeof channel === 'string') return fails(channel, 'ask-channel', 'Ask again')
  return channel.answers
    ? holds(`${channel.name}, asked just now`)
    : fails(`${channel.name}: ${channel.words ?? 'no answer'}`, 'ask-channel', 'Ask again')
}

/** `APPOINTMENT_BOOKING` → "Appointment booking". */
const inWords = (category: string): string => {
  const words = category.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
