/** The positioned flow as rules see it: screens, data models and components with their text nodes. */
import { type ComponentSpec, componentSpec } from '../catalogue/index.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  memberOf,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { CURRENT_VERSION, versionNumber } from '../version.ts'
import type { Report } from './report.ts'

export type CheckedFlow = {
  readonly root: JsonObject
  /** `major * 100 + minor`; the current version when the text names none that can be read. */
  readonly version: number
  readonly screens: readonly CheckedScreen[]
  /** Of screens with the same id, the first. */
  readonly screensById: ReadonlyMap<string, CheckedScreen>
  /** Whether the flow talks to an endpoint: it has a `data_api_version`. */
  readonly isEndpoint: boolean
}

export type CheckedScreen = {
  readonly node: JsonObject
  /** Empty when missing. */
  readonly id: string
  readonly terminal: boolean
  /** The screen's data model: field name → schema. */
  readonly model: ReadonlyMap<string, JsonNode>
  /** All components in text order, containers before what they hold, every branch. */
  readonly components: readonly CheckedComponent[]
  /** Components with a name, the Form left out; of equal names the first. */
  readonly byName: ReadonlyMap<string, CheckedComponent>
  /** Names of Forms, which have no value of their own. */
  readonly formNames: ReadonlySet<string>
}

export type Place = 'root' | 'form' | 'if' | 'switch'

export type CheckedComponent = {
  readonly node: JsonObject
  readonly screen: { readonly id: string }
  /** As written in `type`, empty when missing. */
  readonly kind: string
  readonly spec: ComponentSpec | undefined
  readonly name: string | null
  /** What holds it directly. */
  readonly place: Place
  readonly parent: CheckedComponent | null
  /** `then`, `else`, a case's key, `children`; empty at the screen's root. */
  readonly branch: string
  /** The Form around it, at any distance. */
  readonly form: CheckedComponent | null
  /** Its actions, those of its options included. */
  readonly actions: readonly CheckedAction[]
}

/** Looks at the whole flow and adds what is wrong to the report; never stops early. */
export type Rule = (flow: CheckedFlow, report: Report) => void

export function modelOf(root: JsonObject): CheckedFlow {
  const screens = itemsOf(valueUnder(root, 'screens')).flatMap((node) =>
    node.type === 'object' ? [screenOf(node)] : [],
  )
  const screensById = new Map<string, CheckedScreen>()
  for (const screen of screens)
    if (screen.id !== '' && !screensById.has(screen.id)) screensById.set(screen.id, screen)
  return {
    root,
    version: versionNumber(stringOf(root, 'version') ?? '') ?? currentVersion,
    screens,
    screensById,
    isEndpoint: memberOf(root, 'data_api_version') !== undefined,
  }
}

const currentVersion = versionNumber(CURRENT_VERSION) ?? 0

function screenOf(node: JsonObject): CheckedScreen {
  const id = stringOf(node, 'id') ?? ''
  const components: CheckedComponent[] = []
  collect(valueUnder(valueUnder(node, 'layout'), 'children'), { id }, null, '', components)
  const byName = new Map<string, CheckedComponent>()
  const formNames = new Set<string>()
  for (const component of components) {
    if (component.name === null) continue
    if (component.kind === 'Form') formNames.add(component.name)
    else if (!byName.has(component.name)) byName.set(component.name, component)
  }
  const terminal = valueUnder(node, 'terminal')
  return {
    node,
    id,
    terminal: terminal?.type === 'boolean' && terminal.value,
    model: dataModelOf(node),
    components,
    byName,
    formNames,
  }
}

function dataModelOf(screen: JsonObject): Map<string, JsonNode> {
  const model = new Map<string, JsonNode>()
  for (const { key, value } of membersOf(valueUnder(screen, 'data'))) {
    // The special entry `required` lists field names.
    const isList = key.value === 'required' && value?.type === 'array'
    if (value !== null && !isList) model.set(key.value, value)
  }
  return model
}

/** Recursion is bounded by the parser's depth. */
function collect(
  list: JsonNode | null,
  screen: { readonly id: string },
  parent: CheckedComponent | null,
  branch: string,
  found: CheckedComponent[],
) {
  for (const node of itemsOf(list)) {
    if (node.type !== 'object') continue
    const kind = stringOf(node, 'type') ?? ''
    const actions: CheckedAction[] = []
    const component: CheckedComponent = {
      actions,
      node,
      screen,
      kind,
      spec: componentSpec(kind),
      name: stringOf(node, 'name'),
      place: placeIn(parent),
      parent,
      branch,
      form: parent?.kind === 'Form' ? parent : (parent?.form ?? null),
    }
    collectActions(component, actions)
    found.push(component)
    if (kind === 'Form') collect(valueUnder(node, 'children'), screen, component, 'children', found)
    if (kind === 'If')
      for (const key of ['then', 'else'])
        collect(valueUnder(node, key), screen, component, key, found)
    if (kind === 'Switch')
      for (const { key, value } of membersOf(valueUnder(node, 'cases')))
        collect(value, screen, component, key.value, found)
  }
}

function placeIn(parent: CheckedComponent | null): Place {
  if (parent === null) return 'root'
  if (parent.kind === 'Form') return 'form'
  return parent.kind === 'If' ? 'if' : 'switch'
}

/** An action with where it stands. */
export type CheckedAction = {
  readonly node: JsonNode
  readonly name: string
  readonly property: string
  readonly component: CheckedComponent
  /** Whether it stands on one option or list item instead of the component. */
  readonly onItem: boolean
}

const ACTION_PROPERTIES = ['on-click-action', 'on-select-action', 'on-unselect-action'] as const
const ITEM_LISTS = ['data-source', 'list-items'] as const

function collectActions(component: CheckedComponent, actions: CheckedAction[]) {
  const take = (holder: JsonObject, onItem: boolean) => {
    for (const { key, value: node } of holder.members) {
      if (node === null || !key.value.startsWith('on-')) continue
      const property = ACTION_PROPERTIES.find((name) => name === key.value)
      if (property)
        actions.push({ node, name: stringOf(node, 'name') ?? '', property, component, onItem })
    }
  }
  take(component.node, false)
  for (const list of ITEM_LISTS)
    for (const item of itemsOf(valueUnder(component.node, list)))
      if (item.type === 'object') take(item, true)
}

/** How many Ifs stand around a component, itself included when it is one. */
export function ifDepth(component: CheckedComponent): number {
  let depth = 0
  for (let at: CheckedComponent | null = component; at !== null; at = at.parent)
    if (at.kind === 'If') depth++
  return depth
}

/** Where to point when something is missing in an object: its `type` or `id`, else its first key. */
export function headOf(node: JsonObject): JsonNode {
  return valueUnder(node, 'type') ?? valueUnder(node, 'id') ?? node
}

/** Version number of a `since` in the catalogue. */
export const sinceNumber = (since: string): number => versionNumber(since) ?? 0

/** The nearest of the names to one that was not found, for "did you mean". */
export function nearest(wanted: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= bestDistance) continue
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

export const didYouMean = (wanted: string, names: Iterable<string>): string => {
  const guess = wanted.length > 60 ? null : nearest(wanted, names)
  return guess === null ? '' : ` Did you mean ${guess}?`
}

/** Insertions, deletions, replacements and swaps of neighbours between two short words. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      current.push(cost)
    }
    before = previous
    previous = current
  }
  return previous[b.length] ?? 0
}
