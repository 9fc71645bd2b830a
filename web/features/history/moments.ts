/** A version's past as one list of moments, newest first: the text now, stretches of work, and named states. */
import type { VersionDetail } from '../../../shared/api/flows.ts'
import type { HistoryList, Writer } from '../../../shared/api/history.ts'

export type Moment =
  /** The text as it is; `open` while a stretch of work is going on. */
  | {
      readonly kind: 'now'
      readonly key: 'now'
      readonly at: number
      readonly writers: readonly Writer[]
    }
  /** When it went live: its text is the one now. */
  | {
      readonly kind: 'published'
      readonly key: 'published'
      readonly at: number
      readonly by: string
      readonly note: string
      readonly waivedBy: string | null
    }
  | {
      readonly kind: 'work'
      readonly key: string
      readonly id: number
      readonly at: number
      readonly since: number
      readonly writers: readonly Writer[]
      readonly added: number
      readonly removed: number
    }
  /** What the version began with. */
  | { readonly kind: 'start'; readonly key: string; readonly id: number; readonly at: number }
  | {
      readonly kind: 'named'
      readonly key: string
      readonly namedId: string
      readonly name: string
      readonly at: number
      readonly by: string
    }

export function momentsOf(
  { checkpoints, open }: HistoryList,
  {
    named,
    createdAt,
    updatedAt,
    ...version
  }: Pick<VersionDetail, 'named' | 'createdAt' | 'updatedAt'> &
    Partial<Pick<VersionDetail, 'publishedAt' | 'publishedBy' | 'publishNote' | 'rehearsalWaived'>>,
): Moment[] {
  const past: Moment[] = checkpoints.map((one) =>
    one.writers.length === 0
      ? { kind: 'start', key: `${one.id}`, id: one.id, at: createdAt }
      : { kind: 'work', key: `${one.id}`, ...one },
  )
  const kept: Moment[] = named.map((one) => ({
    kind: 'named',
    key: `named-${one.id}`,
    namedId: one.id,
    name: one.name,
    at: one.createdAt,
    by: one.createdBy,
  }))
  const published: Moment[] =
    version.publishedAt == null
      ? []
      : [
          {
            kind: 'published',
            key: 'published',
            at: version.publishedAt,
            by: version.publishedBy ?? '',
            note: version.publishNote ?? '',
            waivedBy: version.rehearsalWaived?.by ?? null,
          },
        ]
  const all = [...published, ...past, ...kept].sort((a, b) => b.at - a.at)
  const at = open?.at ?? Math.max(updatedAt, all[0]?.at ?? 0)
  return [{ kind: 'now', key: 'now', at, writers: open?.writers ?? [] }, ...all]
}

/** The moments of each day of the viewer's, newest day first. */
export function byDay(moments: readonly Moment[]): { day: string; moments: Moment[] }[] {
  const days: { day: string; moments: Moment[] }[] = []
  for (const moment of moments) {
    const day = new Date(moment.at).toDateString()
    const last = days.at(-1)
    if (last?.day === day) last.moments.push(moment)
    else days.push({ day, moments: [moment] })
  }
  return days
}

/** "+120 −4 characters" */
export function sizeInWords(added: number, removed: number): string {
  const count = new Intl.NumberFormat()
  const parts = []
  if (added > 0) parts.push(`+${count.format(added)}`)
  if (removed > 0) parts.push(`−${count.format(removed)}`)
  return parts.join(' ')
}
