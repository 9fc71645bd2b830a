/** One line of a list of facts: its name, what it is, and at most one thing to do about it. */
import { type JSX, Show } from 'solid-js'
import styles from './channel-page.module.css'

export const Fact = (props: {
  name: string
  action?: JSX.Element
  children: JSX.Element
}): JSX.Element => (
  <div>
    <dt>{props.name}</dt>
    <dd>
      <span>{props.children}</span>
      <Show when={props.action}>
        <span class={styles.action}>{props.action}</span>
      </Show>
    </dd>
  </div>
)
