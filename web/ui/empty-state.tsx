/** Empty state: one sentence what this place is, one main thing to do, one further link. */
import { type JSX, Show } from 'solid-js'
import styles from './empty-state.module.css'
import { Icon, type IconName } from './icon.tsx'

export function EmptyState(props: {
  icon?: IconName
  title: string
  children?: JSX.Element
  /** The main button, then at most one link. */
  actions?: JSX.Element
}): JSX.Element {
  return (
    <div class={styles.empty}>
      <Show when={props.icon}>
        {(name) => (
          <span class={styles.icon}>
            <Icon name={name()} size={20} />
          </span>
        )}
      </Show>
      <h2 class={styles.title}>{props.title}</h2>
      <Show when={props.children}>
        <div class={styles.text}>{props.children}</div>
      </Show>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </div>
  )
}
