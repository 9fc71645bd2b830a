/** What can be sent: templates in their state, flows that are open, values and texts that fit. */
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { variablesOf } from '../../../shared/api/templates.ts'
import { err, type Result } from '../../../shared/result.ts'
import type { Found } from '../flows/store.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import { valueProblem } from '../templates/rules.ts'

/** Why a template cannot be sent in its state, in words, or null. */
export const unfitTemplate = ({ name, status, reason }: TemplateRow): string | null =>
  status === 'APPROVED'
    ? null
    : status === 'PENDING'
      ? `The template "${name}" still waits for approval.`
      : `The template "${name}" is ${status.toLowerCase()}${reason ? `: ${reason}` : ''}.`

/** Why a version's flow cannot be sent, or null. */
export function closedFlowProblem(found: Found | null): Problem | null {
  const state = found?.version.state
  if (state === 'published' && found?.version.providerStatus !== 'BLOCKED') return null
  if (state === 'published')
    return problem('not-published', {
      field: 'flowId',
      detail: 'WhatsApp has blocked this flow: it can be neither sent nor opened.',
    })
  return problem('not-published', {
    field: 'flowId',
    detail:
      state === 'deprecated'
        ? 'The flow is deprecated: nobody can open it any more.'
        : 'Flow is not published.',
  })
}

/** What is wrong with the values for a template's variables, or null. */
export function valuesProblem(template: TemplateRow, values: readonly string[]): Problem | null {
  const count = variablesOf(textOf(template)).length
  if (values.length !== count) {
    const has = count === 1 ? '1 variable' : `${count || 'no'} variables`
    return problem('bad-request', {
      field: 'values',
      detail: `The template "${template.name}" has ${has}; ${values.length} ${values.length === 1 ? 'value was' : 'values were'} given.`,
    })
  }
  for (const [at, value] of values.entries()) {
    const amiss = valueProblem(value)
    if (amiss)
      return problem('bad-request', { field: `values.${at}`, detail: `{{${at + 1}}}: ${amiss}` })
  }
  return null
}

/** The refusal of a number, with the reason in words. */
export const badNumber = (raw: string, why: string, field = 'phoneNumber'): Problem =>
  problem('bad-phone-number', { field, detail: `"${raw.slice(0, 40)}" ${why}.` })

/** What is wrong with the texts of a flow message, or null. */
export function textsProblem(said: {
  header?: string
  body: string
  footer?: string
  button: string
}): Result<never, Problem> | null {
  const limits = [
    ['header', said.header, 60],
    ['body', said.body, 1024],
    ['footer', said.footer, 60],
    ['button', said.button, 20],
  ] as const
  for (const [field, text, most] of limits) {
    if ((text ?? '').length > most)
      return refuse(field, `The ${field} has at most ${most} characters.`)
  }
  if (said.body.trim() === '') return refuse('body', 'The body is empty.')
  return said.button.trim() === '' ? refuse('button', 'The button needs a label.') : null
}

/** A refusal that names its field. */
export const refuse = (field: string, detail: string): Result<never, Problem> =>
  err(problem('bad-request', { field, detail }))
