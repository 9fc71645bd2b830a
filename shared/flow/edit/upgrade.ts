/** Raises a flow to a newer version and adapts what the versions in between changed (reference §10.2). */
import { err, ok, type Result } from '../../result.ts'
import type { TextEdit } from '../../text-edit.ts'
import { componentSpec } from '../catalogue/index.ts'
import { dayOfMoment } from '../day.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  memberOf,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { isStrictJson, parseFlow } from '../parse.ts'
import { positionAt } from '../position.ts'
import { PUBLISHABLE_VERSIONS, versionNumber } from '../version.ts'
import type { Refusal } from './intent.ts'
import { removeMember, removeMembers, replaceNode, setMember } from './primitives.ts'
import { findReferences } from './references.ts'

export type Upgraded = {
  readonly edits: TextEdit[]
  /** What was changed, and what somebody has to look at, in sentences. */
  readonly notes: string[]
}

/**
 * Edits that bring a flow to version `to`. Refused where the text is no JSON object, `to` cannot be
 * published, or the flow is newer already.
 */
export function upgradeFlow(text: string, to: string): Result<Upgraded, Refusal> {
  const target = versionNumber(to)
  if (target === null || !PUBLISHABLE_VERSIONS.some((version) => version === to))
    return err({
      kind: 'bad-version',
      message: `A flow can be upgraded to ${PUBLISHABLE_VERSIONS.join(', ')}.`,
    })
  const parsed = parseFlow(text)
  const { root } = parsed
  if (!isStrictJson(parsed) || root?.type !== 'object') {
    const [first] = parsed.errors
    const { line, column } = positionAt(text, first?.offset ?? 0)
    return err({
      kind: 'broken-text',
      message: `Line ${line}, column ${column}: ${first?.message ?? 'A flow is an object.'}`,
    })
  }
  const written = valueUnder(root, 'version')
  const from = written === null ? 0 : (versionNumber(String(plainOf(written))) ?? 0)
  if (from > target)
    return err({
      kind: 'bad-version',
      message: `The flow has version ${String(plainOf(written))}, which is newer than ${to}.`,
    })
  const work: Work = { text, root, from, target, edits: [], notes: [] }
  if (written === null || plainOf(written) !== to) {
    work.edits.push(...setMember(text, root, 'version', to))
    work.notes.push(`The version is ${to} now.`)
  }
  endpoint(work)
  if (from < 700 && target >= 700) screenIds(work)
  for (const screen of itemsOf(valueUnder(root, 'screens')))
    for (const component of componentsIn(valueUnder(valueUnder(screen, 'layout'), 'children')))
      oneComponent(component, work)
  return ok({ edits: work.edits.sort((a, b) => a.at - b.at), notes: work.notes })
}

type Work = {
  readonly text: string
  readonly root: JsonObject
  readonly from: number
  readonly target: number
  readonly edits: TextEdit[]
  readonly notes: string[]
}

const plainOf = (node: JsonNode | null): unknown =>
  node && 'value' in node ? node.value : undefined

/** From 3.0 the endpoint's address is set outside the file. */
function endpoint({ text, root, edits, notes }: Work) {
  if (!memberOf(root, 'data_channel_uri')) return
  edits.push(...removeMember(text, root, 'data_channel_uri'))
  notes.push('data_channel_uri was removed: set the endpoint in the flow’s settings.')
  if (!memberOf(root, 'data_api_version'))
    notes.push('If the flow asks an endpoint, add data_api_version "3.0" and a routing_model.')
}

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE']

/** From 7.0 ids have letters and underscores only; they change wherever they are named. */
function screenIds({ text, root, edits, notes }: Work) {
  const references = findReferences(text, root).filter(({ kind }) => kind === 'screen')
  const taken = new Set(references.map(({ name }) => name))
  const renamed = new Map<string, string>()
  for (const { name, isDefinition } of references) {
    if (!isDefinition || renamed.has(name)) continue
    if (/^[A-Za-z_]*[A-Za-z][A-Za-z_]*$/.test(name)) continue
    const spelt = name
      .replace(/\d/g, (digit) => `_${DIGITS[Number(digit)]}_`)
      .replace(/[^A-Za-z]+/g, '_')
      .replace(/^_+|_+$/g, '')
    let id = spelt || 'SCREEN'
    while (taken.has(id)) id += '_X'
    taken.add(id)
    renamed.set(name, id)
    notes.push(`Screen ${name} is called ${id} now: ids have letters and underscores only.`)
  }
  for (const { name, at, length } of references) {
    const insert = renamed.get(name)
    if (insert !== undefined) edits.push({ at, remove: length, insert })
  }
}

/** Components of a list and what they hold; recursion is bounded by the parser's depth. */
function* componentsIn(list: JsonNode | null): Generator<JsonObject> {
  for (const node of itemsOf(list)) {
    if (node.type !== 'object') continue
    yield node
    for (const key of ['children', 'then', 'else']) yield* componentsIn(valueUnder(node, key))
    for (const { value } of membersOf(valueUnder(node, 'cases'))) yield* componentsIn(value)
  }
}

function oneComponent(node: JsonObject, work: Work) {
  const kind = stringOf(node, 'type') ?? ''
  if (work.from < 500 && work.target >= 500 && kind === 'DatePicker') dates(node, work)
  if (work.from < 400 && work.target >= 400) groupLabel(node, kind, work)
  if (work.from < 600 && work.target >= 600) blankTexts(node, kind, work)
}

/** Milliseconds since 1970, written as text, become days. */
function dates(node: JsonObject, { text, edits, notes }: Work) {
  const change = (value: JsonNode) => {
    if (value.type !== 'string' || !/^-?\d{1,15}$/.test(value.value)) return
    edits.push(...replaceNode(text, value, dayOfMoment(Number(value.value))))
    notes.push(`The date ${value.value} is ${dayOfMoment(Number(value.value))} now; check the day.`)
  }
  for (const key of ['min-date', 'max-date', 'init-value']) {
    const value = valueUnder(node, key)
    if (value) change(value)
  }
  for (const item of itemsOf(valueUnder(node, 'unavailable-dates'))) change(item)
}

/** Groups need a label from 4.0; the field's name made readable stands in for it. */
function groupLabel(node: JsonObject, kind: string, { text, edits, notes }: Work) {
  if (kind !== 'CheckboxGroup' && kind !== 'RadioButtonsGroup') return
  if (memberOf(node, 'label')) return
  const name = stringOf(node, 'name') ?? kind
  const words = name.replace(/[_-]+/g, ' ').trim()
  const label = words.charAt(0).toUpperCase() + words.slice(1)
  edits.push(...setMember(text, node, 'label', label))
  notes.push(`${kind} "${name}" got the label "${label}"; write a better one.`)
}

/** From 6.0 texts may not be blank: optional ones go. */
function blankTexts(node: JsonObject, kind: string, { text, edits, notes }: Work) {
  const blank: string[] = []
  for (const property of componentSpec(kind)?.properties ?? []) {
    const value = valueUnder(node, property.name)
    if (property.type !== 'text' || value?.type !== 'string' || value.value.trim() !== '') continue
    if (property.required) {
      notes.push(`${kind} has a blank ${property.name}; write something.`)
      continue
    }
    blank.push(property.name)
    notes.push(`The blank ${property.name} of a ${kind} was removed.`)
  }
  edits.push(...removeMembers(text, node, blank))
}
