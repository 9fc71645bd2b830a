/** The positioned JSON tree that the parser makes, and the questions asked of it. */
import { formatPath, type PathSegment, parsePath } from './path.ts'
import { emptyRecord } from './record.ts'

/** Offsets and lengths count UTF-16 units of the parsed text. */
export type JsonString = { type: 'string'; offset: number; length: number; value: string }
export type JsonNumber = { type: 'number'; offset: number; length: number; value: number }
export type JsonBoolean = { type: 'boolean'; offset: number; length: number; value: boolean }
export type JsonNull = { type: 'null'; offset: number; length: number; value: null }
export type JsonArray = { type: 'array'; offset: number; length: number; items: JsonNode[] }
/** `value` is null while somebody has typed a key and not yet its value. */
export type JsonMember = { key: JsonString; value: JsonNode | null }
export type JsonObject = { type: 'object'; offset: number; length: number; members: JsonMember[] }
export type JsonLeaf = JsonString | JsonNumber | JsonBoolean | JsonNull
export type JsonNode = JsonObject | JsonArray | JsonLeaf

/** The member called `key`; of duplicates the last, as JSON.parse reads them. */
export function memberOf(node: JsonNode | null | undefined, key: string): JsonMember | undefined {
  if (node?.type !== 'object') return undefined
  const { members } = node
  if (members.length > MANY_MEMBERS) return membersByName(node).get(key)
  for (let at = members.length - 1; at >= 0; at--) {
    const found = members[at]
    if (found?.key.value === key) return found
  }
  return undefined
}

/** From here on a map is made once, so that looking up every member stays linear. */
const MANY_MEMBERS = 32
const byName = new WeakMap<JsonObject, ReadonlyMap<string, JsonMember>>()

function membersByName(node: JsonObject): ReadonlyMap<string, JsonMember> {
  let members = byName.get(node)
  if (!members) {
    members = new Map(node.members.map((member) => [member.key.value, member]))
    byName.set(node, members)
  }
  return members
}

/** The value under `key`, or null. */
export const valueUnder = (node: JsonNode | null | undefined, key: string): JsonNode | null =>
  memberOf(node, key)?.value ?? null

/** The text under `key` when it is a string, or null. */
export function stringOf(node: JsonNode | null | undefined, key: string): string | null {
  const value = valueUnder(node, key)
  return value?.type === 'string' ? value.value : null
}

export const itemsOf = (node: JsonNode | null | undefined): readonly JsonNode[] =>
  node?.type === 'array' ? node.items : []

export const membersOf = (node: JsonNode | null | undefined): readonly JsonMember[] =>
  node?.type === 'object' ? node.members : []

/** The plain value a node stands for. Objects have no prototype, so `__proto__` is an ordinary key. */
export function toValue(node: JsonNode | null): unknown {
  if (node === null) return null
  if (node.type === 'object') {
    const record = emptyRecord()
    for (const member of node.members) record[member.key.value] = toValue(member.value)
    return record
  }
  if (node.type === 'array') return node.items.map(toValue)
  return node.value
}

/** The node at a path (`screens[0].id`, or its steps), or null. The root's path is `''`. */
export function nodeAt(
  root: JsonNode | null,
  path: string | readonly PathSegment[],
): JsonNode | null {
  const segments = typeof path === 'string' ? parsePath(path) : path
  if (segments === null) return null
  let node = root
  for (const segment of segments) {
    if (node?.type === 'array' && typeof segment === 'number') node = node.items[segment] ?? null
    else if (node?.type === 'object') node = valueUnder(node, String(segment))
    else return null
  }
  return node
}

/** Path of the deepest node or key that touches `offset`; both ends of a node count as inside. */
export function pathAt(root: JsonNode | null, offset: number): string {
  return formatPath(descend(root, offset, null))
}

/** Path of a node, or of the member whose key it is. */
export function pathTo(root: JsonNode | null, target: JsonNode): string {
  return formatPath(descend(root, target.offset, target))
}

/** Walks down towards an offset. With a target it stops there, without one it goes as deep as it can. */
function descend(root: JsonNode | null, offset: number, target: JsonNode | null): PathSegment[] {
  const segments: PathSegment[] = []
  let node = root
  while (node !== null && node !== target) {
    if (node.type === 'array') {
      const index = lastStartingBy(node.items, (item) => item.offset, offset)
      const item: JsonNode | undefined = node.items[index]
      if (!item || item.offset + item.length < offset) break
      segments.push(index)
      node = item
    } else if (node.type === 'object') {
      const index = lastStartingBy(node.members, (member) => member.key.offset, offset)
      const member: JsonMember | undefined = node.members[index]
      if (!member) break
      const end = member.value
        ? member.value.offset + member.value.length
        : member.key.offset + member.key.length
      if (end < offset) break
      segments.push(member.key.value)
      if (member.key === target) break
      if (member.value === null || member.value.offset > offset) break
      node = member.value
    } else break
  }
  return segments
}

/** Index of the last entry that begins at or before `offset`, or -1. Entries are in text order. */
function lastStartingBy<T>(entries: readonly T[], start: (entry: T) => number, offset: number) {
  let low = -1
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const entry = entries[middle]
    if (entry !== undefined && start(entry) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
