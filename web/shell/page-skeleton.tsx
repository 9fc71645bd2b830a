/** The shape of a page whose code is on its way. */
import type { JSX } from 'solid-js'
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx'
import styles from './page-skeleton.module.css'

export function PageSkeleton(): JSX.Element {
  return (
    <div class={styles.page} aria-busy="true">
      <div class={styles.bar}>
        <Skeleton width="160px" height="14px" />
      </div>
      <div class={styles.card}>
        <SkeletonRows rows={8} />
      </div>
    </div>
  )
}
