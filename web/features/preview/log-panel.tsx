/** The action log: what happened when, with its payload; copied as JSON, or cleared. */
import { createEffect, For, on, Show } from 'solid-js'
import { IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { inline } from '../phone/live/inspector.ts'
import type { PreviewRun } from '../phone/live/preview-run.ts'
import { type LogEntry, logAsJson } from '../phone/live/run-record.ts'
import styles from './log-panel.module.css'
import panel from './panel.module.css'
import { Panel } from './panel.tsx'

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

export function LogPanel(props: { run: PreviewRun; onClose: (() => void) | null }) {
  let list: HTMLOListElement | undefined
  createEffect(
    on(props.run.log, () => {
      if (list) list.scrollTop = list.scrollHeight
    }),
  )
  return (
    <Panel
      title="Log"
      onClose={props.onClose}
      actions={
        <>
          <CopyButton text={logAsJson(props.run.log())} label="Copy the log as JSON" />
          <IconButton
            icon="trash"
            size="small"
            label="Clear the log"
            disabledReason={props.run.log().length === 0 ? 'The log is empty.' : null}
            onClick={props.run.clearLog}
          />
        </>
      }
    >
      <Show
        when={props.run.log().length > 0}
        fallback={
          <p class={panel.empty}>
            Nothing yet. What you do on the phone is listed here with its time.
          </p>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <ol class={styles.list} ref={list} aria-label="What happened" tabIndex={0}>
          <For each={props.run.log()}>{(entry) => <Entry entry={entry} />}</For>
        </ol>
      </Show>
    </Panel>
  )
}

function Entry(props: { entry: LogEntry }) {
  const { entry } = props
  const head = (
    <>
      <time datetime={new Date(entry.at).toISOString()}>{clock.format(entry.at)}</time>
      <span class={styles.what} data-kind={entry.kind}>
        {entry.title}
      </span>
      <Show when={entry.screen}>
        <code class={styles.screen}>{entry.screen}</code>
      </Show>
    </>
  )
  return (
    <li class={styles.entry}>
      <Show when={entry.payload !== undefined} fallback={<div class={styles.line}>{head}</div>}>
        <details>
          <summary class={styles.line}>
            {head}
            <span class={styles.short}>{inline(entry.payload)}</span>
          </summary>
          <pre>
            <JsonText text={JSON.stringify(entry.payload, null, 2).slice(0, 20_000)} />
          </pre>
        </details>
      </Show>
    </li>
  )
}
