/** Checks a flow's text: every finding with its place, never a throw, never a stop at the first. */
import { pathAt } from '../json-node.ts'
import { isStrictJson, type ParsedFlow, parseFlow } from '../parse.ts'
import { utf8Length } from '../position.ts'
import type { Diagnostic } from './diagnostic.ts'
import { modelOf } from './model.ts'
import { Report } from './report.ts'
import { rules } from './rules.ts'

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

/** Larger files work but load slowly on phones. */
export const ADVISED_FLOW_BYTES = 100 * 1024

/** All findings about a text, in text order. */
export function checkFlow(text: string): Diagnostic[] {
  return checkParsed(parseFlow(text))
}

/**
 * `checkFlow` for a text that is parsed already. Text that is no JSON, or too large, gets only the
 * findings about that, as the platforms do; anything else is seen by every rule.
 */
export function checkParsed(parsed: ParsedFlow): Diagnostic[] {
  const { text, root } = parsed
  const report = new Report()
  const isReadable = wholeText(parsed, report)
  if (isReadable && root?.type === 'object') {
    const flow = modelOf(root)
    for (const rule of rules) rule(flow, report)
  } else if (isReadable && root)
    report.at(
      root,
      'error',
      'INVALID_FLOW_JSON',
      'A flow is an object: { "version": …, "screens": … }.',
    )
  return report
    .diagnostics(text, root)
    .map((found) => (found.path === '' ? { ...found, path: pathAt(root, found.offset) } : found))
}

/** Size and JSON; true when rules can look at what was read. */
function wholeText(parsed: ParsedFlow, report: Report): boolean {
  const { text, errors } = parsed
  for (const problem of errors)
    report.span(problem.offset, problem.length, 'error', 'INVALID_FLOW_JSON', problem.message)
  if (text.length <= ADVISED_FLOW_BYTES / 3) return isStrictJson(parsed)
  const bytes = utf8Length(text)
  if (bytes > MAX_FLOW_BYTES) {
    report.span(0, 0, 'error', 'INVALID_FLOW_JSON', 'The flow is larger than 10 MB.')
    return false
  }
  if (bytes > ADVISED_FLOW_BYTES)
    report.span(
      0,
      0,
      'info',
      'LARGE_FLOW',
      `The flow has ${Math.round(bytes / 1024)} KB; up to 100 KB it opens fast everywhere.`,
    )
  return isStrictJson(parsed)
}
