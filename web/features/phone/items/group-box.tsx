/** The words around a group of choices: label, description, what is wrong; and when the group is left. */
import { createUniqueId, type JSX, Show } from 'solid-js'
import styles from './options.module.css'

export function GroupBox(props: {
  item: { label: string; required: boolean; enabled: boolean; error: string | null }
  /** Stands under the label. */
  note: string | null
  /** How many may or must be chosen, where that is set. */
  bounds?: string | null
  onLeave: () => void
  children: JSX.Element
}) {
  const id = createUniqueId()
  return (
    <fieldset
      class={styles.group}
      data-off={!props.item.enabled}
      disabled={!props.item.enabled}
      aria-describedby={props.item.error ? `${id}-error` : undefined}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) props.onLeave()
      }}
    >
      <legend class={styles.legend} dir="auto">
        <bdi>{props.item.label}</bdi>
        <Show when={!props.item.required}>
          <small> (optional)</small>
        </Show>
      </legend>
      <Show when={props.note}>
        {(note) => (
          <p class={styles.note} dir="auto">
            {note()}
          </p>
        )}
      </Show>
      <Show when={props.bounds}>{(bounds) => <p class={styles.note}>{bounds()}</p>}</Show>
      {props.children}
      <Show when={props.item.error}>
        {(error) => (
          <p class={styles.error} id={`${id}-error`} role="alert" dir="auto">
            {error()}
          </p>
        )}
      </Show>
    </fieldset>
  )
}
