/** The shape of D1, as Drizzle tables; migrations/ is its only history. Times are milliseconds since the epoch. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Capability, Role } from '../../shared/access.ts'
import type { ChannelTest, NumberHealth } from '../../shared/api/channels.ts'
import type { CheckId } from '../../shared/api/checks.ts'
import type { CutOverWhat } from '../../shared/api/cut-overs.ts'
import type { EndpointAnswer, RequestAction } from '../../shared/api/replies.ts'
import type { ShareAccess } from '../../shared/api/shares.ts'
import type { Provider } from '../../shared/channels/providers.ts'
import type { Anchor } from '../../shared/collab/anchors.ts'
import type { MediaKind, MediaType } from '../../shared/templates/media.ts'
import type { EightByEightChannel } from './eight-by-eight.ts'

// --- Sign-in: the tables that the sign-in library asks for ---------------------------------------------------------

const at = (name: string) => integer(name, { mode: 'timestamp_ms' })

export const user = sqliteTable('users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text(),
  createdAt: at('created_at').notNull(),
  updatedAt: at('updated_at').notNull(),
})

export const session = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    expiresAt: at('expires_at').notNull(),
    token: text().notNull().unique(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

export const account = sqliteTable(
  'sign_in_accounts',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text(),
    password: text(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('sign_in_accounts_user').on(t.userId)],
)

export const verification = sqliteTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('verifications_identifier').on(t.identifier)],
)

export const rateLimit = sqliteTable('rate_limits', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: integer('last_request').notNull(),
})

// --- Workspaces ----------------------------------------------------------------------------------------------------

/** A workspace is what the public API calls an account. */
export const workspaces = sqliteTable('workspaces', {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: integer('created_at').notNull(),
})

export const subaccounts = sqliteTable(
  'subaccounts',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('subaccounts_workspace').on(t.workspaceId)],
)

export const members = sqliteTable(
  'members',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text().$type<Role>().notNull(),
    /** Log access given (1) or taken (0) for this member; null where the role decides. */
    logAccess: integer('log_access', { mode: 'boolean' }),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] }), index('members_user').on(t.userId)],
)

export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    name: text().notNull(),
    /** SHA-256 of the key, hex: the key itself is shown once and never stored. */
    hash: text().notNull().unique(),
    capabilities: text({ mode: 'json' }).$type<Capability[]>().notNull(),
    requestsPerMinute: integer('requests_per_minute').notNull().default(600),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    disabledAt: integer('disabled_at'),
  },
  (t) => [index('api_keys_workspace').on(t.workspaceId)],
)

/** A write over the public API that came with an Idempotency-Key: what it makes, and once it has, what was answered. */
export const apiRequests = sqliteTable(
  'api_requests',
  {
    keyId: text('key_id').notNull(),
    /** SHA-256 of what the client called it, hex. */
    nameHash: text('name_hash').notNull(),
    /** SHA-256 of method, address and body, hex: the same request again has the same. */
    fingerprint: text().notNull(),
    /** The ids of whatever it makes, minted before it runs: running it again after a crash makes nothing twice. */
    makes: text({ mode: 'json' }).$type<{ id: string; publicId: string }>().notNull(),
    /** Whoever carries it out, and until when they are waited for; null once it is answered or was given up. */
    runner: text(),
    heldUntil: integer('held_until').notNull(),
    status: integer(),
    /** The body of the answer, or where it lies in R2: it may be too large for a row. */
    answer: text(),
    answerPath: text('answer_path'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.keyId, t.nameHash] }),
    index('api_requests_expiry').on(t.expiresAt),
  ],
)

// --- Channels ------------------------------------------------------------------------------------------------------

