/** A sheet that slides over the phone's screen: takes the focus, gives it back, closes with Escape. */
import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { CloseIcon } from '../marks.tsx'
import { useScreen } from '../screen-context.ts'
import styles from './sheet.module.css'

/** Tab goes round inside the sheet. */
function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [
    ...panel.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href]'),
  ].filter((stop) => stop.tabIndex >= 0 && !stop.matches(':disabled'))
  const last = stops[event.shiftKey ? 0 : stops.length - 1]
  const at = document.activeElement
  if (at !== last && !(event.shiftKey && at === panel)) return
  event.preventDefault()
  stops[event.shiftKey ? stops.length - 1 : 0]?.focus()
}

/** Mount it to open it; `onClose` asks the owner to take it away. Focus goes back to `returnTo`. */
export function Sheet(props: {
  title: string
  onClose: () => void
  returnTo: () => HTMLElement | undefined
  children: JSX.Element
}) {
  const { overlay, cover } = useScreen()
  const titleId = createUniqueId()
  let panel: HTMLDivElement | undefined
  const uncover = cover()
  onMount(() => {
    const first = panel?.querySelector<HTMLElement>('[data-first]')
    ;(first ?? panel)?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'nearest' })
  })
  onCleanup(() => {
    uncover()
    // What lay beneath takes focus again only after the sheet is gone.
    const target = props.returnTo()
    // Not when the sheet went because the flow changed while somebody works elsewhere.
    const hadFocus = document.hasFocus()
    queueMicrotask(() => hadFocus && target?.focus({ preventScroll: true }))
  })
  return (
    <Show when={overlay()}>
      {(mount) => (
        <Portal mount={mount()}>
          <div class={styles.shade} onClick={props.onClose} aria-hidden="true" />
          <div
            ref={panel}
            class={styles.panel}
            role="dialog"
            aria-modal="true"
            aria-labelledby={titleId}
            tabindex="-1"
            onKeyDown={(event) => {
              if (event.key === 'Tab' && panel) keepInside(event, panel)
              if (event.key !== 'Escape') return
              event.stopPropagation()
              props.onClose()
            }}
          >
            <div class={styles.head}>
              <button type="button" class={styles.close} aria-label="Close" onClick={props.onClose}>
                <CloseIcon />
              </button>
              <h3 id={titleId} dir="auto">
                {props.title}
              </h3>
            </div>
            {props.children}
          </div>
        </Portal>
      )}
    </Show>
  )
}
