/** Skeletons: the shape of what is on its way, so that the page does not jump. */
import { For, type JSX } from 'solid-js'
import styles from './skeleton.module.css'

export function Skeleton(props: { width?: string; height?: string }): JSX.Element {
  return (
    <span
      class={styles.bone}
      style={{ width: props.width ?? '100%', height: props.height ?? '12px' }}
      aria-hidden="true"
    />
  )
}

/** Rows of a table that is loading. Read aloud as "Loading". */
export function SkeletonRows(props: { rows?: number }): JSX.Element {
  return (
    <div class={styles.rows} role="status" aria-label="Loading">
      <For each={Array.from({ length: props.rows ?? 6 })}>
        {(_, index) => (
          <div class={styles.row}>
            <Skeleton width={`${18 + ((index() * 7) % 14)}%`} />
            <Skeleton width="14%" />
            <Skeleton width="9%" />
            <Skeleton width="12%" />
          </div>
        )}
      </For>
    </div>
  )
}
