/** What the platforms ask of a template, as refusals of requests: the rules themselves are shared/templates/. */
import type { Media } from '../../../shared/api/media.ts'
import type { NewTemplate } from '../../../shared/api/templates.ts'
import { checkTemplate } from '../../../shared/templates/check.ts'
import { variablesOf } from '../../../shared/templates/text.ts'

export { valueProblem } from '../../../shared/templates/finding.ts'

/** A template without a Flow button has neither label nor flow. */
export type TemplateInput = NewTemplate

export type Broken = { field: string; detail: string }

/** The first rule that a template breaks, in words, with its field; null where it breaks none. `file` stands in its header. */
export function brokenRule(input: TemplateInput, file: Media | null = null): Broken | null {
  const { header = '', body, samples, footer = '', buttonLabel, publicId, buttons = [] } = input
  if ((buttonLabel === undefined) !== (publicId === undefined)) {
    return buttonLabel === undefined
      ? broken('buttonLabel', 'The button needs a label.')
      : broken('publicId', 'Choose the flow that the button opens.')
  }
  const flowAt = input.flowAt ?? 0
  if (flowAt > buttons.length)
    return broken('flowAt', 'The Flow button cannot stand behind buttons that are not there.')
  const flow =
    buttonLabel === undefined || publicId === undefined ? null : { label: buttonLabel, publicId }
  const headerMedia = input.headerMedia ? { kind: input.headerMedia.kind, file } : null
  const findings = checkTemplate({
    ...input,
    ...{ header, headerMedia, body, samples, footer, flow, buttons, flowAt },
  })
  const error = findings.find(({ level }) => level === 'error')
  const count = variablesOf({ header, body }).length
  // A count that is off says more than the sample that is missing.
  if (samples.length !== count && (!error || error.field.startsWith('samples'))) {
    return broken(
      'samples',
      count === 0
        ? 'The text has no variables, so it takes no samples.'
        : `The text has ${count} ${count === 1 ? 'variable' : 'variables'}: give one sample each, not ${samples.length}.`,
    )
  }
  return error ? broken(error.field, error.words) : null
}

const broken = (field: string, detail: string): Broken => ({ field, detail })
