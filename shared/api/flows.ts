/** Flows and their versions over HTTP. Times are milliseconds since the epoch. */
import { flowCategories } from '../flow/categories.ts'
import { z } from '../zod.ts'

/** A flow's name: up to 200 characters, as the vendors' portals allow. */
export const flowNameMax = 200
export const FlowName = z
  .string()
  .trim()
  .min(1, 'Give the flow a name.')
  .max(flowNameMax, `At most ${flowNameMax} characters.`)

/** Flow text: up to 10 MB of UTF-8 (design, limits). */
export const flowTextMaxBytes = 10 * 1024 * 1024

export const VersionState = z.enum(['draft', 'published', 'deprecated'])
export type VersionState = z.infer<typeof VersionState>

/** What the platform does to a published version by itself: ten messages an hour at most, or none. */
export const PlatformLimit = z.enum(['throttled', 'blocked'])
export type PlatformLimit = z.infer<typeof PlatformLimit>

export const publishNoteMax = 500

/** Why an action is off, or null where it is on. Words for the person who hovers over it. */
const Why = z.string().nullable()

/** What a row's menu offers: null = on, text = off for this reason. */
export const Allowed = z.object({
  edit: Why,
  viewResponses: Why,
  publish: Why,
  deprecate: Why,
  delete: Why,
})
export type Allowed = z.infer<typeof Allowed>

/** A cut-over that has not ended: which version takes the place of which. */
export const CutOverRunning = z.object({
  old: z.object({ publicId: z.string(), number: z.number() }),
  new: z.object({ publicId: z.string(), number: z.number() }),
})
export type CutOverRunning = z.infer<typeof CutOverRunning>

export const PersonHere = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  readOnly: z.boolean(),
  kind: z.enum(['user', 'key', 'guest']),
})
export type PersonHere = z.infer<typeof PersonHere>

/** One row of the flow list. */
export const FlowRow = z.object({
  id: z.string(),
  name: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  /** The version that the row stands for: the newest published one, else the draft, else the newest deprecated one. */
  publicId: z.string(),
  number: z.number(),
  state: VersionState,
  limit: PlatformLimit.nullable(),
  /** The flow's draft, where it has one beside that version. */
  draft: z.object({ publicId: z.string(), number: z.number() }).nullable(),
  cutOver: CutOverRunning.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  responses: z.number(),
  here: z.array(PersonHere),
  allowed: Allowed,
})
export type FlowRow = z.infer<typeof FlowRow>

/** Reply of `flows.list` (query: search). */
export const FlowList = z.object({ flows: z.array(FlowRow), total: z.number() })
export type FlowList = z.infer<typeof FlowList>

/** Body of `flows.create`. Without text or example the flow starts from a small valid form. Reply: Created. */
export const NewFlow = z.object({
  channelId: z.string(),
  name: FlowName,
  categories: z.array(z.string()).min(1).optional(),
  text: z
    .string()
    .refine((text) => !/\p{Surrogate}/u.test(text), 'It holds half of a surrogate pair.')
    .optional(),
  example: z.string().optional(),
})
export type NewFlow = z.infer<typeof NewFlow>

/** Reply of everything that makes a version: where it is now. */
export const Created = z.object({ flowId: z.string(), publicId: z.string() })
export type Created = z.infer<typeof Created>

export const VersionSummary = z.object({
  publicId: z.string(),
  number: z.number(),
  state: VersionState,
  createdAt: z.number(),
  updatedAt: z.number(),
  publishedAt: z.number().nullable(),
  publishedBy: z.string().nullable(),
  /** What its publisher said of it; empty where nothing. */
  publishNote: z.string(),
  /** Who let it out without a rehearsal that passed. */
  rehearsalWaived: z.object({ by: z.string(), at: z.number() }).nullable(),
  sha256: z.string().nullable(),
  /** The version that took its place by a cut-over. */
  replacedBy: z.object({ publicId: z.string(), number: z.number() }).nullable(),
  /** Those whose place it took. */
  replaced: z.array(z.object({ publicId: z.string(), number: z.number() })),
})
export type VersionSummary = z.infer<typeof VersionSummary>

/** Reply of `versions.get`: everything the editor, preview and responses pages say about it. */
export const VersionDetail = VersionSummary.extend({
  flowId: z.string(),
  name: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  categories: z.array(z.string()),
  endpointUri: z.string().nullable(),
  responses: z.number(),
  limit: PlatformLimit.nullable(),
  /** Whether publishing was begun and has not ended: the text is locked until then. */
  publishing: z.boolean(),
  cutOver: CutOverRunning.nullable(),
  /** The live version that publishing this draft leaves behind, with the names of the templates that open it. */
  leavesBehind: z
    .object({ publicId: z.string(), number: z.number(), templates: z.array(z.string()) })
    .nullable(),
  /** Every version of the flow, newest first. */
  versions: z.array(VersionSummary),
  /** Named texts of this version, newest first. */
  named: z.array(
    z.object({ id: z.string(), name: z.string(), createdAt: z.number(), createdBy: z.string() }),
  ),
  templates: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  allowed: Allowed,
})
export type VersionDetail = z.infer<typeof VersionDetail>

/** Body of `versions.publish`: the hash of the text the person saw, so that nothing else goes out. */
export const PublishVersion = z.object({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** For the history. */
  note: z.string().trim().max(publishNoteMax, `At most ${publishNoteMax} characters.`).optional(),
  /** Their word that it may go out although no rehearsal of this text passed. */
  waivesRehearsal: z.boolean().optional(),
})
export type PublishVersion = z.infer<typeof PublishVersion>

/** Body of `versions.name` ("Save as draft"). */
export const NameVersion = z.object({ name: z.string().trim().min(1, 'Give it a name.').max(120) })
export type NameVersion = z.infer<typeof NameVersion>

/** An endpoint's address: HTTPS, as the platform asks for. */
export const EndpointUri = z
  .url({ protocol: /^https$/, error: 'The address of an endpoint begins with https://.' })
  .max(2000, 'At most 2,000 characters.')

/** Body of `flows.change`: what is to be different. Reply: the same. */
export const ChangeFlow = z
  .object({
    name: FlowName.optional(),
    categories: z
      .array(z.enum(flowCategories, 'There is no such category.'))
      .min(1, 'Choose at least one category.')
      .transform((categories) => [...new Set(categories)])
      .optional(),
    /** Where an endpoint-powered flow asks; null takes it away. */
    endpointUri: EndpointUri.nullable().optional(),
  })
  .refine(
    ({ name, categories, endpointUri }) =>
      name !== undefined || categories !== undefined || endpointUri !== undefined,
    'Nothing to change.',
  )
export type ChangeFlow = z.infer<typeof ChangeFlow>

/** Reply of `versions.uses`: what would notice if this version were gone. */
export const Uses = z.object({
  templates: z.array(
    z.object({ id: z.string(), name: z.string(), language: z.string(), status: z.string() }),
  ),
  /** Those whose template opens it, newest first. */
  campaigns: z.array(z.object({ id: z.string(), name: z.string(), state: z.string() })),
  /** Share links that work and show it now. */
  links: z.array(z.object({ id: z.string(), label: z.string(), follows: z.boolean() })),
})
export type Uses = z.infer<typeof Uses>

/** Reply of `versions.channel`: whether the provider answers for the channel that would publish it, asked just now. */
export const ChannelStanding = z.object({
  name: z.string(),
  answers: z.boolean(),
  /** What it said instead of an answer. */
  words: z.string().nullable(),
})
export type ChannelStanding = z.infer<typeof ChannelStanding>
