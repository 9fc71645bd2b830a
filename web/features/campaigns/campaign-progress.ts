/** What a campaign's counts say: how far it is, and the stages from recipient to answer. */
import type { Campaign, SendCounts } from '../../../shared/api/campaigns.ts'

/** Share of the recipients that are decided, 0 to 1; an empty campaign is done. */
export const doneShare = (counts: SendCounts): number =>
  counts.total === 0
    ? 1
    : (counts.sent + counts.failed + counts.skipped + counts.unknown) / counts.total

export type Stage = { id: string; word: string; count: number; share: number }

/** From everybody to those who answered, each with its share of everybody. */
export function stages(
  campaign: Pick<Campaign, 'counts' | 'delivered' | 'read' | 'submitted'>,
): Stage[] {
  const { total, sent } = campaign.counts
  const stage = (id: string, word: string, count: number): Stage => ({
    id,
    word,
    count,
    share: total === 0 ? 0 : count / total,
  })
  return [
    stage('total', 'Recipients', total),
    stage('sent', 'Sent', sent),
    stage('delivered', 'Delivered', campaign.delivered),
    stage('read', 'Read', campaign.read),
    stage('submitted', 'Submitted', campaign.submitted),
  ]
}

const number = new Intl.NumberFormat()
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

export const countText = (count: number): string => number.format(count)

/** "42 %"; nothing where there is nothing to divide by. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : percent.format(part / whole)

/** "3 people", "1 person". */
export const peopleText = (count: number): string =>
  `${number.format(count)} ${count === 1 ? 'person' : 'people'}`
