/** Campaigns and the message log over HTTP. */
import { z } from '../zod.ts'

export const campaignNameMax = 120

/** Body of `campaigns.create`: sends at once. Values fill {{1}}…{{n}}, one list per recipient. Reply: { id }. */
export const NewCampaign = z.object({
  name: z.string().trim().min(1, 'Give the campaign a name.').max(campaignNameMax),
  templateId: z.string(),
  /** Another file of the same kind for the header, instead of the template's own. */
  headerMediaId: z.string().optional(),
  recipients: z
    .array(z.object({ phoneNumber: z.string(), values: z.array(z.string()) }))
    .min(1, 'Add at least one recipient.')
    .max(1000, 'At most 1,000 recipients typed by hand.'),
})
export type NewCampaign = z.infer<typeof NewCampaign>

/** Where the recipients of a campaign stand; the six sum up to total at every moment. */
export const SendCounts = z.object({
  total: z.number(),
  pending: z.number(),
  claimed: z.number(),
  sent: z.number(),
  failed: z.number(),
  skipped: z.number(),
  unknown: z.number(),
})
export type SendCounts = z.infer<typeof SendCounts>

export const Campaign = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['sending', 'finished', 'cancelled']),
  channelId: z.string(),
  channelName: z.string(),
  templateId: z.string().nullable(),
  templateName: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.number(),
  /** When it goes out, while all of it waits for that. */
  scheduledAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  counts: SendCounts,
  /** How far the sent ones came: delivered, read, submitted. */
  delivered: z.number(),
  read: z.number(),
  submitted: z.number(),
})
export type Campaign = z.infer<typeof Campaign>

/** Reply of `campaigns.list`. */
export const CampaignList = z.object({ campaigns: z.array(Campaign) })
export type CampaignList = z.infer<typeof CampaignList>

/** One line of the message log; phone number and text are masked for members without log access. */
export const LogMessage = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  phoneNumber: z.string(),
  kind: z.string(),
  text: z.string(),
  templateName: z.string().nullable(),
  campaignId: z.string().nullable(),
  flowName: z.string().nullable(),
  sendState: z.enum(['pending', 'claimed', 'sent', 'failed', 'skipped', 'unknown']).nullable(),
  delivery: z.enum(['queued', 'sent', 'delivered', 'read', 'submitted', 'failed']).nullable(),
  errorCode: z.number().nullable(),
  errorText: z.string().nullable(),
  createdAt: z.number(),
  /** When it goes out, while it waits for that. */
  scheduledAt: z.number().nullable(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  readAt: z.number().nullable(),
  submittedAt: z.number().nullable(),
})
export type LogMessage = z.infer<typeof LogMessage>

/** Reply of `messages.list` (query: campaign, search, before, limit): newest first; `next` goes into `before`. */
export const MessageList = z.object({
  messages: z.array(LogMessage),
  next: z.string().nullable(),
  masked: z.boolean(),
})
export type MessageList = z.infer<typeof MessageList>
