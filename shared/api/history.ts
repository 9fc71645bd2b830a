/** A version's past over HTTP: its checkpoints, and what each changed. Times are milliseconds since the epoch. */
import { z } from '../zod.ts'

export const Writer = z.object({ id: z.string(), name: z.string() })
export type Writer = z.infer<typeof Writer>

/** One stretch of work: who edited from when to when, and how many characters came and went. */
export const Checkpoint = z.object({
  id: z.number(),
  since: z.number(),
  at: z.number(),
  /** Nobody for the text a version began with. */
  writers: z.array(Writer).readonly(),
  added: z.number(),
  removed: z.number(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/**
 * Reply of `history.list`: checkpoints, newest first, the stretch of work that is going on, and when stored data was found
 * damaged: rebuilt from an older copy, or with something `lost`.
 */
export const HistoryList = z.object({
  checkpoints: z.array(Checkpoint).readonly(),
  open: z
    .object({ since: z.number(), at: z.number(), writers: z.array(Writer).readonly() })
    .nullable(),
  damages: z.array(z.object({ at: z.number(), lost: z.boolean() })).readonly(),
})
export type HistoryList = z.infer<typeof HistoryList>

/**
 * Reply of `history.change`: the text before, and the edits that lead to the checkpoint. `by` says who wrote which part
 * of an insertion: [UTF-16 units, index into `writers`, -1 for unknown].
 */
export const HistoryChange = z.object({
  before: z.string(),
  edits: z
    .array(
      z.object({
        at: z.number(),
        remove: z.number(),
        insert: z.string(),
        by: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
      }),
    )
    .readonly(),
  writers: z.array(Writer).readonly(),
})
export type HistoryChange = z.infer<typeof HistoryChange>
