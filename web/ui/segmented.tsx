/** Segmented control: one of a few views, side by side. Arrow keys move, as in any radio group. */
import { createUniqueId, For, type JSX } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import styles from './segmented.module.css'

export function Segmented<Value extends string>(props: {
  label: string
  options: { value: Value; label: string; icon?: IconName }[]
  value: Value
  onChange: (value: Value) => void
  disabled?: boolean
}): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset class={styles.group} disabled={props.disabled}>
      <legend class="only-read">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class={styles.option}>
            <input
              type="radio"
              class="only-read"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
            />
            <span class={styles.face}>
              {option.icon && <Icon name={option.icon} size={14} />}
              {option.label}
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
