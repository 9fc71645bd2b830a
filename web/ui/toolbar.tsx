/** Toolbar: the row above a table with search and filters at the left, counts and choices at the right. */
import type { JSX } from 'solid-js'
import styles from './toolbar.module.css'

export function Toolbar(props: { children?: JSX.Element; end?: JSX.Element }): JSX.Element {
  return (
    <div class={styles.bar}>
      <div class={styles.start}>{props.children}</div>
      <div class={styles.end}>{props.end}</div>
    </div>
  )
}
