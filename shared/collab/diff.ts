/**
 * The smallest sensible edits that turn one text into another, so that text uploaded whole merges with what others are
 * typing elsewhere: common ends, then lines both texts have once, then Myers' greedy diff between those.
 */
import type { TextEdit } from '../text-edit.ts'
import { cutsCharacter } from './doc.ts'

/** Steps that Myers' search may take in one stretch before the stretch is replaced whole: bounds time and memory. */
const searchDepth = 400

/** Edits in ascending order that do not overlap; empty when the texts are equal. */
export function textEdits(before: string, after: string): TextEdit[] {
  const whole = trimmed(before, after, 0)
  if (!whole) return []
  const removed = before.slice(whole.at, whole.at + whole.remove)
  if (removed === '' || whole.insert === '') return [whole]
  const split = splitter(removed.length + whole.insert.length, removed, whole.insert)
  const from = units(removed, split)
  const to = units(whole.insert, split)
  const numbers = new Map<string, number>()
  const hunks: Hunk[] = []
  byUniqueLines(numbered(from, numbers), numbered(to, numbers), 0, 0, hunks)
  const starts = [0]
  for (const unit of from) starts.push(starts.at(-1)! + unit.length)
  return joined(hunks).flatMap((hunk) => {
    const gone = from.slice(hunk.fromStart, hunk.fromEnd).join('')
    const come = to.slice(hunk.toStart, hunk.toEnd).join('')
    const at = whole.at + starts[hunk.fromStart]!
    const edit = trimmed(gone, come, at)
    return edit ? [edit] : []
  })
}

/** One edit for the stretch where two texts differ; never tears a character. Null when they are equal. */
function trimmed(before: string, after: string, offset: number): TextEdit | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++
  if (cutsCharacter(before, head) || cutsCharacter(after, head)) head--
  let tail = 0
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++
  }
  if (cutsCharacter(before, before.length - tail) || cutsCharacter(after, after.length - tail)) {
    tail--
  }
  return {
    at: offset + head,
    remove: before.length - head - tail,
    insert: after.slice(head, after.length - tail),
  }
}

type Hunk = { fromStart: number; fromEnd: number; toStart: number; toEnd: number }

/** Lines; or, where JSON was written without line breaks, the stretches between its commas and brackets. */
function splitter(length: number, ...texts: string[]): RegExp {
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0)
  return length / lines > 400 ? /[\n,{}[\]]/g : /\n/g
}

function units(text: string, after: RegExp): string[] {
  const out: string[] = []
  let from = 0
  for (const match of text.matchAll(after)) {
    const to = match.index + 1
    out.push(text.slice(from, to))
    from = to
  }
  if (from < text.length) out.push(text.slice(from))
  return out
}

function numbered(lines: readonly string[], numbers: Map<string, number>): number[] {
  return lines.map((line) => {
    const known = numbers.get(line)
    if (known !== undefined) return known
    numbers.set(line, numbers.size)
    return numbers.size - 1
  })
}

/** Splits at lines that stand exactly once in both texts and keep their order; diffs what lies between. */
function byUniqueLines(
  from: number[],
  to: number[],
  fromAt: number,
  toAt: number,
  out: Hunk[],
): void {
  let fromDone = 0
  let toDone = 0
  for (const [fromNext, toNext] of [...anchors(from, to), [from.length, to.length] as const]) {
    greedy(
      from.slice(fromDone, fromNext),
      to.slice(toDone, toNext),
      fromAt + fromDone,
      toAt + toDone,
      out,
    )
    fromDone = fromNext + 1
    toDone = toNext + 1
  }
}

/** The longest run of unique common lines whose order is the same on both sides. */
function anchors(from: number[], to: number[]): [number, number][] {
  const once = (list: number[]): Map<number, number> => {
    const at = new Map<number, number>()
    for (const [i, line] of list.entries()) at.set(line, at.has(line) ? -1 : i)
    return at
  }
  const inTo = once(to)
  const pairs: [number, number][] = []
  for (const [line, i] of once(from)) {
    const j = inTo.get(line)
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j])
  }
  pairs.sort((a, b) => a[0] - b[0])
  return longestAscending(pairs)
}

/** Patience sorting on the second number. */
function longestAscending(pairs: [number, number][]): [number, number][] {
  const tops: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  for (const [i, [, value]] of pairs.entries()) {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[tops[middle]!]![1] < value) low = middle + 1
      else high = middle
    }
    if (low > 0) previous[i] = tops[low - 1]!
    tops[low] = i
  }
  const out: [number, number][] = []
  for (let i = tops.at(-1) ?? -1; i >= 0; i = previous[i]!) out.push(pairs[i]!)
  return out.reverse()
}

/** Myers' greedy search; a stretch that needs more than `searchDepth` steps is replaced whole. */
function greedy(from: number[], to: number[], fromAt: number, toAt: number, out: Hunk[]): void {
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start++
  let fromEnd = from.length
  let toEnd = to.length
  while (fromEnd > start && toEnd > start && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--
    toEnd--
  }
  const a = from.slice(start, fromEnd)
  const b = to.slice(start, toEnd)
  if (a.length === 0 && b.length === 0) return
  const steps = a.length > 0 && b.length > 0 ? search(a, b) : null
  const whole = { fromStart: 0, fromEnd: a.length, toStart: 0, toEnd: b.length }
  for (const hunk of steps ?? [whole]) {
    out.push({
      fromStart: fromAt + start + hunk.fromStart,
      fromEnd: fromAt + start + hunk.fromEnd,
      toStart: toAt + start + hunk.toStart,
      toEnd: toAt + start + hunk.toEnd,
    })
  }
}

function search(a: number[], b: number[]): Hunk[] | null {
  const most = Math.min(a.length + b.length, searchDepth)
  const trace: Int32Array[] = []
  const furthest = new Int32Array(2 * most + 3)
  const middle = most + 1
  for (let d = 0; d <= most; d++) {
    trace.push(furthest.slice(middle - d - 1, middle + d + 2))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!)
      let x = down ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      furthest[middle + k] = x
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length)
    }
  }
  return null
}

/** From the end of Myers' search to its start, one removed or inserted line a step. */
function walkBack(trace: Int32Array[], length: number, otherLength: number): Hunk[] {
  const out: Hunk[] = []
  let x = length
  let y = otherLength
  for (let d = trace.length - 1; d > 0; d--) {
    const furthest = (k: number): number => trace[d]![k + d + 1]!
    const k = x - y
    const down = k === -d || (k !== d && furthest(k - 1) < furthest(k + 1))
    const fromX = down ? furthest(k + 1) : furthest(k - 1)
    const fromY = fromX - (down ? k + 1 : k - 1)
    out.push({
      fromStart: fromX,
      fromEnd: down ? fromX : fromX + 1,
      toStart: fromY,
      toEnd: down ? fromY + 1 : fromY,
    })
    x = fromX
    y = fromY
  }
  return out.reverse()
}

/** Hunks that touch become one. */
function joined(hunks: Hunk[]): Hunk[] {
  const out: Hunk[] = []
  for (const hunk of hunks) {
    const last = out.at(-1)
    if (last && last.fromEnd === hunk.fromStart && last.toEnd === hunk.toStart) {
      last.fromEnd = hunk.fromEnd
      last.toEnd = hunk.toEnd
    } else out.push({ ...hunk })
  }
  return out
}
