/** What each check asks, and where it stands by what has happened, by the rehearsal and by people's own word. */
import type { CheckId, Evidence, Tick } from '../../../shared/api/checks.ts'
import type { Finding, Rehearsal } from '../../../shared/flow/rehearse/index.ts'

/** What is said of a check before anything has shown it. */
type Asked = {
  title: string
  /** How to bring it about, in a sentence. */
  how: string
}

export const asked: Record<CheckId, Asked> = {
  screens: { title: 'Every screen can be reached', how: 'The rehearsal walks to each of them.' },
  rules: {
    title: 'Required fields and rules hold',
    how: 'The rehearsal leaves each field empty and tries wrong values at every bound.',
  },
  conditions: {
    title: 'Conditions and ways work',
    how: 'The rehearsal takes every branch and follows every way between screens.',
  },
  'fields-sent': {
    title: 'Every answer is sent',
    how: 'The rehearsal follows each field to the final answer.',
  },
  'text-fits': {
    title: 'Texts fit on a phone',
    how: 'The rehearsal measures each text on narrow phones.',
  },
  images: { title: 'Pictures load', how: 'The rehearsal decodes each picture.' },
  preview: {
    title: 'It reads and looks right',
    how: 'Go through the preview as a customer would: wording, tone, order.',
  },
  paths: { title: 'Every path is walked', how: 'The rehearsal takes every way through the flow.' },
  'wrong-input': {
    title: 'Wrong input is refused',
    how: 'The rehearsal tries values that must not pass, and watches that they do not.',
  },
  template: {
    title: 'Its template is approved',
    how: 'Publish, then create a template with a Flow button that opens this version.',
  },
  'test-number': {
    title: 'A test message was sent',
    how: 'Send the template to a number of your own, or to a simulated phone.',
  },
  delivery: {
    title: 'It arrived on the phone',
    how: 'The platform tells when a message is delivered and read.',
  },
  completed: {
    title: 'It was filled in and sent',
    how: 'Open the message on that phone, go through the flow, and send.',
  },
  response: {
    title: 'The answer is in the table',
    how: 'It appears under Responses by itself.',
  },
  'fields-read': {
    title: 'Every field of the answer is known',
    how: 'Each key of the newest answer is one that this version sends.',
  },
  webhook: {
    title: 'Your own system received it',
    how: 'Look there for the answer, and that its fields can be read.',
  },
  confirmation: {
    title: 'The customer gets a confirmation',
    how: 'A message to the same person within the hour after the answer.',
  },
  malformed: {
    title: 'A broken answer does no harm',
    how: 'What cannot be read is set aside whole, and nothing else stops.',
  },
  failures: {
    title: 'A failed send says why',
    how: 'Send to a number that has no WhatsApp, and read the reason in the logs.',
  },
}

export type Link = { words: string; href: string }

/**
 * - `shown`: evidence shows that it holds; `against`: that it does not; `advice`: that it may be better;
 * - `word`: somebody said so of this very text; `old-word`: of an earlier one;
 * - `open`: nothing is known yet; `untried`: the rehearsal has not come to its end.
 */
export type Standing = {
  state: 'shown' | 'against' | 'advice' | 'word' | 'old-word' | 'open' | 'untried'
  words: string
  links: Link[]
  tick: Tick | null
}

/** What is known when a page draws its checks. */
export type Known = {
  publicId: string
  evidence: Evidence | null
  ticks: readonly Tick[]
  /** Of the text that is shown; null while unknown. */
  sha256: string | null
  /** Null while it has not ended. */
  rehearsal: Rehearsal | null
}

export function standingOf(check: CheckId, known: Known): Standing {
  const tick = known.ticks.find((one) => one.check === check) ?? null
  const shown = shownBy(check, known)
  if (shown) return { links: [], ...shown, tick }
  if (tick) {
    const isOld = known.sha256 !== null && tick.sha256 !== known.sha256
    return {
      state: isOld ? 'old-word' : 'word',
      words: isOld ? 'The flow has changed since.' : '',
      links: linksOf(check, known),
      tick,
    }
  }
  return { state: 'open', words: asked[check].how, links: linksOf(check, known), tick: null }
}

type Shown = { state: 'shown' | 'against' | 'advice' | 'untried'; words: string; links?: Link[] }

const logOf = (messageId: string): Link => ({
  words: 'Message',
  href: `/logs?search=${messageId}`,
})

function shownBy(check: CheckId, known: Known): Shown | null {
  switch (check) {
    case 'template':
    case 'test-number':
    case 'delivery':
    case 'completed':
    case 'response':
    case 'fields-read':
    case 'confirmation':
    case 'malformed':
    case 'failures':
      return known.evidence ? happened(check, known.evidence, known.publicId) : null
    case 'preview':
    case 'webhook':
      return null
    default:
      return known.rehearsal
        ? rehearsed(check, known.rehearsal)
        : { state: 'untried', words: asked[check].how }
  }
}

