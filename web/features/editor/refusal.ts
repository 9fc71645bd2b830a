/** Reads the findings out of a refused publish: our own check's, or the provider's. */
import type { Diagnostic, Severity } from '../../../shared/flow/check/index.ts'
import { isRecord } from '../../../shared/flow/record.ts'
import { ApiProblem } from '../../api/problem.ts'

/** A finding to show. Those of the provider may not say where they are. */
export type Finding = Pick<Diagnostic, 'message' | 'severity'> &
  Partial<Diagnostic> & { origin?: 'provider' }

const SEVERITIES: readonly string[] = ['error', 'warning', 'info'] satisfies Severity[]

/** Findings of a `has-errors` refusal; empty for any other. */
export function findingsOf(error: unknown): Finding[] {
  if (!(error instanceof ApiProblem) || !isRecord(error.facts)) return []
  const { diagnostics } = error.facts
  if (!Array.isArray(diagnostics)) return []
  return diagnostics.flatMap((found: unknown) => {
    if (!isRecord(found) || typeof found.message !== 'string') return []
    const severity = SEVERITIES.includes(String(found.severity))
      ? (found.severity as Severity)
      : 'error'
    const { origin } = found
    return [
      {
        ...(found as Partial<Diagnostic>),
        message: found.message,
        severity,
        ...(origin === 'provider' ? { origin } : {}),
      },
    ]
  })
}
