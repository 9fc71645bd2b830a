/** The save state in words, one of four, always in the same place and always true. */
import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { CopyButton } from '../../ui/copy-button.tsx'
import styles from './save-state.module.css'

export type SaveWords = {
  tone: 'good' | 'busy' | 'away' | 'bad'
  words: string
  /** Offers the text for copying. */
  copy: boolean
}

/** A screen reader is told at most this often (typing would make it talk without end). */
const SPEAK_MS = 10_000

export function SaveState(props: { state: SaveWords; text: () => string }) {
  const [spoken, setSpoken] = createSignal('')
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(
      () => props.state.words,
      (words) => {
        clearTimeout(timer)
        // What is over before it could be said is not worth saying.
        const wait =
          props.state.tone === 'busy' ? SPEAK_MS : Math.max(600, last + SPEAK_MS - Date.now())
        timer = setTimeout(
          () => {
            last = Date.now()
            setSpoken(words)
          },
          props.state.tone === 'bad' ? 0 : wait,
        )
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  return (
    <span class={styles.state} data-tone={props.state.tone}>
      <span class={styles.dot} aria-hidden="true" />
      <span class={styles.words} data-save-state={props.state.tone}>
        {props.state.words}
      </span>
      <Show when={props.state.copy}>
        <CopyButton text={props.text()} label="Copy the flow's JSON" />
      </Show>
      <span class="only-read" role="status">
        {spoken()}
      </span>
    </span>
  )
}
