/** One finding about a flow's text, and the shapes in which the platforms hand findings out. */
import type { TextEdit } from '../../text-edit.ts'
import type { RuleId } from './rules.ts'

/** `error` keeps a flow from being published, `warning` will look wrong to customers, `info` is advice. */
export type Severity = 'error' | 'warning' | 'info'

export type Diagnostic = {
  /** The platform's code (reference §7.3), or one of ours for findings the platform has no word for. */
  code: string
  severity: Severity
  /** The rule that found it, from the list in rules.ts. */
  rule: RuleId
  /** The reason in one or two sentences, with what to do. */
  message: string
  /** `screens[0].layout.children[1].label`; empty for the whole text. */
  path: string
  /** One-based; the end column lies after the last character. */
  lineStart: number
  lineEnd: number
  columnStart: number
  columnEnd: number
  /** UTF-16 units. */
  offset: number
  length: number
  /** What would mend it, the likeliest first. */
  fixes: Fix[]
}

/** Edits of the checked text that mend one finding; ascending, not overlapping. */
export type Fix = { title: string; edits: TextEdit[] }

/** Errors alone keep a flow from being published. */
export const isPublishable = (diagnostics: readonly Pick<Diagnostic, 'severity'>[]): boolean =>
  diagnostics.every((diagnostic) => diagnostic.severity !== 'error')
type Place = { lineStart: number; lineEnd: number; columnStart: number; columnEnd: number }

/** 8x8's shape. */
export type ValidationError = Place & {
  error: string
  errorType: 'FLOW_JSON_ERROR'
  message: string
  pointers: (Place & { path: string })[]
}

type MetaPlace = { line_start: number; line_end: number; column_start: number; column_end: number }

/** Meta's shape: the same content, other spelling. */
export type MetaValidationError = MetaPlace & {
  error: string
  error_type: 'FLOW_JSON_ERROR'
  message: string
  pointers: (MetaPlace & { path: string })[]
}

const placeOf = ({ lineStart, lineEnd, columnStart, columnEnd }: Place): Place => ({
  lineStart,
  lineEnd,
  columnStart,
  columnEnd,
})

const metaPlaceOf = (place: Place): MetaPlace => ({
  line_start: place.lineStart,
  line_end: place.lineEnd,
  column_start: place.columnStart,
  column_end: place.columnEnd,
})

/** Errors only; those of equal code and message are one, with a pointer for each place. */
export function toValidationErrors(diagnostics: readonly Diagnostic[]): ValidationError[] {
  const merged = new Map<string, ValidationError>()
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== 'error') continue
    const key = `${diagnostic.code}\n${diagnostic.message}`
    const pointer = { ...placeOf(diagnostic), path: diagnostic.path }
    const known = merged.get(key)
    if (known) known.pointers.push(pointer)
    else
      merged.set(key, {
        error: diagnostic.code,
        errorType: 'FLOW_JSON_ERROR',
        message: diagnostic.message,
        ...placeOf(diagnostic),
        pointers: [pointer],
      })
  }
  return [...merged.values()]
}

export const toMetaValidationErrors = (diagnostics: readonly Diagnostic[]): MetaValidationError[] =>
  toValidationErrors(diagnostics).map((error) => ({
    error: error.error,
    error_type: error.errorType,
    message: error.message,
    ...metaPlaceOf(error),
    pointers: error.pointers.map((pointer) => ({ ...metaPlaceOf(pointer), path: pointer.path })),
  }))
