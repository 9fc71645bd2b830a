/** The place for a flow's JSON file: drop it here, or choose it. */
import { type JSX, Show } from 'solid-js'
import { Button } from '../../ui/button.tsx'
import styles from './file-picker.module.css'

export function FilePicker(props: {
  error: string | null
  onFile: (file: File) => void
}): JSX.Element {
  let input: HTMLInputElement | undefined
  return (
    <div class={styles.picker} data-bad={props.error ? '' : undefined}>
      <p>
        Drop a <code>.json</code> file here, or
      </p>
      <Button icon="upload" onClick={() => input?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        class="only-read"
        accept=".json,application/json"
        aria-label="Flow JSON file"
        aria-invalid={props.error ? 'true' : undefined}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // Emptied, so that the same file can be chosen again once it is mended.
          event.currentTarget.value = ''
          if (file) props.onFile(file)
        }}
      />
      <p class={styles.about}>
        At most 10 MB. Flows exported here, from 8x8 Connect or from Meta fit as they are.
      </p>
      <Show when={props.error}>
        <p class={styles.error} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  )
}
