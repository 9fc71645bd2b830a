/** The table of responses: one row a submission, one column a field, the heading and the first column always in view. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import type { ResponseColumn, ResponseRow } from '../../../shared/api/responses.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatDateTime, formatExact, zoneName } from '../../ui/time.tsx'
import { answerText, shortToken } from './answer-text.ts'
import styles from './responses-table.module.css'

export function ResponsesTable(props: {
  rows: ResponseRow[]
  columns: ResponseColumn[]
  masked: boolean
  /** Whether a row came in while the page was open and has not been looked at. */
  isNew: (row: ResponseRow) => boolean
  selected: string | null
  onOpen: (row: ResponseRow) => void
}): JSX.Element {
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])))
  const ids = createMemo(() => props.rows.map((row) => row.id))
  const focusBeside = (row: Element | null) => (row as HTMLElement | null)?.focus()
  return (
    <div class={styles.scroll}>
      <table class={styles.table} aria-label="Responses">
        <thead>
          <tr>
            <th scope="col" class={styles.first}>
              Date Submitted ({zoneName()})
            </th>
            <th scope="col">Phone Number</th>
            <th scope="col">Flow Token</th>
            <th scope="col">Version</th>
            <For each={props.columns}>
              {(column) => (
                <th scope="col" dir="auto">
                  <span class={styles.field} title={column.label}>
                    {column.label}
                  </span>
                  <Show when={column.label !== column.key}>
                    <code class={styles.key} title="Its name in the JSON">
                      {column.key}
                    </code>
                  </Show>
                </th>
              )}
            </For>
            <th scope="col" class={styles.last}>
              Action
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={ids()}>
            {(id) => {
              const row = createMemo<ResponseRow>(
                (before) => byId().get(id) ?? before,
                byId().get(id)!,
              )
              return (
                <tr
                  tabIndex={0}
                  data-new={props.isNew(row()) ? '' : undefined}
                  aria-current={props.selected === id ? 'true' : undefined}
                  onClick={(event) => {
                    if (!(event.target as Element).closest('button, a')) props.onOpen(row())
                  }}
                  onKeyDown={(event) => {
                    if (event.target !== event.currentTarget) return
                    if (event.key === 'Enter') props.onOpen(row())
                    else if (event.key === 'ArrowDown')
                      focusBeside(event.currentTarget.nextElementSibling)
                    else if (event.key === 'ArrowUp')
                      focusBeside(event.currentTarget.previousElementSibling)
                    else return
                    event.preventDefault()
                  }}
                >
                  <th scope="row" class={styles.first}>
                    <span class={styles.when}>
                      <span class={styles.dot} aria-hidden="true" />
                      <Show when={props.isNew(row())}>
                        <span class="only-read">New: </span>
                      </Show>
                      <time
                        datetime={new Date(row().submittedAt).toISOString()}
                        title={formatExact(row().submittedAt)}
                      >
                        {formatDateTime(row().submittedAt)}
                      </time>
                    </span>
                  </th>
                  <td class={styles.number}>
                    {row().phoneNumber ?? row().contactName ?? <Nothing />}
                  </td>
                  <td>
                    <Show when={row().flowToken} fallback={<Nothing />}>
                      {(token) => (
                        <span class={styles.token}>
                          <code title={token()}>{shortToken(token())}</code>
                          <Show when={!props.masked}>
                            <CopyButton text={token()} label="Copy flow token" />
                          </Show>
                        </span>
                      )}
                    </Show>
                  </td>
                  <td>
                    <span class={styles.version}>v{row().versionNumber}</span>
                  </td>
                  <For each={props.columns}>
                    {(column) => {
                      const text = () => answerText(column, row().answers[column.key])
                      return (
                        <td dir="auto">
                          <Show when={text()} fallback={<Nothing />}>
                            <span class={styles.answer} title={text()}>
                              {text()}
                            </span>
                          </Show>
                        </td>
                      )
                    }}
                  </For>
                  <td class={styles.last}>
                    <Button size="small" variant="quiet" onClick={() => props.onOpen(row())}>
                      View details
                    </Button>
                  </td>
                </tr>
              )
            }}
          </For>
        </tbody>
      </table>
    </div>
  )
}

const Nothing = () => (
  <span class={styles.nothing} role="img" aria-label="not answered">
    –
  </span>
)
