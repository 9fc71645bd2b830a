/** Options out of a spreadsheet: rows are pasted, looked at, and added at once. */
import Papa from 'papaparse'
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { optionsFromRows } from '../../../../shared/flow/build/option-rows.ts'
import type { JsonRecord } from '../../../../shared/flow/json-record.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import styles from './properties.module.css'

/** Options shown before they are added. */
const SHOWN = 5

/** Cells of a copied range or a CSV; quotes and what separates them are as the spreadsheet wrote them. */
export const rowsOf = (pasted: string): string[][] =>
  Papa.parse<string[]>(pasted.trim(), {
    skipEmptyLines: 'greedy',
    // A list of titles has commas of its own.
    delimiter: pasted.includes('\t') ? '\t' : /^(id|title)\s*[,;]/i.test(pasted.trim()) ? '' : '\t',
  }).data

export default function PasteOptions(props: {
  /** What stands in the field at first. */
  pasted: string
  /** What an option can say. */
  properties: readonly string[]
  /** Ids that there are already. */
  taken: ReadonlySet<string>
  /** How many more there may be. */
  room: number
  onClose: () => void
  onAdd: (options: JsonRecord[]) => void
}) {
  const hintId = createUniqueId()
  const [text, setText] = createSignal(props.pasted)
  const found = createMemo(() => optionsFromRows(rowsOf(text()), props.properties, props.taken))
  const fitting = () => found().slice(0, props.room)
  const add = () => {
    if (fitting().length > 0) props.onAdd(fitting())
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Options from a spreadsheet"
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={fitting().length === 0 ? 'Paste at least one title.' : null}
            onClick={add}
          >
            {fitting().length === 1 ? 'Add 1 option' : `Add ${fitting().length} options`}
          </Button>
        </>
      }
    >
      <textarea
        class={styles.input}
        autofocus
        rows={7}
        spellcheck={false}
        aria-label="Rows"
        aria-describedby={hintId}
        value={text()}
        placeholder={'Plumbing\tPipes, taps and drains\nElectrical\tSockets and lights'}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && add()}
      />
      <p id={hintId} class={styles.note}>
        One option a row: title, then description and metadata where there are such columns. A first
        row such as “id, title” says what the columns hold.
      </p>
      <Show when={found().length > 0}>
        <ul class={styles.found} aria-label="What will be added">
          <For each={fitting().slice(0, SHOWN)}>
            {(option) => (
              <li>
                <span>{String(option.title)}</span>
                <code>{String(option.id)}</code>
              </li>
            )}
          </For>
        </ul>
        <p class={styles.note} role="status">
          <Show when={fitting().length > SHOWN}>and {fitting().length - SHOWN} more. </Show>
          <Show when={found().length > props.room}>
            {found().length - props.room} do not fit: a list has room for {props.room} more.
          </Show>
        </p>
      </Show>
    </Dialog>
  )
}
