/** Dropdown: a field that opens a sheet of options, with a search from 40 options on. */
import { createMemo, createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { DownIcon } from '../marks.tsx'
import { useScreen } from '../screen-context.ts'
import fieldStyles from './field.module.css'
import { describedBy, FieldBox, markedLabel } from './field.tsx'
import { OptionRow } from './option-row.tsx'
import styles from './sheet.module.css'
import { Sheet } from './sheet.tsx'

/** From this many options on the platform offers a search. */
const SEARCH_FROM = 40

/** How long the choice is seen before the sheet goes (reference §9.5). */
const SEEN_MS = 300

export function Dropdown(props: { item: ViewItemOf<'Dropdown'> }) {
  const { send } = useScreen()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let control: HTMLButtonElement | undefined
  const chosen = createMemo(() =>
    props.item.options.find((option) => option.id === props.item.value && option.id !== ''),
  )
  const input = (value: string) => send({ type: 'input', name: props.item.name, value })
  let closing: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(closing))
  const close = () => {
    clearTimeout(closing)
    setOpen(false)
    send({ type: 'blur', name: props.item.name })
  }
  return (
    <>
      <FieldBox
        id={id}
        label={props.item.label}
        required={props.item.required}
        filled={chosen() !== undefined}
        enabled={props.item.enabled}
        error={props.item.error}
        helperText={props.item.helperText ?? props.item.description}
        onClear={() => {
          input('')
          control?.focus()
        }}
        trailing={
          <span class={fieldStyles.mark}>
            <DownIcon />
          </span>
        }
      >
        <button
          ref={control}
          type="button"
          id={id}
          class={fieldStyles.value}
          disabled={!props.item.enabled}
          aria-haspopup="listbox"
          aria-expanded={open()}
          aria-label={`${markedLabel(props.item)}${chosen() ? `: ${chosen()!.title}` : ''}`}
          aria-invalid={props.item.error !== null}
          aria-describedby={describedBy(id, props.item)}
          dir="auto"
          onClick={() => setOpen(true)}
        >
          {chosen()?.title ?? ''}
        </button>
      </FieldBox>
      <Show when={open()}>
        <Sheet title={props.item.label} onClose={close} returnTo={() => control}>
          <OptionList
            item={props.item}
            onChoose={(value) => {
              input(value)
              clearTimeout(closing)
              closing = setTimeout(close, SEEN_MS)
            }}
          />
        </Sheet>
      </Show>
    </>
  )
}

function OptionList(props: { item: ViewItemOf<'Dropdown'>; onChoose: (id: string) => void }) {
  const [words, setWords] = createSignal('')
  let list: HTMLDivElement | undefined
  const searchable = () => props.item.options.length >= SEARCH_FROM
  const found = createMemo(() => {
    const wanted = words().trim().toLocaleLowerCase()
    return props.item.options.filter(
      (option) => wanted === '' || option.title.toLocaleLowerCase().includes(wanted),
    )
  })
  const first = () =>
    found().find((option) => option.id === props.item.value) ??
    found().find((option) => option.enabled)

  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const rows = [
      ...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)'),
    ]
    const at = rows.indexOf(document.activeElement as HTMLButtonElement)
    const target = {
      ArrowDown: rows[Math.min(at + 1, rows.length - 1)],
      ArrowUp: rows[Math.max(at - 1, 0)],
      Home: rows[0],
      End: rows[rows.length - 1],
    }[event.key]
    if (!target) return
    event.preventDefault()
    target.focus()
  }
  return (
    <>
      <Show when={searchable()}>
        <input
          class={styles.search}
          type="search"
          placeholder="Search"
          aria-label={`Search ${props.item.label}`}
          data-first
          onInput={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            list?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus()
          }}
        />
      </Show>
      <div
        ref={list}
        class={styles.list}
        role="listbox"
        aria-label={props.item.label}
        onKeyDown={move}
      >
        <For each={found()} fallback={<p class={styles.none}>Nothing matches.</p>}>
          {(option) => (
            <button
              type="button"
              role="option"
              class={styles.option}
              aria-selected={option.id === props.item.value}
              disabled={!option.enabled}
              tabindex={option === first() ? 0 : -1}
              data-first={!searchable() && option === first() ? '' : undefined}
              onClick={() => props.onChoose(option.id)}
            >
              <OptionRow option={option} />
            </button>
          )}
        </For>
      </div>
    </>
  )
}
