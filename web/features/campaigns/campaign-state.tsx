/** A campaign's state as a pill, and its progress as a bar with words. */
import { type JSX, Show } from 'solid-js'
import type { Campaign } from '../../../shared/api/campaigns.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { formatExact } from '../../ui/time.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { countText, doneShare } from './campaign-progress.ts'
import styles from './campaign-state.module.css'

const looks: Record<Campaign['state'], { word: string; tone: Tone }> = {
  sending: { word: 'Sending', tone: 'info' },
  finished: { word: 'Finished', tone: 'good' },
  cancelled: { word: 'Cancelled', tone: 'off' },
}

export function CampaignStatePill(props: {
  campaign: Pick<Campaign, 'state' | 'scheduledAt'>
}): JSX.Element {
  const look = () => looks[props.campaign.state]
  return (
    <Show
      when={props.campaign.scheduledAt}
      fallback={
        <Pill tone={look().tone} dot={props.campaign.state === 'sending'}>
          {look().word}
        </Pill>
      }
    >
      {(at) => (
        <Tooltip text={`Goes out ${formatExact(at())}`} focusable>
          <Pill tone="neutral">Scheduled</Pill>
        </Tooltip>
      )}
    </Show>
  )
}

/** Sent, failed and the rest side by side; the words say the same. */
export function ProgressBar(props: { campaign: Campaign }): JSX.Element {
  const counts = () => props.campaign.counts
  const width = (count: number) => `${counts().total === 0 ? 0 : (count / counts().total) * 100}%`
  const trouble = () => counts().failed + counts().unknown + counts().skipped
  return (
    <div class={styles.progress}>
      <div
        class={styles.bar}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(doneShare(counts()) * 100)}
        aria-label="Progress"
      >
        <span class={styles.sent} style={{ width: width(counts().sent) }} />
        <span class={styles.trouble} style={{ width: width(trouble()) }} />
      </div>
      <span class={styles.words}>
        {countText(counts().sent)} of {countText(counts().total)} sent
        {counts().failed > 0 ? ` · ${countText(counts().failed)} failed` : ''}
        {counts().unknown > 0 ? ` · ${countText(counts().unknown)} need a decision` : ''}
      </span>
    </div>
  )
}
