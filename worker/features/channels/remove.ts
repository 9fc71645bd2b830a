/** Removing a channel, which only one may that nothing uses. */
import { and, eq, ne } from 'drizzle-orm'
import type { ChannelUses } from '../../../shared/api/channels.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Db } from '../../db/client.ts'
import { campaigns, flows, templates } from '../../db/schema.ts'
import type { ChannelRow } from './store.ts'

/** More names than these are only counted. */
const mostNamed = 3
/** More than anybody reads. */
const mostListed = 200

export async function removeChannel(db: Db, row: ChannelRow): Promise<Result<null, Problem>> {
  // Both in one step, each only where nothing uses the channel: something may have been made on it a moment ago.
  const [, removed] = await db.$client.batch([
    db.$client
      .prepare(`delete from templates where channel_id = ?1 and status = 'DELETED' and ${isUnused}`)
      .bind(row.id),
    db.$client.prepare(`delete from channels where id = ?1 and ${isUnused}`).bind(row.id),
  ])
  if (removed && removed.meta.changes > 0) return ok(null)
  const uses = await usesOf(db, row.id)
  const waiting = await waitingMessages(db, row.id)
  const words = [
    named('flow', uses.flows),
    named('template', uses.templates),
    named('campaign', uses.campaigns),
    waiting > 0 ? `${counted(waiting, 'message')} still to be sent` : null,
  ].filter((it) => it !== null)
  if (words.length === 0) return err(problem('not-found'))
  return err(
    problem('in-use', {
      detail: `The channel is used by ${listed(words)}.`,
      facts: uses,
    }),
  )
}

/** The first condition is spelled as in the index over open messages, so that it is used. */
const isWaiting = `channel_id = ?1 and send_state in ('pending', 'claimed', 'unknown') and send_state <> 'unknown'`

/** Deleted templates only keep their names locked, which matters no more. */
const isUnused = `not exists (select 1 from flows where channel_id = ?1)
  and not exists (select 1 from templates where channel_id = ?1 and status <> 'DELETED')
  and not exists (select 1 from campaigns where channel_id = ?1)
  and not exists (select 1 from messages where ${isWaiting})`

async function usesOf(db: Db, channelId: string): Promise<ChannelUses> {
  const [ofFlows, ofTemplates, ofCampaigns] = await Promise.all([
    db
      .select({ name: flows.name })
      .from(flows)
      .where(eq(flows.channelId, channelId))
      .limit(mostListed),
    db
      .select({ name: templates.name })
      .from(templates)
      .where(and(eq(templates.channelId, channelId), ne(templates.status, 'DELETED')))
      .limit(mostListed),
    db
      .select({ name: campaigns.name })
      .from(campaigns)
      .where(eq(campaigns.channelId, channelId))
      .limit(mostListed),
  ])
  const names = (rows: { name: string }[]) => rows.map(({ name }) => name)
  return {
    flows: names(ofFlows),
    templates: names(ofTemplates),
    campaigns: names(ofCampaigns),
  }
}

async function waitingMessages(db: Db, channelId: string): Promise<number> {
  const row = await db.$client
    .prepare(`select count(*) as waiting from messages where ${isWaiting}`)
    .bind(channelId)
    .first<{ waiting: number }>()
  return row?.waiting ?? 0
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

/** "2 flows (Booking and Survey)". */
function named(what: string, names: string[]): string | null {
  if (names.length === 0) return null
  const shown = names.slice(0, mostNamed)
  if (names.length > mostNamed) shown.push(`${names.length - mostNamed} more`)
  return `${counted(names.length, what)} (${listed(shown)})`
}

const listed = (parts: string[]): string =>
  parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '')
