/** Where a rule is looking: the flow, the screen, and the component in question. */
import type { PlatformCode } from './codes.ts'
import type { CheckedComponent, CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'
import type { RuleId } from './rules.ts'

export type Site = {
  readonly flow: CheckedFlow
  readonly screen: CheckedScreen
  readonly report: Report
  /** Under which rules the faults of bindings are filed here. */
  readonly faults: BindingFaults
  /** The component being looked at; null on the screen itself. */
  readonly component: CheckedComponent | null
}

/** Properties, payloads and updates file the same faults under different codes. */
export type BindingFaults = {
  /** A plain binding finds nothing or does not fit. */
  readonly binding: RuleId
  /** A binding inside an expression finds nothing. */
  readonly insideExpression: { readonly rule: RuleId; readonly code?: PlatformCode }
  /** Component properties may not name their own screen in full. */
  readonly refusesOwnScreen: boolean
}

export const IN_PROPERTIES: BindingFaults = {
  binding: 'binding',
  insideExpression: { rule: 'binding' },
  refusesOwnScreen: true,
}

/** The faults of payloads, which 7.2 told apart further. */
export const inPayload = (isUpdate: boolean, version: number): BindingFaults => ({
  binding: isUpdate ? 'update-payload' : 'payload-binding',
  insideExpression:
    version >= 702
      ? { rule: 'payload-expression' }
      : { rule: isUpdate ? 'update-payload' : 'payload-binding' },
  refusesOwnScreen: false,
})
