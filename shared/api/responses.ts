/** Responses over HTTP: one row a submission, one column a field. */
import { z } from '../zod.ts'

export const ResponseColumn = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'number', 'date', 'boolean', 'choice', 'choices', 'file']),
  options: z.array(z.object({ id: z.string(), title: z.string() })).nullable(),
})
export type ResponseColumn = z.infer<typeof ResponseColumn>

/** Phone number, token and answers are masked on the server for members without log access. */
export const ResponseRow = z.object({
  id: z.string(),
  submittedAt: z.number(),
  phoneNumber: z.string().nullable(),
  contactName: z.string().nullable(),
  flowToken: z.string().nullable(),
  versionNumber: z.number(),
  answers: z.record(z.string(), z.unknown()),
})
export type ResponseRow = z.infer<typeof ResponseRow>

/** Reply of `responses.list` (query: from, to, before, limit 1–500): newest first; `next` goes into `before`. */
export const ResponseList = z.object({
  columns: z.array(ResponseColumn),
  rows: z.array(ResponseRow),
  next: z.string().nullable(),
  total: z.number(),
  masked: z.boolean(),
})
export type ResponseList = z.infer<typeof ResponseList>

/** Reply of `responses.get`: one submission whole, with its message's history. */
export const ResponseDetail = ResponseRow.extend({
  columns: z.array(ResponseColumn),
  publicId: z.string(),
  flowName: z.string(),
  messageId: z.string().nullable(),
  campaignName: z.string().nullable(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  readAt: z.number().nullable(),
  masked: z.boolean(),
})
export type ResponseDetail = z.infer<typeof ResponseDetail>
