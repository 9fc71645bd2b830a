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

type Container = JsonObject | JsonArray

const countOf = (container: Container): number =>
  container.type === 'array' ? container.items.length : container.members.length

function slotAt(container: Container, index: number): Slot | null {
  if (container.type === 'array') {
    const item = container.items[index]
    return item ? { start: item.offset, end: item.offset + item.length } : null
  }
  const member = container.members[index]
  if (!member) return null
  const last = member.value ?? member.key
  return { start: member.key.offset, end: last.offset + last.length }
}

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

/** Writes several values into a list, one after the other. */
export const insertItems = (
  text: string,
  array: JsonArray,
  index: number,
  values: readonly unknown[],
): TextEdit[] =>
  insertSlot(text, array, index, (inline, indent) => {
    const { eol, isCompact } = styleOf(text)
    const between = isCompact ? ',' : inline ? ', ' : `,${eol}${indent}`
    return values.map((value) => printed(value, text, inline, indent)).join(between)
  })

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

/**
 * Writes another value where a node stands. A text is changed inside its quotes, so that two people
 * who change it at once leave one text and not two in a row.
 */
export function replaceNode(text: string, node: JsonNode, value: unknown): TextEdit[] {
  const insert = printed(value, text, false, indentAt(text, node.offset))
  if (text.slice(node.offset, node.offset + node.length) === insert) return []
  if (node.type === 'string' && typeof value === 'string') return insideQuotes(text, node, insert)
  return [{ at: node.offset, remove: node.length, insert }]
}

/** Writes another key before the same value. */
export const renameKey = (text: string, key: JsonString, to: string): TextEdit[] =>
  text.slice(key.offset, key.offset + key.length) === JSON.stringify(to)
    ? []
    : insideQuotes(text, key, JSON.stringify(to))

/** Turns one written string into another by what differs between its quotes; no character is torn. */
function insideQuotes(text: string, { offset, length }: JsonNode, quoted: string): TextEdit[] {
  const from = text.slice(offset + 1, offset + length - 1)
  const to = quoted.slice(1, -1)
  if (text.charAt(offset + length - 1) !== '"' || length < 2)
    return [{ at: offset, remove: length, insert: quoted }]
  const isPlain = !/[\\\ud800-\udfff]/.test(from + to)
  const most = isPlain ? Math.min(from.length, to.length) : 0
  let head = 0
  while (head < most && from.charCodeAt(head) === to.charCodeAt(head)) head++
  let tail = 0
  while (tail < most - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++
  return [
    {
      at: offset + 1 + head,
      remove: from.length - head - tail,
      insert: to.slice(head, to.length - tail),
    },
  ]
}

type Write = (inline: boolean, indent: string) => string

function insertSlot(text: string, container: Container, index: number, write: Write): TextEdit[] {
  if (!isClosed(text, container)) return []
  const count = countOf(container)
  const inner = container.offset + 1
  const at = Math.max(0, Math.min(index, count))
  const neighbour = slotAt(container, Math.min(at, count - 1))
  if (neighbour === null) {
    const { isCompact, indent, eol } = styleOf(text)
    const outer = indentAt(text, container.offset)
    const remove = container.length - 2
    if (isCompact) return [{ at: inner, remove, insert: write(true, '') }]
    const deeper = outer + indent
    return [{ at: inner, remove, insert: `${eol}${deeper}${write(false, deeper)}${eol}${outer}` }]
  }
  // What stands before a child on its line tells how children are set apart here.
  const space = spaceBefore(text, neighbour.start, inner)
  const breaks = space.includes('\n') || space.includes('\r')
  const written = write(!breaks, breaks ? indentAt(text, neighbour.start) : '')
  const before = at === 0 ? null : slotAt(container, at - 1)
  if (before) {
    // With its comma at the end of the one before it stands clear of whoever removes the one behind.
    const gap = count > 1 || breaks ? space : space || (styleOf(text).isCompact ? '' : ' ')
    return [{ at: before.end, remove: 0, insert: `,${gap}${written}` }]
  }
  const second = breaks ? null : slotAt(container, 1)
  const gap = second ? spaceBefore(text, second.start, inner) : space
  return [{ at: neighbour.start, remove: 0, insert: `${written},${gap}` }]
}

/** The blanks right before an offset, back to `floor` at most. */
function spaceBefore(text: string, offset: number, floor: number): string {
  let at = offset
  while (at > floor && /\s/.test(text.charAt(at - 1))) at--
  return text.slice(at, offset)
}

/** Takes children out; a run of them goes as one edit, with the commas it leaves over. */
function removeSlots(text: string, container: Container, gone: ReadonlySet<number>): TextEdit[] {
  if (!isClosed(text, container) || gone.size === 0) return []
  const count = countOf(container)
  const edits: TextEdit[] = []
  const indexes = [...gone].sort((a, b) => a - b)
  for (let at = 0; at < indexes.length; at++) {
    const first = indexes[at] ?? 0
    while ((indexes[at + 1] ?? -1) === (indexes[at] ?? 0) + 1) at++
    const last = indexes[at] ?? 0
    const before = slotAt(container, first - 1)
    const after = slotAt(container, last + 1)
    const start =
      before?.end ?? (after ? (slotAt(container, first)?.start ?? 0) : container.offset + 1)
    const end = before
      ? (slotAt(container, last)?.end ?? 0)
      : (after?.start ?? container.offset + container.length - 1)
    if (first < count && end > start) edits.push({ at: start, remove: end - start, insert: '' })
  }
  return edits
}

/** A container whose closing bracket is missing cannot be written into safely. */
const isClosed = (text: string, { type, offset, length }: Container): boolean =>
  length >= 2 && text.charAt(offset + length - 1) === (type === 'object' ? '}' : ']')
