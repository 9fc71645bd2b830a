/** How large the flow is, beside what is advised and what is allowed. */
import { createMemo, Show } from 'solid-js'
import { flowTextMaxBytes } from '../../../shared/api/flows.ts'
import { utf8Length } from '../../../shared/flow/position.ts'
import styles from './size-meter.module.css'

/** Beyond this a phone on a slow line waits for the flow (features, C24). */
export const ADVISED_BYTES = 100_000

/** "18 KB" */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export const sizeTone = (bytes: number): 'fine' | 'large' | 'over' =>
  bytes > flowTextMaxBytes ? 'over' : bytes > ADVISED_BYTES ? 'large' : 'fine'

export function SizeMeter(props: { text: string }) {
  const bytes = createMemo(() => utf8Length(props.text))
  const tone = () => sizeTone(bytes())
  return (
    <div>
      <div class={styles.bar} aria-hidden="true" data-tone={tone()}>
        <span style={{ width: `${Math.min(100, (bytes() / ADVISED_BYTES) * 100)}%` }} />
      </div>
      <p class={styles.words}>
        {sizeInWords(bytes())} of the {sizeInWords(ADVISED_BYTES)} that open quickly on a phone.
        <Show when={tone() === 'large'}>
          {' '}
          Pictures weigh most: make them smaller on the canvas.
        </Show>
        <Show when={tone() === 'over'}>
          {' '}
          A flow may be at most {sizeInWords(flowTextMaxBytes)}: it cannot be published so.
        </Show>
      </p>
    </div>
  )
}
