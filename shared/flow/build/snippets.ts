/** Ready-made groups of components, for what many flows ask. */
import { componentSpec } from '../catalogue/index.ts'
import { freeName } from '../edit/unique-name.ts'
import { type Flow, type Screen, walkComponents } from '../flow.ts'
import type { JsonRecord } from '../json-record.ts'
import { offersFor } from './offer.ts'

export type Snippet = {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly components: readonly JsonRecord[]
}

const input = (name: string, label: string, more: JsonRecord = {}): JsonRecord => ({
  type: 'TextInput',
  name,
  label,
  required: true,
  ...more,
})

export const snippets: readonly Snippet[] = [
  {
    id: 'contact',
    title: 'Contact details',
    help: 'Name, e-mail and phone number, each with the right keyboard.',
    components: [
      { type: 'TextSubheading', text: 'How can we reach you?' },
      input('full_name', 'Full name'),
      input('email', 'E-mail', { 'input-type': 'email' }),
      input('phone', 'Phone', { 'input-type': 'phone', required: false }),
    ],
  },
  {
    id: 'address',
    title: 'Postal address',
    help: 'Street, city, postcode and country.',
    components: [
      { type: 'TextSubheading', text: 'Your address' },
      input('street', 'Street and number'),
      input('city', 'City'),
      input('postcode', 'Postcode'),
      input('country', 'Country', { required: false }),
    ],
  },
  {
    id: 'consent',
    title: 'Consent',
    help: 'What somebody agrees to, in a sentence, and the box to tick.',
    components: [
      {
        type: 'TextBody',
        text: 'We use your answers for this request only and delete them when it is done.',
      },
      {
        type: 'OptIn',
        name: 'consent',
        label: 'I agree to this use of my answers',
        required: true,
      },
    ],
  },
  {
    id: 'nps',
    title: 'Recommendation',
    help: 'Net promoter score (NPS): would somebody recommend you, from 0 to 10, and why.',
    components: [
      { type: 'TextSubheading', text: 'Would you recommend us?' },
      {
        type: 'Dropdown',
        name: 'nps',
        label: 'From 0 to 10',
        required: true,
        'data-source': Array.from({ length: 11 }, (_, score) => ({
          id: String(score),
          title: score === 0 ? '0 · not at all' : score === 10 ? '10 · certainly' : String(score),
        })),
      },
      {
        type: 'TextArea',
        name: 'nps_reason',
        label: 'What is the reason?',
        required: false,
      },
    ],
  },
]

export type SnippetOffer = { readonly snippet: Snippet; readonly refusal: string | null }

/** Every snippet for a list, and why it cannot go there: the first of its components that cannot says so. */
export function snippetsFor(flow: Flow, screen: Screen, list: string): SnippetOffer[] {
  const refusals = new Map(
    offersFor(flow, screen, list).map(({ spec, refusal }) => [spec.kind as string, refusal]),
  )
  return snippets.map((snippet) => {
    const refused = snippet.components
      .map(({ type }) => ({ kind: String(type), refusal: refusals.get(String(type)) ?? null }))
      .find(({ refusal }) => refusal !== null)
    return {
      snippet,
      refusal: refused
        ? `${componentSpec(refused.kind)?.title ?? refused.kind}: ${refused.refusal}`
        : null,
    }
  })
}

/** The components of a snippet with names that nothing on the screen has. */
export function componentsOf({ components }: Snippet, screen: Screen): JsonRecord[] {
  const taken = new Set(
    [...walkComponents(screen.children)].flatMap(({ name }) => (name === null ? [] : [name])),
  )
  return components.map((component) => {
    if (typeof component.name !== 'string') return component
    const name = freeName(component.name, taken)
    taken.add(name)
    return { ...component, name }
  })
}
