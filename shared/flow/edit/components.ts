/** Components: add, move, duplicate, delete, wrap in an If. */
import { err, ok, type Result } from '../../result.ts'
import type { TextEdit } from '../../text-edit.ts'
import { stringOf, valueUnder } from '../json-node.ts'
import { joinPath, parsePath } from '../path.ts'
import type { Intent, Refusal } from './intent.ts'
import { addItem, type Changed, moved } from './lists.ts'
import { entryAt, listAt, type Spot } from './place.ts'
import { insertRaw, reindented, removeItems } from './primitives.ts'
import { findReferences, type Reference } from './references.ts'
import { renamedText } from './renames.ts'
import { indentAt, styleOf } from './style.ts'
import { freeName } from './unique-name.ts'

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>

/** Adds a component; a name that its screen has already is made unique. */
export function addComponent(spot: Spot, intent: Of<'add-component'>): Result<Changed, Refusal> {
  const { component, list, index } = intent
  const { name } = component
  const taken = fieldNames(spot, list)
  const value =
    typeof name === 'string' && taken.has(name)
      ? { ...component, name: freeName(name, taken) }
      : component
  return addItem(spot, { kind: 'add-item', list, value, ...(index === undefined ? {} : { index }) })
}

/** Names of the fields on the screen that a path belongs to. */
function fieldNames(spot: Spot, path: string): Set<string> {
  const [, screen] = parsePath(path) ?? []
  const screens = valueUnder(spot.root, 'screens')
  const node =
    screens?.type === 'array' && typeof screen === 'number' ? screens.items[screen] : null
  const id = stringOf(node, 'id') ?? ''
  return new Set(
    findReferences(spot.text, spot.root)
      .filter((reference) => reference.kind === 'field' && reference.screen === id)
      .map(({ name }) => name),
  )
}

export function moveComponent(spot: Spot, intent: Of<'move-component'>): Result<Changed, Refusal> {
  const source = entryAt(spot, intent.path)
  if (!source.ok) return source
  const list = listAt(spot, intent.list)
  if (!list.ok) return list
  return moved(spot.text, source.value, {
    list: list.value,
    listPath: intent.list,
    index: intent.index,
  })
}

/** A copy right behind; fields inside get names of their own, and bindings inside follow them. */
export function duplicateComponent(
  spot: Spot,
  { path }: Of<'duplicate-component'>,
): Result<Changed, Refusal> {
  const found = entryAt(spot, path)
  if (!found.ok) return found
  const { list, listPath, index, node } = found.value
  const { text } = spot
  const isInside = ({ at }: Reference) => at >= node.offset && at < node.offset + node.length
  const references = findReferences(text, spot.root)
  const own = references.filter((it) => it.kind === 'field' && it.isDefinition && isInside(it))
  const screen = own[0]?.screen
  const taken = new Set(
    references.filter((it) => it.kind === 'field' && it.screen === screen).map(({ name }) => name),
  )
  const names = new Map<string, string>()
  for (const { name } of own) {
    const copy = freeName(name, taken)
    taken.add(copy)
    names.set(name, copy)
  }
  const follows = references.filter(
    (it) => it.kind === 'field' && it.screen === screen && names.has(it.name) && isInside(it),
  )
  const raw = renamedText(text, node, follows, ({ name }) => names.get(name) ?? name)
  return ok({
    edits: insertRaw(text, list, index + 1, raw, indentAt(text, node.offset)),
    select: joinPath(listPath, index + 1),
  })
}

export function deleteComponent(
  spot: Spot,
  { path }: Of<'delete-component'>,
): Result<Changed, Refusal> {
  const found = entryAt(spot, path)
  if (!found.ok) return found
  return ok({ edits: removeItems(spot.text, found.value.list, [found.value.index]) })
}

/** Puts an If around neighbours: text before and after them, and a deeper indentation between. */
export function wrapInIf(spot: Spot, intent: Of<'wrap-in-if'>): Result<Changed, Refusal> {
  const list = listAt(spot, intent.list)
  if (!list.ok) return list
  const first = list.value.items[intent.from]
  const last = list.value.items[intent.until]
  if (!first || !last || intent.until < intent.from)
    return err({ kind: 'no-such-place', message: `${intent.list} has no such components.` })
  const { text } = spot
  const { isCompact, indent: unit, eol } = styleOf(text)
  const start = first.offset
  const end = last.offset + last.length
  const condition = JSON.stringify(intent.condition)
  const select = joinPath(intent.list, intent.from)
  if (isCompact)
    return ok({
      edits: [
        { at: start, remove: 0, insert: `{"type":"If","condition":${condition},"then":[` },
        { at: end, remove: 0, insert: ']}' },
      ],
      select,
    })
  const outer = indentAt(text, start)
  const one = outer + unit
  const two = one + unit
  const head = `{${eol}${one}"type": "If",${eol}${one}"condition": ${condition},${eol}${one}"then": [${eol}${two}`
  return ok({
    edits: [
      { at: start, remove: 0, insert: head },
      ...deeper(text, start, end, unit + unit),
      { at: end, remove: 0, insert: `${eol}${one}]${eol}${outer}}` },
    ],
    select,
  })
}

/** Indents every line that begins inside a stretch; JSON texts hold no line breaks of their own. */
function deeper(text: string, start: number, end: number, blanks: string): TextEdit[] {
  const edits: TextEdit[] = []
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
    edits.push({ at: at + 1, remove: 0, insert: blanks })
  return edits
}

export function unwrapIf(spot: Spot, { path }: Of<'unwrap-if'>): Result<Changed, Refusal> {
  const found = entryAt(spot, path)
  if (!found.ok) return found
  const { node } = found.value
  const { text } = spot
  const shown = valueUnder(node, 'then')
  if (node.type !== 'object' || stringOf(node, 'type') !== 'If' || shown?.type !== 'array')
    return err({ kind: 'bad-place', message: `${path} is no If with components.` })
  const otherwise = valueUnder(node, 'else')
  if (otherwise?.type === 'array' && otherwise.items.length > 0)
    return err({
      kind: 'bad-place',
      message: 'The If has components under else too; move or delete them first.',
    })
  const first = shown.items[0]
  const last = shown.items.at(-1)
  if (!first || !last)
    return ok({ edits: removeItems(text, found.value.list, [found.value.index]) })
  const raw = text.slice(first.offset, last.offset + last.length)
  const insert = reindented(raw, indentAt(text, first.offset), indentAt(text, node.offset))
  return ok({
    edits: [{ at: node.offset, remove: node.length, insert }],
    select: path,
    moved: [{ at: first.offset, length: raw.length }],
  })
}
