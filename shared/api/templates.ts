/** Message templates over HTTP: one body with variables, optional footer, one Flow button. */
import { z } from '../zod.ts'

export const templateLimits = {
  name: 200,
  body: 1024,
  footer: 60,
  button: 25,
  buttonAdvice: 20,
} as const

export const TemplateStatus = z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED'])
export type TemplateStatus = z.infer<typeof TemplateStatus>

export const TemplateCategory = z.enum(['UTILITY', 'MARKETING'])

/** Body of `templates.create`. Variables are {{1}}…{{n}} without gaps, one sample each. Reply: a Template. */
export const NewTemplate = z.object({
  channelId: z.string(),
  name: z
    .string()
    .max(templateLimits.name)
    .regex(/^[a-z0-9_]+$/, 'Lower-case letters, digits and underscores only.'),
  language: z.string().min(2),
  category: TemplateCategory,
  body: z.string().trim().min(1, 'The body is empty.').max(templateLimits.body),
  samples: z.array(z.string().trim().min(1, 'Every variable needs a sample.')),
  footer: z.string().trim().max(templateLimits.footer).optional(),
  buttonLabel: z.string().trim().min(1, 'The button needs a label.').max(templateLimits.button),
  /** Public id of a published version. */
  publicId: z.string(),
  navigateScreen: z.string().optional(),
})
export type NewTemplate = z.infer<typeof NewTemplate>

export const Template = z.object({
  id: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: TemplateStatus,
  reason: z.string().nullable(),
  body: z.string(),
  samples: z.array(z.string()),
  footer: z.string().nullable(),
  buttonLabel: z.string().nullable(),
  publicId: z.string().nullable(),
  flowName: z.string().nullable(),
  /** True where the flow it opens is deprecated: sends with it fail. */
  flowClosed: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type Template = z.infer<typeof Template>

/** Reply of `templates.list` (query: search, status). */
export const TemplateList = z.object({ templates: z.array(Template) })
export type TemplateList = z.infer<typeof TemplateList>

/** Numbers of the variables in a text, in order of appearance, each once. */
export function variablesIn(text: string): number[] {
  const found = [...text.matchAll(/\{\{(\d{1,3})\}\}/g)].map((match) => Number(match[1]))
  return [...new Set(found)]
}

/**
 * What is wrong with a body's variables, in words, or null (messaging-platforms rules: from {{1}} without gaps, not
 * first or last, never side by side).
 */
export function variableProblem(body: string): string | null {
  const text = body.trim()
  const numbers = variablesIn(text).sort((a, b) => a - b)
  const gap = numbers.findIndex((n, i) => n !== i + 1)
  if (gap >= 0) return `Variables count from {{1}} without gaps: {{${gap + 1}}} is missing.`
  if (/^\{\{\d+\}\}/.test(text)) return 'The text may not begin with a variable.'
  if (/\{\{\d+\}\}$/.test(text)) return 'The text may not end with a variable.'
  if (/\}\}\s*\{\{/.test(text)) return 'Two variables may not stand side by side.'
  return null
}

/** The text with each {{n}} replaced by its value; a missing value stays visible as {{n}}. */
export const fillVariables = (text: string, values: readonly string[]): string =>
  text.replace(/\{\{(\d{1,3})\}\}/g, (whole, n: string) => values[Number(n) - 1] || whole)

/** Why nothing can be sent with a template right now, in words, or null where it can. */
export function whyNotSendable(template: Pick<Template, 'status' | 'flowClosed'>): string | null {
  if (template.status === 'PENDING') return 'Not approved yet.'
  if (template.status === 'REJECTED') return 'It was rejected.'
  if (template.status === 'PAUSED') return 'The platform paused it.'
  if (template.status === 'DISABLED') return 'The platform disabled it.'
  if (template.flowClosed) return 'Its flow is deprecated, so nobody could open it.'
  return null
}
