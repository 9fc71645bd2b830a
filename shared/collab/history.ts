/** What a room remembers of its past: stretches of work, each a set of edits to the text before it. */
import type { TextEdit } from '../text-edit.ts'

/** Who worked: an actor's id and the name they had then. */
export type Writer = { readonly id: string; readonly name: string }

/** One stretch of work: it ends when people pause, when somebody else takes over, or when it grows long. */
export type Checkpoint = {
  readonly id: number
  /** First and last edit, in ms since the epoch. */
  readonly since: number
  readonly at: number
  /** Everybody who edited, in the order they began; nobody for the text a room began with. */
  readonly writers: readonly Writer[]
  /** UTF-16 units that came and went. */
  readonly added: number
  readonly removed: number
}

/** An edit, and who wrote what of its insertion: [UTF-16 units, index into `writers`; -1 for unknown], in order. */
export type WrittenEdit = TextEdit & { readonly by: readonly (readonly [number, number])[] }

/** What one stretch of work changed. The text after it is `applyEdits(before, edits)`. */
export type Change = {
  readonly before: string
  readonly edits: readonly WrittenEdit[]
  readonly writers: readonly Writer[]
}
