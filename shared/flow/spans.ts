/** Where a place inside a string's value stands in the text, escapes counted. */
import type { JsonString } from './json-node.ts'

/** Maps an index into the decoded value to an offset of the text. */
export function offsetsIn(text: string, node: JsonString): (index: number) => number {
  const start = node.offset + 1
  // Without escapes both count alike.
  if (node.length === node.value.length + 2) return (index) => start + index
  const offsets: number[] = []
  const end = node.offset + node.length
  for (let at = start; at < end && offsets.length <= node.value.length; ) {
    offsets.push(at)
    if (text.charAt(at) !== '\\') at += 1
    else at += text.charAt(at + 1) === 'u' ? 6 : 2
  }
  return (index) => offsets[index] ?? end - 1
}
