/** Puts right the commas where two changes to one list met. */
import { breaksJson, parseFlow } from '../../../shared/flow/parse.ts'
import { applyEdits, type TextEdit } from '../../../shared/text-edit.ts'

/** Whether a text is strict JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** At most so many commas to write or take away, one after the other, that the text is JSON again; or null. */
export function commaEdits(text: string, most: number): TextEdit[] | null {
  if (most === 0) return null
  const problem = parseFlow(text).errors.find(breaksJson)
  if (!problem) return null
  const candidates = around(text, problem.offset)
  const tried = candidates.map((edit) => ({ edit, text: applyEdits(text, [edit]) }))
  const done = tried.find((it) => isJson(it.text))
  if (done) return [done.edit]
  for (const { edit, text: next } of tried) {
    const rest = commaEdits(next, most - 1)
    if (rest) return [edit, ...rest]
  }
  return null
}

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
