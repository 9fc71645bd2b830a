/** The short notice over the footer: two lines, gone after a while or with the next event. */
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import styles from './snackbar.module.css'

/** How long it stays; long enough to read two lines. */
const SHOWN_MS = 6000

/** `stays` keeps it, for pictures of it. */
export function Snackbar(props: { text: string | null; stays?: boolean | undefined }) {
  const [isShown, setShown] = createSignal(false)
  createEffect(() => {
    setShown(props.text !== null)
    if (props.text === null || props.stays) return
    const timer = setTimeout(() => setShown(false), SHOWN_MS)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <div class={styles.snackbar} role="status" data-shown={isShown()}>
      <Show when={props.text}>{(text) => <p dir="auto">{text()}</p>}</Show>
    </div>
  )
}
