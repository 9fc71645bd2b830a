/** Responses over the public API: the submissions of a flow, all its versions, oldest first. */
import { z } from '../../zod.ts'
import { Limit, Moment } from './fields.ts'

export const ResponsesQuery = z
  .object({
    from: Moment.optional(),
    to: Moment.optional(),
    after: z
      .string()
      .min(1, 'must be what next said')
      .max(200, 'must be what next said')
      .optional()
      .meta({ description: 'What `next` said: goes on where that page ended.' }),
    limit: Limit,
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not lie before from',
  })
export type ResponsesQuery = z.infer<typeof ResponsesQuery>

export const PublicResponse = z.object({
  id: z.string(),
  submittedAt: z.iso.datetime(),
  phoneNumber: z.string().nullable(),
  flowToken: z.string().nullable(),
  version: z.int().meta({ description: "The version's number within its flow." }),
  answers: z.record(z.string(), z.unknown()).meta({ description: 'As submitted.' }),
})

export const PublicResponses = z.object({
  responses: z.array(PublicResponse),
  next: z.string().nullable().meta({ description: 'The value for `after`; null at the end.' }),
})
export type PublicResponses = z.infer<typeof PublicResponses>
