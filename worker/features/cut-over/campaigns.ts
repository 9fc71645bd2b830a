/** Where the messages stand that a run is about: what was moved, what stays on the old version and why, who holds a form. */
import type { CutOverCampaign } from '../../../shared/api/cut-overs.ts'
import { type Facts, whyNotMoved } from './facts.ts'
import { openOnVersion } from './move.ts'

type Staying = {
  campaignId: string | null
  templateId: string | null
  sendState: 'pending' | 'claimed' | 'unknown'
  tried: 0 | 1
  /** Whether it hands data over to the first screen. */
  hands: 0 | 1
  n: number
}
type Moved = { campaignId: string | null; n: number }

/** Each campaign of which something was moved, or stays with the old version; single messages together, last. */
export async function campaignsOf(d1: D1Database, facts: Facts): Promise<CutOverCampaign[]> {
  const [staying, moved] = await Promise.all([
    stayingOn(d1, facts.old.publicId),
    movedTo(d1, facts),
  ])
  const ids = [...new Set([...staying, ...moved].map(({ campaignId }) => campaignId))]
  const names = await namesOf(d1, ids)
  return ids
    .map((id) => {
      const own = staying.filter(({ campaignId }) => campaignId === id)
      const inState = (state: Staying['sendState']) =>
        sum(own.filter(({ sendState }) => sendState === state))
      return {
        id,
        name: id === null ? 'Single messages' : (names.get(id) ?? id),
        moved: sum(moved.filter(({ campaignId }) => campaignId === id)),
        waiting: inState('pending'),
        claimed: inState('claimed'),
        unknown: inState('unknown'),
        reasons: reasonsOf(own, facts),
      }
    })
    .sort((a, b) => Number(a.id === null) - Number(b.id === null) || a.name.localeCompare(b.name))
}

const sum = (rows: readonly { n: number }[]): number => rows.reduce((all, { n }) => all + n, 0)

async function stayingOn(d1: D1Database, publicId: string): Promise<Staying[]> {
  const { results } = await d1
    .prepare(
      `select campaign_id as campaignId, template_id as templateId, send_state as sendState, attempt > 0 as tried,
         content ->> '$.flow.data' is not null as hands, count(*) as n
       from messages where ${openOnVersion} = ?1
       group by campaign_id, template_id, send_state, tried, hands`,
    )
    .bind(publicId)
    .all<Staying>()
  return results
}

async function movedTo(d1: D1Database, { lines }: Facts): Promise<Moved[]> {
  const pairs = lines.flatMap(({ old, newTemplateId }) =>
    newTemplateId === null ? [] : [[old.id, newTemplateId]],
  )
  if (pairs.length === 0) return []
  const { results } = await d1
    .prepare(
      `select campaign_id as campaignId, count(*) as n from json_each(?1) as pair
       join messages on moved_from = pair.value->>0 and template_id = pair.value->>1
       group by campaign_id`,
    )
    .bind(JSON.stringify(pairs))
    .all<Moved>()
  return results
}

async function namesOf(
  d1: D1Database,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const { results } = await d1
    .prepare('select id, name from campaigns where id in (select value from json_each(?1))')
    .bind(JSON.stringify(ids.filter((id) => id !== null)))
    .all<{ id: string; name: string }>()
  return new Map(results.map(({ id, name }) => [id, name]))
}

/** Why some stay, each reason once. Before the moving is done what simply waits needs none, and after the end nothing does. */
function reasonsOf(staying: readonly Staying[], { run, lines }: Facts): string[] {
  if (run.state !== 'running') return []
  const reasons = staying.flatMap(({ templateId, sendState, tried, hands, n }): string[] => {
    if (sendState === 'unknown')
      return [`${counted(n)} may have been sent; nobody knows. They are not sent again.`]
    if (sendState === 'claimed') return [`${counted(n)} on the way right now.`]
    const line = lines.find(({ old }) => old.id === templateId)
    if (templateId === null) return [`${counted(n)} without a template, carrying the form itself.`]
    if (!line) return [`${counted(n)} with a template that came after this began.`]
    const why = whyNotMoved(line)
    if (why) return [`${counted(n)} not moved: ${why}`]
    if (tried)
      return [`${counted(n)} tried before: to be sure that nobody gets two, they go as they are.`]
    if (run.movedAt === null) return []
    return hands
      ? [
          `${counted(n)} not moved: ${n === 1 ? 'it hands' : 'they hand'} over data that the new version does not take.`,
        ]
      : // It came with the old template after the moving, or came back from a full line.
        [`${counted(n)} waiting since: moved within a minute, or gone before that.`]
  })
  return [...new Set(reasons)]
}

const counted = (n: number): string => (n === 1 ? '1 message' : `${n} messages`)

/** People who were sent the version and have not answered it. */
export async function holdingOf(d1: D1Database, publicId: string): Promise<number> {
  const row = await d1
    .prepare(
      `select count(*) as n from (
         select phone_number from messages
         where public_id = ?1 and direction = 'out' and send_state = 'sent'
         group by channel_id, phone_number having max(submitted_at) is null)`,
    )
    .bind(publicId)
    .first<{ n: number }>()
  return row?.n ?? 0
}
