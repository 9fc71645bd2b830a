/** Takes back one whole change of a shared text, and leaves alone what others have typed since. */
import type * as Y from 'yjs'
import { textEdits } from '../../../shared/collab/diff.ts'
import type { TextEdit } from '../../../shared/text-edit.ts'

/**
 * The edits that turn `now` into what it would be, had the change from `before` to `after` never happened. Null where
 * somebody has since edited the very places that would have to change back.
 */
export function editsBack(before: string, after: string, now: string): TextEdit[] | null {
  const since = textEdits(after, now)
  const back: TextEdit[] = []
  let next = 0
  let shift = 0
  for (const edit of textEdits(after, before)) {
    for (; next < since.length && endOf(since[next]!) < edit.at; next++)
      shift += since[next]!.insert.length - since[next]!.remove
    const other = since[next]
    // Touching is too close: half a word would come back.
    if (other && other.at <= endOf(edit)) return null
    back.push({ ...edit, at: edit.at + shift })
  }
  return back
}

const endOf = (edit: TextEdit): number => edit.at + edit.remove

/** Applies edits to a shared text as one change of one's own. */
export function applyTo(text: Y.Text, edits: readonly TextEdit[]): void {
  text.doc?.transact(() => {
    // From the end, so that earlier places stay right.
    for (const edit of [...edits].reverse()) {
      if (edit.remove > 0) text.delete(edit.at, edit.remove)
      if (edit.insert !== '') text.insert(edit.at, edit.insert)
    }
  })
}