/** One WhatsApp number at one provider. Secrets are sealed (worker/http/secrets.ts) and never read back to a screen. */
export const channels = sqliteTable(
  'channels',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    provider: text().$type<Provider>().notNull(),
    sandbox: integer({ mode: 'boolean' }).notNull().default(false),
    name: text().notNull(),
    phoneNumber: text('phone_number').notNull(),
    /** Present where the provider is 8x8; what follows is the Cloud API's then, and empty. */
    eightByEight: text('eight_by_eight', { mode: 'json' }).$type<EightByEightChannel>(),
    /** Where the Graph API answers, up to but without the `/v{N}.0` segment. */
    graphBaseUrl: text('graph_base_url').notNull(),
    graphVersion: text('graph_version').notNull().default('v24.0'),
    wabaId: text('waba_id').notNull(),
    phoneNumberId: text('phone_number_id').notNull(),
    appId: text('app_id').notNull(),
    sealedToken: text('sealed_token').notNull(),
    sealedAppSecret: text('sealed_app_secret').notNull(),
    sealedVerifyToken: text('sealed_verify_token').notNull(),
    /** When secrets were replaced, by setting; the others are as old as the channel. */
    secretsSetAt: text('secrets_set_at', { mode: 'json' }).$type<Record<string, number>>(),
    /** How the last test of the settings ended; null before the first. */
    test: text({ mode: 'json' }).$type<ChannelTest>(),
    /** What the provider said of the number last. */
    health: text({ mode: 'json' }).$type<NumberHealth>(),
    /** Until when the provider asked for quiet: in answer to a test, and in answer to a message. */
    testsRestUntil: integer('tests_rest_until'),
    sendsRestUntil: integer('sends_rest_until'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('channels_workspace').on(t.workspaceId),
    index('channels_waba').on(t.wabaId),
    uniqueIndex('channels_number')
      .on(t.workspaceId, t.phoneNumberId)
      .where(sql`provider = 'cloud-api'`),
    uniqueIndex('channels_8x8_number')
      .on(t.workspaceId, sql`${t.eightByEight} ->> '$.channelId'`)
      .where(sql`provider = '8x8'`),
  ],
)

// --- Flows and their versions --------------------------------------------------------------------------------------

export const flows = sqliteTable(
  'flows',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    channelId: text('channel_id')
      .notNull()
      .references(() => channels.id),
    name: text().notNull(),
    categories: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Where an endpoint-powered flow asks; null where it asks nobody. */
    endpointUri: text('endpoint_uri'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    createdBy: text('created_by'),
  },
  (t) => [index('flows_workspace').on(t.workspaceId, t.updatedAt)],
)

export type VersionState = 'draft' | 'published' | 'deprecated'

/** A version of a flow. Its 16-digit public id is what outsiders call the flow id. A trigger freezes published rows. */
export const versions = sqliteTable(
  'versions',
  {
    publicId: text('public_id').primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    flowId: text('flow_id')
      .notNull()
      .references(() => flows.id),
    number: integer().notNull(),
    state: text().$type<VersionState>().notNull(),
    /** The provider's own id, once the version exists there: at first publish, never on create. */
    providerFlowId: text('provider_flow_id'),
    /** The provider's own word on it where it says one: THROTTLED, BLOCKED, DEPRECATED, PUBLISHED. */
    providerStatus: text('provider_status'),
    /** SHA-256 of the frozen bytes in R2 (hex) and their number; null while a draft. */
    sha256: text(),
    size: integer(),
    /** When publishing was begun; cleared when it ended either way. The sweeper resumes what a crash left here. */
    publishStartedAt: integer('publish_started_at'),
    publishedAt: integer('published_at'),
    publishedBy: text('published_by'),
    /** What its publisher says of it, for the history; empty where nothing was said. */
    publishNote: text('publish_note').notNull().default(''),
    /** Who let it out without a rehearsal that passed, and when; null where it passed, or where a program published. */
    rehearsalWaivedBy: text('rehearsal_waived_by'),
    rehearsalWaivedAt: integer('rehearsal_waived_at'),
    deprecatedAt: integer('deprecated_at'),
    /** When the draft's room is to be copied to R2; null while nothing changed since the last copy. */
    copyDueAt: integer('copy_due_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('versions_flow_number').on(t.flowId, t.number),
    uniqueIndex('versions_one_draft').on(t.flowId).where(sql`state = 'draft'`),
    uniqueIndex('versions_provider').on(t.workspaceId, t.providerFlowId),
    index('versions_publishing').on(t.publishStartedAt),
    index('versions_copy_due').on(t.copyDueAt),
  ],
)

/** A draft's text under a name ("Save as draft"): a point to come back to. Bytes lie in R2 under their SHA-256. */
export const namedTexts = sqliteTable(
  'named_texts',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    publicId: text('public_id')
      .notNull()
      .references(() => versions.publicId),
    name: text().notNull(),
    sha256: text().notNull(),
    size: integer().notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [index('named_texts_version').on(t.publicId, t.createdAt)],
)

/** Somebody's word that a check of a version holds, with the hash of the text they looked at. */
export const checkTicks = sqliteTable(
  'check_ticks',
  {
    publicId: text('public_id')
      .notNull()
      .references(() => versions.publicId, { onDelete: 'cascade' }),
    check: text().$type<CheckId>().notNull(),
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
    at: integer().notNull(),
    sha256: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.publicId, t.check] })],
)

