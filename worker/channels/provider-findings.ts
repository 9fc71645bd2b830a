/** What providers find in a flow, in the neutral spelling. */
import type { ProviderFinding } from './channel.ts'
import { listOf, numberOf, wordOf } from './reading.ts'

/**
 * The findings in a list of `validation_errors`, as Meta spells their positions and as 8x8 does. Positions count from 1 in
 * the uploaded text; the path is the better anchor.
 */
export const findingsIn = (errors: unknown): ProviderFinding[] =>
  listOf(errors).map((error) => {
    const [pointer] = listOf(error.pointers)
    const at = { ...pointer, ...error }
    return {
      code: wordOf(error.error, 'UNKNOWN'),
      message: wordOf(error.message, ''),
      path: wordOf(pointer?.path, ''),
      lineStart: numberOf(at.lineStart ?? at.line_start),
      lineEnd: numberOf(at.lineEnd ?? at.line_end),
      columnStart: numberOf(at.columnStart ?? at.column_start),
      columnEnd: numberOf(at.columnEnd ?? at.column_end),
    }
  })
