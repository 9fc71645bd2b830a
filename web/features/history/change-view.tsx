/** What a change did to the text, line by line: gone, come, and in whose hand. */
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { Writer } from '../../../shared/api/history.ts'
import { colorOf, onDark, washOf } from '../../../shared/collab/presence.ts'
import styles from './change-view.module.css'
import { type DiffRow, type Part, pairedRows } from './diff-rows.ts'

/** A longer change is read better in the editor; how many lines follow is said. */
const MAX_ROWS = 3000

export function ChangeView(props: {
  rows: readonly DiffRow[]
  writers: readonly Writer[]
  /** The text before at the left, the text after at the right. */
  sideBySide: boolean
}) {
  const washOfWriter = (by: number | null): string | undefined => {
    const writer = by === null ? undefined : props.writers[by]
    if (!writer) return undefined
    const color = colorOf(writer.id)
    return `light-dark(${washOf(color)}, ${washOf(onDark(color))})`
  }
  const nameOf = (part: Part) => (part.by === null ? undefined : props.writers[part.by]?.name)
  const parts = (list: readonly Part[], tag: 'del' | 'ins') => (
    <For each={list}>
      {(part) => (
        <Show when={part.isChanged} fallback={<span>{part.text}</span>}>
          <Show when={tag === 'ins'} fallback={<del class={styles.gone}>{part.text}</del>}>
            <ins
              class={styles.come}
              title={nameOf(part)}
              style={{ background: washOfWriter(part.by) }}
            >
              {part.text}
            </ins>
          </Show>
        </Show>
      )}
    </For>
  )
  const pairs = createMemo(() =>
    props.sideBySide ? pairedRows(props.rows.slice(0, MAX_ROWS)) : [],
  )
  const paired = () => (
    <table class={styles.sides}>
      <colgroup>
        <col class={styles.number} />
        <col />
        <col class={styles.number} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th colSpan={2}>Before</th>
          <th colSpan={2}>After</th>
        </tr>
      </thead>
      <tbody>
        <For each={pairs()}>
          {(row) => (
            <tr>
              <Switch>
                <Match when={row.kind === 'skipped' && row}>
                  {(one) => (
                    <td colSpan={4} class={styles.skipped}>
                      {one().lines === 1 ? '1 line' : `${one().lines} lines`} as before
                    </td>
                  )}
                </Match>
                <Match when={row.kind === 'pair' && row}>
                  {(one) => (
                    <>
                      <td class={styles.number}>{one().before ? one().before!.number + 1 : ''}</td>
                      <td
                        class={styles.text}
                        data-side={one().isSame ? undefined : one().before ? 'gone' : 'none'}
                      >
                        {parts(one().before?.parts ?? [], 'del')}
                      </td>
                      <td class={styles.number}>{one().after ? one().after!.number + 1 : ''}</td>
                      <td
                        class={styles.text}
                        data-side={one().isSame ? undefined : one().after ? 'come' : 'none'}
                      >
                        {parts(one().after?.parts ?? [], 'ins')}
                      </td>
                    </>
                  )}
                </Match>
              </Switch>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
  const unified = () => (
    <table>
      <thead class="only-read">
        <tr>
          <th>Line before</th>
          <th>Line after</th>
          <th>Change</th>
          <th>Text</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows.slice(0, MAX_ROWS)}>
          {(row) => (
            <tr data-kind={row.kind}>
              <Switch>
                <Match when={row.kind === 'skipped' && row}>
                  {(one) => (
                    <td colSpan={4} class={styles.skipped}>
                      {one().lines === 1 ? '1 line' : `${one().lines} lines`} as before
                    </td>
                  )}
                </Match>
                <Match when={row.kind === 'same' && row}>
                  {(one) => (
                    <>
                      <td class={styles.number}>{one().before + 1}</td>
                      <td class={styles.number}>{one().after + 1}</td>
                      <td class={styles.sign} />
                      <td class={styles.text}>{one().text}</td>
                    </>
                  )}
                </Match>
                <Match when={row.kind === 'gone' && row}>
                  {(one) => (
                    <>
                      <td class={styles.number}>{one().before + 1}</td>
                      <td class={styles.number} />
                      <td class={styles.sign}>−</td>
                      <td class={styles.text}>{parts(one().parts, 'del')}</td>
                    </>
                  )}
                </Match>
                <Match when={row.kind === 'come' && row}>
                  {(one) => (
                    <>
                      <td class={styles.number} />
                      <td class={styles.number}>{one().after + 1}</td>
                      <td class={styles.sign}>+</td>
                      <td class={styles.text}>{parts(one().parts, 'ins')}</td>
                    </>
                  )}
                </Match>
              </Switch>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
  return (
    <div class={styles.view}>
      <Show when={props.sideBySide} fallback={unified()}>
        {paired()}
      </Show>
      <Show when={props.rows.length > MAX_ROWS}>
        <p class={styles.more}>
          and {(props.rows.length - MAX_ROWS).toLocaleString()} more lines. Download the text to see
          all of it.
        </p>
      </Show>
    </div>
  )
}
