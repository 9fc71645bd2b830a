/** Screens: add, move, duplicate, delete, connect. */
import { err, ok, type Result } from '../../result.ts'
import type { TextEdit } from '../../text-edit.ts'
import {
  itemsOf,
  type JsonNode,
  type JsonObject,
  membersOf,
  stringOf,
  valueUnder,
} from '../json-node.ts'
import type { JsonRecord } from '../json-record.ts'
import type { Intent, Refusal } from './intent.ts'
import { type Changed, moved } from './lists.ts'
import { type Spot, screenCalled, screenIds } from './place.ts'
import { insertItem, insertRaw, removeItems, removeMember, setMember } from './primitives.ts'
import { findReferences } from './references.ts'
import { renamedText } from './renames.ts'
import { indentAt } from './style.ts'
import { freeScreenId } from './unique-name.ts'

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>

/** A screen with a Footer, for the author to fill. */
export const newScreen = (id: string, isTerminal: boolean): JsonRecord => ({
  id,
  title: 'New screen',
  ...(isTerminal ? { terminal: true } : {}),
  layout: {
    type: 'SingleColumnLayout',
    children: [
      {
        type: 'Footer',
        label: isTerminal ? 'Done' : 'Continue',
        'on-click-action': { name: 'complete', payload: {} },
      },
    ],
  },
})

export function addScreen(spot: Spot, intent: Of<'add-screen'>): Result<Changed, Refusal> {
  const screens = valueUnder(spot.root, 'screens')
  if (screens?.type !== 'array')
    return err({ kind: 'no-such-place', message: 'The flow has no list of screens.' })
  const wanted = intent.screen ?? newScreen('SCREEN', true)
  const id = freeScreenId(String(wanted.id ?? 'SCREEN'), screenIds(spot))
  const index = clamp(intent.index ?? screens.items.length, screens.items.length)
  const edits = insertItem(spot.text, screens, index, { ...wanted, id })
  return ok({ edits: [...edits, ...mentioned(spot, id)], select: `screens[${index}]` })
}

const clamp = (index: number, max: number): number => Math.max(0, Math.min(index, max))

/** A written routing model mentions every screen. */
function mentioned({ text, root }: Spot, id: string): TextEdit[] {
  const routes = valueUnder(root, 'routing_model')
  return routes?.type === 'object' ? setMember(text, routes, id, []) : []
}

export function moveScreen(spot: Spot, { id, index }: Of<'move-screen'>): Result<Changed, Refusal> {
  const found = screenCalled(spot, id)
  if (!found.ok) return found
  return moved(spot.text, found.value, { list: found.value.list, listPath: 'screens', index })
}

/** A copy behind the screen, under an id of its own; what the screen says of itself follows. */
export function duplicateScreen(
  spot: Spot,
  { id }: Of<'duplicate-screen'>,
): Result<Changed, Refusal> {
  const found = screenCalled(spot, id)
  if (!found.ok) return found
  const { list, index, node } = found.value
  const copyId = freeScreenId(id, screenIds(spot))
  const own = findReferences(spot.text, spot.root).filter(
    ({ kind, name, at }) =>
      kind === 'screen' && name === id && at >= node.offset && at < node.offset + node.length,
  )
  const raw = renamedText(spot.text, node, own, () => copyId)
  const edits = insertRaw(spot.text, list, index + 1, raw, indentAt(spot.text, node.offset))
  return ok({ edits: [...edits, ...mentioned(spot, copyId)], select: `screens[${index + 1}]` })
}

/**
 * Takes a screen away, with its routes. Actions that lead there stay as they are: the checker names
 * them, since only the author knows where they should lead instead.
 */
export function deleteScreen(spot: Spot, { id }: Of<'delete-screen'>): Result<Changed, Refusal> {
  const found = screenCalled(spot, id)
  if (!found.ok) return found
  const { text, root } = spot
  const edits = [...removeItems(text, found.value.list, [found.value.index])]
  const routes = valueUnder(root, 'routing_model')
  if (routes?.type === 'object') {
    edits.push(...removeMember(text, routes, id))
    for (const { key, value } of routes.members) {
      if (key.value === id || value?.type !== 'array') continue
      const gone = value.items.flatMap((item, at) =>
        item.type === 'string' && item.value === id ? [at] : [],
      )
      edits.push(...removeItems(text, value, gone))
    }
  }
  return ok({ edits })
}

/** Makes the Footer of one screen lead to another, and writes the route where routes are written. */
export function connectScreens(
  spot: Spot,
  { from, to, payload }: Of<'connect-screens'>,
): Result<Changed, Refusal> {
  const source = screenCalled(spot, from)
  if (!source.ok) return source
  const target = screenCalled(spot, to)
  if (!target.ok) return target
  if (from === to) return err({ kind: 'bad-place', message: 'A screen cannot lead to itself.' })
  const { text, root } = spot
  const { node } = source.value
  const action = {
    name: 'navigate',
    next: { type: 'screen', name: to },
    payload: payload ?? sharedPayload(node, target.value.node),
  }
  const children = valueUnder(valueUnder(node, 'layout'), 'children')
  const footer = footerIn(children)
  const edits: TextEdit[] = []
  if (footer) edits.push(...setMember(text, footer, 'on-click-action', action))
  else if (children?.type === 'array')
    edits.push(
      ...insertItem(text, children, children.items.length, {
        type: 'Footer',
        label: 'Continue',
        'on-click-action': action,
      }),
    )
  else return err({ kind: 'no-such-place', message: `Screen ${from} has no list of components.` })
  const routes = valueUnder(root, 'routing_model')
  const known = valueUnder(routes, from)
  if (routes?.type === 'object' && known?.type === 'array') {
    if (!itemsOf(known).some((item) => item.type === 'string' && item.value === to))
      edits.push(...insertItem(text, known, known.items.length, to))
  } else if (routes?.type === 'object') edits.push(...setMember(text, routes, from, [to]))
  return ok({ edits })
}

function footerIn(list: JsonNode | null): JsonObject | null {
  for (const item of itemsOf(list)) {
    if (item.type !== 'object') continue
    if (stringOf(item, 'type') === 'Footer') return item
    const inside = stringOf(item, 'type') === 'Form' ? footerIn(valueUnder(item, 'children')) : null
    if (inside) return inside
  }
  return null
}

/** The target's data fields, each bound to what has its name on the source; else an empty text. */
export function sharedPayload(source: JsonObject, target: JsonObject): Record<string, string> {
  const fields = new Set<string>()
  const visit = (list: JsonNode | null) => {
    for (const item of itemsOf(list)) {
      const name = stringOf(item, 'name')
      if (name !== null && stringOf(item, 'type') !== 'Form') fields.add(name)
      for (const key of ['children', 'then', 'else']) visit(valueUnder(item, key))
      for (const { value } of membersOf(valueUnder(item, 'cases'))) visit(value)
    }
  }
  visit(valueUnder(valueUnder(source, 'layout'), 'children'))
  const data = new Set(membersOf(valueUnder(source, 'data')).map(({ key }) => key.value))
  return Object.fromEntries(
    membersOf(valueUnder(target, 'data'))
      .filter(({ key, value }) => !(key.value === 'required' && value?.type === 'array'))
      .map(({ key: { value: name } }) => [
        name,
        fields.has(name) ? `\${form.${name}}` : data.has(name) ? `\${data.${name}}` : '',
      ]),
  )
}
