/** Search box: narrows a list while one types; Escape empties it. */
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { Icon } from './icon.tsx'
import styles from './search-box.module.css'

export function SearchBox(props: {
  label: string
  value: string
  onInput: (value: string) => void
  placeholder?: string
  /** Takes the focus when its dialog opens. */
  autofocus?: boolean
}): JSX.Element {
  let field: HTMLInputElement | undefined
  return (
    <search class={styles.box}>
      <Icon name="search" size={15} />
      <input
        ref={field}
        type="search"
        autofocus={props.autofocus}
        aria-label={props.label}
        placeholder={props.placeholder ?? props.label}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && props.value) {
            event.preventDefault()
            props.onInput('')
          }
        }}
        autocomplete="off"
        spellcheck={false}
      />
      <Show when={props.value}>
        <button
          type="button"
          class={styles.clear}
          aria-label="Clear search"
          onClick={() => {
            props.onInput('')
            field?.focus()
          }}
        >
          <Icon name="close" size={13} />
        </button>
      </Show>
    </search>
  )
}
