/** Saved replies over HTTP: answers of an endpoint that a flow's team keeps for previews. Times are milliseconds. */
import { utf8Length } from '../flow/position.ts'
import { z } from '../zod.ts'

/** A kept answer, as JSON in UTF-8 (design, limits). */
export const answerMaxBytes = 4096
/** Saved replies of one flow. */
export const repliesMax = 100

export const RequestAction = z.enum(['INIT', 'data_exchange', 'BACK'])
export type RequestAction = z.infer<typeof RequestAction>

/** An endpoint's answer in the protocol's own shape (flow-json.md §8.3); nothing beside screen and data is kept. */
export const EndpointAnswer = z
  .object({
    screen: z.string().min(1, 'Say which screen comes next.').max(200, 'No screen has such an id.'),
    data: z.record(z.string(), z.json(), 'The data of an answer is an object.'),
  })
  .refine((answer) => utf8Length(JSON.stringify(answer)) <= answerMaxBytes, {
    message: 'An answer that is kept has at most 4 KB. Shorten its data.',
  })
export type EndpointAnswer = z.infer<typeof EndpointAnswer>

const ReplyName = z
  .string()
  .trim()
  .min(1, 'Give the reply a name.')
  .max(80, 'At most 80 characters.')

/** Body of `replies.create`: when `screen` (empty for INIT) asks by `action`, this is answered. Reply: SavedReply. */
export const NewReply = z.object({
  name: ReplyName,
  screen: z.string().max(200, 'No screen has such an id.'),
  action: RequestAction,
  answer: EndpointAnswer,
})
export type NewReply = z.infer<typeof NewReply>

/** Body of `replies.change`: its name and answer; what it answers stays. Reply: SavedReply. */
export const ChangeReply = z.object({ name: ReplyName, answer: EndpointAnswer })
export type ChangeReply = z.infer<typeof ChangeReply>

export const SavedReply = z.object({
  id: z.string(),
  name: z.string(),
  screen: z.string(),
  action: RequestAction,
  answer: z.object({ screen: z.string(), data: z.record(z.string(), z.unknown()) }),
  updatedAt: z.number(),
  /** The person's name; their id where they have left. */
  updatedBy: z.string(),
})
export type SavedReply = z.infer<typeof SavedReply>

/** Reply of `replies.list`: newest change first. */
export const ReplyList = z.object({ replies: z.array(SavedReply) })
export type ReplyList = z.infer<typeof ReplyList>
