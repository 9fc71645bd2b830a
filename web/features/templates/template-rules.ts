/** What a template form's entries lead to: problems beside their fields, advice, and small edits of the body. */
import {
  type NewTemplate,
  templateLimits,
  variableProblem,
  variablesIn,
} from '../../../shared/api/templates.ts'

export type TemplateDraft = {
  channelId: string
  name: string
  language: string
  category: NewTemplate['category'] | ''
  body: string
  /** By variable number less one. */
  samples: readonly string[]
  footer: string
  buttonLabel: string
  publicId: string
}

export type TemplateField = Exclude<keyof TemplateDraft, 'samples'> | `sample-${number}`
export type TemplateProblems = Partial<Record<TemplateField, string>>

/** A name that the platforms accept, made from what was typed: "My Template!" becomes "my_template". */
export const suggestedName = (typed: string): string =>
  typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, templateLimits.name)

/** Every rule that the draft breaks, by field. `taken` holds "name language" pairs that exist already. */
export function templateProblems(
  draft: TemplateDraft,
  taken: ReadonlySet<string> = new Set(),
): TemplateProblems {
  const problems: TemplateProblems = {}
  const say = (field: TemplateField, words: string) => {
    problems[field] ??= words
  }
  if (!draft.channelId) say('channelId', 'Choose the channel that sends it.')
  if (!draft.name) say('name', 'Give the template a name.')
  else if (!/^[a-z0-9_]+$/.test(draft.name))
    say('name', 'Lower-case letters, digits and underscores only.')
  else if (taken.has(`${draft.name} ${draft.language}`))
    say('name', 'A template with this name and language exists.')
  if (draft.name.length > templateLimits.name)
    say('name', `At most ${templateLimits.name} characters.`)
  if (!draft.language) say('language', 'Choose the language of the text.')
  if (!draft.category) say('category', 'Choose a category.')

  if (!draft.body.trim()) say('body', 'Write the message.')
  const odd = draft.body.match(/\{\{(?!\d{1,3}\}\})[^}]*\}?\}?/)
  if (odd) say('body', `Variables are written {{1}}, {{2}} and so on, not ${odd[0].slice(0, 20)}.`)
  const broken = variableProblem(draft.body)
  if (broken) say('body', broken)
  const length = draft.body.trim().length
  if (length > templateLimits.body)
    say('body', `${length - templateLimits.body} characters over ${templateLimits.body}.`)
  for (const n of variablesIn(draft.body)) {
    const sample = draft.samples[n - 1]?.trim() ?? ''
    if (!sample) say(`sample-${n}`, 'Reviewers need an example here.')
    else if (/[\n\t]| {5,}/.test(sample))
      say(`sample-${n}`, 'No line breaks, tabs or long runs of spaces.')
  }

  if (/\{\{.*\}\}/.test(draft.footer)) say('footer', 'A footer takes no variables.')
  if (draft.footer.trim().length > templateLimits.footer)
    say('footer', `At most ${templateLimits.footer} characters.`)
  if (!draft.publicId) say('publicId', 'Choose the flow that the button opens.')
  if (!draft.buttonLabel.trim()) say('buttonLabel', 'The button needs a label.')
  else if (draft.buttonLabel.trim().length > templateLimits.button)
    say('buttonLabel', `At most ${templateLimits.button} characters.`)
  else if (/[{}]/.test(draft.buttonLabel)) say('buttonLabel', 'A label takes no variables.')
  return problems
}

/** The body with the next variable put at a place, spaces around it where words would touch it. */
export function addVariable(
  body: string,
  from: number,
  to = from,
): { body: string; caret: number } {
  const next = Math.max(0, ...variablesIn(body)) + 1
  const before = body.slice(0, from)
  const after = body.slice(to)
  const lead = /[\p{L}\p{N}}]$/u.test(before) ? ' ' : ''
  const trail = /^[\p{L}\p{N}{]/u.test(after) ? ' ' : ''
  const put = `${lead}{{${next}}}`
  return { body: before + put + trail + after, caret: from + put.length }
}

/** The variables counted from 1 again in their order of number, each with its own sample. */
export function renumber(
  body: string,
  samples: readonly string[],
): { body: string; samples: string[] } {
  const numbers = variablesIn(body).sort((a, b) => a - b)
  const places = new Map(numbers.map((n, index) => [n, index + 1]))
  return {
    body: body.replace(/\{\{(\d{1,3})\}\}/g, (_, n: string) => `{{${places.get(Number(n))}}}`),
    samples: numbers.map((n) => samples[n - 1] ?? ''),
  }
}

/** The text with a mark around the selected part, or taken away where it stands there already. */
export function toggleMark(
  text: string,
  from: number,
  to: number,
  mark: '*' | '_' | '~',
): { text: string; from: number; to: number } {
  const inside = text.slice(from, to)
  if (text[from - 1] === mark && text[to] === mark)
    return {
      text: text.slice(0, from - 1) + inside + text.slice(to + 1),
      from: from - 1,
      to: to - 1,
    }
  return {
    text: text.slice(0, from) + mark + inside + mark + text.slice(to),
    from: from + 1,
    to: to + 1,
  }
}
