/** The method of a request, as a small word of fixed width. */
import type { JSX } from 'solid-js'
import styles from './method-badge.module.css'

export function MethodBadge(props: { method: string }): JSX.Element {
  return (
    <span class={styles.badge} data-method={props.method}>
      {props.method === 'DELETE' ? 'DEL' : props.method}
    </span>
  )
}
