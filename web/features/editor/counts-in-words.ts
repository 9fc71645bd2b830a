/** How many findings there are, in words. */
import type { Diagnostic } from '../../../shared/flow/check/index.ts'

/** "2 problems · 1 suggestion" */
export function countsInWords(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): string {
  const errors = diagnostics.filter((found) => found.severity === 'error').length
  const others = diagnostics.length - errors
  if (diagnostics.length === 0) return 'No problems'
  const parts = []
  if (errors > 0) parts.push(`${errors} ${errors === 1 ? 'problem' : 'problems'}`)
  if (others > 0) parts.push(`${others} ${others === 1 ? 'suggestion' : 'suggestions'}`)
  return parts.join(' · ')
}
