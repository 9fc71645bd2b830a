/** Entries of lists: add, remove, move, within a list or to another. */
import { err, ok, type Result } from '../../result.ts'
import type { Moved, TextEdit } from '../../text-edit.ts'
import type { JsonArray, JsonNode } from '../json-node.ts'
import { joinPath } from '../path.ts'
import type { Intent, Refusal } from './intent.ts'
import { listAt, type Spot } from './place.ts'
import { insertItem, insertItems, insertRaw, removeItems } from './primitives.ts'
import { indentAt } from './style.ts'

/** Edits of the text, not yet in order, and the path to look at afterwards. */
export type Changed = {
  readonly edits: readonly TextEdit[]
  readonly select?: string
  readonly notes?: readonly string[]
  readonly moved?: readonly Moved[]
}

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>

export function addItem(spot: Spot, intent: Of<'add-item'>): Result<Changed, Refusal> {
  const list = listAt(spot, intent.list)
  if (!list.ok) return list
  const count = list.value.items.length
  const index = Math.max(0, Math.min(intent.index ?? count, count))
  return ok({
    edits: insertItem(spot.text, list.value, index, intent.value),
    select: joinPath(intent.list, index),
  })
}

export function addItems(spot: Spot, intent: Of<'add-items'>): Result<Changed, Refusal> {
  const list = listAt(spot, intent.list)
  if (!list.ok) return list
  if (intent.values.length === 0) return ok({ edits: [] })
  const count = list.value.items.length
  const index = Math.max(0, Math.min(intent.index ?? count, count))
  return ok({
    edits: insertItems(spot.text, list.value, index, intent.values),
    select: joinPath(intent.list, index),
  })
}

export function removeItem(
  spot: Spot,
  { list: path, index }: Of<'remove-item'>,
): Result<Changed, Refusal> {
  const list = listAt(spot, path)
  if (!list.ok) return list
  if (!list.value.items[index]) return noEntry(path, index)
  return ok({ edits: removeItems(spot.text, list.value, [index]) })
}

export function moveItem(
  spot: Spot,
  { list: path, from, to }: Of<'move-item'>,
): Result<Changed, Refusal> {
  const list = listAt(spot, path)
  if (!list.ok) return list
  const node = list.value.items[from]
  if (!node) return noEntry(path, from)
  // Counted without the entry on its way, `to` is where it ends up.
  const index = to > from ? to + 1 : to
  return moved(
    spot.text,
    { list: list.value, index: from, node },
    { list: list.value, listPath: path, index },
  )
}

const noEntry = (path: string, index: number): Result<never, Refusal> =>
  err({ kind: 'no-such-place', message: `${path} has no entry ${index + 1}.` })

type Source = { readonly list: JsonArray; readonly index: number; readonly node: JsonNode }
type Target = { readonly list: JsonArray; readonly listPath: string; readonly index: number }

/** Moves an entry before the entry at the target's index, byte for byte but for its indentation. */
export function moved(text: string, source: Source, target: Target): Result<Changed, Refusal> {
  const { list, index, node } = source
  const end = node.offset + node.length
  if (target.list.offset >= node.offset && target.list.offset < end)
    return err({ kind: 'bad-place', message: 'Nothing can be moved into itself.' })
  const at = Math.max(0, Math.min(target.index, target.list.items.length))
  const isSameList = target.list === list
  if (isSameList && (at === index || at === index + 1))
    return ok({ edits: [], select: joinPath(target.listPath, index) })
  const raw = text.slice(node.offset, end)
  const edits = [
    ...removeItems(text, list, [index]),
    ...insertRaw(text, target.list, at, raw, indentAt(text, node.offset)),
  ]
  return ok({
    edits,
    select: joinPath(target.listPath, isSameList && at > index ? at - 1 : at),
    moved: [{ at: node.offset, length: node.length }],
  })
}
