/** Where a place of an older reading stands in a newer text, and what two people typed into one value. */
import { nodeAt, pathTo } from '../../../shared/flow/json-node.ts'
import type { ParsedFlow } from '../../../shared/flow/parse.ts'

/** The stretch in which two texts differ: as far as both begin and end alike. */
function differing(before: string, after: string): { from: number; until: number; by: number } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++
  let tail = 0
  while (
    tail < shorter - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  return { from, until: before.length - tail, by: after.length - before.length }
}

/**
 * The path that a place has in a newer text; null where somebody has changed the text right at its beginning since, so
 * that nobody can tell.
 */
export function followedPath(path: string, before: ParsedFlow, now: ParsedFlow): string | null {
  if (before.text === now.text) return path
  const node = nodeAt(before.root, path)
  if (!node) return null
  const { from, until, by } = differing(before.text, now.text)
  const offset = node.offset < from ? node.offset : node.offset >= until ? node.offset + by : null
  if (offset === null) return null
  const found = pathTo(now.root, { ...node, offset })
  const target = nodeAt(now.root, found)
  return target?.offset === offset && target.type === node.type ? found : null
}

/**
 * One value after two changes of it: `mine` made `shown` into what I typed, somebody else made it into `theirs`. What
 * both did to the same letters is mine; everything else is kept.
 */
export function bothChanges(shown: string, mine: string, theirs: string): string {
  if (theirs === shown || mine === theirs) return mine
  const own = differing(shown, mine)
  const other = differing(shown, theirs)
  const written = mine.slice(own.from, own.until + own.by)
  if (own.from === own.until && written === '') return theirs
  const from = place(own.from, other)
  const until = Math.max(from, own.until <= other.from ? own.until : place(own.until, other))
  return theirs.slice(0, from) + written + theirs.slice(until)
}

/** Where a caret of one text stands in another. */
export const carriedCaret = (offset: number, before: string, after: string): number =>
  before === after ? offset : place(offset, differing(before, after))

/** Where an offset lies after somebody's change. */
function place(offset: number, { from, until, by }: ReturnType<typeof differing>): number {
  if (offset < from) return offset
  return offset >= until ? offset + by : until + by
}
