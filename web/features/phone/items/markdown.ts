/**
 * Reads the markdown that paragraphs may use (reference §3.4): bold, italic, strike, links and
 * one-level lists. The result is data; a link that is not plain https stays text.
 */
import { safeHref } from '../open-link.ts'

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; parts: Inline[] }
  | { type: 'link'; href: string; parts: Inline[] }

export type Block =
  | { type: 'paragraph'; parts: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }

/** Blocks in order; consecutive list lines of one kind make one list. */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const item = /^\s*(?:([-+*])|\d{1,9}[.)])\s+(.*)$/.exec(line)
    if (!item) {
      blocks.push({ type: 'paragraph', parts: readInline(line.trim()) })
      continue
    }
    const ordered = item[1] === undefined
    const last = blocks[blocks.length - 1]
    const parts = readInline(item[2]!)
    if (last?.type === 'list' && last.ordered === ordered) last.items.push(parts)
    else blocks.push({ type: 'list', ordered, items: [parts] })
  }
  return blocks
}

/** Marks by how they open, longest first. */
const MARKS = [
  { mark: '**', type: 'bold' },
  { mark: '~~', type: 'strike' },
  { mark: '*', type: 'italic' },
] as const

/** Nesting is bounded, so that a text of nothing but marks cannot exhaust the stack. */
const MAX_NESTING = 8

function readInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') parts.push({ type: 'text', text: plain })
    plain = ''
  }
  let at = 0
  while (at < text.length) {
    const found =
      depth < MAX_NESTING ? (readLink(text, at, depth) ?? readMark(text, at, depth)) : null
    if (found) {
      flush()
      parts.push(found.part)
      at = found.end
    } else {
      plain += text[at]
      at++
    }
  }
  flush()
  return parts
}

type Found = { part: Inline; end: number }

function readMark(text: string, at: number, depth: number): Found | null {
  for (const { mark, type } of MARKS) {
    if (!text.startsWith(mark, at)) continue
    const from = at + mark.length
    let close = text.indexOf(mark, from + 1)
    // `*a **b***`: the single mark closes past the double ones.
    if (mark === '*')
      while (close >= 0 && text[close + 1] === '*') close = text.indexOf(mark, close + 2)
    if (close < 0 || text[from] === ' ') continue
    const parts = readInline(text.slice(from, close), depth + 1)
    return { part: { type, parts }, end: close + mark.length }
  }
  return null
}

function readLink(text: string, at: number, depth: number): Found | null {
  if (text[at] !== '[') return null
  const found = /^\[([^[\]]{1,500})\]\(([^()\s]{1,2000})\)/.exec(text.slice(at, at + 2600))
  const href = found ? safeHref(found[2]!) : null
  if (!found || href === null) return null
  return {
    part: { type: 'link', href, parts: readInline(found[1]!, depth + 1) },
    end: at + found[0].length,
  }
}
