/** Picked files: what a flow holds of them, and what leaves with an answer (reference §6.2). */
import { isRecord, mergeRecords } from '../record.ts'
import type { MediaValue } from './view-item.ts'

/** What the endpoint gets of a file, and what the final answer carries; only what is known. */
const DELIVERED = {
  data_exchange: ['file_name', 'media_id', 'cdn_url', 'encryption_metadata'],
  complete: ['file_name', 'mime_type', 'sha256', 'id'],
} as const

export const isMedia = (value: unknown): value is MediaValue =>
  isRecord(value) && typeof value.file_name === 'string'

/** The files of a value, as the action hands them on. */
export function deliveredFiles(
  value: unknown,
  action: 'data_exchange' | 'complete',
): Record<string, unknown>[] {
  if (!Array.isArray(value)) return []
  return value.filter(isMedia).map((file) => {
    const delivered = mergeRecords<unknown>()
    for (const key of DELIVERED[action]) if (file[key] !== undefined) delivered[key] = file[key]
    return delivered
  })
}
