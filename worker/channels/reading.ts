/** Reading what providers send without trusting it: values of the expected kind, or what stands in for them. */

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object in an answer's body; null where it holds none. */
export function objectIn(body: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body)
    return isRecord(read) ? read : null
  } catch {
    return null
  }
}

export const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** Ids are texts, and numbers here and there. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number' && Number.isSafeInteger(value)
      ? String(value)
      : null

export const wordOf = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise

export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** A word for messages about what came; an object in its place has no words. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 60) : `of type ${typeof value}`

/** `+` and digits, with or without plus; anything that is not 7 to 15 digits is no number. */
export const phoneOf = (from: unknown): string | null => {
  const digits = textOf(from)?.replace(/^\+/, '') ?? ''
  return /^\d{7,15}$/.test(digits) ? `+${digits}` : null
}

const qualities = ['GREEN', 'YELLOW', 'RED'] as const

export const qualityOf = (score: string): (typeof qualities)[number] | null =>
  qualities.find((known) => known === score.toUpperCase()) ?? null
