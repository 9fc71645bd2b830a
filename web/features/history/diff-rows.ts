/** A change of a text as rows of lines to read: what stayed around it, what went, what came and who wrote it. */
import type { TextEdit } from '../../../shared/text-edit.ts'

/** A stretch of a line; `by` is the writer's index where it came, -1 where nobody is known, null where it was there. */
export type Part = {
  readonly text: string
  readonly isChanged: boolean
  readonly by: number | null
}

export type DiffRow =
  | {
      readonly kind: 'same'
      readonly before: number
      readonly after: number
      readonly text: string
    }
  | { readonly kind: 'gone'; readonly before: number; readonly parts: readonly Part[] }
  | { readonly kind: 'come'; readonly after: number; readonly parts: readonly Part[] }
  | { readonly kind: 'skipped'; readonly lines: number }

/** An edit, with who wrote which part of its insertion where that is known. */
export type Signed = TextEdit & { readonly by?: readonly (readonly [number, number])[] }

/** Lines shown around a change. */
const AROUND = 3

/** A stretch that changed, in units of one text. */
type Mark = { from: number; to: number; by: number | null }

/** Lines `from` up to `to`, half-open, of both texts that belong to one change. */
type Hunk = { beforeFrom: number; beforeTo: number; afterFrom: number; afterTo: number }

/** The rows of a change; empty where nothing changed. Edits are ascending and do not overlap. */
export function diffRows(before: string, after: string, edits: readonly Signed[]): DiffRow[] {
  const old = new Lines(before)
  const now = new Lines(after)
  const gone: Mark[] = []
  const come: Mark[] = []
  const hunks: Hunk[] = []
  let shift = 0
  for (const { at, remove, insert, by } of edits) {
    if (remove > 0) gone.push({ from: at, to: at + remove, by: null })
    let from = at + shift
    for (const [units, writer] of by ?? [[insert.length, -1] as const]) {
      if (units > 0) come.push({ from, to: from + units, by: writer })
      from += units
    }
    const hunk = {
      beforeFrom: old.lineAt(at),
      beforeTo: old.lineAt(at + remove) + 1,
      afterFrom: now.lineAt(at + shift),
      afterTo: now.lineAt(at + shift + insert.length) + 1,
    }
    const last = hunks.at(-1)
    if (last && hunk.beforeFrom < last.beforeTo) {
      last.beforeTo = Math.max(last.beforeTo, hunk.beforeTo)
      last.afterTo = Math.max(last.afterTo, hunk.afterTo)
    } else hunks.push(hunk)
    shift += insert.length - remove
  }
  const rows: DiffRow[] = []
  let done = 0
  for (const hunk of hunks) {
    // Lines at its ends that are the same were touched by a line break only.
    while (hunk.beforeFrom < hunk.beforeTo && hunk.afterFrom < hunk.afterTo) {
      if (old.text(hunk.beforeFrom) !== now.text(hunk.afterFrom)) break
      hunk.beforeFrom++
      hunk.afterFrom++
    }
    while (hunk.beforeFrom < hunk.beforeTo && hunk.afterFrom < hunk.afterTo) {
      if (old.text(hunk.beforeTo - 1) !== now.text(hunk.afterTo - 1)) break
      hunk.beforeTo--
      hunk.afterTo--
    }
  }
  for (const [i, hunk] of hunks.entries()) {
    const { beforeFrom, beforeTo, afterFrom, afterTo } = hunk
    if (beforeFrom === beforeTo && afterFrom === afterTo) continue
    const offset = afterFrom - beforeFrom
    const start = Math.max(done, beforeFrom - AROUND)
    if (start > done) rows.push({ kind: 'skipped', lines: start - done })
    for (let line = start; line < beforeFrom; line++)
      rows.push({ kind: 'same', before: line, after: line + offset, text: old.text(line) })
    for (let line = beforeFrom; line < beforeTo; line++)
      rows.push({ kind: 'gone', before: line, parts: old.parts(line, gone) })
    for (let line = afterFrom; line < afterTo; line++)
      rows.push({ kind: 'come', after: line, parts: now.parts(line, come) })
    const next = hunks
      .slice(i + 1)
      .find((one) => one.beforeFrom < one.beforeTo || one.afterFrom < one.afterTo)
    const end = Math.min(old.count, next?.beforeFrom ?? old.count, beforeTo + AROUND)
    for (let line = beforeTo; line < end; line++)
      rows.push({
        kind: 'same',
        before: line,
        after: line + afterTo - beforeTo,
        text: old.text(line),
      })
    done = end
  }
  if (rows.length > 0 && done < old.count) rows.push({ kind: 'skipped', lines: old.count - done })
  return rows
}

/** A text by its lines, counted from 0, without their breaks. */
class Lines {
  readonly #text: string
  readonly #starts = [0]

  constructor(text: string) {
    this.#text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      this.#starts.push(at + 1)
  }

  get count(): number {
    return this.#starts.length
  }

  lineAt(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  text(line: number): string {
    const [from, to] = this.#range(line)
    return this.#text.slice(from, to)
  }

  /** A line in stretches: what the marks cover, and what lies between. */
  parts(line: number, marks: readonly Mark[]): Part[] {
    const [from, to] = this.#range(line)
    const out: Part[] = []
    let at = from
    const push = (end: number, isChanged: boolean, by: number | null) => {
      if (end > at) out.push({ text: this.#text.slice(at, end), isChanged, by })
      at = Math.max(at, end)
    }
    for (const mark of marks) {
      if (mark.to <= from) continue
      if (mark.from >= to) break
      push(Math.max(from, mark.from), false, null)
      push(Math.min(to, mark.to), true, mark.by)
    }
    push(to, false, null)
    return out
  }

  #range(line: number): [number, number] {
    const from = this.#starts[line] ?? this.#text.length
    const next = this.#starts[line + 1]
    const to = next === undefined ? this.#text.length : next - 1
    return [from, this.#text.charAt(to - 1) === '\r' && to > from ? to - 1 : to]
  }
}

/** One line of a view with the text before at the left and the text after at the right. */
export type PairRow =
  | { readonly kind: 'skipped'; readonly lines: number }
  | {
      readonly kind: 'pair'
      readonly before: { readonly number: number; readonly parts: readonly Part[] } | null
      readonly after: { readonly number: number; readonly parts: readonly Part[] } | null
      readonly isSame: boolean
    }

/** The same rows side by side: what went stands beside what came in its place. */
export function pairedRows(rows: readonly DiffRow[]): PairRow[] {
  const pairs: PairRow[] = []
  let gone: { number: number; parts: readonly Part[] }[] = []
  let come: { number: number; parts: readonly Part[] }[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++)
      pairs.push({
        kind: 'pair',
        before: gone[at] ?? null,
        after: come[at] ?? null,
        isSame: false,
      })
    gone = []
    come = []
  }
  for (const row of rows) {
    if (row.kind === 'gone') {
      if (come.length > 0) flush()
      gone.push({ number: row.before, parts: row.parts })
    } else if (row.kind === 'come') come.push({ number: row.after, parts: row.parts })
    else {
      flush()
      if (row.kind === 'skipped') pairs.push(row)
      else {
        const parts = [{ text: row.text, isChanged: false, by: null }]
        pairs.push({
          kind: 'pair',
          before: { number: row.before, parts },
          after: { number: row.after, parts },
          isSame: true,
        })
      }
    }
  }
  flush()
  return pairs
}
