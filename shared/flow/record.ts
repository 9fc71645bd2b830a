/** Maps with keys from outside: plain objects without a prototype, so that no key is special. */

export type JsonRecord = Record<string, unknown>

export const emptyRecord = <T = unknown>(): Record<string, T> =>
  Object.create(null) as Record<string, T>

/** A copy of a record with later records laid over it; missing ones are skipped. */
export function mergeRecords<T>(
  ...records: readonly (Readonly<Record<string, T>> | null | undefined)[]
): Record<string, T> {
  const merged = emptyRecord<T>()
  for (const record of records) {
    if (record) for (const key of Object.keys(record)) merged[key] = record[key] as T
  }
  return merged
}

/** A copy of a record with one entry changed, or taken out when the value is undefined. */
export function withEntry<T>(
  record: Readonly<Record<string, T>> | undefined,
  key: string,
  value: T | undefined,
): Record<string, T> {
  const copy = mergeRecords(record)
  if (value === undefined) delete copy[key]
  else copy[key] = value
  return copy
}

/** The value under an own key; inherited names such as `constructor` are never found. */
export const ownValue = <T>(
  record: Readonly<Record<string, T>> | null | undefined,
  key: string,
): T | undefined => (record && Object.hasOwn(record, key) ? record[key] : undefined)

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
