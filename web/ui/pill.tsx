/** Pill: a state as a word, with a tone that only underlines it. */
import type { JSX } from 'solid-js'
import styles from './pill.module.css'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'off'

export function Pill(props: {
  tone?: Tone
  /** A small dot before the word. */
  dot?: boolean
  title?: string
  children: JSX.Element
}): JSX.Element {
  return (
    <span class={`${styles.pill} ${styles[props.tone ?? 'neutral']}`} title={props.title}>
      {props.dot && <span class={styles.dot} aria-hidden="true" />}
      {props.children}
    </span>
  )
}
