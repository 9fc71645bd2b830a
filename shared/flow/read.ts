/** Makes the typed flow from text, as far as the text allows. */
import type { ComponentGroup, ComponentNode, DataField, Flow, Screen, TextRange } from './flow.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  membersOf,
  stringOf,
  toValue,
  valueUnder,
} from './json-node.ts'
import { isStrictJson, type ParsedFlow, parseFlow } from './parse.ts'
import { joinPath } from './path.ts'
import { emptyRecord, isRecord } from './record.ts'

export type ReadFlow = { readonly flow: Flow | null; readonly parsed: ParsedFlow }

/**
 * Reads a flow tolerantly. `flow` is null only when no screen can be made out; the caller then
 * keeps showing the last sound state.
 */
export function readFlow(text: string): ReadFlow {
  const parsed = parseFlow(text)
  return { flow: flowFrom(parsed.root), parsed }
}

/** Strict JSON with at least one screen that has a layout with a list of children. */
export function isSound(text: string): boolean {
  const parsed = parseFlow(text)
  return isSoundParse(parsed)
}

export const isSoundParse = (parsed: ParsedFlow): boolean =>
  isStrictJson(parsed) && itemsOf(valueUnder(parsed.root, 'screens')).some(hasChildren)

const childrenNode = (screen: JsonNode): JsonNode | null =>
  valueUnder(valueUnder(screen, 'layout'), 'children')

const hasChildren = (screen: JsonNode): boolean => childrenNode(screen)?.type === 'array'

function flowFrom(root: JsonNode | null): Flow | null {
  const screens = itemsOf(valueUnder(root, 'screens'))
  const read: Screen[] = []
  screens.forEach((screen, index) => {
    if (screen.type === 'object') read.push(screenFrom(screen, `screens[${index}]`))
  })
  if (read.length === 0) return null
  const version = valueUnder(root, 'version')
  return {
    version: version?.type === 'string' || version?.type === 'number' ? String(version.value) : '',
    screens: read,
    routingModel: routingFrom(valueUnder(root, 'routing_model')),
    dataApiVersion: stringOf(root, 'data_api_version'),
  }
}

function routingFrom(node: JsonNode | null): Flow['routingModel'] {
  if (node?.type !== 'object') return null
  const routes = emptyRecord<readonly string[]>()
  for (const member of node.members) routes[member.key.value] = textsOf(member.value)
  return routes
}

const textsOf = (node: JsonNode | null): string[] =>
  itemsOf(node).flatMap((item) => (item.type === 'string' ? [item.value] : []))

function screenFrom(node: JsonObject, path: string): Screen {
  const flag = (key: string): boolean | undefined => {
    const value = valueUnder(node, key)
    return value?.type === 'boolean' ? value.value : undefined
  }
  return {
    id: stringOf(node, 'id') ?? '',
    title: stringOf(node, 'title') ?? '',
    terminal: flag('terminal') === true,
    success: flag('success') !== false,
    refreshOnBack: flag('refresh_on_back') === true,
    data: dataFrom(valueUnder(node, 'data')),
    requiredData: textsOf(valueUnder(valueUnder(node, 'data'), 'required')),
    sensitive: textsOf(valueUnder(node, 'sensitive')),
    children: componentsFrom(childrenNode(node), `${path}.layout.children`),
    path,
    range: rangeOf(node),
  }
}

function dataFrom(node: JsonNode | null): Record<string, DataField> {
  const fields = emptyRecord<DataField>()
  for (const member of membersOf(node)) {
    const schema = toValue(member.value)
    // The special entry `required` is a list of names, not a field.
    if (!isRecord(schema)) continue
    fields[member.key.value] = {
      type: typeof schema.type === 'string' ? schema.type : '',
      example: schema.__example__,
      schema,
    }
  }
  return fields
}

function componentsFrom(list: JsonNode | null, path: string): ComponentNode[] {
  const components: ComponentNode[] = []
  itemsOf(list).forEach((item, index) => {
    if (item.type === 'object') components.push(componentFrom(item, joinPath(path, index)))
  })
  return components
}

/** Child lists by the property that holds them; recursion is bounded by the parser's depth. */
const CHILD_LISTS = ['children', 'then', 'else'] as const

function componentFrom(node: JsonObject, path: string): ComponentNode {
  const props = emptyRecord()
  const groups: ComponentGroup[] = []
  for (const { key, value } of node.members) {
    const list = CHILD_LISTS.find((name) => name === key.value)
    if (list && value?.type === 'array') {
      const listPath = joinPath(path, list)
      groups.push({
        key: list,
        caseKey: null,
        children: componentsFrom(value, listPath),
        path: listPath,
      })
    } else if (key.value === 'cases' && value?.type === 'object') {
      groups.push(...casesFrom(value, joinPath(path, 'cases')))
    } else if (key.value !== 'type' && value !== null) {
      props[key.value] = toValue(value)
    }
  }
  return {
    kind: stringOf(node, 'type') ?? '',
    name: stringOf(node, 'name'),
    props,
    groups,
    path,
    range: rangeOf(node),
  }
}

const casesFrom = (cases: JsonObject, path: string): ComponentGroup[] =>
  cases.members.map(({ key, value }) => {
    const casePath = joinPath(path, key.value)
    return {
      key: 'case',
      caseKey: key.value,
      children: componentsFrom(value, casePath),
      path: casePath,
    }
  })

const rangeOf = (node: JsonNode): TextRange => ({ offset: node.offset, length: node.length })
