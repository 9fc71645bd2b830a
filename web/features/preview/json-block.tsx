/** A value as JSON under a heading, copyable; long ones scroll. */
import { createUniqueId, type JSX, Show } from 'solid-js'
import { CopyButton } from '../../ui/copy-button.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import styles from './json-block.module.css'

/** Above this a text is cut for reading (pictures as base64); copying takes it whole. */
const MAX_SHOWN = 20_000

export function JsonBlock(props: {
  title: string
  value: unknown
  /** Stands instead of the value where it is empty. */
  empty: string
  note?: JSX.Element
}) {
  const id = createUniqueId()
  const text = () => JSON.stringify(props.value, null, 2) ?? ''
  const isEmpty = () =>
    props.value === null ||
    props.value === undefined ||
    (typeof props.value === 'object' && Object.keys(props.value).length === 0)
  const shown = () =>
    text().length > MAX_SHOWN
      ? `${text().slice(0, MAX_SHOWN)}\n… ${text().length - MAX_SHOWN} more characters`
      : text()
  return (
    <section class={styles.block} aria-labelledby={id}>
      <header>
        <h3 id={id}>{props.title}</h3>
        <Show when={!isEmpty()}>
          <CopyButton text={text()} label={`Copy ${props.title.toLowerCase()}`} />
        </Show>
      </header>
      <Show when={!isEmpty()} fallback={<p class={styles.empty}>{props.empty}</p>}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <pre tabIndex={0}>
          <JsonText text={shown()} />
        </pre>
      </Show>
      <Show when={props.note}>
        <p class={styles.note}>{props.note}</p>
      </Show>
    </section>
  )
}
