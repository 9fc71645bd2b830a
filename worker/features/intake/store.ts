/** Webhooks as they came: stored whole before they are answered, read back for parsing. */
import { toBase64 } from './bytes.ts'

/** A part of a body in one row; the platform takes 2 MB, and some head room costs nothing. */
const partMaxBytes = 1_000_000

export type RawEvent = {
  id: string
  workspaceId: string
  channelId: string
  attempt: number
  receivedAt: number
  /** The body; null where it is no UTF-8 text. */
  text: string | null
}

/**
 * Stores a delivery in one step, or finds that the same bytes came before. Returns the id under which it is new, or
 * null.
 */
export async function storeEvent(
  d1: D1Database,
  event: {
    workspaceId: string
    channelId: string
    dedupeKey: string
    body: Uint8Array<ArrayBuffer>
  },
  now: number,
): Promise<string | null> {
  const id = crypto.randomUUID()
  const { encoding, parts } = partsOf(event.body)
  const [stored] = await d1.batch([
    d1
      .prepare(
        `insert into raw_events (id, workspace_id, channel_id, dedupe_key, size, encoding, state, attempt, received_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, 'stored', 0, ?7) on conflict do nothing`,
      )
      .bind(
        id,
        event.workspaceId,
        event.channelId,
        event.dedupeKey,
        event.body.byteLength,
        encoding,
        now,
      ),
    // Without its event, which came before under another id, a part is not written either.
    ...parts.map((body, part) =>
      d1
        .prepare(
          `insert into raw_event_parts (raw_event_id, part, body)
           select ?1, ?2, ?3 where exists (select 1 from raw_events where id = ?1)`,
        )
        .bind(id, part, body),
    ),
  ])
  return stored && stored.meta.changes > 0 ? id : null
}

/** The bytes as texts that fit a row each: as they are where they are UTF-8, else as base64. */
function partsOf(body: Uint8Array<ArrayBuffer>): { encoding: 'utf-8' | 'base64'; parts: string[] } {
  const text = utf8Text(body)
  // A text of so few characters has at most as many bytes as a part.
  const whole = text ?? toBase64(body)
  const step = text === null || text.length === body.byteLength ? partMaxBytes : partMaxBytes / 4
  const parts: string[] = []
  for (let at = 0; at < whole.length; ) {
    let end = Math.min(whole.length, at + step)
    // A part ends between characters, never inside a pair of surrogates.
    if (end < whole.length && /[\ud800-\udbff]/.test(whole[end - 1] ?? '')) end--
    parts.push(whole.slice(at, end))
    at = end
  }
  return { encoding: text === null ? 'base64' : 'utf-8', parts }
}

/** The text, where encoding it again gives the same bytes, NUL aside. */
function utf8Text(body: Uint8Array<ArrayBuffer>): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/** Together read at once: what one invocation can hold with ease. */
const groupMaxBytes = 4_000_000

/** Stored events that are not parsed yet, in groups small enough to read at once, oldest first. */
export async function waitingGroups(d1: D1Database, ids: readonly string[]): Promise<string[][]> {
  const { results } = await d1
    .prepare(
      `select id, size from raw_events where id in (select value from json_each(?1)) and state = 'stored'
       order by received_at, id`,
    )
    .bind(JSON.stringify(ids))
    .all<{ id: string; size: number }>()
  const groups: string[][] = []
  let bytes = 0
  for (const { id, size } of results) {
    const open = groups.at(-1)
    if (open && bytes + size <= groupMaxBytes) {
      open.push(id)
      bytes += size
    } else {
      groups.push([id])
      bytes = size
    }
  }
  return groups
}

/** Reads events with their bodies, oldest first. */
export async function readEvents(d1: D1Database, ids: readonly string[]): Promise<RawEvent[]> {
  const list = JSON.stringify(ids)
  const [events, parts] = (await d1.batch([
    d1
      .prepare(
        `select id, workspace_id as workspaceId, channel_id as channelId, attempt, received_at as receivedAt, encoding
         from raw_events where id in (select value from json_each(?1)) order by received_at, id`,
      )
      .bind(list),
    d1
      .prepare(
        `select raw_event_id as id, body from raw_event_parts
         where raw_event_id in (select value from json_each(?1)) order by raw_event_id, part`,
      )
      .bind(list),
  ])) as [
    D1Result<Omit<RawEvent, 'text'> & { encoding: 'utf-8' | 'base64' }>,
    D1Result<{ id: string; body: string }>,
  ]
  const bodies = Map.groupBy(parts.results, (part) => part.id)
  return events.results.map(({ encoding, ...event }) => ({
    ...event,
    text:
      encoding === 'utf-8' ? (bodies.get(event.id) ?? []).map((part) => part.body).join('') : null,
  }))
}

/** Ids of the oldest events that wait. */
export async function waitingEvents(d1: D1Database, limit: number): Promise<string[]> {
  const { results } = await d1
    .prepare(`select id from raw_events where state = 'stored' order by received_at limit ?1`)
    .bind(limit)
    .all<{ id: string }>()
  return results.map((row) => row.id)
}

export const hasWaitingEvents = async (d1: D1Database, olderThan: number): Promise<boolean> =>
  (await d1
    .prepare(`select 1 from raw_events where state = 'stored' and received_at <= ?1 limit 1`)
    .bind(olderThan)
    .first()) !== null

/** What became of an event. Reasons are words of ours: they never quote what came. */
export type Verdict = {
  id: string
  state: 'processed' | 'quarantined' | 'stored'
  problem: string | null
}

/** Writes verdicts down; one that stays stored was tried once more. */
export async function recordVerdicts(
  d1: D1Database,
  verdicts: readonly Verdict[],
  now: number,
): Promise<void> {
  if (verdicts.length === 0) return
  await d1
    .prepare(
      `update raw_events set state = verdict.state, problem = verdict.problem, attempt = attempt + 1,
         processed_at = iif(verdict.state = 'stored', null, ?2)
       from (select value->>0 as of, value->>1 as state, value->>2 as problem from json_each(?1)) as verdict
       where raw_events.id = verdict.of and raw_events.state = 'stored'`,
    )
    .bind(JSON.stringify(verdicts.map((it) => [it.id, it.state, it.problem])), now)
    .run()
}
