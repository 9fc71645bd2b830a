/** The replacing of a published version by its successor, over HTTP: one run of six steps. Times are milliseconds. */
import { z } from '../zod.ts'
import { PublishVersion, VersionState } from './flows.ts'
import { Media } from './media.ts'
import { NewTemplate, TemplateButton, TemplateCategory, TemplateStatus } from './templates.ts'

/** The steps of a run, in their order. */
export const cutOverSteps = [
  'publish',
  'templates',
  'approval',
  'move',
  'drain',
  'deprecate',
] as const
export const CutOverStep = z.enum(cutOverSteps)
export type CutOverStep = z.infer<typeof CutOverStep>

/** `running` and `rolling-back` have not ended. */
export const CutOverState = z.enum(['running', 'rolling-back', 'done', 'stopped', 'rolled-back'])
export type CutOverState = z.infer<typeof CutOverState>

/** What can happen in a run. */
export const CutOverWhat = z.enum([
  'started',
  'published',
  'submitted',
  'refused',
  'skipped',
  'approved',
  'rejected',
  'moved',
  'move-ended',
  'deprecate-asked',
  'deprecated',
  'deprecate-refused',
  'stopped',
  'roll-back-asked',
  'moved-back',
  'rolled-back',
])
export type CutOverWhat = z.infer<typeof CutOverWhat>

const VersionNamed = z.object({
  publicId: z.string(),
  number: z.number(),
  state: VersionState,
})
export type VersionNamed = z.infer<typeof VersionNamed>

/** What the successor of a template says. Language, other buttons and channel are its predecessor's; category, if left out. */
export const SubmitSuccessor = NewTemplate.pick({
  name: true,
  header: true,
  headerMedia: true,
  body: true,
  samples: true,
  footer: true,
}).extend({
  category: TemplateCategory.optional(),
  buttonLabel: z.string().trim().min(1, 'The button needs a label.').max(200),
})
export type SubmitSuccessor = z.infer<typeof SubmitSuccessor>

/** One template of the old version and what becomes of it. */
export const CutOverTemplate = z.object({
  templateId: z.string(),
  name: z.string(),
  language: z.string(),
  channelId: z.string(),
  category: z.string(),
  buttons: z.array(TemplateButton),
  flowAt: z.number(),
  /** The file in its header, or in that of its successor. */
  headerMedia: Media.nullable(),
  /** Null where it was deleted since. */
  status: TemplateStatus.nullable(),
  choice: z.enum(['open', 'wanted', 'skipped']),
  /** What its successor would say; the last one that was wanted, under a free name, once there was one. */
  proposal: SubmitSuccessor,
  refusal: z.string().nullable(),
  /** Its successor, once it was submitted. */
  successor: z
    .object({
      id: z.string(),
      name: z.string(),
      status: TemplateStatus,
      reason: z.string().nullable(),
      advice: z.string().nullable(),
      /** Since when it waits for the platform's word. */
      createdAt: z.number(),
    })
    .nullable(),
  /** Why what waits cannot be moved to its successor, in words; null where it can. */
  whyNotMoved: z.string().nullable(),
})
export type CutOverTemplate = z.infer<typeof CutOverTemplate>

/** Where the messages of a campaign stand that had not left when the run came to them; null for single messages. */
export const CutOverCampaign = z.object({
  id: z.string().nullable(),
  name: z.string(),
  moved: z.number(),
  /** Still on the old version: waiting, on their way, and those of which nobody knows whether they left. */
  waiting: z.number(),
  claimed: z.number(),
  unknown: z.number(),
  /** Why some stay on the old version. */
  reasons: z.array(z.string()),
})
export type CutOverCampaign = z.infer<typeof CutOverCampaign>

export const CutOverRun = z.object({
  id: z.string(),
  state: CutOverState,
  step: CutOverStep,
  flowId: z.string(),
  old: VersionNamed,
  new: VersionNamed,
  /** Whether the provider is being asked how publishing, or deprecating, ended. */
  asking: z.boolean(),
  trouble: z.string().nullable(),
  templates: z.array(CutOverTemplate),
  campaigns: z.array(CutOverCampaign),
  /** People who hold a message with the old version and have not answered; null before that matters. */
  holding: z.number().nullable(),
  /** Templates that still open the old version once it is closed. */
  left: z.number(),
  whyNotStopped: z.string().nullable(),
  whyNotRolledBack: z.string().nullable(),
  /** Oldest first. */
  events: z.array(
    z.object({
      id: z.number(),
      what: CutOverWhat,
      at: z.number(),
      by: z.string().nullable(),
      about: z.string().nullable(),
      words: z.string().nullable(),
      n: z.number().nullable(),
    }),
  ),
})
export type CutOverRun = z.infer<typeof CutOverRun>

/** Reply of `cutOver.get`, and of every act: the run that the version is in, or what one would do. */
export const CutOver = z.object({
  run: CutOverRun.nullable(),
  /** What a run would replace by what, where one can begin. */
  offer: z
    .object({
      old: VersionNamed,
      new: VersionNamed,
      templates: z.array(z.object({ id: z.string(), name: z.string(), language: z.string() })),
    })
    .nullable(),
  /** Why none can begin, in words, where neither is there. */
  whyNone: z.string().nullable(),
})
export type CutOver = z.infer<typeof CutOver>

/**
 * Body of `cutOver.start`, asked for the version that takes the place: which one it replaces, and what publishing it asks
 * for where it is a draft. Asked again for a run that stands at publishing, it goes on with it.
 */
export const StartCutOver = PublishVersion.extend({ replaces: z.string() })
export type StartCutOver = z.infer<typeof StartCutOver>
