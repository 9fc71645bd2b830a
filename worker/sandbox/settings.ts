/** How one sandbox world behaves: every limit, delay and switch that can be set, with its default. */
import * as z from 'zod'

const ms = (most: number) => z.int().min(0).max(most)
const everyNth = z.int().min(1).max(1_000_000).nullable().default(null)

export const permissions = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const
export const rejectionReasons = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
] as const

/** Delays in milliseconds. `null` switches a limit off. */
export const SandboxSettings = z.object({
  /** From creating or editing a template to the end of its review. */
  approvalDelayMs: ms(30 * 86_400_000).default(2_000),
  /** How reviews end. */
  approvalVerdict: z.enum(['APPROVED', 'REJECTED']).default('APPROVED'),
  /** Why, where they end in a rejection. */
  rejectionReason: z.enum(rejectionReasons).default('INVALID_FORMAT'),
  /** From accepting a message to its `sent` (or `failed`) event. */
  sentDelayMs: ms(86_400_000).default(100),
  /** From `sent` to `delivered`, when the handset shows the message. */
  deliveredDelayMs: ms(86_400_000).default(300),
  /** Messages the number may send a second, with bursts of one second's worth. Beyond: 130429. */
  messagesPerSecond: z.int().min(1).max(1_000).nullable().default(80),
  /** One message in 6 seconds to the same person, with bursts that borrow from the future. Beyond: 131056. */
  pairPacing: z.boolean().default(false),
  /** People who may be reached by templates in 24 hours, open windows not counted. Beyond, messages fail: 131048. */
  messagingLimit: z.int().min(1).max(100_000).nullable().default(null),
  /** Marketing messages that one person is shown in 24 hours. Beyond, they are withheld: 131049. */
  marketingPerPerson: z.int().min(1).max(1_000).nullable().default(null),
  /** Calls about flows, templates and the account in an hour. Beyond: 80007. */
  managementCallsPerHour: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Templates an account may have. Beyond: 2388019. */
  templateLimit: z.int().min(1).max(6_000).nullable().default(null),
  /** Whether a template with the body and footer of another is refused. */
  refusesDuplicateTemplates: z.boolean().default(false),
  /** Whether flows with an endpoint are published only with a key at the number and an app that is subscribed. */
  requiresPublicKey: z.boolean().default(false),
  /** What the access token may do. Without a permission its calls answer 200. */
  permissions: z.array(z.enum(permissions)).default([...permissions]),
  /** The newest version of the Graph API that there is; those after it answer 2500. `null`: all are served. */
  newestVersion: z.int().min(1).max(9_999).nullable().default(null),
  /** An expired token answers 190. */
  tokenExpired: z.boolean().default(false),
  /** How long every webhook call waits before its first attempt. */
  webhookDelayMs: ms(86_400_000).default(0),
  /** How much longer each call waits at most, by chance: above zero they come out of order. */
  webhookJitterMs: ms(86_400_000).default(0),
  /** Every so many webhook calls one is made twice; `null` for none. */
  webhookDuplicateEvery: everyNth,
  /** Every so many webhook calls one is never made; `null` for none. */
  webhookLoseEvery: everyNth,
  /** How long the number that answers too late lets the sender of a message wait. */
  lateAnswerMs: ms(120_000).default(30_000),
})
export type SandboxSettings = z.infer<typeof SandboxSettings>

const Change = z.strictObject(SandboxSettings.shape).partial()

/** Settings to change, without the defaults of those that were not named; undefined where something is wrong. */
export function readSettingsChange(value: unknown): z.ZodSafeParseResult<Partial<SandboxSettings>> {
  const parsed = Change.safeParse(value)
  if (!parsed.success) return parsed
  const named = Object.keys(value as object)
  const data = Object.fromEntries(
    Object.entries(parsed.data).filter(([name]) => named.includes(name)),
  )
  return { success: true, data }
}
