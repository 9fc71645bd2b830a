/** The shared document: one text named json, and nothing else (design, decision 1). */
import type * as Y from 'yjs'
import { limits } from './limits.ts'

/** The only root of a flow's document. Anything written elsewhere is refused by the room. */
export const textName = 'json'

/** The flow's text inside a document. */
export const flowText = (doc: Y.Doc): Y.Text => doc.getText(textName)

/** Bytes of a text as UTF-8; a lone surrogate counts as the three bytes of its replacement character. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (isPair(text, i)) {
      bytes += 2
      i++
    } else bytes += 2
  }
  return bytes
}

/** Inserts a text in pieces, as a large paste has to go in. */
export function insertText(into: Y.Text, at: number, text: string): void {
  let place = at
  for (const piece of pieces(text, limits.insertUnits)) {
    into.insert(place, piece)
    place += piece.length
  }
}

/** Whether the unit at this place and the next one are the two halves of one character. */
const isPair = (text: string, at: number): boolean => {
  const high = text.charCodeAt(at)
  if (high < 0xd800 || high > 0xdbff) return false
  const low = text.charCodeAt(at + 1)
  return low >= 0xdc00 && low <= 0xdfff
}

/** Whether a cut before this unit would tear a character in two. */
export const cutsCharacter = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isPair(text, at - 1)

/**
 * A text in pieces of at most `max` UTF-16 units, no character torn: large pastes go in as several
 * inserts, so that no single update frame passes the room's limit.
 */
export function pieces(text: string, max: number): string[] {
  const out: string[] = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(text.length, from + max)
    if (cutsCharacter(text, to)) to--
    out.push(text.slice(from, to))
    from = to
  }
  return out
}
