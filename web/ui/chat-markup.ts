/** Reads the marks that WhatsApp draws in a message: *bold*, _italic_, ~strike~, `code` and ```monospace```. */

export type ChatSpan = {
  text: string
  bold: boolean
  italic: boolean
  strike: boolean
  code: boolean
}

type Style = 'bold' | 'italic' | 'strike'
const marks: Record<string, Style> = { '*': 'bold', _: 'italic', '~': 'strike' }
const plain = { bold: false, italic: false, strike: false, code: false }

const isWordCharacter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character)
const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character)

/**
 * The text as lines of styled spans. A mark opens before a visible character that no word runs into, and
 * closes after a visible character that no word goes on from, on the same line; any other stays as written.
 */
export const readChatText = (text: string): ChatSpan[][] =>
  text.split('\n').map((line) => readSpans(line, plain))

/** The words alone, without their marks, on one line: for lists and quotes. */
export const plainChatText = (text: string): string =>
  readChatText(text)
    .map((line) => line.map((span) => span.text).join(''))
    .join(' ')

function readSpans(line: string, style: Omit<ChatSpan, 'text'>): ChatSpan[] {
  const spans: ChatSpan[] = []
  let from = 0
  const keep = (to: number) => {
    if (to > from) spans.push({ text: line.slice(from, to), ...style })
  }
  for (let at = 0; at < line.length; at++) {
    const fence = /^```(?!`)(.*?[^`])```(?!`)/.exec(line.slice(at))
    if (fence && line[at - 1] !== '`') {
      keep(at)
      spans.push({ text: fence[1]!, ...style, code: true })
      at += fence[0].length - 1
      from = at + 1
      continue
    }
    const mark = line[at]!
    const isCode = mark === '`'
    const named = marks[mark]
    if (!isCode && (!named || style[named])) continue
    const end = closingMark(line, at)
    if (end < 0) continue
    keep(at)
    const inner = line.slice(at + 1, end)
    if (isCode) spans.push({ text: inner, ...style, code: true })
    else spans.push(...readSpans(inner, { ...style, [named!]: true }))
    at = end
    from = end + 1
  }
  keep(line.length)
  return spans
}

/** Where the mark that opens at this place closes, or -1 where it opens nothing. */
function closingMark(line: string, at: number): number {
  const mark = line[at]!
  if (isWordCharacter(line[at - 1]) || isSpace(line[at + 1]) || line[at + 1] === mark) return -1
  for (let end = at + 2; end < line.length; end++) {
    if (line[end] === mark && !isSpace(line[end - 1]) && !isWordCharacter(line[end + 1])) return end
  }
  return -1
}