/**
 * An answer of the endpoint that a flow's team keeps for previews: what is answered when `screen` asks by `action`.
 * It belongs to the flow, so that every version finds it, and goes with it.
 */
export const savedReplies = sqliteTable(
  'saved_replies',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    flowId: text('flow_id')
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    /** Empty for INIT. */
    screen: text().notNull(),
    action: text().$type<RequestAction>().notNull(),
    name: text().notNull(),
    answer: text({ mode: 'json' }).$type<EndpointAnswer>().notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [uniqueIndex('saved_replies_name').on(t.flowId, t.screen, t.action, t.name)],
)

// --- Share links ---------------------------------------------------------------------------------------------------

/** A link to a flow for people without an account. It outlives the flow, so that its holder can be told. */
export const shareLinks = sqliteTable(
  'share_links',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    flowId: text('flow_id').notNull(),
    /** The version that it shows; null where it follows the draft, or the newest version while there is no draft. */
    publicId: text('public_id'),
    access: text().$type<ShareAccess>().notNull(),
    label: text().notNull().default(''),
    /** SHA-256 of the token, hex: the token itself is shown once and never stored. */
    tokenHash: text('token_hash').notNull().unique(),
    /** As sign-in hashes passwords; null where the link asks for none. */
    passwordHash: text('password_hash'),
    /** Wrong passwords in the window that began at `triesSince`. */
    tries: integer().notNull().default(0),
    triesSince: integer('tries_since').notNull().default(0),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
    /** When the rooms were last told that it is over: after its expiry, by the sweeper. */
    closedAt: integer('closed_at'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    lastOpenedAt: integer('last_opened_at'),
  },
  (t) => [
    index('share_links_flow').on(t.workspaceId, t.flowId, t.createdAt),
    index('share_links_expiry')
      .on(t.expiresAt)
      .where(sql`expires_at is not null and closed_at is null`),
  ],
)

/** Somebody who opened a share link in one browser: known by a cookie for that link alone. */
export const shareGuests = sqliteTable(
  'share_guests',
  {
    id: text().primaryKey(),
    linkId: text('link_id')
      .notNull()
      .references(() => shareLinks.id),
    /** SHA-256 of the cookie's secret, hex. */
    secretHash: text('secret_hash').notNull().unique(),
    /** As they called themselves; null until they do. */
    name: text(),
    /** Whether they are past the link's password. */
    admitted: integer({ mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('share_guests_link').on(t.linkId), index('share_guests_expiry').on(t.expiresAt)],
)

/** A guest's way into a room: good for one connection within a minute. */
export const shareTickets = sqliteTable(
  'share_tickets',
  {
    /** SHA-256 of the ticket, hex. */
    hash: text().primaryKey(),
    guestId: text('guest_id')
      .notNull()
      .references(() => shareGuests.id),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('share_tickets_expiry').on(t.expiresAt),
    index('share_tickets_guest').on(t.guestId),
  ],
)

// --- Media ---------------------------------------------------------------------------------------------------------

/** A picture, video or document. Its bytes lie in R2 under their SHA-256, once however often they were uploaded. */
export const media = sqliteTable(
  'media',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    fileName: text('file_name').notNull(),
    kind: text().$type<MediaKind>().notNull(),
    /** Read from the bytes. */
    type: text().$type<MediaType>().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    /** Of pictures; null for the others. */
    width: integer(),
    height: integer(),
    /** SHA-256 and type of the small picture that stands for it. */
    thumbnailSha256: text('thumbnail_sha256'),
    thumbnailType: text('thumbnail_type').$type<MediaType>(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [uniqueIndex('media_same').on(t.workspaceId, t.sha256, t.fileName)],
)

/** A file as a channel's provider has it, for sending: good until then. */
export const mediaCopies = sqliteTable(
  'media_copies',
  {
    mediaId: text('media_id')
      .notNull()
      .references(() => media.id),
    channelId: text('channel_id')
      .notNull()
      .references(() => channels.id),
    providerMediaId: text('provider_media_id').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.mediaId, t.channelId] })],
)

