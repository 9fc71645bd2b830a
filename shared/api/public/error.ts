/** The body of every answer of 400 and above. */
import { z } from '../../zod.ts'
import { ValidationError } from './flows.ts'

export const PublicError = z
  .object({
    code: z.int().meta({ description: 'What went wrong: branch on this.' }),
    message: z.string().meta({ description: 'The same in words, for people.' }),
    errorId: z.string().meta({ description: 'Name this when you ask for help.' }),
    timestamp: z.iso.datetime(),
    validationErrors: z
      .array(ValidationError)
      .optional()
      .meta({ description: 'Why a flow could not be published.' }),
    flowId: z.string().optional().meta({ description: 'The draft that is in the way.' }),
    field: z.string().optional().meta({ description: 'The field of the request that is meant.' }),
  })
  .meta({ description: 'The body of every answer of 400 and above, in the shape of 8x8 Connect.' })
export type PublicError = z.infer<typeof PublicError>
