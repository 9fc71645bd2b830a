/** OptIn: a tick with a label, and "Read more" where the flow has more to say. */
import { createUniqueId, Show } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import styles from './opt-in.module.css'
import options from './options.module.css'

export function OptIn(props: { item: ViewItemOf<'OptIn'> }) {
  const { send } = useScreen()
  const id = createUniqueId()
  return (
    <div>
      <div class={styles.line}>
        <span class={options.row}>
          <input
            id={id}
            type="checkbox"
            checked={props.item.value}
            required={props.item.required}
            aria-invalid={props.item.error !== null}
            aria-describedby={props.item.error ? `${id}-error` : undefined}
            onChange={(event) =>
              send({ type: 'input', name: props.item.name, value: event.currentTarget.checked })
            }
            onBlur={() => send({ type: 'blur', name: props.item.name })}
          />
        </span>
        <p class={styles.words} dir="auto">
          <label for={id}>
            <Show when={!props.item.required}>
              <span class={styles.optional}>(optional) </span>
            </Show>
            <bdi>{props.item.label}</bdi>
          </label>{' '}
          <Show when={props.item.hasLink}>
            <button
              type="button"
              class={styles.more}
              onClick={() => send({ type: 'tap-optin', name: props.item.name })}
            >
              Read more
            </button>
          </Show>
        </p>
      </div>
      <Show when={props.item.error}>
        {(error) => (
          <p class={options.error} id={`${id}-error`} role="alert" dir="auto">
            {error()}
          </p>
        )}
      </Show>
    </div>
  )
}
