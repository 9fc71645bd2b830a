/** One screen of a flow as WhatsApp shows it: top bar, components, pinned footer. Pure view: events go out. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  on,
  Show,
} from 'solid-js'
import type { RunEvent } from '../../../shared/flow/interpret/state.ts'
import type { FooterView, ScreenView } from '../../../shared/flow/interpret/view-item.ts'
import styles from './flow-screen.module.css'
import { ItemList } from './item-list.tsx'
import { BackIcon, CloseIcon, DotsIcon } from './marks.tsx'
import type { PhoneTheme } from './phone.tsx'
import { ScreenContext } from './screen-context.ts'

/**
 * Draws `view` and sends what the person does to `onEvent`. `menu` fills the ⋮ menu's place with
 * something else; `ended` is drawn over the screen once the run is completed or closed.
 */
export function FlowScreen(props: {
  view: ScreenView
  onEvent: (event: RunEvent) => void
  theme?: PhoneTheme
  /** Name in the line at the bottom. */
  businessName?: string
  ended?: JSX.Element
}) {
  const titleId = createUniqueId()
  const [overlay, setOverlay] = createSignal<HTMLElement>()
  const [covers, setCovers] = createSignal(0)
  let body: HTMLDivElement | undefined

  const cover = () => {
    setCovers((count) => count + 1)
    let open = true
    return () => {
      if (open) setCovers((count) => count - 1)
      open = false
    }
  }
  // A memo, so that only another screen scrolls to its top and not every change of this one.
  const screenId = createMemo(() => props.view.screenId)
  createEffect(
    on(
      screenId,
      () => {
        if (body) body.scrollTop = 0
      },
      { defer: true },
    ),
  )
  const over = createMemo(() => props.view.status === 'completed' || props.view.status === 'closed')
  const still = () => covers() > 0 || props.view.status === 'waiting' || (over() && !!props.ended)

  return (
    <ScreenContext.Provider value={{ send: (event) => props.onEvent(event), overlay, cover }}>
      <section
        class={styles.screen}
        aria-labelledby={titleId}
        aria-busy={props.view.status === 'waiting'}
        data-screen={props.view.screenId}
      >
        <div class={styles.under} inert={still()}>
          <header class={styles.top}>
            <button
              type="button"
              class={styles.topButton}
              aria-label={props.view.canGoBack ? 'Back' : 'Close'}
              onClick={() => props.onEvent({ type: 'back' })}
            >
              <Show when={props.view.canGoBack} fallback={<CloseIcon />}>
                <BackIcon />
              </Show>
            </button>
            <h2 class={styles.title} id={titleId} dir="auto">
              {props.view.title}
            </h2>
            <span class={styles.topButton} aria-hidden="true">
              <DotsIcon />
            </span>
          </header>
          <div class={styles.body} ref={body}>
            <Show
              when={props.view.error}
              fallback={<ItemList screenId={props.view.screenId} items={props.view.items} />}
            >
              {(error) => (
                <div class={styles.fault} role="alert">
                  <strong>This screen cannot be shown</strong>
                  <p dir="auto">{error().message}</p>
                </div>
              )}
            </Show>
          </div>
          <Show when={props.view.error === null && props.view.footer}>
            {(footer) => (
              <Footer
                footer={footer()}
                waiting={props.view.status === 'waiting'}
                onTap={() => props.onEvent({ type: 'tap', target: 'footer' })}
              />
            )}
          </Show>
          <p class={styles.managed}>
            Managed by {props.businessName ?? 'the business'}. <span>Learn more</span>
          </p>
        </div>
        <Show when={over() && props.ended}>
          <div class={styles.ended}>{props.ended}</div>
        </Show>
        <div class={styles.overlay} ref={setOverlay} />
        <div class={styles.snackbar} role="status">
          <Show when={props.view.snackbar}>{(text) => <p dir="auto">{text()}</p>}</Show>
        </div>
      </section>
    </ScreenContext.Provider>
  )
}

export function Footer(props: { footer: FooterView; waiting: boolean; onTap: () => void }) {
  return (
    <footer class={styles.footer} data-path={props.footer.path}>
      <Show when={props.footer.leftCaption ?? props.footer.centerCaption}>
        <p class={styles.captions} data-center={props.footer.centerCaption !== null}>
          <Show
            when={props.footer.centerCaption}
            fallback={
              <>
                <span dir="auto">{props.footer.leftCaption}</span>
                <span dir="auto">{props.footer.rightCaption}</span>
              </>
            }
          >
            {(caption) => <span dir="auto">{caption()}</span>}
          </Show>
        </p>
      </Show>
      <button
        type="button"
        class={styles.footerButton}
        disabled={!props.footer.enabled || props.waiting}
        onClick={props.onTap}
        dir="auto"
      >
        <Show when={props.waiting} fallback={props.footer.label}>
          <span class={styles.spinner} aria-hidden="true" />
          <span class={styles.hidden}>Please wait</span>
        </Show>
      </button>
    </footer>
  )
}
