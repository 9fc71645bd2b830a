/** Which parts of a JSON text go when certain characters of it go. */

import { firstEndingAfter } from '../../../shared/collab/span-index.ts'
import type { JsonNode } from '../../../shared/flow/json-node.ts'

/** Offsets in a text, half-open. */
export type Stretch = { readonly from: number; readonly to: number }

/** In a broken text a thing may seem to go on into what is none of it: so much may stand between two of its characters. */
const mostBetween = 1000

/**
 * A stretch as far as anything in it goes: what stands behind the last character that goes is none of it. `isSound`:
 * whether the text was, so that things end where they seem to.
 */
export function clipped(
  { from, to }: Stretch,
  gone: readonly Stretch[],
  isSound: boolean,
): Stretch | null {
  let end = from
  for (let at = firstEndingAfter(gone, (one) => one.to, from); at < gone.length; at++) {
    const one = gone[at]!
    if (one.from >= to || (!isSound && one.from - end > mostBetween)) break
    end = Math.min(one.to, to)
  }
  return end > from ? { from, to: end } : null
}

/**
 * The insides of the entries, properties, lists, objects and texts whose first character is among `gone` (ascending):
 * whatever stands in there can only belong to them. The outermost of each, without its first character.
 */
export function insidesOf(root: JsonNode, gone: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  const open: JsonNode[] = [root]
  const touched = (from: number, to: number): boolean => {
    const first = gone.at(firstEndingAfter(gone, (stretch) => stretch.to, from))
    return first !== undefined && first.to > from && first.from < to
  }
  const entry = (start: number, end: number, value: JsonNode | null): void => {
    if (!touched(start, end)) return
    if (touched(start, start + 1)) {
      if (end - start > 1) found.push({ from: start + 1, to: end })
    } else if (value) open.push(value)
  }
  for (let node = open.pop(); node; node = open.pop()) {
    const end = node.offset + node.length
    if (touched(node.offset, node.offset + 1)) {
      const isHollow = node.type === 'object' || node.type === 'array' || node.type === 'string'
      if (isHollow && node.length > 1) found.push({ from: node.offset + 1, to: end })
    } else if (node.type === 'array') {
      for (const item of node.items) entry(item.offset, item.offset + item.length, item)
    } else if (node.type === 'object') {
      for (const { key, value } of node.members) {
        const last = value ?? key
        entry(key.offset, last.offset + last.length, value)
      }
    }
  }
  return found.sort((a, b) => a.from - b.from)
}
