/** Turns offsets into lines and columns. */

/** One-based place in a text; columns count UTF-16 units, as editors do. */
export type Position = { line: number; column: number }

/** Offsets at which each line begins. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0]
  const hasReturns = text.includes('\r')
  if (!hasReturns) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1)
    }
    return starts
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

/** Position of `offset` among known line starts; out-of-range offsets are pulled in. */
export function positionIn(lineStarts: readonly number[], offset: number): Position {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: Math.max(0, offset - (lineStarts[low] ?? 0)) + 1 }
}

/**
 * Position of `offset` in `text`; for many look-ups keep `lineStartsOf(text)` and use `positionIn`.
 * One character more is read, so that a \r\n is not cut in two.
 */
export function positionAt(text: string, offset: number): Position {
  const inside = Math.min(Math.max(0, offset), text.length)
  return positionIn(lineStartsOf(text.slice(0, inside + 1)), inside)
}

/** Size of a text in UTF-8 bytes; a lone surrogate counts as the three bytes it is replaced by. */
export function utf8Length(text: string): number {
  let bytes = text.length
  // Most flows are plain ASCII, where a look costs less than counting.
  if (!/[^\x00-\x7f]/.test(text)) return bytes
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    if (code < 0x800) bytes += 1
    else if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) {
      bytes += 2
      at++
    } else bytes += 2
  }
  return bytes
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000
