/** What the platforms ask of a template's text, beyond its shape (messaging-platforms.md §6). */
import { templateLanguages } from '../../../shared/api/template-languages.ts'
import { type NewTemplate, variableProblem, variablesIn } from '../../../shared/api/templates.ts'

/** A template without a Flow button has neither label nor flow. */
export type TemplateInput = Omit<NewTemplate, 'buttonLabel' | 'publicId'> &
  Partial<Pick<NewTemplate, 'buttonLabel' | 'publicId'>>

export type Broken = { field: string; detail: string }

/** The first rule that a template breaks, in words, with its field; null where it breaks none. */
export function brokenRule(input: TemplateInput): Broken | null {
  const { body, samples, footer, buttonLabel, publicId } = input
  if (!templateLanguages.includes(input.language)) {
    return broken('language', `"${input.language.slice(0, 20)}" is no language of templates.`)
  }
  const odd = body.match(/\{\{(?!\d{1,3}\}\})[^}]*\}?\}?/)
  if (odd) {
    return broken(
      'body',
      `Variables are written {{1}}, {{2}} and so on, not ${odd[0].slice(0, 40)}.`,
    )
  }
  const variables = variableProblem(body)
  if (variables) return broken('body', variables)
  const count = variablesIn(body).length
  if (samples.length !== count) {
    return broken(
      'samples',
      count === 0
        ? 'The text has no variables, so it takes no samples.'
        : `The text has ${count} ${count === 1 ? 'variable' : 'variables'}: give one sample each, not ${samples.length}.`,
    )
  }
  const poor = samples.findIndex((sample) => valueProblem(sample) !== null)
  if (poor >= 0) return broken(`samples.${poor}`, valueProblem(samples[poor] ?? '') ?? '')
  if (footer && /\{\{.*\}\}/.test(footer)) return broken('footer', 'A footer takes no variables.')
  if ((buttonLabel === undefined) !== (publicId === undefined)) {
    return buttonLabel === undefined
      ? broken('buttonLabel', 'The button needs a label.')
      : broken('publicId', 'Choose the flow that the button opens.')
  }
  if (buttonLabel && /[\n{}]/.test(buttonLabel)) {
    return broken('buttonLabel', 'A label is one line without variables.')
  }
  return null
}

const broken = (field: string, detail: string): Broken => ({ field, detail })

/** What is wrong with the value of a variable, in words, or null. */
export function valueProblem(value: string): string | null {
  if (value.trim() === '') return 'A value is empty.'
  if (/[\n\r\t]/.test(value)) return 'A value has no line breaks or tabs.'
  if (/ {5}/.test(value)) return 'A value has at most four spaces in a row.'
  return null
}
