/** What may stand at a place of a text: properties, words, component kinds, ids, names, bindings. */
import { type ComponentSpec, componentSpecs, type PropertySpec } from '../catalogue/index.ts'
import { sinceNumber } from '../catalogue/property-index.ts'
import { findReferences } from '../edit/references.ts'
import {
  itemsOf,
  type JsonMember,
  type JsonNode,
  type JsonObject,
  membersOf,
  nodeAt,
  pathAt,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { formatPath, type PathSegment, parsePath } from '../path.ts'
import { CURRENT_VERSION, PUBLISHABLE_VERSIONS, versionNumber } from '../version.ts'
import { type ComponentPlace, type Known, placeAt, propertyOf } from './place.ts'

export type Suggestion = {
  readonly label: string
  /** A word or two beside it. */
  readonly detail: string
  /** A sentence. */
  readonly info: string
  readonly kind: 'property' | 'component' | 'word' | 'screen' | 'binding'
  /** What replaces the stretch. */
  readonly insert: string
  /** Where the caret ends, counted in `insert`. */
  readonly caret: number
}

export type Suggestions = {
  /** The stretch that is replaced: what has been typed of it, quotes included. */
  readonly from: number
  readonly to: number
  readonly list: readonly Suggestion[]
}

/** Suggestions for the caret; null where nothing is expected. */
export function suggestionsAt(
  text: string,
  root: JsonNode | null,
  offset: number,
): Suggestions | null {
  const segments = parsePath(pathAt(root, offset))
  if (segments === null) return null
  const inKey = keyAt(root, segments, offset)
  if (inKey) return properties(text, root, inKey.holder, inKey.member, segments.slice(0, -1))
  const node = segments.length > 0 ? nodeAt(root, segments) : root
  const isInside = node !== null && offset > node.offset && offset < node.offset + node.length
  if (node?.type === 'object' && isInside && expectsKey(text, offset))
    return properties(text, root, node, null, segments, offset)
  if (node?.type === 'string' && isInside)
    return values(text, root, segments, node.offset, node.offset + node.length, offset)
  // A value is due after a colon, or as an entry of a list.
  const before = text.slice(0, offset).trimEnd()
  if (before.endsWith(':')) {
    const member = memberBefore(root, before.length)
    return member ? values(text, root, member, offset, offset) : null
  }
  if (node?.type === 'array' && isInside && /[[,]$/.test(before))
    return values(text, root, [...segments, node.items.length], offset, offset)
  return null
}

/** Whether the caret stands in the key of a member. */
function keyAt(
  root: JsonNode | null,
  segments: readonly PathSegment[],
  offset: number,
): { holder: JsonObject; member: JsonMember } | null {
  const holder = segments.length > 1 ? nodeAt(root, segments.slice(0, -1)) : root
  if (holder?.type !== 'object') return null
  for (const member of holder.members) {
    const { key } = member
    if (offset > key.offset && offset < key.offset + key.length) return { holder, member }
  }
  return null
}

/** Right after `{` or `,` a property begins. */
const expectsKey = (text: string, offset: number): boolean =>
  /[{,]$/.test(text.slice(Math.max(0, offset - 2000), offset).trimEnd())

/** The path of the member whose colon ends at an offset. */
function memberBefore(root: JsonNode | null, end: number): PathSegment[] | null {
  const segments = parsePath(pathAt(root, Math.max(0, end - 2)))
  return segments !== null && segments.length > 0 ? segments : null
}

const versionOf = (root: JsonNode | null): number =>
  versionNumber(stringOf(root, 'version') ?? CURRENT_VERSION) ?? versionNumber(CURRENT_VERSION) ?? 0

function properties(
  text: string,
  root: JsonNode | null,
  holder: JsonObject,
  member: JsonMember | null,
  segments: readonly PathSegment[],
  offset = 0,
): Suggestions | null {
  const from = member ? member.key.offset : offset
  const to = member ? member.key.offset + member.key.length : offset
  const found = placeAt(root, segments)
  const used = new Set(membersOf(holder).map(({ key }) => key.value))
  if (member) used.delete(member.key.value)
  if (!found || found.known.node !== holder)
    return keysOfMap(root, segments, found?.known ?? null, used, from, to)
  const { known } = found
  const version = versionOf(root)
  const isRange = stringOf(holder, 'mode') === 'range'
  const offered = known.properties.filter(
    (property) =>
      !used.has(property.name) &&
      !property.until &&
      (!property.since || sinceNumber(property.since) <= version) &&
      !(property.outsideForm && known.inForm) &&
      !(property.rangeOnly && !isRange),
  )
  const isNew = member?.value == null && !/^\s*:/.test(text.slice(to, to + 50))
  const list = offered.map((property) => propertySuggestion(property, isNew))
  const wantsType =
    known.component !== null &&
    known.node === holder &&
    !used.has('type') &&
    known.property === null
  return { from, to, list: wantsType ? [typeSuggestion(isNew), ...list] : list }
}

const typeSuggestion = (isNew: boolean): Suggestion => ({
  label: 'type',
  detail: 'required',
  info: 'Which component it is.',
  kind: 'property',
  insert: isNew ? '"type": ""' : '"type"',
  caret: isNew ? '"type": "'.length : '"type"'.length,
})

function propertySuggestion(property: PropertySpec, isNew: boolean): Suggestion {
  const key = JSON.stringify(property.name)
  const [value, inside] = isNew ? emptyValue(property) : ['', 0]
  const insert = isNew ? `${key}: ${value}` : key
  return {
    label: property.name,
    detail: property.required ? 'required' : '',
    info: property.help,
    kind: 'property',
    insert,
    caret: isNew ? key.length + 2 + inside : key.length,
  }
}

/** An empty value of a property's type, and where the caret goes in it. */
function emptyValue({ type, initial, enum: words }: PropertySpec): [value: string, caret: number] {
  switch (type) {
    case 'boolean':
      return [String(initial !== true), String(initial !== true).length]
    case 'number':
    case 'integer':
      return [String(initial ?? 1), String(initial ?? 1).length]
    case 'list':
    case 'texts':
    case 'words':
    case 'dates':
    case 'option-ids':
    case 'components':
      return ['[]', 1]
    case 'object':
    case 'payload':
    case 'init-values':
    case 'messages':
    case 'cases':
    case 'data-model':
    case 'routes':
      return ['{}', 1]
    case 'action':
      return ['{ "name": "" }', '{ "name": "'.length]
    default:
      return words?.length === 1 ? [JSON.stringify(words[0]), words[0]?.length ?? 0] : ['""', 1]
  }
}

/** Keys of maps: screens of the routing model, fields of a Form, data of the target of a payload. */
function keysOfMap(
  root: JsonNode | null,
  segments: readonly PathSegment[],
  known: Known | null,
  used: ReadonlySet<string>,
  from: number,
  to: number,
): Suggestions | null {
  const last = segments.at(-1)
  const names =
    formatPath(segments) === 'routing_model'
      ? screenIds(root)
      : last === 'init-values' || last === 'error-messages'
        ? fieldNames(known?.screen ?? null)
        : last === 'payload'
          ? dataNames(root, known)
          : []
  const list = names
    .filter((name) => !used.has(name))
    .map((name) => wordSuggestion(name, last === 'payload' ? 'data' : '', 'word'))
  return list.length > 0 ? { from, to, list } : null
}

const screenIds = (root: JsonNode | null): string[] =>
  itemsOf(valueUnder(root, 'screens')).flatMap((screen) => stringOf(screen, 'id') ?? [])

/** Names of the fields on a screen, at any depth. */
function fieldNames(screen: JsonObject | null): string[] {
  const names: string[] = []
  const visit = (list: JsonNode | null) => {
    for (const item of itemsOf(list)) {
      const name = stringOf(item, 'name')
      if (name !== null && stringOf(item, 'type') !== 'Form') names.push(name)
      for (const key of ['children', 'then', 'else']) visit(valueUnder(item, key))
      for (const { value } of membersOf(valueUnder(item, 'cases'))) visit(value)
    }
  }
  visit(valueUnder(valueUnder(screen, 'layout'), 'children'))
  return names
}

/** The data a payload may fill: of the screen it leads to, or of its own for update_data. */
function dataNames(root: JsonNode | null, known: Known | null): string[] {
  const action = known?.node ?? null
  const target = stringOf(valueUnder(action, 'next'), 'name')
  const holder =
    stringOf(action, 'name') === 'update_data'
      ? known?.screen
      : itemsOf(valueUnder(root, 'screens')).find((screen) => stringOf(screen, 'id') === target)
  return membersOf(valueUnder(holder ?? null, 'data')).map(({ key }) => key.value)
}

const wordSuggestion = (
  word: string,
  detail: string,
  kind: Suggestion['kind'],
  info = '',
): Suggestion => {
  const insert = JSON.stringify(word)
  return { label: word, detail, info, kind, insert, caret: insert.length }
}

function values(
  text: string,
  root: JsonNode | null,
  segments: readonly PathSegment[],
  from: number,
  to: number,
  caret = to,
): Suggestions | null {
  // Free text is nobody's guess: a binding fills a value by itself, from its first character.
  const typed = text.slice(from + 1, caret)
  const list = valueList(text, root, segments).filter(
    ({ kind }) => kind !== 'binding' || typed === '' || typed.startsWith('$'),
  )
  return list.length > 0 ? { from, to, list } : null
}

function valueList(
  text: string,
  root: JsonNode | null,
  segments: readonly PathSegment[],
): Suggestion[] {
  const [top] = segments
  if (formatPath(segments) === 'version')
    return [...PUBLISHABLE_VERSIONS].reverse().map((version) => wordSuggestion(version, '', 'word'))
  if (top === 'routing_model')
    return screenIds(root).map((id) => wordSuggestion(id, 'screen', 'screen'))
  const found = placeAt(root, segments)
  if (!found) return []
  const { known, rest } = found
  const [key] = rest
  // A new entry of a list of components, or a component whose type is being written.
  if (key === 'type' && known.component && known.property === null)
    return kinds(versionOf(root), known.component.place)
  if (typeof key !== 'string') return []
  if (key === 'sensitive')
    return fieldNames(known.screen).map((name) => wordSuggestion(name, 'field', 'word'))
  if (known.subject === 'next' && key === 'name')
    return screenIds(root)
      .filter((id) => id !== stringOf(known.screen, 'id'))
      .map((id) => wordSuggestion(id, 'screen', 'screen'))
  if (known.property?.type === 'action' && key === 'name')
    return actionNames(known, segments).map((name) => wordSuggestion(name, 'action', 'word'))
  const property = propertyOf(known, key)
  const words = (property?.enum ?? []).map((word) => wordSuggestion(word, '', 'word'))
  const takesBinding =
    property?.bindable || property?.type === 'payload' || property?.type === 'selector'
  return [...words, ...(takesBinding ? bindings(text, root, known) : [])]
}

function actionNames({ component }: Known, segments: readonly PathSegment[]): readonly string[] {
  const property = segments.find(
    (segment) => typeof segment === 'string' && segment.startsWith('on-'),
  )
  return (
    component?.spec?.properties.find(({ name }) => name === property)?.actions ?? ['update_data']
  )
}

/** The kinds that may stand at a place in a version. */
export function kinds(version: number, place: ComponentPlace): Suggestion[] {
  return componentSpecs
    .filter((spec: ComponentSpec) => {
      const since = spec.places[place]
      return since !== null && sinceNumber(since) <= version && sinceNumber(spec.since) <= version
    })
    .map(({ kind, title, help }) => wordSuggestion(kind, title, 'component', help))
}

/** What a value may be bound to: fields and data here, fields of other screens. */
function bindings(text: string, root: JsonNode | null, known: Known): Suggestion[] {
  const here = stringOf(known.screen, 'id')
  const local: Suggestion[] = []
  const other: Suggestion[] = []
  const seen = new Set<string>()
  for (const { kind, screen, name, isDefinition } of findReferences(text, root)) {
    if (!isDefinition || kind === 'screen') continue
    const source = kind === 'field' ? 'form' : 'data'
    const binding =
      screen === here ? `\${${source}.${name}}` : `\${screen.${screen}.${source}.${name}}`
    if (seen.has(binding)) continue
    seen.add(binding)
    const suggestion = wordSuggestion(binding, screen === here ? source : screen, 'binding')
    if (screen === here) local.push(suggestion)
    else other.push(suggestion)
  }
  return [...local, ...other]
}
