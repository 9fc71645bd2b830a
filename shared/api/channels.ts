/** Channels over HTTP: one WhatsApp number at one provider each. */
import { providers, type SettingFinding } from '../channels/providers.ts'
import { z } from '../zod.ts'

/** What a provider lets one do; screens and engines go by it. */
export const ChannelAbilities = z.object({
  /** A repeated send with the same id is answered by the same result, so that no outcome stays open. */
  repeatsSafely: z.boolean(),
  /** The sender chooses the flow token of a template message. */
  choosesFlowToken: z.boolean(),
  /** A template can be deleted in one language; where not, all its languages go at once. */
  deletesOneLanguage: z.boolean(),
  /** Accepts numbers of the sandbox's own country +999. */
  sandboxNumbers: z.boolean(),
  /** What the provider takes from this number, sustained. */
  messagesPerSecond: z.number(),
})
export type ChannelAbilities = z.infer<typeof ChannelAbilities>

/** What the provider says of the number, in its own words; null where it says nothing. */
export const NumberHealth = z.object({
  /** When it said so. */
  at: z.number(),
  verifiedName: z.string().nullable(),
  quality: z.string().nullable(),
  messagingLimit: z.string().nullable(),
  nameStatus: z.string().nullable(),
  throughput: z.string().nullable(),
  status: z.string().nullable(),
  /** When the access token ends; null where it never does. */
  tokenEndsAt: z.number().nullable(),
})
export type NumberHealth = z.infer<typeof NumberHealth>

const Finding = z.object({ setting: z.string().nullable(), message: z.string() })

/** How the last test of the settings ended: no findings, and they work. */
export const ChannelTest = z.object({ at: z.number(), findings: z.array(Finding) })
export type ChannelTest = z.infer<typeof ChannelTest>

export const Channel = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.enum(providers),
  sandbox: z.boolean(),
  phoneNumber: z.string(),
  createdAt: z.number(),
  /** Null before the first test. */
  test: ChannelTest.nullable(),
  health: NumberHealth.nullable(),
  /** Until when messages wait because the provider asked for it; null where they do not. */
  sendsRestUntil: z.number().nullable(),
  abilities: ChannelAbilities,
})
export type Channel = z.infer<typeof Channel>

/** Reply of `channels.list`. */
export const ChannelList = z.object({ channels: z.array(Channel) })
export type ChannelList = z.infer<typeof ChannelList>

/** Reply of `channels.get`, `channels.change` and `channels.test`. */
export const ChannelDetail = Channel.extend({
  /** Settings that are no secrets, by name. */
  settings: z.record(z.string(), z.string()),
  /** When each secret was set, by name. */
  secretsSetAt: z.record(z.string(), z.number()),
  /** What the provider is told, so that it sends its news here; null for those who may not manage channels. */
  webhook: z
    .union([
      z.object({ url: z.string(), verifyToken: z.string() }),
      /** The whole value of the header that each of its requests has to carry. */
      z.object({ url: z.string(), authorization: z.string() }),
    ])
    .nullable(),
})
export type ChannelDetail = z.infer<typeof ChannelDetail>

const Settings = z.record(z.string().max(40), z.string().max(4_000))

/** Body of `channels.create`: one's own sandbox channel, or a number at a provider. Reply: a Channel. */
export const NewChannel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sandbox') }),
  z.object({
    kind: z.enum(providers),
    name: z.string().max(1_000),
    settings: Settings,
  }),
])
export type NewChannel = z.infer<typeof NewChannel>

/** Body of `channels.change`: another name, or settings to replace; those are kept only once they pass the test. */
export const ChannelChange = z
  .object({ name: z.string().max(1_000).optional(), settings: Settings.optional() })
  .refine(({ name, settings }) => (name === undefined) !== (settings === undefined), {
    message: 'Name either a new name or settings to replace.',
  })
export type ChannelChange = z.infer<typeof ChannelChange>

/** Facts of a `settings-wrong` refusal: each wrong setting with a sentence; `name` is the channel's name. */
export type SettingsWrong = { findings: SettingFinding[] }

/** Facts of an `in-use` refusal: what uses the channel, by name. */
export type ChannelUses = { flows: string[]; templates: string[]; campaigns: string[] }
