/** Finds who is typing where the text is broken, by the cursors in the room. */
import { positionIn } from '../../../../shared/flow/position.ts'

/** Somebody's cursor in the current text. */
export type CursorPlace = { name: string; isMe: boolean; offset: number }

/** A cursor farther away than this many lines has nothing to do with the break. */
const NEAR_LINES = 3

/**
 * The person whose cursor stands nearest to `offset`, or null when nobody is near. Lines count
 * first, then characters; of two equally near the other person is named rather than oneself.
 * `starts` are the offsets at which the text's lines begin.
 */
export function whoIsNear(
  starts: readonly number[],
  offset: number,
  cursors: readonly CursorPlace[],
): CursorPlace | null {
  const line = positionIn(starts, offset).line
  let best: { cursor: CursorPlace; lines: number; units: number } | null = null
  for (const cursor of cursors) {
    const lines = Math.abs(positionIn(starts, cursor.offset).line - line)
    const units = Math.abs(cursor.offset - offset)
    if (lines > NEAR_LINES) continue
    const nearer =
      best === null ||
      lines < best.lines ||
      (lines === best.lines &&
        (units < best.units || (units === best.units && best.cursor.isMe && !cursor.isMe)))
    if (nearer) best = { cursor, lines, units }
  }
  return best?.cursor ?? null
}

/** What the preview says while the text is broken: where, what, and who is at it. */
export function brokenInWords(
  broken: { line: number; message: string },
  who: CursorPlace | null,
): string {
  const where = `Line ${broken.line}: ${broken.message.replace(/\.$/, '')}`
  if (!who) return `${where}.`
  return who.isMe ? `${where} — you are typing there.` : `${where} — ${who.name} is typing there.`
}
