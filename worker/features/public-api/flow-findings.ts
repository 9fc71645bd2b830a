/** What is wrong with a flow, in 8x8's shape. */
import type { Problem } from '../../../shared/api/problem.ts'
import type { ValidationError } from '../../../shared/api/public/flows.ts'
import { checkFlow, type Diagnostic, toValidationErrors } from '../../../shared/flow/index.ts'

/** The errors of a flow's text; empty where it is sound. */
export const validationErrorsOf = (text: string): ValidationError[] =>
  toValidationErrors(checkFlow(text))

/** Findings travel in 8x8's shape. */
export function withValidationErrors(refusal: Problem): Problem {
  if (refusal.kind !== 'has-errors') return refusal
  return {
    ...refusal,
    detail: `Invalid flowJson: ${refusal.detail}`,
    facts: { validationErrors: publishErrors(refusal) },
  }
}

/** Why a flow did not go out, as validation errors: the flow's own, or the publishing's. */
export function publishErrors(refusal: Problem): ValidationError[] {
  if (refusal.kind === 'has-errors') {
    const { diagnostics } = refusal.facts as { diagnostics: Diagnostic[] }
    return toValidationErrors(diagnostics)
  }
  const nowhere = { lineStart: 0, lineEnd: 0, columnStart: 0, columnEnd: 0 }
  return [
    {
      error: refusal.kind.replaceAll('-', '_').toUpperCase(),
      errorType: 'PUBLISH_ERROR',
      message: refusal.detail ?? refusal.title,
      ...nowhere,
      pointers: [],
    },
  ]
}
