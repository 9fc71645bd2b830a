/** A field and a button that add something under a name, and names that are waited for. */
import { createSignal, For, Show } from 'solid-js'
import { Button } from '../../../ui/button.tsx'
import styles from './properties.module.css'

export function NameAdder(props: {
  label: string
  placeholder: string
  button: string
  /** Returns whether it was added. */
  onAdd: (name: string) => boolean
  /** Names offered beside it, and what they are. */
  offers?: { words: string; names: readonly string[] }
}) {
  const [wanted, setWanted] = createSignal('')
  return (
    <>
      <form
        class={styles.adder}
        onSubmit={(event) => {
          event.preventDefault()
          const name = wanted().trim()
          if (name !== '' && props.onAdd(name)) setWanted('')
        }}
      >
        <input
          class={styles.input}
          data-mono=""
          aria-label={props.label}
          placeholder={props.placeholder}
          value={wanted()}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <Button size="small" icon="plus" type="submit" disabled={wanted().trim() === ''}>
          {props.button}
        </Button>
      </form>
      <Show when={props.offers && props.offers.names.length > 0 && props.offers}>
        {(offers) => (
          <p class={styles.note}>
            {offers().words}{' '}
            <For each={offers().names}>
              {(name) => (
                <button type="button" class={styles.offer} onClick={() => props.onAdd(name)}>
                  {name}
                </button>
              )}
            </For>
          </p>
        )}
      </Show>
    </>
  )
}
