/** What is said of flows that come from outside: how large they may be, and why one is none. */
import { flowTextMaxBytes } from '../../../shared/api/flows.ts'
import type { ImportRefusal } from '../../../shared/flow/import.ts'
import { utf8Length } from '../../../shared/flow/position.ts'

export const sizeWords = `A flow may be at most ${flowTextMaxBytes / 1024 / 1024} MB`

/** Megabytes for people: "12.3 MB". */
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/**
 * Why a text that a change makes of a flow is too large; null where it is not. It is made only near the limit: `units` are
 * its UTF-16 units.
 */
export function tooLarge(units: number, text: () => string): string | null {
  // A UTF-16 unit takes three bytes at most.
  if (units * 3 <= flowTextMaxBytes) return null
  const bytes = utf8Length(text())
  return bytes > flowTextMaxBytes
    ? `${sizeWords}; with this it would have ${megabytes(bytes)}.`
    : null
}

export function refusalWords(refusal: ImportRefusal): string {
  if (refusal.kind !== 'not-json') return refusal.message
  const { line, column, message, carriedIn } = refusal
  const words = `It is not JSON: line ${line}, column ${column}. ${message}`
  return carriedIn === null ? words : `The flow inside is not JSON. ${words}`
}