// --- Templates -----------------------------------------------------------------------------------------------------

export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'DELETED'

export const templates = sqliteTable(
  'templates',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    channelId: text('channel_id')
      .notNull()
      .references(() => channels.id),
    providerTemplateId: text('provider_template_id'),
    name: text().notNull(),
    language: text().notNull(),
    category: text().notNull(),
    status: text().$type<TemplateStatus>().notNull(),
    reason: text(),
    /** What the platform advises after a refusal, in its own words. */
    advice: text(),
    /** GREEN, YELLOW or RED, as people's reactions make it; null until the platform says. */
    quality: text(),
    /** The category that the platform has said it will move it to, and when. */
    comingCategory: text('coming_category'),
    comingCategoryAt: integer('coming_category_at'),
    /** Components in the shape of shared/api/templates.ts. */
    components: text({ mode: 'json' }).$type<unknown[]>().notNull(),
    /** The version that its Flow button opens. */
    publicId: text('public_id').references(() => versions.publicId),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('templates_key')
      .on(t.channelId, t.name, t.language)
      .where(sql`status <> 'DELETED'`),
    index('templates_workspace').on(t.workspaceId, t.updatedAt),
    index('templates_version').on(t.publicId),
  ],
)

/** What has happened to a template; triggers in migrations/ write it in the statement that changes the template. */
export const templateChanges = sqliteTable(
  'template_changes',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    templateId: text('template_id')
      .notNull()
      .references(() => templates.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    what: text().$type<'status' | 'category' | 'quality' | 'coming-category'>().notNull(),
    was: text(),
    became: text(),
    reason: text(),
  },
  (t) => [index('template_changes_template').on(t.templateId, t.id)],
)

// --- Cut-overs -----------------------------------------------------------------------------------------------------

export type CutOverState = 'running' | 'rolling-back' | 'done' | 'stopped' | 'rolled-back'

/**
 * The replacing of a published version by its successor, as one run. Where it stands follows from the versions, templates
 * and messages themselves; kept here is what somebody wanted, before it is done.
 */
export const cutOvers = sqliteTable(
  'cut_overs',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    flowId: text('flow_id')
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    /** The version that is replaced. */
    oldPublicId: text('old_public_id').notNull(),
    /** The one that takes its place: a draft at first. */
    newPublicId: text('new_public_id').notNull(),
    state: text().$type<CutOverState>().notNull(),
    /** When what was waiting had been moved to the new templates. */
    movedAt: integer('moved_at'),
    /** When somebody said that the old version ends; until it has, the provider is asked. */
    deprecateAt: integer('deprecate_at'),
    /** Why the last try to go on did not get further, in words; null where nothing stands in the way. */
    trouble: text(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    uniqueIndex('cut_overs_one_running')
      .on(t.flowId)
      .where(sql`state in ('running', 'rolling-back')`),
    index('cut_overs_flow').on(t.flowId, t.createdAt),
    index('cut_overs_workspace').on(t.workspaceId, t.state),
  ],
)

/** What becomes of one template of the old version. */
export const cutOverTemplates = sqliteTable(
  'cut_over_templates',
  {
    cutOverId: text('cut_over_id')
      .notNull()
      .references(() => cutOvers.id, { onDelete: 'cascade' }),
    templateId: text('template_id').notNull(),
    choice: text().$type<'open' | 'wanted' | 'skipped'>().notNull(),
    /** The id that its successor has, minted before anything is made: a repeat makes no second one. */
    newTemplateId: text('new_template_id'),
    /** What the successor says, as it was wanted. */
    wanted: text({ mode: 'json' }).$type<unknown>(),
    /** Why the platform or a rule refused the last one; null where it did not. */
    refusal: text(),
  },
  (t) => [primaryKey({ columns: [t.cutOverId, t.templateId] })],
)

/** What happened in a run, when and by whom; null where it went on by itself. `key` is what can happen once. */
export const cutOverEvents = sqliteTable(
  'cut_over_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    cutOverId: text('cut_over_id')
      .notNull()
      .references(() => cutOvers.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    what: text().$type<CutOverWhat>().notNull(),
    at: integer().notNull(),
    by: text(),
    /** The template that it is about, by name. */
    about: text(),
    words: text(),
    /** How many messages. */
    n: integer(),
  },
  (t) => [uniqueIndex('cut_over_events_once').on(t.cutOverId, t.key)],
)

