/** Quick pick: a list one narrows by typing and chooses from with arrows and Enter, over the page. */
import { Dialog as Kobalte } from '@kobalte/core/dialog'
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import { matching } from './pick-matching.ts'
import styles from './quick-pick.module.css'

export type Pick = {
  label: string
  /** Beside the label, quieter. */
  detail?: string | undefined
  icon?: IconName
  /** Keys that do the same. */
  keys?: readonly string[] | undefined
  /** Off, for this reason; it stays in the list. */
  disabledReason?: string | null | undefined
  onPick: () => void
}

export function QuickPick(props: {
  open: boolean
  onClose: () => void
  title: string
  placeholder: string
  /** Asked for while it is open. */
  picks: readonly Pick[]
  /** What is said when nothing matches. */
  none: string
}) {
  const listId = createUniqueId()
  const [wanted, setWanted] = createSignal('')
  const [at, setAt] = createSignal(0)
  let list: HTMLDivElement | undefined
  const found = createMemo(() => (props.open ? matching(props.picks, wanted()) : []))
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        setWanted('')
        setAt(0)
      },
    ),
  )
  const go = (to: number) => {
    const count = found().length
    if (count === 0) return
    setAt((to + count) % count)
    queueMicrotask(() => list?.children[at()]?.scrollIntoView({ block: 'nearest' }))
  }
  const choose = (pick: Pick | undefined) => {
    if (!pick || pick.disabledReason) return
    props.onClose()
    // What it does may take the focus: after the dialog has given it back.
    setTimeout(pick.onPick, 0)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown') go(at() + 1)
    else if (event.key === 'ArrowUp') go(at() - 1)
    else if (event.key === 'PageDown') go(Math.min(found().length - 1, at() + 8))
    else if (event.key === 'PageUp') go(Math.max(0, at() - 8))
    else if (event.key === 'Enter') choose(found()[at()])
    else return
    event.preventDefault()
  }
  return (
    <Kobalte open={props.open} onOpenChange={(open) => !open && props.onClose()} modal>
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles.overlay} />
        <div class={styles.place}>
          <Kobalte.Content class={styles.content} aria-label={props.title}>
            <Kobalte.Title class="only-read">{props.title}</Kobalte.Title>
            <div class={styles.field}>
              <Icon name="search" />
              <input
                role="combobox"
                aria-label={props.title}
                aria-expanded="true"
                aria-controls={listId}
                aria-activedescendant={found().length > 0 ? `${listId}-${at()}` : undefined}
                aria-autocomplete="list"
                autocomplete="off"
                spellcheck={false}
                placeholder={props.placeholder}
                value={wanted()}
                onInput={(event) => {
                  setWanted(event.currentTarget.value)
                  setAt(0)
                }}
                onKeyDown={keys}
              />
            </div>
            <div id={listId} role="listbox" aria-label={props.title} class={styles.list} ref={list}>
              <For each={found()}>
                {(pick, index) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys
                  // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
                  <div
                    id={`${listId}-${index()}`}
                    role="option"
                    aria-selected={index() === at()}
                    aria-disabled={Boolean(pick.disabledReason)}
                    class={styles.pick}
                    onPointerMove={() => setAt(index())}
                    onClick={() => choose(pick)}
                  >
                    <Show when={pick.icon}>{(icon) => <Icon name={icon()} size={15} />}</Show>
                    <span class={styles.label}>{pick.label}</span>
                    <span class={styles.detail}>{pick.disabledReason ?? pick.detail}</span>
                    <Show when={pick.keys}>
                      {(keys) => (
                        <span class={styles.keys}>
                          <For each={keys()}>{(key) => <kbd>{key}</kbd>}</For>
                        </span>
                      )}
                    </Show>
                  </div>
                )}
              </For>
            </div>
            <Show when={found().length === 0}>
              <p class={styles.none}>{props.none}</p>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  )
}
