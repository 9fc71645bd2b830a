/** What a change means, in sentences: for those who do not read the JSON. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import { changesBetween } from '../../../shared/flow/compare.ts'
import { readFlow } from '../../../shared/flow/read.ts'
import styles from './meaning-list.module.css'

/** More than this many are opened by a click. */
const SHOWN = 8

const signs = { added: '+', removed: '−', changed: '~', moved: '↕' } as const

export function MeaningList(props: { before: string; after: string }) {
  const [all, setAll] = createSignal(false)
  const changes = createMemo(() => {
    const [before, after] = [readFlow(props.before).flow, readFlow(props.after).flow]
    return before && after ? changesBetween(before, after) : []
  })
  return (
    <Show when={changes().length > 0}>
      <section class={styles.list} aria-label="In words">
        <ul>
          <For each={all() ? changes() : changes().slice(0, SHOWN)}>
            {(change) => (
              <li>
                <span class={styles.sign} data-kind={change.kind} aria-hidden="true">
                  {signs[change.kind]}
                </span>
                <span dir="auto">{change.words}</span>
              </li>
            )}
          </For>
        </ul>
        <Show when={changes().length > SHOWN}>
          <button type="button" class={styles.more} onClick={() => setAll(!all())}>
            {all() ? 'Fewer' : `${changes().length - SHOWN} more`}
          </button>
        </Show>
      </section>
    </Show>
  )
}
