/** Prints a flow anew without touching what it says: numbers, escapes and keys keep their spelling. */
import { err, ok, type Result } from '../../result.ts'
import type { JsonNode } from '../json-node.ts'
import { isStrictJson, parseFlow } from '../parse.ts'
import { positionAt } from '../position.ts'

/** Why a text was not formatted: the first thing that keeps it from being JSON. */
export type NotJson = { kind: 'not-json'; message: string; line: number; column: number }

/** Two blanks a level, one property or entry a line, one line break at the end. */
export const formatFlow = (text: string): Result<string, NotJson> =>
  reprinted(text, { gap: ' ', unit: '  ', eol: '\n', end: '\n' })

/** No blanks at all. */
export const minifyFlow = (text: string): Result<string, NotJson> =>
  reprinted(text, { gap: '', unit: '', eol: '', end: '' })

type Layout = { gap: string; unit: string; eol: string; end: string }

function reprinted(text: string, layout: Layout): Result<string, NotJson> {
  const parsed = parseFlow(text)
  if (!isStrictJson(parsed) || parsed.root === null) {
    const [first] = parsed.errors
    const { line, column } = positionAt(text, first?.offset ?? 0)
    return err({
      kind: 'not-json',
      message: first?.message ?? 'There is no JSON here yet.',
      line,
      column,
    })
  }
  const parts: string[] = []
  print(parsed.root, text, layout, layout.eol, parts)
  parts.push(layout.end)
  return ok(parts.join(''))
}

/** `line` is the line break and indentation that this node's own line begins with. */
function print(node: JsonNode, text: string, layout: Layout, line: string, parts: string[]) {
  if (node.type !== 'object' && node.type !== 'array') {
    parts.push(text.slice(node.offset, node.offset + node.length))
    return
  }
  const [open, close] = node.type === 'object' ? '{}' : '[]'
  const inner = line + layout.unit
  const count = node.type === 'object' ? node.members.length : node.items.length
  if (count === 0) {
    parts.push(`${open}${close}`)
    return
  }
  parts.push(open ?? '')
  for (let at = 0; at < count; at++) {
    parts.push(at === 0 ? inner : `,${inner}`)
    if (node.type === 'array') {
      const item = node.items[at]
      if (item) print(item, text, layout, inner, parts)
      continue
    }
    const member = node.members[at]
    if (!member) continue
    const { key, value } = member
    parts.push(text.slice(key.offset, key.offset + key.length), ':', layout.gap)
    if (value) print(value, text, layout, inner, parts)
  }
  parts.push(line, close ?? '')
}
