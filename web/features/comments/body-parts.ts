/** What stands in a comment: words, links to web pages, and names of those it mentions. */

export type Part = { kind: 'text' | 'link' | 'mention'; text: string }

const link = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/giu

/** The parts of a body, in order. */
export function partsOf(body: string, names: readonly string[]): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of body.matchAll(link)) {
    if (!isWebAddress(match[0])) continue
    parts.push(...mentionsIn(body.slice(at, match.index), names))
    parts.push({ kind: 'link', text: match[0] })
    at = match.index + match[0].length
  }
  parts.push(...mentionsIn(body.slice(at), names))
  return parts.filter(({ text }) => text !== '')
}

function mentionsIn(text: string, names: readonly string[]): Part[] {
  // The longest first: one name may begin as another.
  const marks = [...names].sort((a, b) => b.length - a.length).map((name) => `@${name}`)
  const parts: Part[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const mark = text[at] === '@' ? marks.find((one) => text.startsWith(one, at)) : undefined
    if (mark) {
      parts.push({ kind: 'text', text: plain }, { kind: 'mention', text: mark })
      plain = ''
      at += mark.length
    } else plain += text[at++]
  }
  parts.push({ kind: 'text', text: plain })
  return parts
}

function isWebAddress(text: string): boolean {
  try {
    const { protocol } = new URL(text)
    return protocol === 'http:' || protocol === 'https:'
  } catch {
    return false
  }
}
