/** How one sandbox world behaves: every limit and delay that can be set, with its default. */
import * as z from 'zod'

const ms = (most: number) => z.int().min(0).max(most)

/** Delays in milliseconds. `null` switches a limit off. */
export const SandboxSettings = z.object({
  /** From creating a template to its approval. */
  approvalDelayMs: ms(30 * 86_400_000).default(2_000),
  /** From accepting a message to its `sent` (or `failed`) event. */
  sentDelayMs: ms(86_400_000).default(100),
  /** From `sent` to `delivered`, when the handset shows the message. */
  deliveredDelayMs: ms(86_400_000).default(300),
  /** Messages the number may send a second, with bursts of one second's worth. Beyond: 130429. */
  messagesPerSecond: z.int().min(1).max(1_000).nullable().default(80),
  /** How long the number that answers too late lets the sender of a message wait. */
  lateAnswerMs: ms(120_000).default(30_000),
})
export type SandboxSettings = z.infer<typeof SandboxSettings>
