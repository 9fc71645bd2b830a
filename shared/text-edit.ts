/** Replacements in a text, as values: what fixes, intents and differences are made of. */

/** At `at` (UTF-16 units of the text before any edit) take `remove` units away and put `insert` there. */
export type TextEdit = { readonly at: number; readonly remove: number; readonly insert: string }

/** A stretch that edits take away and write again elsewhere, byte for byte but for its indentation. */
export type Moved = { readonly at: number; readonly length: number }

/** The text after the edits; they must be ascending and not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = []
  let done = 0
  for (const { at, remove, insert } of edits) {
    parts.push(text.slice(done, at), insert)
    done = at + remove
  }
  parts.push(text.slice(done))
  return parts.join('')
}
