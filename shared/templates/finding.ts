/** What checks take and give: a template as it is written, and findings with field, sentence and rule. */
import type { MediaKind, MediaType } from './media.ts'
import type { TemplateRule } from './rules.ts'

export type OtherButton =
  | { type: 'QUICK_REPLY'; label: string }
  | { type: 'URL'; label: string; url: string }
  | { type: 'PHONE_NUMBER'; label: string; phoneNumber: string }
  | { type: 'COPY_CODE'; code: string }

/** A template while it is written: nothing need be there yet. */
export type CheckedTemplate = {
  name: string
  language: string
  category: string
  /** Empty where it has none. */
  header: string
  /** The picture, video or document in the place of a text; `file` is null while none is chosen. */
  headerMedia?: { kind: MediaKind; file: { kind: MediaKind; type: MediaType } | null } | null
  body: string
  /** By variable number less one. */
  samples: readonly string[]
  footer: string
  /** Null where no button opens a flow. */
  flow: { label: string; publicId: string } | null
  /** The other buttons, in their order. */
  buttons: readonly OtherButton[]
  /** How many of them stand before the Flow button. */
  flowAt: number
}

export type TemplateFinding = {
  rule: TemplateRule
  /** As requests spell it: `body`, `samples.0`, `buttons.1.url`. */
  field: string
  words: string
  /** An error keeps the template from being sent; advice does not. */
  level: 'error' | 'advice'
}

export type Say = (
  rule: TemplateRule,
  field: string,
  words: string,
  level?: TemplateFinding['level'],
) => void

/** All buttons in the order in which the phone shows them. */
export function buttonsInOrder<Flow, Other>(
  flow: Flow | null,
  others: readonly Other[],
  flowAt: number,
): (Flow | Other)[] {
  if (flow === null) return [...others]
  return [...others.slice(0, flowAt), flow, ...others.slice(flowAt)]
}

/** What is wrong with the value of a variable, in words, or null. */
export function valueProblem(value: string): string | null {
  if (value.trim() === '') return 'A value is empty.'
  if (/[\n\r\t]/.test(value)) return 'A value has no line breaks or tabs.'
  if (/ {5}/.test(value)) return 'A value has at most four spaces in a row.'
  return null
}
