/** How wide text runs on a phone: advance widths of the phone's font, and how lines break. */

/**
 * Inter Regular from the blank (U+0020) to the tilde (U+007E), in hundredths of the font size, as
 * its own tables have them. The preview draws with this font; iOS and Android come close to it.
 */
const ASCII = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57,
  62, 62, 29, 30, 66, 66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76,
  64, 76, 64, 64, 65, 74, 69, 99, 68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61,
  59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66,
]

/** Everything else by class, in the same unit: the mean of its letters; the first that fits counts. */
const CLASSES: readonly [characters: RegExp, width: number][] = [
  [/[\p{M}\p{Cf}\p{Cc}]/u, 0],
  [/[‘’]/u, 26],
  [/[“”]/u, 44],
  [/–/u, 50],
  [/[—…]/u, 95],
  [/\p{Extended_Pictographic}/u, 125],
  [
    /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u,
    100,
  ],
  [/\p{Script=Cyrillic}/u, 62],
  [/\p{Script=Arabic}/u, 50],
  [/\p{Script=Hebrew}/u, 55],
  [/\p{Script=Thai}/u, 55],
  [/\p{Script=Devanagari}/u, 62],
  [/\p{Lu}/u, 67],
  [/\p{Ll}/u, 57],
]
const OTHER = 60

/** Bold letters run wider. */
const BOLD = 1.05

const known = new Map<string, number>()

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  const ascii = ASCII[code - 32]
  if (ascii !== undefined) return ascii
  const before = known.get(character)
  if (before !== undefined) return before
  const width = CLASSES.find(([characters]) => characters.test(character))?.[1] ?? OTHER
  if (known.size < 4000) known.set(character, width)
  return width
}

/** The width of a text on one line, in the unit of `size`. */
export function textWidth(text: string, size: number, isBold = false): number {
  let sum = 0
  for (const character of text) sum += widthOf(character)
  return (sum * size * (isBold ? BOLD : 1)) / 100
}

/** Scripts that break between any two characters. */
const BREAKS_ANYWHERE = /[\u2e80-\u303e\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]/u

/** How many lines a text takes in a box of this width; counting ends past `atMost`. */
export function lineCount(
  text: string,
  width: number,
  size: number,
  { isBold = false, atMost = Number.POSITIVE_INFINITY } = {},
): number {
  if (!text.includes('\n') && textWidth(text, size, isBold) <= width) return 1
  let lines = 0
  for (const paragraph of text.split('\n')) {
    lines++
    let used = 0
    for (const word of wordsOf(paragraph)) {
      const blank = used > 0 && word.startsWith(' ')
      const wide = textWidth(blank ? word : word.trimStart(), size, isBold)
      if (used + wide <= width) used += wide
      else {
        // A word longer than the line is broken wherever the line ends.
        const alone = textWidth(word.trimStart(), size, isBold)
        if (used > 0) lines++
        lines += Math.max(0, Math.ceil(alone / width) - 1)
        used = alone > width ? alone % width : alone
      }
      if (lines > atMost) return lines
    }
  }
  return lines
}

/** Pieces between which a line may break; each carries the blank before it. */
function* wordsOf(paragraph: string): Generator<string> {
  let word = ''
  for (const character of paragraph) {
    const splits = BREAKS_ANYWHERE.test(character)
    if ((character === ' ' && word.trim() !== '') || splits) {
      if (word !== '') yield word
      word = ''
    }
    word += character
    if (splits) {
      yield word
      word = ''
    }
  }
  if (word !== '') yield word
}
