/** Message templates over HTTP: header, text with variables, footer, one Flow button and others beside it. */
import { z } from '../zod.ts'
import { Media, MediaKind } from './media.ts'

export { templateLimits } from '../templates/limits.ts'
export { fillVariables, variablesIn, variablesOf } from '../templates/text.ts'

export const TemplateStatus = z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED'])
export type TemplateStatus = z.infer<typeof TemplateStatus>

export const TemplateCategory = z.enum(['UTILITY', 'MARKETING'])

/** How people take a template, as the platform judges it. */
export const TemplateQuality = z.enum(['GREEN', 'YELLOW', 'RED'])
export type TemplateQuality = z.infer<typeof TemplateQuality>

/** A button beside the Flow button. */
export const TemplateButton = z.discriminatedUnion('type', [
  z.object({ type: z.literal('QUICK_REPLY'), label: z.string().trim().max(200) }),
  z.object({
    type: z.literal('URL'),
    label: z.string().trim().max(200),
    url: z.string().trim().max(4000),
  }),
  z.object({
    type: z.literal('PHONE_NUMBER'),
    label: z.string().trim().max(200),
    phoneNumber: z.string().trim().max(40),
  }),
  z.object({ type: z.literal('COPY_CODE'), code: z.string().trim().max(100) }),
])
export type TemplateButton = z.infer<typeof TemplateButton>

/**
 * Body of `templates.create`. Variables are {{1}}…{{n}} over header and body together, without gaps, one sample each.
 * What it must keep to beyond this shape is said by shared/templates/check.ts. Reply: a Template.
 */
export const NewTemplate = z.object({
  channelId: z.string(),
  name: z.string().max(1000),
  language: z.string().max(100),
  category: TemplateCategory,
  header: z.string().trim().max(1000).optional(),
  /** Instead of a text: a picture, video or document. The file is the sample for reviewers, and what is sent. */
  headerMedia: z.object({ kind: MediaKind, mediaId: z.string().optional() }).optional(),
  body: z.string().trim().max(10_000),
  samples: z.array(z.string().trim().max(2000)).max(1000),
  footer: z.string().trim().max(1000).optional(),
  buttonLabel: z.string().trim().max(200).optional(),
  /** Public id of a published version. */
  publicId: z.string().optional(),
  navigateScreen: z.string().optional(),
  buttons: z.array(TemplateButton).max(50).optional(),
  /** How many of `buttons` stand before the Flow button; 0 where left out. */
  flowAt: z.number().int().min(0).max(50).optional(),
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
  /** What the platform advises after a refusal. */
  advice: z.string().nullable(),
  quality: TemplateQuality.nullable(),
  /** The category that the platform has said it will move it to. */
  comingCategory: z.object({ category: z.string(), at: z.number().nullable() }).nullable(),
  header: z.string().nullable(),
  headerMedia: Media.nullable(),
  body: z.string(),
  samples: z.array(z.string()),
  footer: z.string().nullable(),
  buttonLabel: z.string().nullable(),
  publicId: z.string().nullable(),
  buttons: z.array(TemplateButton),
  flowAt: z.number(),
  flowName: z.string().nullable(),
  /** True where the flow it opens is deprecated: sends with it fail. */
  flowClosed: z.boolean(),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type Template = z.infer<typeof Template>

/** One thing that happened to a template, as its page tells it. */
export const TemplateChange = z.object({
  at: z.number(),
  what: z.enum(['status', 'category', 'quality', 'coming-category']),
  was: z.string().nullable(),
  became: z.string().nullable(),
  reason: z.string().nullable(),
})
export type TemplateChange = z.infer<typeof TemplateChange>

/** Reply of `templates.get`; changes newest first, the latest 100. */
export const TemplateDetail = Template.extend({ changes: z.array(TemplateChange) })
export type TemplateDetail = z.infer<typeof TemplateDetail>

/** Reply of `templates.list` (query: search, status). */
export const TemplateList = z.object({ templates: z.array(Template) })
export type TemplateList = z.infer<typeof TemplateList>

/** Why nothing can be sent with a template right now, in words, or null where it can. */
export function whyNotSendable(template: Pick<Template, 'status' | 'flowClosed'>): string | null {
  if (template.status === 'PENDING') return 'Not approved yet.'
  if (template.status === 'REJECTED') return 'It was rejected.'
  if (template.status === 'PAUSED') return 'The platform paused it.'
  if (template.status === 'DISABLED') return 'The platform disabled it.'
  if (template.flowClosed) return 'Its flow is deprecated, so nobody could open it.'
  return null
}
