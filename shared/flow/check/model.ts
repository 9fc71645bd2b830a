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
  /** How many components of each kind, all branches counted. */
  readonly counts: ReadonlyMap<string, number>
}

export type Place = 'root' | 'form' | 'if' | 'switch'

export type CheckedComponent = {
  readonly node: JsonObject
  readonly screen: CheckedScreen
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
  /** How many Ifs stand around it, itself included when it is one. */
  readonly ifDepth: number
  /** Its actions, those of its options or rows included. */
  readonly actions: readonly CheckedAction[]
  /** Set once some binding looks at its value. */
  isRead: boolean
}

/** An action with where it stands. */
export type CheckedAction = {
  readonly node: JsonNode
  readonly name: string
  readonly property: string
  readonly component: CheckedComponent
  /** Whether it stands on one option or row instead of the component. */
  readonly onItem: boolean
}

type Growing = { -readonly [K in keyof CheckedScreen]: CheckedScreen[K] } & {
  components: CheckedComponent[]
  byName: Map<string, CheckedComponent>
  formNames: Set<string>
  counts: Map<string, number>
}

export function modelOf(root: JsonObject): CheckedFlow {
  const screens: CheckedScreen[] = []
  const screensById = new Map<string, CheckedScreen>()
  for (const node of itemsOf(valueUnder(root, 'screens'))) {
    if (node.type !== 'object') continue
    const screen = screenOf(node)
    screens.push(screen)
    if (screen.id !== '' && !screensById.has(screen.id)) screensById.set(screen.id, screen)
  }
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
  const terminal = valueUnder(node, 'terminal')
  const screen: Growing = {
    node,
    id: stringOf(node, 'id') ?? '',
    terminal: terminal?.type === 'boolean' && terminal.value,
    model: dataModelOf(node),
    components: [],
    byName: new Map(),
    formNames: new Set(),
    counts: new Map(),
  }
  collect(valueUnder(valueUnder(node, 'layout'), 'children'), screen, null, '')
  return screen
}

const NO_FIELDS: ReadonlyMap<string, JsonNode> = new Map()

function dataModelOf(screen: JsonObject): ReadonlyMap<string, JsonNode> {
  const data = valueUnder(screen, 'data')
  if (data?.type !== 'object' || data.members.length === 0) return NO_FIELDS
  const model = new Map<string, JsonNode>()
  for (const { key, value } of data.members) {
    // The special entry `required` lists field names.
    const isList = key.value === 'required' && value?.type === 'array'
    if (value !== null && !isList) model.set(key.value, value)
  }
  return model
}

/** Recursion is bounded by the parser's depth. */
function collect(
  list: JsonNode | null,
  screen: Growing,
  parent: CheckedComponent | null,
  branch: string,
) {
  if (list?.type !== 'array') return
  for (const node of list.items) {
    if (node.type !== 'object') continue
    const component = componentOf(node, screen, parent, branch)
    const { kind, name } = component
    screen.components.push(component)
    screen.counts.set(kind, (screen.counts.get(kind) ?? 0) + 1)
    if (name !== null) {
      if (kind === 'Form') screen.formNames.add(name)
      else if (!screen.byName.has(name)) screen.byName.set(name, component)
    }
    if (kind === 'Form') collect(valueUnder(node, 'children'), screen, component, 'children')
    else if (kind === 'If') {
      collect(valueUnder(node, 'then'), screen, component, 'then')
      collect(valueUnder(node, 'else'), screen, component, 'else')
    } else if (kind === 'Switch') {
      for (const { key, value } of membersOf(valueUnder(node, 'cases')))
        collect(value, screen, component, key.value)
    }
  }
}

const NO_ACTIONS: readonly CheckedAction[] = []

function componentOf(
  node: JsonObject,
  screen: CheckedScreen,
  parent: CheckedComponent | null,
  branch: string,
): CheckedComponent {
  let kind = ''
  let name: string | null = null
  let hasActions = false
  let items: JsonNode | null = null
  for (const { key, value } of node.members) {
    if (value === null) continue
    switch (key.value) {
      case 'type':
        kind = value.type === 'string' ? value.value : ''
        break
      case 'name':
        name = value.type === 'string' ? value.value : null
        break
      case 'on-click-action':
      case 'on-select-action':
      case 'on-unselect-action':
        hasActions = true
        break
      case 'data-source':
      case 'list-items':
        items = value
        break
    }
  }
  const component: CheckedComponent = {
    node,
    screen,
    kind,
    spec: componentSpec(kind),
    name,
    place: placeIn(parent),
    parent,
    branch,
    form: parent?.kind === 'Form' ? parent : (parent?.form ?? null),
    ifDepth: (parent?.ifDepth ?? 0) + (kind === 'If' ? 1 : 0),
    actions: NO_ACTIONS,
    isRead: false,
  }
  if (!hasActions && items?.type !== 'array') return component
  const actions: CheckedAction[] = []
  if (hasActions) takeActions(component, node, false, actions)
  for (const item of itemsOf(items))
    if (item.type === 'object') takeActions(component, item, true, actions)
  return actions.length === 0 ? component : withActions(component, actions)
}

function withActions(component: CheckedComponent, actions: CheckedAction[]): CheckedComponent {
  ;(component as { actions: readonly CheckedAction[] }).actions = actions
  return component
}

function takeActions(
  component: CheckedComponent,
  holder: JsonObject,
  onItem: boolean,
  actions: CheckedAction[],
) {
  for (const { key, value: node } of holder.members) {
    const property = key.value
    if (
      node !== null &&
      (property === 'on-click-action' ||
        property === 'on-select-action' ||
        property === 'on-unselect-action')
    )
      actions.push({ node, name: stringOf(node, 'name') ?? '', property, component, onItem })
  }
}

function placeIn(parent: CheckedComponent | null): Place {
  if (parent === null) return 'root'
  if (parent.kind === 'Form') return 'form'
  return parent.kind === 'If' ? 'if' : 'switch'
}
