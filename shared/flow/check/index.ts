/** Checks a flow's text: every finding with its place, never a throw, never a stop at the first. */
import { pathAt } from '../json-node.ts'
import { type ParsedFlow, parseFlow } from '../parse.ts'
import { utf8Length } from '../position.ts'
import type { Diagnostic } from './diagnostic.ts'
import { Report } from './report.ts'

export {
  type Diagnostic,
  isPublishable,
  type MetaValidationError,
  type Severity,
  toMetaValidationErrors,
  toValidationErrors,
  type ValidationError,
} from './diagnostic.ts'

/** The platforms take no larger file. */
export const MAX_FLOW_BYTES = 10 * 1024 * 1024

/** All findings about a text, in text order. */
export function checkFlow(text: string): Diagnostic[] {
  return checkParsed(parseFlow(text))
}

/** `checkFlow` for a text that is parsed already. */
export function checkParsed(parsed: ParsedFlow): Diagnostic[] {
  const { text, root, errors } = parsed
  const report = new Report()
  if (text.length * 3 > MAX_FLOW_BYTES && utf8Length(text) > MAX_FLOW_BYTES)
    report.span(0, 0, 'error', 'INVALID_FLOW_JSON', 'The flow is larger than 10 MB.')
  for (const problem of errors)
    report.span(problem.offset, problem.length, 'error', 'INVALID_FLOW_JSON', problem.message)
  return report
    .diagnostics(text, root)
    .map((found) => (found.path === '' ? { ...found, path: pathAt(root, found.offset) } : found))
}
