/**
 * The small changes that every intent and fix is made of: set, remove, insert, replace, rename.
 * Each gives edits of the text that was parsed, in its author's formatting; an empty list means
 * that the place cannot be changed safely, or that nothing would change.
 */
import type { TextEdit } from '../../text-edit.ts'
import type { JsonArray, JsonNode, JsonObject, JsonString } from '../json-node.ts'
import { memberOf } from '../json-node.ts'
import { indentAt, printed, styleOf } from './style.ts'

/** A child of a container: where it begins and ends in the text, its key included. */
type Slot = { start: number; end: number }

const slotsOf = (container: JsonObject | JsonArray): Slot[] =>
  container.type === 'array'
    ? container.items.map(({ offset, length }) => ({ start: offset, end: offset + length }))
    : container.members.map(({ key, value }) => {
        const last = value ?? key
        return { start: key.offset, end: last.offset + last.length }
      })

/** Writes a value under a key, replacing what stands there; `type` goes first, any other key last. */
export function setMember(
  text: string,
  object: JsonObject,
  key: string,
  value: unknown,
): TextEdit[] {
  const member = memberOf(object, key)
  if (member) return member.value ? replaceNode(text, member.value, value) : []
  const index = key === 'type' ? 0 : object.members.length
  return insertSlot(text, object, index, (inline, indent) => {
    const colon = styleOf(text).isCompact ? ':' : ': '
    return `${JSON.stringify(key)}${colon}${printed(value, text, inline, indent)}`
  })
}

/** Takes a property away, with the comma that goes with it. */
export function removeMember(text: string, object: JsonObject, key: string): TextEdit[] {
  const index = object.members.findLastIndex((member) => member.key.value === key)
  return index === -1 ? [] : removeSlots(text, object, new Set([index]))
}

/** Takes several properties away at once. */
export function removeMembers(
  text: string,
  object: JsonObject,
  keys: readonly string[],
): TextEdit[] {
  const gone = new Set<number>()
  object.members.forEach(({ key }, at) => {
    if (keys.includes(key.value)) gone.add(at)
  })
  return removeSlots(text, object, gone)
}

/** Writes a value into a list before the entry at `index`; at its length, after the last. */
export const insertItem = (
  text: string,
  array: JsonArray,
  index: number,
  value: unknown,
): TextEdit[] =>
  insertSlot(text, array, index, (inline, indent) => printed(value, text, inline, indent))

/** Takes entries out of a list, with the commas that go with them. */
export const removeItems = (
  text: string,
  array: JsonArray,
  indexes: readonly number[],
): TextEdit[] =>
  removeSlots(text, array, new Set(indexes.filter((at) => at >= 0 && at < array.items.length)))

/** Writes the text of a value, taken from a line with that indentation, into a list. */
export const insertRaw = (
  text: string,
  array: JsonArray,
  index: number,
  raw: string,
  rawIndent: string,
): TextEdit[] =>
  insertSlot(text, array, index, (inline, indent) =>
    reindented(raw, rawIndent, inline ? rawIndent : indent),
  )

/** The same lines at another indentation; the first begins where it is put. */
export function reindented(raw: string, from: string, to: string): string {
  if (from === to || !/[\r\n]/.test(raw)) return raw
  return raw.replace(/(\r\n|\n|\r)([ \t]*)/g, (_, eol: string, blanks: string) =>
    blanks.startsWith(from) ? eol + to + blanks.slice(from.length) : eol + to,
  )
}

/** Writes another value where a node stands. */
export function replaceNode(text: string, node: JsonNode, value: unknown): TextEdit[] {
  const insert = printed(value, text, false, indentAt(text, node.offset))
  if (text.slice(node.offset, node.offset + node.length) === insert) return []
  return [{ at: node.offset, remove: node.length, insert }]
}

/** Writes another key before the same value. */
export const renameKey = (text: string, key: JsonString, to: string): TextEdit[] =>
  text.slice(key.offset, key.offset + key.length) === JSON.stringify(to)
    ? []
    : [{ at: key.offset, remove: key.length, insert: JSON.stringify(to) }]

type Write = (inline: boolean, indent: string) => string

function insertSlot(
  text: string,
  container: JsonObject | JsonArray,
  index: number,
  write: Write,
): TextEdit[] {
  if (!isClosed(text, container)) return []
  const slots = slotsOf(container)
  const inner = container.offset + 1
  if (slots.length === 0) {
    const { isCompact, indent, eol } = styleOf(text)
    const outer = indentAt(text, container.offset)
    const remove = container.length - 2
    if (isCompact) return [{ at: inner, remove, insert: write(true, '') }]
    const deeper = outer + indent
    return [{ at: inner, remove, insert: `${eol}${deeper}${write(false, deeper)}${eol}${outer}` }]
  }
  const at = Math.max(0, Math.min(index, slots.length))
  const neighbour = slots[Math.min(at, slots.length - 1)]
  if (!neighbour) return []
  // What stands before a child on its line tells how children are set apart here.
  const space = spaceBefore(text, neighbour.start, inner)
  const breaks = space.includes('\n') || space.includes('\r')
  const indent = breaks ? indentAt(text, neighbour.start) : ''
  const written = write(!breaks, indent)
  if (at === slots.length) {
    const gap = slots.length > 1 || breaks ? space : space || (styleOf(text).isCompact ? '' : ' ')
    return [{ at: neighbour.end, remove: 0, insert: `,${gap}${written}` }]
  }
  const gap = breaks
    ? space
    : slots.length > 1
      ? spaceBefore(text, slots[1]?.start ?? 0, inner)
      : space
  return [{ at: neighbour.start, remove: 0, insert: `${written},${gap}` }]
}

/** The blanks right before an offset, back to `floor` at most. */
function spaceBefore(text: string, offset: number, floor: number): string {
  let at = offset
  while (at > floor && /\s/.test(text.charAt(at - 1))) at--
  return text.slice(at, offset)
}

/** Takes children out; a run of them goes with the commas it leaves over. */
function removeSlots(
  text: string,
  container: JsonObject | JsonArray,
  gone: ReadonlySet<number>,
): TextEdit[] {
  if (!isClosed(text, container) || gone.size === 0) return []
  const slots = slotsOf(container)
  const kept = slots.findIndex((_, at) => !gone.has(at))
  if (kept === -1) return [{ at: container.offset + 1, remove: container.length - 2, insert: '' }]
  const edits: TextEdit[] = []
  const cut = (from: number, to: number) => {
    if (to > from) edits.push({ at: from, remove: to - from, insert: '' })
  }
  const firstKept = slots[kept]
  if (kept > 0 && firstKept) cut(slots[0]?.start ?? 0, firstKept.start)
  let end = firstKept?.end ?? 0
  for (let at = kept + 1; at < slots.length; at++) {
    const slot = slots[at]
    if (!slot) continue
    if (gone.has(at)) {
      cut(end, slot.end)
      // A run of removed children is one edit.
      const before = edits[edits.length - 2]
      const last = edits[edits.length - 1]
      if (before && last && before.at + before.remove === last.at)
        edits.splice(-2, 2, { at: before.at, remove: before.remove + last.remove, insert: '' })
    }
    end = slot.end
  }
  return edits
}

/** A container whose closing bracket is missing cannot be written into safely. */
const isClosed = (text: string, { type, offset, length }: JsonObject | JsonArray): boolean =>
  length >= 2 && text.charAt(offset + length - 1) === (type === 'object' ? '}' : ']')
