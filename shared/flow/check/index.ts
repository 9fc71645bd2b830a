/** Checks a flow's text: every finding with its place, never a throw, never a stop at the first. */
import type { JsonObject } from '../json-node.ts'
import { isStrictJson, type ParsedFlow, type ParseProblem, parseFlow } from '../parse.ts'
import { utf8Length } from '../position.ts'
import { actions } from './actions.ts'
import { components } from './components.ts'
import { counts } from './counts.ts'
import { dataModel } from './data-model.ts'
import type { Diagnostic } from './diagnostic.ts'
import { document } from './document.ts'
import { endings } from './endings.ts'
import { modelOf } from './model.ts'
import { names } from './names.ts'
import { placement } from './placement.ts'
import { Report } from './report.ts'
import { routing } from './routing.ts'
import type { RuleId } from './rules.ts'
import { screens } from './screens.ts'
import { unusedFields } from './unused-fields.ts'
import { version } from './version.ts'

export { EMITTED_CODES, OTHER_CODES, type PlatformCode } from './codes.ts'
export {
  type Diagnostic,
  type Fix,
  isPublishable,
  type MetaValidationError,
  type Severity,
  toMetaValidationErrors,
  toValidationErrors,
  type ValidationError,
} from './diagnostic.ts'
export { OWN_CODES, type OwnCode, type RuleId, type RuleSpec, rules } from './rules.ts'

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
 * findings about that, as the platforms do; so does a version that can no longer be published.
 * Anything else is seen by every rule.
 */
export function checkParsed(parsed: ParsedFlow): Diagnostic[] {
  const { text, root } = parsed
  const report = new Report()
  if (wholeText(parsed, report) && root) {
    if (root.type === 'object') wholeFlow(root, report)
    else report.at(root, 'flow-object', 'A flow is an object: { "version": …, "screens": … }.')
  }
  return report.diagnostics({ text, root })
}

function wholeFlow(root: JsonObject, report: Report) {
  if (version(root, report) === 'expired') return
  const flow = modelOf(root)
  document(flow, report)
  for (const screen of flow.screens) {
    screens(screen, flow, report)
    dataModel(screen, report)
    names(screen, report)
    counts(screen, report)
    placement(screen, flow, report)
    components(screen, flow, report)
    actions(screen, flow, report)
  }
  endings(flow, report)
  routing(flow, report)
  unusedFields(flow, report)
}

const PARSE_RULES: Readonly<Record<ParseProblem['kind'], RuleId>> = {
  syntax: 'json-syntax',
  'too-deep': 'json-depth',
  'duplicate-key': 'json-duplicate-key',
  value: 'json-value',
}

/** Size and JSON; true when rules can look at what was read. */
function wholeText(parsed: ParsedFlow, report: Report): boolean {
  const { text, errors } = parsed
  for (const { kind, offset, length, message } of errors)
    report.span(offset, length, PARSE_RULES[kind], message)
  // No text needs more than three bytes a unit.
  if (text.length <= ADVISED_FLOW_BYTES / 3) return isStrictJson(parsed)
  const bytes = utf8Length(text)
  if (bytes > MAX_FLOW_BYTES) {
    report.span(0, 0, 'flow-size', 'The flow is larger than 10 MB.')
    return false
  }
  if (bytes > ADVISED_FLOW_BYTES)
    report.span(
      0,
      0,
      'flow-size-advice',
      `The flow has ${Math.round(bytes / 1024)} KB; up to 100 KB it opens fast everywhere.`,
    )
  return isStrictJson(parsed)
}
