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

/** What RichText has on top: headings, pictures, tables. Deeper headings than two read as paragraphs. */
export type RichBlock =
  | Block
  | { type: 'heading'; level: 1 | 2; parts: Inline[] }
  | { type: 'image'; altText: string; source: string }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }

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

const IMAGE = /^!\[([^\]]{0,500})\]\((data:image\/[a-z]+;base64,[A-Za-z0-9+/=]+)\)$/
const TABLE_LINE = /^\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?$/

/** Blocks of a RichText; what is none of its kinds is read as a paragraph. */
export function readRichText(text: string): RichBlock[] {
  const blocks: RichBlock[] = []
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim()
    if (line === '') continue
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const image = IMAGE.exec(line)
    if (heading) {
      const level = heading[1]?.length ?? 1
      const parts = readInline(heading[2] ?? '')
      blocks.push(
        level <= 2
          ? { type: 'heading', level: level as 1 | 2, parts }
          : { type: 'paragraph', parts },
      )
    } else if (image)
      blocks.push({ type: 'image', altText: image[1] ?? '', source: image[2] ?? '' })
    else if (line.includes('|') && TABLE_LINE.test((lines[at + 1] ?? '').trim())) {
      const rows: Inline[][][] = []
      const head = cellsOf(line)
      at += 2
      for (; at < lines.length && (lines[at] ?? '').includes('|'); at++)
        rows.push(cellsOf((lines[at] ?? '').trim()))
      at--
      blocks.push({ type: 'table', head, rows })
    } else {
      const [block] = readMarkdown(lines[at] ?? '')
      const last = blocks[blocks.length - 1]
      if (block?.type === 'list' && last?.type === 'list' && last.ordered === block.ordered)
        last.items.push(...block.items)
      else if (block) blocks.push(block)
    }
  }
  return blocks
}

const cellsOf = (line: string): Inline[][] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => readInline(cell.trim()))

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
