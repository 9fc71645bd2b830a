/** What happened in a run: each line is written in the batch that makes it so, and only where that changed something. */
import type { CutOverWhat } from '../../../shared/api/cut-overs.ts'

export type Happened = {
  what: CutOverWhat
  at: number
  /** Who did it; null where the run went on by itself. */
  by: string | null
  about?: string
  words?: string
  /** What can happen once in a run; `what` where left out. */
  key?: string
}

/** Stands directly behind the statement that it tells of, in one batch with it. */
export const ifChanged = (
  d1: D1Database,
  cutOverId: string,
  { what, at, by, about, words, key }: Happened,
): D1PreparedStatement =>
  d1
    .prepare(
      `insert into cut_over_events (cut_over_id, key, what, at, by, about, words)
       select ?1, ?2, ?3, ?4, ?5, ?6, ?7 where changes() > 0 on conflict do nothing`,
    )
    .bind(cutOverId, key ?? what, what, at, by, about ?? null, words ?? null)

/** Something that is so by itself, told once however often it is found. */
export const once = (
  d1: D1Database,
  cutOverId: string,
  { what, at, by, about, words, key }: Happened,
): D1PreparedStatement =>
  d1
    .prepare(
      `insert into cut_over_events (cut_over_id, key, what, at, by, about, words)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing`,
    )
    .bind(cutOverId, key ?? what, what, at, by, about ?? null, words ?? null)

/** The same as `ifChanged`, with the number of rows that changed; told again, the numbers add up. */
export const counted = (
  d1: D1Database,
  cutOverId: string,
  { what, at, by, about, key }: Happened,
): D1PreparedStatement =>
  d1
    .prepare(
      `insert into cut_over_events (cut_over_id, key, what, at, by, about, n)
       select ?1, ?2, ?3, ?4, ?5, ?6, changes() where changes() > 0
       on conflict (cut_over_id, key) do update set n = n + excluded.n, at = excluded.at`,
    )
    .bind(cutOverId, key ?? what, what, at, by, about ?? null)
