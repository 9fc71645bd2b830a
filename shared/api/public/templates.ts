/** Templates over the public API, in 8x8's component shape (messaging-platforms.md §2.5). */
import { z } from '../../zod.ts'
import { templateLimits } from '../templates.ts'
import { FlowId, notYet, oneOf } from './fields.ts'

const Button = z.object({
  type: oneOf(
    ['FLOW', 'QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'],
    'Other kinds are not supported yet.',
  ),
  text: z
    .string()
    .trim()
    .min(1, 'text must not be empty')
    .max(templateLimits.button, `text has at most ${templateLimits.button} characters`)
    .optional()
    .meta({ description: 'The label; up to 20 characters are advised. A COPY_CODE has none.' }),
  flowId: FlowId.optional().meta({ description: 'FLOW: a published flow of this channel.' }),
  flowAction: oneOf(
    ['navigate', 'data_exchange'],
    'data_exchange is not supported yet.',
  ).optional(),
  navigateScreen: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "The screen it opens; the flow's first where left out." }),
  url: z
    .string()
    .trim()
    .max(4000)
    .optional()
    .meta({
      description: 'URL: a whole address, without variables.',
      examples: ['https://example.com/visits'],
    }),
  phoneNumber: z
    .string()
    .trim()
    .max(40)
    .optional()
    .meta({ description: 'PHONE_NUMBER: + and digits.' }),
  example: z
    .union([z.string().trim().max(100), z.array(z.string().trim().max(100)).max(1)])
    .optional()
    .meta({ description: 'COPY_CODE: the code.' }),
  examples: z
    .array(z.string().trim().max(100))
    .max(1)
    .optional()
    .meta({ description: 'The same as example.' }),
})
export type Button = z.infer<typeof Button>

const Component = z.object({
  type: oneOf(['HEADER', 'BODY', 'FOOTER', 'BUTTONS'], 'One of each kind.'),
  format: z.string().max(40).optional().meta({
    description: 'HEADER: TEXT, in any case. Pictures, videos and documents are not supported yet.',
  }),
  text: z.string().trim().min(1, 'text must not be empty').max(templateLimits.body).optional(),
  examples: z.array(z.string()).max(100).optional().meta({
    description: 'HEADER and BODY: one sample for each variable, in order.',
  }),
  buttons: z.array(Button).max(templateLimits.buttons).optional(),
})
export type Component = z.infer<typeof Component>

export const CreateTemplate = z.object({
  name: z
    .string()
    .min(1, 'name must not be empty')
    .max(templateLimits.name)
    .regex(/^[a-z0-9_]+$/, 'name takes lower-case letters, digits and underscores only')
    .meta({ examples: ['visit_followup_v1'] }),
  language: z
    .string()
    .min(1, 'language must not be empty')
    .meta({ examples: ['en_US'] }),
  category: oneOf(
    ['UTILITY', 'MARKETING', 'AUTHENTICATION'],
    'AUTHENTICATION is not supported yet.',
  ),
  components: z.array(Component).min(1, 'components must hold a BODY').max(4).meta({
    description:
      'One BODY; optionally a HEADER, a FOOTER and BUTTONS. Variables are {{1}}, {{2}}… in each, counted anew.',
  }),
  message_send_ttl_seconds: notYet(
    'message_send_ttl_seconds',
    "messages live as long as the platform's default.",
  ),
})
export type CreateTemplate = z.infer<typeof CreateTemplate>

/** One template, as the list shows it and creating answers. */
export const TemplateRow = z.object({
  id: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  templateName: z.string(),
  language: z.string(),
  languageName: z.string(),
  components: z.array(
    z.object({
      type: z.enum(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']),
      format: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT']).optional(),
      text: z.string().optional(),
      example: z
        .object({
          headerText: z.array(z.string()).optional(),
          bodyText: z.array(z.string()).optional(),
        })
        .optional(),
      buttons: z
        .array(
          z.union([
            z.object({
              type: z.literal('FLOW'),
              text: z.string(),
              flowId: z.string().nullable(),
              flowAction: z.literal('navigate'),
              navigateScreen: z.string().optional(),
            }),
            z.object({ type: z.literal('QUICK_REPLY'), text: z.string() }),
            z.object({ type: z.literal('URL'), text: z.string(), url: z.string() }),
            z.object({
              type: z.literal('PHONE_NUMBER'),
              text: z.string(),
              phoneNumber: z.string(),
            }),
            z.object({ type: z.literal('COPY_CODE'), example: z.string() }),
          ]),
        )
        .optional(),
    }),
  ),
  category: z.string(),
  categoryName: z.string(),
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']),
  statusName: z.string(),
  rejectionReason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type TemplateRow = z.infer<typeof TemplateRow>

export const TemplateRows = z.object({ templates: z.array(TemplateRow) })

/** What deleting answers. */
export const TemplateDone = z.object({ name: z.string(), success: z.literal(true) })
