/** Puts right the commas where two changes to one list met. */
import { flawsIn } from '../../../shared/flow/flaws.ts'
import { breaksJson, parseFlow } from '../../../shared/flow/parse.ts'
import { applyEdits, type TextEdit } from '../../../shared/text-edit.ts'

/**
 * Flaws looked at for a missing or superfluous comma, from the first; commas put right at most; and the longest text of
 * which two at once are tried: each try reads all of it, and the room waits.
 */
const most = { flaws: 6, commas: 12, units: 200_000 }

/**
 * Commas to write or take away, one after the other, until no more than `flaws` places of the text are broken; null when
 * commas alone do not help.
 */
export function commaEdits(text: string, flaws = 0): TextEdit[] | null {
  const edits: TextEdit[] = []
  let now = text
  let left = flawsIn(text)
  while (left > flaws) {
    const better =
      betterBy(now, left, 1) ?? (now.length <= most.units ? betterBy(now, left, 2) : null)
    if (!better || edits.length >= most.commas) return null
    edits.push(...better)
    for (const edit of better) now = applyEdits(now, [edit])
    left = flawsIn(now)
  }
  return edits
}

/** So many commas, one after the other, after which fewer places are broken. */
function betterBy(text: string, flaws: number, commas: number): TextEdit[] | null {
  const tried = parseFlow(text)
    .errors.filter(breaksJson)
    .slice(0, most.flaws)
    .flatMap(({ offset }) => around(text, offset))
    .map((edit) => ({ edit, text: applyEdits(text, [edit]) }))
  if (commas === 1) {
    const best = tried
      .map((it) => ({ ...it, flaws: flawsIn(it.text) }))
      .filter((it) => it.flaws < flaws)
      .sort((a, b) => a.flaws - b.flaws)[0]
    return best ? [best.edit] : null
  }
  for (const { edit, text: next } of tried) {
    const rest = betterBy(next, flaws, commas - 1)
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
