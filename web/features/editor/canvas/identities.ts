/** Names for components that outlast edits around them, so that what one is working in stays the same card. */

import * as Y from 'yjs'
import type { ComponentNode } from '../../../../shared/flow/flow.ts'
import { walkComponents } from '../../../../shared/flow/flow.ts'

/**
 * A name for each component by its path: the identity of its first character in the shared text. Where the text has
 * moved on since it was read, the path itself.
 */
export function identitiesOf(
  text: Y.Text,
  read: string,
  children: readonly ComponentNode[],
): ReadonlyMap<string, string> {
  const isFresh = text.length === read.length && text.toString() === read
  const names = new Map<string, string>()
  for (const { path, range } of walkComponents(children)) {
    const { item } = isFresh
      ? Y.createRelativePositionFromTypeIndex(text, range.offset)
      : { item: null }
    names.set(path, item ? `${item.client}:${item.clock}` : path)
  }
  return names
}
