/** A file as the commands take it: decoded, and the flow taken out of what carries it. */
import { importFlow } from '../../shared/flow/import.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Io } from './io.ts'

export type FlowFile = {
  /** The flow's text; may be broken JSON. */
  readonly text: string
  /** The property of the file that carries it; null when the file is the flow. */
  readonly carriedIn: string | null
}

/** Reads and decodes a file; only what cannot be read at all is refused. */
export async function readFlowFile(file: string, io: Io): Promise<Result<FlowFile, string>> {
  const bytes = await io.read(file)
  if (!bytes.ok) return bytes
  const decoded = decode(bytes.value)
  if (!decoded.ok) return decoded
  const imported = importFlow(decoded.value)
  // A file that is no flow, or broken, is looked at as it is: the checker says where.
  return ok(
    imported.ok
      ? { text: imported.value.text, carriedIn: imported.value.carriedIn }
      : { text: decoded.value, carriedIn: null },
  )
}

/** UTF-8, with or without a byte order mark; UTF-16 by its mark. */
export function decode(bytes: Uint8Array): Result<string, string> {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    return err('it holds no UTF-8 text')
  }
}
