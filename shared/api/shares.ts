/** Share links over HTTP: how members make and end them, and how guests come in by one. Times are milliseconds. */
import { z } from '../zod.ts'
import { VersionState } from './flows.ts'

/** What a link allows whoever holds it: to look, or to comment as well. Never to change the flow. */
export const ShareAccess = z.enum(['view', 'comment'])
export type ShareAccess = z.infer<typeof ShareAccess>

/** The address of a shared preview before the token or, without any secret, before a link's id. */
export const sharePath = '/p'
export const guestPath = `${sharePath}/link`

/** A guest's requests name their link by this header; without it a request is a member's. */
export const shareLinkHeader = 'x-share-link'

export const sharePasswordMin = 8
export const sharePasswordMax = 200
export const shareLabelMax = 80
export const guestNameMax = 60

/** Body of `shares.create`. Reply: MadeShareLink. */
export const NewShareLink = z.object({
  /** The version to show; null follows the draft, or the newest version while there is no draft. */
  publicId: z.string().nullable(),
  access: ShareAccess,
  label: z.string().trim().max(shareLabelMax, `At most ${shareLabelMax} characters.`).optional(),
  password: z
    .string()
    .min(sharePasswordMin, `At least ${sharePasswordMin} characters.`)
    .max(sharePasswordMax, `At most ${sharePasswordMax} characters.`)
    .nullable()
    .optional(),
  /** When it stops to work; null for never. */
  expiresAt: z.number().int().nullable().optional(),
})
export type NewShareLink = z.infer<typeof NewShareLink>

/** A link as members see it. Its token is not among it: that is shown once. */
export const ShareLink = z.object({
  id: z.string(),
  label: z.string(),
  access: ShareAccess,
  /** The version it is pinned to, null where it follows; its number is null once that version is deleted. */
  version: z.object({ publicId: z.string(), number: z.number().nullable() }).nullable(),
  hasPassword: z.boolean(),
  state: z.enum(['live', 'expired', 'revoked']),
  expiresAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
  lastOpenedAt: z.number().nullable(),
})
export type ShareLink = z.infer<typeof ShareLink>

/** Reply of `shares.list`: newest first, links that work before those that have ended. */
export const ShareLinks = z.object({ links: z.array(ShareLink) })

/** Reply of `shares.create`: the only time that the address can be read. */
export const MadeShareLink = z.object({ link: ShareLink, url: z.string() })
export type MadeShareLink = z.infer<typeof MadeShareLink>

/** What a guest's page shows. */
export const SharedFlow = z.object({
  linkId: z.string(),
  workspaceId: z.string(),
  flowId: z.string(),
  name: z.string(),
  access: ShareAccess,
  /** The version to open at `/sync`. */
  version: z.object({ publicId: z.string(), number: z.number(), state: VersionState }),
  /** Whether it goes along to the flow's next draft. */
  follows: z.boolean(),
  sharedBy: z.string(),
  /** How long the visit may still last. */
  endsInMs: z.number(),
  guest: z.object({ id: z.string(), name: z.string().nullable() }),
})
export type SharedFlow = z.infer<typeof SharedFlow>

/** Body of `guest.open`. Reply: Visit. */
export const OpenShare = z.object({ token: z.string().max(500) })

/** Body of `guest.unlock`. Reply: Visit. */
export const UnlockShare = z.object({ password: z.string().max(sharePasswordMax) })

/** Where a guest stands: before the link's password, inside, or before something that was deleted. Reply of `guest.open`, `guest.unlock`, `guest.get`. */
export const Visit = z.discriminatedUnion('state', [
  z.object({ state: z.literal('password'), linkId: z.string() }),
  z.object({ state: z.literal('inside'), shared: SharedFlow }),
  z.object({ state: z.literal('gone'), linkId: z.string() }),
])
export type Visit = z.infer<typeof Visit>

/** Line breaks, control characters, and marks that turn the direction of what stands around a name. */
const unseen = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Body of `guest.name`. Reply: the same, as it was kept. */
export const GuestName = z.object({
  name: z
    .string()
    .transform((name) => name.replace(unseen, '').trim())
    .pipe(
      z.string().min(1, 'Type a name.').max(guestNameMax, `At most ${guestNameMax} characters.`),
    ),
})

/** Reply of `guest.ticket`: good for one `/sync/{publicId}?ticket=` within 60 seconds. */
export const RoomTicket = z.object({ ticket: z.string(), publicId: z.string() })
export type RoomTicket = z.infer<typeof RoomTicket>

/** Reply of `flows.me`: who asks, and what they may do on this flow. */
export const VisitorMe = z.object({
  kind: z.enum(['user', 'guest']),
  id: z.string(),
  name: z.string(),
  mayComment: z.boolean(),
})
export type VisitorMe = z.infer<typeof VisitorMe>
