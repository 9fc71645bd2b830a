/** What somebody says to connect a channel at 8x8: region, the ids of account, subaccount and channel, and a key. */
import { z } from '../zod.ts'

export const eightByEightRegions = ['asia-pacific', 'north-america', 'europe', 'indonesia'] as const
export const EightByEightRegion = z.enum(eightByEightRegions)
export type EightByEightRegion = z.infer<typeof EightByEightRegion>

const guid = (what: string) =>
  z
    .string()
    .trim()
    .regex(
      /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i,
      `The ${what} id has 32 digits and letters from a to f, as in 0f8fad5b-d9cb-469f-a165-70867728950e.`,
    )

export const EightByEightSettings = z.object({
  region: EightByEightRegion,
  accountId: guid('account'),
  channelId: guid('channel'),
  subaccountId: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9\-._&]{3,50}$/,
      'A subaccount has 3 to 50 letters, digits or the signs - . _ &',
    ),
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,500}$/, 'Paste the key as 8x8 shows it, without spaces.'),
})
export type EightByEightSettings = z.infer<typeof EightByEightSettings>

/** A setting that 8x8 does not accept, and what to do about it. */
export type EightByEightFinding = { setting: keyof EightByEightSettings; message: string }
