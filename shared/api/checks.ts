/** The checks of a version: six before publishing, thirteen for the whole way to an answer; each with what shows it. */
import { z } from '../zod.ts'

/** What to look at before publishing, in this order. */
export const checksBeforePublishing = [
  'screens',
  'rules',
  'conditions',
  'fields-sent',
  'text-fits',
  'images',
] as const

/** What to try from preview to failure, in this order. */
export const checksOfTheWholeWay = [
  'preview',
  'paths',
  'wrong-input',
  'template',
  'test-number',
  'delivery',
  'completed',
  'response',
  'fields-read',
  'webhook',
  'confirmation',
  'malformed',
  'failures',
] as const

export const checkIds = [...checksBeforePublishing, ...checksOfTheWholeWay] as const
export const CheckId = z.enum(checkIds)
export type CheckId = z.infer<typeof CheckId>

/** Somebody's word that a check holds, for the text with this hash. */
export const Tick = z.object({
  check: CheckId,
  by: z.string(),
  at: z.number(),
  /** SHA-256 of the text that they looked at, hex. */
  sha256: z.string(),
})
export type Tick = z.infer<typeof Tick>

const Seen = z.object({ messageId: z.string(), at: z.number() })

/** What has happened with this version, newest of each kind; null where nothing has. Times are milliseconds. */
export const Evidence = z.object({
  /** An approved template that opens it. */
  template: z.object({ id: z.string(), name: z.string() }).nullable(),
  sent: Seen.nullable(),
  /** Delivered or read, as the provider's events say. */
  delivered: Seen.nullable(),
  submitted: Seen.nullable(),
  failed: Seen.extend({ code: z.number().nullable(), text: z.string().nullable() }).nullable(),
  /** The newest submission; `unread` are keys of it that no final payload of the version names. */
  response: z.object({ id: z.string(), at: z.number(), unread: z.array(z.string()) }).nullable(),
  /** A message that went to the same person within an hour after that submission. */
  confirmation: Seen.nullable(),
  /** An event of this channel that could not be read and was set aside whole. */
  setAside: z.object({ at: z.number(), problem: z.string().nullable() }).nullable(),
})
export type Evidence = z.infer<typeof Evidence>

/** Reply of `checks.get`. */
export const Checks = z.object({ ticks: z.array(Tick), evidence: Evidence })
export type Checks = z.infer<typeof Checks>

/** Body of `checks.tick`: what one looked at. */
export const TickCheck = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export type TickCheck = z.infer<typeof TickCheck>
