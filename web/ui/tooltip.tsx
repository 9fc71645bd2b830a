/** Tooltip: a short word on what is hovered or focused. The trigger is the child element itself. */
import { Tooltip as Kobalte } from '@kobalte/core/tooltip'
import { type JSX, Show } from 'solid-js'
import styles from './tooltip.module.css'

/**
 * Wraps its child in a span that shows `text` after a moment of hover, at once on keyboard focus. Without text it only
 * renders the child. `focusable` makes the span itself a tab stop, for children that cannot take focus.
 */
export function Tooltip(props: {
  text: string | null | undefined
  children: JSX.Element
  placement?: 'top' | 'bottom' | 'left' | 'right'
  focusable?: boolean
  block?: boolean
}): JSX.Element {
  return (
    <Kobalte
      openDelay={350}
      closeDelay={80}
      gutter={6}
      placement={props.placement ?? 'top'}
      disabled={!props.text}
    >
      <Kobalte.Trigger
        as="span"
        class={props.block ? styles.block : styles.trigger}
        tabIndex={props.focusable && props.text ? 0 : undefined}
      >
        {props.children}
      </Kobalte.Trigger>
      <Show when={props.text}>
        <Kobalte.Portal>
          <Kobalte.Content class={styles.content}>{props.text}</Kobalte.Content>
        </Kobalte.Portal>
      </Show>
    </Kobalte>
  )
}
