/** Everything in a flow that names a screen, a field or a data field: where it is defined and used. */
import { isComponentKind } from '../catalogue/index.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  type JsonString,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import { offsetsIn } from '../spans.ts'

/**
 * One mention. `field` is a component's name, `data` a key of a screen's data; both belong to the
 * screen named in `screen`. `at` and `length` cover the name alone, without quotes.
 */
export type Reference = {
  readonly kind: 'screen' | 'field' | 'data'
  readonly screen: string
  /** The field's or data field's name; the screen's id for screens. */
  readonly name: string
  readonly isDefinition: boolean
  readonly at: number
  readonly length: number
}

type Found = (reference: Reference) => void

/** All mentions in text order of screens, then of the routing model. */
export function findReferences(text: string, root: JsonNode | null): Reference[] {
  const found: Reference[] = []
  const add: Found = (reference) => found.push(reference)
  for (const node of itemsOf(valueUnder(root, 'screens')))
    if (node.type === 'object') inScreen(text, node, add)
  for (const { key, value } of membersOf(valueUnder(root, 'routing_model'))) {
    add(screenNamed(key, false))
    for (const item of itemsOf(value)) if (item.type === 'string') add(screenNamed(item, false))
  }
  return found
}

const named = (
  kind: Reference['kind'],
  screen: string,
  node: JsonString,
  isDefinition: boolean,
): Reference => ({
  kind,
  screen,
  name: node.value,
  isDefinition,
  at: node.offset + 1,
  length: node.length - 2,
})

const screenNamed = (node: JsonString, isDefinition: boolean): Reference =>
  named('screen', node.value, node, isDefinition)

function inScreen(text: string, node: JsonObject, add: Found) {
  const id = valueUnder(node, 'id')
  const screen = id?.type === 'string' ? id.value : ''
  if (id?.type === 'string') add(screenNamed(id, true))
  const title = valueUnder(node, 'title')
  if (title) inTexts(text, title, screen, add)
  for (const { key, value } of membersOf(valueUnder(node, 'data'))) {
    if (key.value === 'required' && value?.type === 'array') {
      for (const item of value.items)
        if (item.type === 'string') add(named('data', screen, item, false))
    } else add(named('data', screen, key, true))
  }
  for (const item of itemsOf(valueUnder(node, 'sensitive')))
    if (item.type === 'string') add(named('field', screen, item, false))
  const layout = valueUnder(node, 'layout')
  if (layout) inTree(text, layout, screen, add)
}

/** Walks components and what they hold; recursion is bounded by the parser's depth. */
function inTree(text: string, node: JsonNode, screen: string, add: Found) {
  if (node.type === 'string') return inTexts(text, node, screen, add)
  if (node.type === 'array') {
    for (const item of node.items) inTree(text, item, screen, add)
    return
  }
  if (node.type !== 'object') return
  const kind = stringOf(node, 'type')
  const isComponent = kind !== null && isComponentKind(kind)
  const action = stringOf(node, 'name')
  for (const { key, value } of node.members) {
    if (value === null || key.value === 'pattern') continue
    if (isComponent && key.value === 'name' && value.type === 'string') {
      if (kind !== 'Form') add(named('field', screen, value, true))
      continue
    }
    if (kind === 'Form' && (key.value === 'init-values' || key.value === 'error-messages'))
      for (const member of membersOf(value)) add(named('field', screen, member.key, false))
    if (key.value === 'next' && action === 'navigate') {
      const target = valueUnder(value, 'name')
      if (target?.type === 'string' && !/^[`$]/.test(target.value)) add(screenNamed(target, false))
      else if (target) inTexts(text, target, screen, add)
      continue
    }
    if (key.value === 'payload' && value.type === 'object')
      inPayload(value, action, stringOf(valueUnder(node, 'next'), 'name'), screen, add)
    inTree(text, value, screen, add)
  }
}

/** The keys of a payload are data fields of the screen it is handed to. */
function inPayload(
  payload: JsonObject,
  action: string | null,
  target: string | null,
  screen: string,
  add: Found,
) {
  const holder = action === 'navigate' ? target : action === 'update_data' ? screen : null
  if (holder === null) return
  for (const { key } of payload.members) add(named('data', holder, key, false))
}

const BINDING = /\$\{\s*(?:screen\.([^.}\s]+)\.)?(form|data)\.([^.}\s]+)[^}]*\}/g

/** Bindings anywhere inside a text: whole values, expressions, conditions. */
function inTexts(text: string, node: JsonNode, screen: string, add: Found) {
  if (node.type !== 'string' || !node.value.includes('${')) return
  const offsetOf = offsetsIn(text, node)
  for (const match of node.value.matchAll(BINDING)) {
    const [whole, other, source, name = ''] = match
    const inside = (part: string, from: number) => {
      const index = match.index + from
      const at = offsetOf(index)
      return { at, length: offsetOf(index + part.length) - at }
    }
    const sourceAt = whole.indexOf(
      `${source}.`,
      other === undefined ? 0 : whole.indexOf(other) + other.length,
    )
    if (other !== undefined)
      add({
        kind: 'screen',
        screen: other,
        name: other,
        isDefinition: false,
        ...inside(other, whole.indexOf('screen.') + 'screen.'.length),
      })
    add({
      kind: source === 'form' ? 'field' : 'data',
      screen: other ?? screen,
      name,
      isDefinition: false,
      ...inside(name, sourceAt + (source ?? '').length + 1),
    })
  }
}