// --- Sending -------------------------------------------------------------------------------------------------------

export type CampaignState = 'sending' | 'finished' | 'cancelled'

/** One send to many recipients with one template. */
export const campaigns = sqliteTable(
  'campaigns',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    channelId: text('channel_id').notNull(),
    subaccountId: text('subaccount_id').notNull(),
    templateId: text('template_id'),
    name: text().notNull(),
    clientBatchId: text('client_batch_id'),
    state: text().$type<CampaignState>().notNull(),
    /** The queue job that carries this campaign on; whoever writes a new one here ends the chain before it. */
    chain: text(),
    total: integer().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    finishedAt: integer('finished_at'),
  },
  (t) => [
    index('campaigns_workspace').on(t.workspaceId, t.createdAt),
    index('campaigns_sending').on(t.createdAt).where(sql`state = 'sending'`),
  ],
)

/** Where an outbound message stands on its way out: exactly one of these at every moment (design, I5). */
export type SendState = 'pending' | 'claimed' | 'sent' | 'failed' | 'skipped' | 'unknown'

/** How far it came, as the provider's events tell; never falls back (messaging-platforms.md §4). */
export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'read' | 'submitted' | 'failed'

/** One message, out or in. An outbound row is the intent: it is written before anything leaves. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    channelId: text('channel_id').notNull(),
    subaccountId: text('subaccount_id').notNull(),
    campaignId: text('campaign_id'),
    direction: text().$type<'out' | 'in'>().notNull(),
    phoneNumber: text('phone_number').notNull(),
    kind: text().notNull(),
    /** What to send, or what came in: provider-neutral content, JSON (worker/channels/channel.ts). */
    content: text({ mode: 'json' }).$type<unknown>().notNull(),
    templateId: text('template_id'),
    /** The template it was written with, where a cut-over has moved it to `templateId` since. */
    movedFrom: text('moved_from'),
    /** The version whose flow this message carries. */
    publicId: text('public_id'),
    flowToken: text('flow_token'),
    clientMessageId: text('client_message_id'),
    sendState: text('send_state').$type<SendState>(),
    delivery: text().$type<DeliveryState>(),
    attempt: integer().notNull().default(0),
    claimedAt: integer('claimed_at'),
    /** Not before this time: scheduled messages wait here, and transient failures for their next attempt. */
    dueAt: integer('due_at'),
    /** When its sender wants it to go out; null for at once. */
    scheduledAt: integer('scheduled_at'),
    providerMessageId: text('provider_message_id'),
    errorCode: integer('error_code'),
    errorText: text('error_text'),
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    readAt: integer('read_at'),
    submittedAt: integer('submitted_at'),
    failedAt: integer('failed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('messages_workspace').on(t.workspaceId, t.createdAt, t.id),
    index('messages_campaign').on(t.campaignId, t.sendState, t.delivery),
    index('messages_version').on(t.publicId, t.direction, t.createdAt),
    index('messages_client').on(t.channelId, t.clientMessageId),
    index('messages_contact').on(t.channelId, t.phoneNumber, t.createdAt),
    uniqueIndex('messages_provider').on(t.channelId, t.direction, t.providerMessageId),
    uniqueIndex('messages_token').on(t.workspaceId, t.flowToken),
    index('messages_open')
      .on(t.sendState, t.dueAt)
      .where(sql`send_state in ('pending', 'claimed', 'unknown')`),
    index('messages_moved').on(t.movedFrom, t.templateId).where(sql`moved_from is not null`),
  ],
)

// --- Intake and responses ------------------------------------------------------------------------------------------

export type RawEventState = 'stored' | 'processed' | 'quarantined'

/** A webhook as it came, before anybody reads it. Bodies lie in raw_event_parts, in parts of at most 1 MB. */
export const rawEvents = sqliteTable(
  'raw_events',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    channelId: text('channel_id').notNull(),
    /** SHA-256 of the body: the same delivery again is stored once. */
    dedupeKey: text('dedupe_key').notNull(),
    size: integer().notNull(),
    /** How the parts hold the bytes: as the text they are, or as base64 where they are no UTF-8 text. */
    encoding: text().$type<'utf-8' | 'base64'>().notNull().default('utf-8'),
    state: text().$type<RawEventState>().notNull(),
    problem: text(),
    attempt: integer().notNull().default(0),
    receivedAt: integer('received_at').notNull(),
    processedAt: integer('processed_at'),
  },
  (t) => [
    uniqueIndex('raw_events_dedupe').on(t.channelId, t.dedupeKey),
    index('raw_events_open').on(t.receivedAt).where(sql`state = 'stored'`),
    index('raw_events_workspace').on(t.workspaceId, t.state, t.receivedAt),
  ],
)

