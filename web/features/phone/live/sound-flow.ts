/** Reads a changing text: the flow as it stands, the last sound one, and where the text is broken now. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import type { ParsedFlow } from '../../../../shared/flow/parse.ts'
import { lineStartsOf, positionAt } from '../../../../shared/flow/position.ts'
import { isSoundParse, readFlow } from '../../../../shared/flow/read.ts'
import { brokenInWords, type CursorPlace, whoIsNear } from './who-broke-it.ts'

/** Where and how the text is broken. */
export type Broken = {
  message: string
  offset: number
  /** One-based. */
  line: number
}

export type Reading = {
  text: string
  parsed: ParsedFlow
  /** As far as the text can be made out; null when there is no screen in it. */
  flow: Flow | null
  /** Null while the text is sound. */
  broken: Broken | null
  /** Where the lines begin, worked out when first asked for. */
  readonly lineStarts: readonly number[]
}

/** Reads a text once: a flow as far as there is one, and the first thing that breaks it. */
export function readText(text: string): Reading {
  const { flow, parsed } = readFlow(text)
  let starts: readonly number[] | null = null
  return {
    text,
    parsed,
    flow,
    broken: isSoundParse(parsed) ? null : brokenAt(parsed),
    get lineStarts() {
      starts ??= lineStartsOf(text)
      return starts
    },
  }
}

function brokenAt({ text, errors }: ParsedFlow): Broken {
  const first = errors.find((problem) => problem.kind !== 'duplicate-key')
  if (first)
    return {
      message: first.message,
      offset: first.offset,
      line: positionAt(text, first.offset).line,
    }
  return { message: 'There is no screen with a layout in the flow yet.', offset: 0, line: 1 }
}

/**
 * `shown` keeps the last sound reading, whatever has happened to the text since. Where the text was
 * never sound since it was opened, it is what can be made out of it.
 */
export function createSoundFlow(text: Accessor<string>): {
  reading: Accessor<Reading>
  shown: Accessor<Reading | null>
} {
  const reading = createMemo(() => readText(text()))
  const shown = createMemo<Reading | null>((last) => {
    const now = reading()
    if (now.flow === null) return last
    return now.broken === null || last === null || last.broken !== null ? now : last
  }, null)
  return { reading, shown }
}

/** What keeps the newest text from showing, in words, and who is at it; null while it shows. */
export function brokenWords(
  reading: Reading,
  shown: Reading | null,
  cursors: readonly CursorPlace[],
): string | null {
  const { broken } = reading
  if (broken === null) return null
  const words = brokenInWords(broken, whoIsNear(reading.lineStarts, broken.offset, cursors))
  if (shown === null) return words
  return shown.broken === null
    ? `${words} Showing the last version that works.`
    : `${words} Showing what can be made out.`
}

/** Every few keys break the text for a moment; only what stays broken this long is news. */
const SETTLE_MS = 450

/** The words once they have stood a while; nothing at once when there is nothing to say. */
export function createSettled(words: Accessor<string | null>): Accessor<string | null> {
  const [due, setDue] = createSignal(false)
  const isBroken = createMemo(() => words() !== null)
  createEffect(() => {
    if (!isBroken()) {
      setDue(false)
      return
    }
    const timer = setTimeout(() => setDue(true), SETTLE_MS)
    onCleanup(() => clearTimeout(timer))
  })
  return () => (due() ? words() : null)
}
