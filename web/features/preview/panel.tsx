/** The frame of a panel beside the phone: its title, what can be done with it, and closing it. */
import { createUniqueId, type JSX, Show } from 'solid-js'
import { IconButton } from '../../ui/button.tsx'
import styles from './panel.module.css'

export function Panel(props: {
  title: string
  actions?: JSX.Element
  /** Null where it cannot be closed: on a phone it is a tab. */
  onClose: (() => void) | null
  /** Takes most of the room that it shares. */
  large?: boolean
  children: JSX.Element
}) {
  const id = createUniqueId()
  return (
    <section class={styles.panel} data-large={props.large} aria-labelledby={id}>
      <header class={styles.head}>
        <h2 id={id}>{props.title}</h2>
        <div class={styles.actions}>
          {props.actions}
          <Show when={props.onClose}>
            {(close) => (
              <IconButton
                icon="close"
                size="small"
                label={`Close ${props.title.toLowerCase()}`}
                onClick={() => close()()}
              />
            )}
          </Show>
        </div>
      </header>
      {props.children}
    </section>
  )
}
