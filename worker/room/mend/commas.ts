/** Puts right the commas where two changes to one list met. */
import { parseFlow } from '../../../shared/flow/parse.ts'
import type { TextEdit } from '../../../shared/text-edit.ts'

/** Whether a text is strict JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** At most so many commas to write or take away that the text is JSON again, or null. */
export function commaEdits(text: string, most: number): TextEdit[] | null {
  if (most === 0) return null
  const problem = parseFlow(text).errors.find(
    ({ kind }) => kind !== 'duplicate-key' && kind !== 'value',
  )
  if (!problem) return null
  const candidates = around(text, problem.offset)
  const tried = candidates.map((edit) => ({ edit, text: written(text, edit) }))
  const done = tried.find((it) => isJson(it.text))
  if (done) return [done.edit]
  for (const { edit, text: next } of tried) {
    const rest = commaEdits(next, most - 1)
    if (rest) return [edit, ...rest]
  }
  return null
}

const written = (text: string, { at, remove, insert }: TextEdit): string =>
  text.slice(0, at) + insert + text.slice(at + remove)

/** One comma to take away at an offset or before it, or to write before it. */
function around(text: string, offset: number): TextEdit[] {
  let before = offset
  while (before > 0 && /\s/.test(text.charAt(before - 1))) before--
  const edits: TextEdit[] = []
  if (text.charAt(offset) === ',') edits.push({ at: offset, remove: 1, insert: '' })
  if (text.charAt(before - 1) === ',') edits.push({ at: before - 1, remove: 1, insert: '' })
  else if (before > 0) edits.push({ at: before, remove: 0, insert: ',' })
  return edits
}
