/** Flows over the public API, in 8x8's shapes (messaging-platforms.md §2.4). A flow id names one version. */

import { flowCategories } from '../../flow/index.ts'
import { z } from '../../zod.ts'
import { EndpointUri, FlowName } from '../flows.ts'
import { FlowId, Limit, notYet, wrongType } from './fields.ts'

const Name = FlowName.refine(
  (name) => !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(name),
  'must not hold control characters',
).meta({ description: 'Up to 200 characters.' })

const Categories = z
  .array(z.enum(flowCategories, { error: `must be one of ${flowCategories.join(', ')}` }), {
    error: wrongType('categories must be a list'),
  })
  .min(1, 'categories must name at least one')
  .transform((categories) => [...new Set(categories)])
  .meta({ description: 'What the flow is for: at least one.' })

const FlowJson = z
  .string('flowJson must be a string')
  .refine((text) => !/\p{Surrogate}/u.test(text), 'flowJson holds half of a surrogate pair')
  .meta({
    description:
      'The flow as a JSON string, up to 10 MB of UTF-8. Invalid flow JSON is saved all the same: see validationErrors.',
  })

const EndPointUri = EndpointUri.nullish().meta({
  description:
    "Where a flow with a data endpoint asks: https. It is the flow's, for all its versions; null takes it away.",
})

export const CreateFlow = z.object({
  name: Name,
  categories: Categories,
  flowJson: FlowJson.optional(),
  publish: z.boolean('publish must be true or false').nullish().meta({
    description: 'Publish at once. A flow with errors stays a draft: see validationErrors.',
  }),
  cloneFlowId: FlowId.nullish().meta({
    description:
      "Makes the next draft of that flow, starting from that version's text. A flow has one draft at a time: 409 names it.",
  }),
  endPointUri: EndPointUri,
})
export type CreateFlow = z.infer<typeof CreateFlow>

export const UpdateFlow = z
  .object({
    name: Name.optional(),
    categories: Categories.optional(),
    flowJson: FlowJson.optional(),
    endPointUri: EndPointUri,
    applicationId: notYet('applicationId', 'the application is that of the channel.'),
  })
  .refine(
    ({ name, categories, flowJson, endPointUri }) =>
      (name ?? categories ?? flowJson ?? endPointUri) !== undefined,
    'Send at least one of name, categories, flowJson and endPointUri.',
  )
export type UpdateFlow = z.infer<typeof UpdateFlow>

const place = {
  lineStart: z.int(),
  lineEnd: z.int(),
  columnStart: z.int(),
  columnEnd: z.int(),
}

export const ValidationError = z
  .object({
    error: z.string(),
    errorType: z.enum(['FLOW_JSON_ERROR', 'PUBLISH_ERROR']),
    message: z.string(),
    ...place,
    pointers: z.array(z.object({ ...place, path: z.string() })),
  })
  .meta({ description: 'Lines and columns count from 1 in the text as it was sent.' })
export type ValidationError = z.infer<typeof ValidationError>

/** What creating and updating answer. */
export const SavedFlow = z.object({
  id: z.string(),
  success: z.literal(true),
  validationErrors: z
    .array(ValidationError)
    .meta({ description: 'Empty where the flow is sound.' }),
})
export type SavedFlow = z.infer<typeof SavedFlow>

export const FlowStatus = z.enum(['DRAFT', 'PUBLISHED', 'DEPRECATED'])
export type FlowStatus = z.infer<typeof FlowStatus>

export const FlowDetails = z.object({
  flowId: z.string(),
  name: z.string(),
  status: FlowStatus,
  categories: z.array(z.string()),
  endPointUri: z.string().nullable().meta({ description: 'Where the flow asks, if it does.' }),
  flowJsonUrl: z.url().meta({ description: 'Downloads the flow JSON, with the same key.' }),
  validationErrors: z.array(ValidationError),
})
export type FlowDetails = z.infer<typeof FlowDetails>

export const FlowsQuery = z.object({
  limit: Limit,
  after: z
    .string()
    .regex(/^\d{1,15}_\d{15,16}$/, 'must be what next said')
    .optional()
    .meta({ description: 'What `next` said: goes on where that page ended.' }),
})

export const FlowRows = z.object({
  flows: z.array(z.object({ id: z.string(), name: z.string(), status: FlowStatus })),
  next: z.string().nullable().meta({ description: 'The value for `after`; null at the end.' }),
})
export type FlowRows = z.infer<typeof FlowRows>

/** What publishing, deprecating and deleting answer. */
export const FlowDone = z.object({ id: z.string(), success: z.literal(true) })

export const PreviewQuery = z.object({
  refresh: z
    .enum(['true', 'false', ''], 'must be true or false')
    .optional()
    .transform((text) => text === 'true')
    .meta({
      enum: ['true', 'false'],
      description: 'true ends the link that this key was given before and makes another.',
    }),
})

/** Spelled with underscores, as 8x8 and Meta do. */
export const FlowPreview = z.object({
  id: z.string(),
  preview_url: z.url().meta({
    description: 'Opens the flow on a phone in the browser, for whoever has it; no account needed.',
  }),
  expires_at: z.string().meta({ description: 'Such as 2026-03-14T05:49:59+0000.' }),
})
export type FlowPreview = z.infer<typeof FlowPreview>
