/** What is said of flows that come from outside: how large they may be, and why one is none. */
import { flowTextMaxBytes } from '../../../shared/api/flows.ts'
import type { ImportRefusal } from '../../../shared/flow/import.ts'

export const sizeWords = `A flow may be at most ${flowTextMaxBytes / 1024 / 1024} MB`

/** Megabytes for people: "12.3 MB". */
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** Whether a text of so many UTF-16 units may be too large: each takes three bytes of UTF-8 at most. */
export const mayBeTooLarge = (units: number): boolean => units * 3 > flowTextMaxBytes

/** Why a text that a change makes of a flow is too large, by its bytes as UTF-8; null where it is not. */
export const tooLarge = (bytes: number): string | null =>
  bytes > flowTextMaxBytes ? `${sizeWords}; with this it would have ${megabytes(bytes)}.` : null

export function refusalWords(refusal: ImportRefusal): string {
  if (refusal.kind !== 'not-json') return refusal.message
  const { line, column, message, carriedIn } = refusal
  const words = `It is not JSON: line ${line}, column ${column}. ${message}`
  return carriedIn === null ? words : `The flow inside is not JSON. ${words}`
}