export const rawEventParts = sqliteTable(
  'raw_event_parts',
  {
    rawEventId: text('raw_event_id')
      .notNull()
      .references(() => rawEvents.id),
    part: integer().notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.rawEventId, t.part] })],
)

/** One submission of a flow. */
export const responses = sqliteTable(
  'responses',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    flowId: text('flow_id').notNull(),
    publicId: text('public_id').notNull(),
    channelId: text('channel_id').notNull(),
    /** The message that carried the flow, where it is known. */
    messageId: text('message_id'),
    providerMessageId: text('provider_message_id').notNull(),
    phoneNumber: text('phone_number'),
    contactName: text('contact_name'),
    flowToken: text('flow_token'),
    /** As submitted, without flow_token. */
    answers: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    submittedAt: integer('submitted_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('responses_provider').on(t.channelId, t.providerMessageId),
    index('responses_flow').on(t.flowId, t.submittedAt, t.id),
    index('responses_message').on(t.messageId),
  ],
)

/** The column registry: every answer key that a flow's versions declare or that came in, in the order first seen. */
export const responseColumns = sqliteTable(
  'response_columns',
  {
    flowId: text('flow_id').notNull(),
    key: text().notNull(),
    workspaceId: text('workspace_id').notNull(),
    label: text().notNull(),
    kind: text().notNull(),
    options: text({ mode: 'json' }).$type<{ id: string; title: string }[] | null>(),
    position: integer().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flowId, t.key] })],
)

// --- Comments ------------------------------------------------------------------------------------------------------

export type AuthorKind = 'user' | 'guest'

/** A thread of comments on a flow, over all its versions. Where it stands now each version's room knows. */
export const threads = sqliteTable(
  'threads',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    flowId: text('flow_id').notNull(),
    /** The version it was begun on, and where it stood then. */
    publicId: text('public_id').notNull(),
    anchor: text({ mode: 'json' }).$type<Anchor>().notNull(),
    createdAt: integer('created_at').notNull(),
    resolvedAt: integer('resolved_at'),
    resolvedBy: text('resolved_by'),
    resolvedByName: text('resolved_by_name'),
    /** Counts the changes to the threads of a flow: who has seen up to one asks for what came after. */
    revision: integer().notNull(),
  },
  (t) => [index('threads_flow').on(t.flowId, t.revision)],
)

export const comments = sqliteTable(
  'comments',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    authorKind: text('author_kind').$type<AuthorKind>().notNull(),
    authorId: text('author_id').notNull(),
    /** As they were called then. */
    authorName: text('author_name').notNull(),
    body: text().notNull(),
    mentions: text({ mode: 'json' }).$type<{ id: string; name: string }[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    editedAt: integer('edited_at'),
    /** Deleted by its author, who can take that back: the words stay here and are shown to nobody. */
    deletedAt: integer('deleted_at'),
  },
  (t) => [
    index('comments_thread').on(t.threadId, t.createdAt),
    index('comments_author').on(t.authorId, t.createdAt),
  ],
)

/** Up to when somebody has seen a thread. */
export const threadReads = sqliteTable(
  'thread_reads',
  {
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    readerId: text('reader_id').notNull(),
    readAt: integer('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.threadId, t.readerId] })],
)

/** What a member is told of: somebody named them, or answered where they had written. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: text().primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    kind: text().$type<'mention' | 'reply'>().notNull(),
    flowId: text('flow_id').notNull(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    commentId: text('comment_id')
      .notNull()
      .references(() => comments.id),
    createdAt: integer('created_at').notNull(),
    readAt: integer('read_at'),
  },
  (t) => [
    uniqueIndex('notifications_once').on(t.commentId, t.userId),
    index('notifications_user').on(t.workspaceId, t.userId, t.createdAt),
    index('notifications_thread').on(t.threadId, t.userId),
  ],
)
