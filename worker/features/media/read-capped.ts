/** Reads a file's bytes, and stops as soon as they are none that anybody may send, or more than their kind may have. */
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import {
  type MediaKind,
  mediaMaxBytes,
  mediaTypes,
  tooLargeWords,
} from '../../../shared/templates/media.ts'
import { headBytes, typeOfHead } from './type-of.ts'

/**
 * The whole file in a request or an answer, in one buffer that grows no further than it must.
 * @throws what the stream throws.
 */
export async function readCapped({
  headers,
  body,
}: Request | Response): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  const declared = sizeIn(headers)
  if (declared !== null && declared > mediaMaxBytes) return refuse('document', declared)
  if (!body) return err(empty)
  const reader = body.getReader()
  let bytes = new Uint8Array(Math.max(headBytes, declared ?? 64 * 1024))
  let size = 0
  let kind: MediaKind | undefined
  try {
    for (;;) {
      const { done, value } = await reader.read()
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

const refuse = (kind: MediaKind, size: number) =>
  err(problem('too-large', { field: 'file', detail: tooLargeWords(kind, size) ?? '' }))

/** The size that the sender named. */
function sizeIn(headers: Headers): number | null {
  const declared = Number(headers.get('content-length') ?? Number.NaN)
  return Number.isSafeInteger(declared) && declared >= 0 ? declared : null
}
