/** Campaigns and where their recipients stand. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Campaign, SendCounts } from '../../../shared/api/campaigns.ts'
import type { Db } from '../../db/client.ts'
import {
  apiKeys,
  campaigns,
  channels,
  type DeliveryState,
  type SendState,
  templates,
  user,
} from '../../db/schema.ts'

const listed = 200

/** The newest campaigns of a workspace, newest first. */
export const listCampaigns = (db: Db, workspaceId: string): Promise<Campaign[]> =>
  select(db, eq(campaigns.workspaceId, workspaceId))

export async function getCampaign(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Campaign | undefined> {
  const [campaign] = await select(
    db,
    and(eq(campaigns.workspaceId, workspaceId), eq(campaigns.id, id)),
  )
  return campaign
}

async function select(db: Db, fits: ReturnType<typeof and>): Promise<Campaign[]> {
  const rows = await db
    .select({ campaign: campaigns, channelName: channels.name, templateName: templates.name })
    .from(campaigns)
    .leftJoin(channels, eq(channels.id, campaigns.channelId))
    .leftJoin(templates, eq(templates.id, campaigns.templateId))
    .where(fits)
    .orderBy(desc(campaigns.createdAt), desc(campaigns.id))
    .limit(listed)
  const [progress, names, scheduled] = await Promise.all([
    progressOf(
      db,
      rows.map((row) => row.campaign.id),
    ),
    namesOf(
      db,
      rows.map((row) => row.campaign.createdBy),
    ),
    scheduledOf(
      db,
      rows.flatMap(({ campaign }) => (campaign.state === 'sending' ? [campaign.id] : [])),
    ),
  ])
  return rows.map(({ campaign, channelName, templateName }) => ({
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    channelId: campaign.channelId,
    channelName: channelName ?? '',
    templateId: campaign.templateId,
    templateName,
    createdBy: names.get(campaign.createdBy) ?? campaign.createdBy,
    createdAt: campaign.createdAt,
    scheduledAt: scheduled.get(campaign.id) ?? null,
    finishedAt: campaign.finishedAt,
    ...progressFrom(campaign.total, progress.get(campaign.id) ?? []),
  }))
}

/** Whether a campaign is this subaccount's. */
export async function isCampaignOf(
  db: Db,
  workspaceId: string,
  subaccountId: string,
  id: string,
): Promise<boolean> {
  const [row] = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, id),
        eq(campaigns.workspaceId, workspaceId),
        eq(campaigns.subaccountId, subaccountId),
      ),
    )
  return row !== undefined
}

type Tally = { sendState: SendState; delivery: DeliveryState | null; n: number }

/** How many messages stand where, by campaign: one pass over an index that holds all of it. */
async function progressOf(db: Db, ids: string[]): Promise<Map<string, Tally[]>> {
  const { results } = await db.$client
    .prepare(
      `select campaign_id as campaignId, send_state as sendState, delivery, count(*) as n from messages
       where campaign_id in (select value from json_each(?1)) group by campaign_id, send_state, delivery`,
    )
    .bind(JSON.stringify(ids))
    .all<Tally & { campaignId: string }>()
  return Map.groupBy(results, (row) => row.campaignId)
}

/** When campaigns of which nothing has gone out are to begin; those that have begun are left out. */
async function scheduledOf(db: Db, ids: string[]): Promise<Map<string, number>> {
  const { results } = await db.$client
    .prepare(
      `select value as id, (select min(scheduled_at) from messages where campaign_id = value and send_state = 'pending') as at
       from json_each(?1) where not exists (
         select 1 from messages where campaign_id = value and send_state not in ('pending', 'skipped'))
       and not exists (
         select 1 from messages where campaign_id = value and send_state = 'pending' and scheduled_at is null)`,
    )
    .bind(JSON.stringify(ids))
    .all<{ id: string; at: number | null }>()
  return new Map(results.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}

function progressFrom(
  total: number,
  tallies: Tally[],
): Pick<Campaign, 'counts' | 'delivered' | 'read' | 'submitted'> {
  const counts: SendCounts = {
    total,
    pending: 0,
    claimed: 0,
    sent: 0,
    failed: 0,
    skipped: 0,
    unknown: 0,
  }
  for (const { sendState, n } of tallies) counts[sendState] += n
  const reached = (...states: DeliveryState[]) =>
    tallies.reduce(
      (sum, { delivery, n }) => sum + (delivery && states.includes(delivery) ? n : 0),
      0,
    )
  return {
    counts,
    delivered: reached('delivered', 'read', 'submitted'),
    read: reached('read', 'submitted'),
    submitted: reached('submitted'),
  }
}

/** Names of the people and keys that started campaigns. */
async function namesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].slice(0, 90)
  if (wanted.length === 0) return new Map()
  const [people, keys] = await db.batch([
    db.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, wanted)),
    db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, wanted)),
  ])
  return new Map([...people, ...keys].map(({ id, name }) => [id, name]))
}

/** Names the chain of jobs that carries a campaign on from now; the one before it ends. */
export const setChain = (db: Db, id: string, chain: string) =>
  db
    .update(campaigns)
    .set({ chain })
    .where(and(eq(campaigns.id, id), eq(campaigns.state, 'sending')))

/** The channel of a campaign that a job's chain still carries on; undefined where another one does, or none. */
export async function channelOfChain(
  db: Db,
  id: string,
  chain: string,
): Promise<{ id: string; sendsRestUntil: number | null } | undefined> {
  const [row] = await db
    .select({ id: campaigns.channelId, sendsRestUntil: channels.sendsRestUntil })
    .from(campaigns)
    .leftJoin(channels, eq(channels.id, campaigns.channelId))
    .where(and(eq(campaigns.id, id), eq(campaigns.state, 'sending'), eq(campaigns.chain, chain)))
  return row
}

/** Campaigns that are not finished, oldest first. */
export const unfinishedCampaigns = (db: Db): Promise<{ id: string; workspaceId: string }[]> =>
  db
    .select({ id: campaigns.id, workspaceId: campaigns.workspaceId })
    .from(campaigns)
    // Written out, as in the index over campaigns that are sending, so that it is used.
    .where(sql`${campaigns.state} = 'sending'`)
    .orderBy(campaigns.createdAt)
    .limit(500)

/** Ids of a campaign's messages that are waiting and due, in the order of its list. */
export async function dueOf(db: Db, id: string, now: number, limit: number): Promise<string[]> {
  const { results } = await db.$client
    .prepare(
      `select id from messages where campaign_id = ?1 and send_state = 'pending' and (due_at is null or due_at <= ?2)
       order by delivery, rowid limit ?3`,
    )
    .bind(id, now, limit)
    .all<{ id: string }>()
  return results.map((row) => row.id)
}

/** When the next waiting message of a campaign is due (0: now), or null where none waits. */
export async function nextDueOf(db: Db, id: string): Promise<number | null> {
  const row = await db.$client
    .prepare(
      `select min(coalesce(due_at, 0)) as at from messages where campaign_id = ?1 and send_state = 'pending'`,
    )
    .bind(id)
    .first<{ at: number | null }>()
  return row?.at ?? null
}

/** Finishes a campaign whose messages all have a result. Returns whether it did. */
export async function finishCampaign(db: Db, id: string, now: number): Promise<boolean> {
  const { meta } = await db.$client
    .prepare(
      `update campaigns set state = 'finished', finished_at = ?2, chain = null
       where id = ?1 and state = 'sending' and not exists (
         select 1 from messages where campaign_id = ?1 and send_state in ('pending', 'claimed'))`,
    )
    .bind(id, now)
    .run()
  return meta.changes > 0
}
