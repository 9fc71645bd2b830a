/** Reads a file's bytes, and stops as soon as they are none that anybody may send, or more than their kind may have. */
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { mediaMaxBytes, mediaTypes, tooLargeWords } from '../../../shared/templates/media.ts'
import { headBytes, typeOfHead } from './type-of.ts'

/**
 * The whole file, in one buffer that grows no further than it must. `declared` is the size that its sender named.
 * @throws what the stream or the signal throws.
 */
export async function readCapped(
  body: ReadableStream<Uint8Array> | null,
  declared: number | null,
  signal?: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  if (declared !== null && declared > mediaMaxBytes) return refuse('document', declared)
  if (!body) return err(empty)
  const reader = body.getReader()
  const stopped = whenAborted(signal)
  let bytes = new Uint8Array(Math.max(headBytes, declared ?? 64 * 1024))
  let size = 0
  let kind: Parameters<typeof tooLargeWords>[0] | undefined
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stopped])
      if (done) break
      if (size + value.length > bytes.length) {
        const larger = new Uint8Array(
          Math.min(mediaMaxBytes + headBytes, Math.max(bytes.length * 2, size + value.length)),
        )
        larger.set(bytes.subarray(0, size))
        bytes = larger
      }
      if (size + value.length > mediaMaxBytes)
        return refuse(kind ?? 'document', size + value.length)
      bytes.set(value, size)
      size += value.length
      if (kind === undefined && size >= headBytes) {
        const type = typeOfHead(bytes.subarray(0, size))
        if (!type.ok) return err(problem('bad-request', { field: 'file', detail: type.error }))
        kind = mediaTypes[type.value].kind
      }
      if (kind !== undefined && tooLargeWords(kind, size) !== null)
        return refuse(kind, Math.max(size, declared ?? 0))
    }
  } finally {
    reader.cancel().catch(() => {})
  }
  return size === 0 ? err(empty) : ok(bytes.subarray(0, size))
}

const empty = problem('bad-request', { field: 'file', detail: 'The file is empty.' })

const refuse = (kind: Parameters<typeof tooLargeWords>[0], size: number) =>
  err(problem('too-large', { field: 'file', detail: tooLargeWords(kind, size) ?? '' }))

/** Never ends well: only by the signal. */
const whenAborted = (signal?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