function happened(check: CheckId, evidence: Evidence, publicId: string): Shown | null {
  const { template, sent, delivered, submitted, failed, response, confirmation, setAside } =
    evidence
  const responses: Link = { words: 'Answer', href: `/chat/flows/${publicId}/responses` }
  const seen = (found: { messageId: string } | null, words: string): Shown | null =>
    found && { state: 'shown', words, links: [logOf(found.messageId)] }
  switch (check) {
    case 'template':
      return (
        template && {
          state: 'shown',
          words: `${template.name} is approved.`,
          links: [{ words: 'Templates', href: '/templates' }],
        }
      )
    case 'test-number':
      return seen(sent, 'A message went out.')
    case 'delivery':
      return seen(delivered, 'The platform says it was delivered.')
    case 'completed':
      return seen(submitted, 'Somebody filled it in and sent it.')
    case 'response':
      return (
        response && {
          state: 'shown',
          words: 'An answer of this version is there.',
          links: [{ ...responses, href: `${responses.href}?response=${response.id}` }],
        }
      )
    case 'fields-read':
      if (!response) return null
      return response.unread.length === 0
        ? { state: 'shown', words: 'The newest answer has no unknown field.', links: [responses] }
        : {
            state: 'against',
            words: `The newest answer has fields that this version does not send: ${response.unread.join(', ')}.`,
            links: [responses],
          }
    case 'confirmation':
      return seen(confirmation, 'A message followed the newest answer.')
    case 'malformed':
      return (
        setAside && {
          state: 'shown',
          words: 'An event that could not be read was set aside, and work went on.',
        }
      )
    case 'failures':
      return seen(
        failed,
        failed?.text ? `A failed send says: ${failed.text}` : 'A failed send is in the logs.',
      )
    default:
      return null
  }
}

/** Findings of these kinds are about a check. */
const kindsOf: Partial<Record<CheckId, readonly Finding['kind'][]>> = {
  screens: ['unreachable-screen'],
  conditions: ['unreachable-branch', 'dead-end', 'loop'],
  'fields-sent': ['field-never-sent'],
  'text-fits': ['text-cut-off'],
  images: ['image-broken'],
  paths: ['unreachable-screen', 'unreachable-branch', 'dead-end', 'loop', 'runtime-error'],
}

function rehearsed(check: CheckId, rehearsal: Rehearsal): Shown {
  const kinds = kindsOf[check] ?? []
  const found = rehearsal.findings.filter(({ kind }) => kinds.includes(kind))
  const parts = partsOf(check, rehearsal)
  const missing = parts.some(({ total, reached }) => reached < total)
  const counts = parts
    .filter(({ total }) => total > 0)
    .map(({ reached, total, what }) => `${reached} of ${total} ${what}`)
    .join(', ')
  const words = found.length > 0 ? countOf(found, check) : counts || 'Nothing stands against it.'
  const isBad = missing || found.some(({ severity }) => severity === 'problem')
  return { state: isBad ? 'against' : found.length > 0 ? 'advice' : 'shown', words }
}

const countOf = (found: readonly Finding[], check: CheckId): string =>
  check === 'text-fits'
    ? `${found.length} ${found.length === 1 ? 'text is' : 'texts are'} cut off on some phones.`
    : `${found.length} ${found.length === 1 ? 'finding' : 'findings'} above.`

type Part = { reached: number; total: number; what: string }

function partsOf(check: CheckId, { screens, edges, branches, rules }: Rehearsal): Part[] {
  switch (check) {
    case 'screens':
      return [{ ...screens, what: 'screens' }]
    case 'rules':
    case 'wrong-input':
      return [{ ...rules, what: 'rules' }]
    case 'conditions':
      return [
        { ...branches, what: 'branches' },
        { ...edges, what: 'ways' },
      ]
    case 'paths':
      return [
        { ...screens, what: 'screens' },
        { ...edges, what: 'ways' },
        { ...branches, what: 'branches' },
      ]
    default:
      return []
  }
}

function linksOf(check: CheckId, { publicId }: Known): Link[] {
  switch (check) {
    case 'preview':
      return [{ words: 'Preview', href: `/chat/flows/${publicId}/preview` }]
    case 'template':
      return [{ words: 'Create a template', href: `/templates/create?flow=${publicId}` }]
    case 'test-number':
      return [{ words: 'Send', href: '/campaigns/create' }]
    case 'delivery':
    case 'failures':
      return [{ words: 'Logs', href: '/logs' }]
    case 'completed':
      return [{ words: 'Simulated phone', href: '/sandbox/phone' }]
    case 'response':
    case 'fields-read':
      return [{ words: 'Responses', href: `/chat/flows/${publicId}/responses` }]
    default:
      return []
  }
}
