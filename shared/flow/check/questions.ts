/** What a question asks, and whether anybody can answer it. */
import { type JsonNode, stringOf, valueUnder } from '../json-node.ts'
import { dropMember } from './fixes.ts'
import type { CheckedComponent } from './model.ts'
import type { Report } from './report.ts'

/** A required field that nobody can fill keeps the Footer off for good (reference §7.4). */
export function unusable({ node }: CheckedComponent, report: Report) {
  const required = valueUnder(node, 'required')
  if (required?.type !== 'boolean' || !required.value) return
  for (const key of ['enabled', 'visible']) {
    const value = valueUnder(node, key)
    if (value?.type === 'boolean' && !value.value)
      report.at(value, 'required-unusable', `The field is required, yet ${key} is false.`, {
        fixes: [dropMember(node, 'required'), dropMember(node, key)],
      })
  }
}

/**
 * Names and labels of what a flow may not ask for: passwords, cards, national ids. Words are looked
 * for as whole words, so that "pincode" or "discard" do not count.
 */
const SECRET =
  /(?:^|[^a-z])(?:pass ?words?|passcode|pin ?(?:code|number)|card ?(?:numbers?|no)|(?:credit|debit) ?cards?|cvv|cvc|security ?code|card ?expiry|expiry ?date of (?:the )?card|iban|bank ?account(?: ?number)?|account ?number|social ?security(?: ?number)?|ssn|national ?(?:id|identity|identification)(?: ?(?:number|card))?|nric|aadhaar|passport ?(?:number|no)|tax ?(?:id|number))(?:$|[^a-z])/i

/** Warns of a question for a secret: the platforms forbid them, whatever the field is called. */
export function secrets({ node, kind, name }: CheckedComponent, report: Report) {
  if (kind !== 'TextInput' && kind !== 'TextArea') return
  const label = valueUnder(node, 'label')
  const type = stringOf(node, 'input-type')
  const at: JsonNode | null =
    type === 'password'
      ? valueUnder(node, 'input-type')
      : asks(label)
        ? label
        : name !== null && SECRET.test(name.replace(/[_-]+/g, ' '))
          ? valueUnder(node, 'name')
          : null
  if (at)
    report.at(
      at,
      'asks-for-secret',
      'This asks for a password, card number or identity number, which the platforms forbid in flows.',
    )
}

const asks = (node: JsonNode | null): boolean => node?.type === 'string' && SECRET.test(node.value)
