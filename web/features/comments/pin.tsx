/** A pin on what is commented on, with the number of its threads; opens the newest. */
import type { JSX } from 'solid-js'
import type { Mark } from './comments.ts'
import styles from './pin.module.css'

export function Pin(props: { mark: Mark; onOpen: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class={styles.pin}
      data-pin={props.mark.path}
      data-unread={props.mark.unread}
      aria-label={props.mark.label}
      title={props.mark.label}
      onClick={(event) => {
        event.stopPropagation()
        props.onOpen()
      }}
    >
      {props.mark.count}
    </button>
  )
}
