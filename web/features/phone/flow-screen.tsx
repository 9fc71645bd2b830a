/** One screen of a flow as WhatsApp shows it: top bar, components, pinned footer. Pure view: events go out. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js'
import type { RunEvent } from '../../../shared/flow/interpret/state.ts'
import type { FooterView, ScreenView } from '../../../shared/flow/interpret/view-item.ts'
import styles from './flow-screen.module.css'
import { ItemList } from './item-list.tsx'
import { BackIcon, CloseIcon, DotsIcon, WarnIcon } from './marks.tsx'
import { Mark, Placed } from './placed.tsx'
import type { Pointing } from './pointing.ts'
import { createRepeatGuard } from './repeat-guard.ts'
import { ScreenContext } from './screen-context.ts'
import { Snackbar } from './snackbar.tsx'

/**
 * Draws `view` and sends what the person does to `onEvent`. `ended` is drawn over the screen once
 * the run is completed or closed. `open` opens links in place of the browser; `onRestart` and
 * `onRetry` are offered where the screen cannot be shown.
 */
export function FlowScreen(props: {
  view: ScreenView
  onEvent: (event: RunEvent) => void
  /** Name in the line at the bottom. */
  businessName?: string | undefined
  /** It is a picture: what passes stays. */
  picture?: boolean
  /** Says that this is a draft, as customers' phones do. */
  draft?: boolean
  ended?: JSX.Element
  pointing?: Pointing | undefined
  open?: ((url: string) => void) | undefined
  onRestart?: (() => void) | undefined
  onRetry?: (() => void) | undefined
}) {
  const titleId = createUniqueId()
  const [overlay, setOverlay] = createSignal<HTMLElement>()
  const [covers, setCovers] = createSignal(0)
  const [under, setUnder] = createSignal(false)
  let body: HTMLDivElement | undefined
  let items: HTMLDivElement | undefined

  const cover = () => {
    setCovers((count) => count + 1)
    let open = true
    return () => {
      if (open) setCovers((count) => count - 1)
      open = false
    }
  }
  const visited = [untrack(() => props.view.screenId)]
  /** A screen comes in from the side that it lies on: further on, or back. */
  const slide = (id: string) => {
    const isBack = visited[visited.length - 2] === id
    if (isBack) visited.pop()
    else visited.push(id)
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const from = `translateX(${isBack ? '-' : ''}22px)`
    items?.animate(
      [
        { transform: from, opacity: 0.3 },
        { transform: 'none', opacity: 1 },
      ],
      {
        duration: 170,
        easing: 'ease-out',
      },
    )
  }
  // A memo, so that only another screen scrolls to its top and not every change of this one.
  const screenId = createMemo(() => props.view.screenId)
  createEffect(
    on(
      screenId,
      (id) => {
        if (body) body.scrollTop = 0
        slide(id)
      },
      { defer: true },
    ),
  )
  /** Whether content lies under the footer: a line divides them then. */
  const look = () => setUnder(!!body && body.scrollHeight - body.scrollTop - body.clientHeight > 2)
  onMount(() => {
    if (!body || typeof ResizeObserver === 'undefined') return
    const sizes = new ResizeObserver(look)
    sizes.observe(body)
    for (const child of body.children) sizes.observe(child)
    onCleanup(() => sizes.disconnect())
  })

  const over = createMemo(() => props.view.status === 'completed' || props.view.status === 'closed')
  const waiting = () => props.view.status === 'waiting'
  /** Nothing to show before the endpoint has named the first screen. */
  const opening = () => waiting() && props.view.screenId === ''
  const still = () => covers() > 0 || (over() && !!props.ended)
  const repeats = createRepeatGuard(screenId)
  const send = (event: RunEvent) => {
    if (!repeats(event)) props.onEvent(event)
  }
  const isPicking = () => props.pointing?.picking === true
  const pickScreen = () => {
    if (isPicking() && props.view.path !== '') props.pointing?.onPick(props.view.path)
  }

  return (
    <ScreenContext.Provider
      value={{ send, overlay, cover, open: props.open, pointing: () => props.pointing }}
    >
      <section
        class={styles.screen}
        aria-labelledby={titleId}
        aria-busy={waiting()}
        data-screen={props.view.screenId}
        data-picking={isPicking()}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the title's button does the same by key */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only where a press picks the screen */}
        <div class={styles.under} inert={still()} onClick={pickScreen}>
          <header class={styles.top}>
            <button
              type="button"
              class={styles.topButton}
              aria-label={props.view.canGoBack ? 'Back' : 'Close'}
              disabled={isPicking()}
              onClick={() => send({ type: 'back' })}
            >
              <Show when={props.view.canGoBack} fallback={<CloseIcon />}>
                <BackIcon />
              </Show>
            </button>
            <h2 class={styles.title} id={titleId} dir="auto">
              <Show when={isPicking()} fallback={props.view.title}>
                <button type="button" class={styles.pickTitle} title="Pick this screen">
                  {props.view.title}
                </button>
              </Show>
            </h2>
            <span class={styles.topButton} aria-hidden="true">
              <DotsIcon />
            </span>
            <span class={styles.screenMark}>
              <Mark path={props.view.path} />
            </span>
          </header>
          <Show when={props.draft}>
            <p class={styles.draft}>Draft: only for testing</p>
          </Show>
          <div class={styles.body} ref={body} onScroll={look} inert={waiting()}>
            <div class={styles.items} ref={items}>
              <Show
                when={props.view.error}
                fallback={
                  <Show
                    when={!opening()}
                    fallback={
                      <div class={styles.opening} role="status">
                        <span class={styles.spinner} aria-hidden="true" />
                        <span>Opening…</span>
                      </div>
                    }
                  >
                    <ItemList screenId={props.view.screenId} items={props.view.items} />
                  </Show>
                }
              >
                {(error) => (
                  <div class={styles.fault} role="alert">
                    <WarnIcon />
                    <strong>This screen cannot be shown</strong>
                    <p dir="auto">{error().message}</p>
                    <Show when={props.onRetry}>
                      {(retry) => (
                        <button type="button" class={styles.faultButton} onClick={() => retry()()}>
                          Try again
                        </button>
                      )}
                    </Show>
                    <Show when={props.onRestart}>
                      {(restart) => (
                        <button
                          type="button"
                          class={styles.faultButton}
                          data-quiet={!!props.onRetry}
                          onClick={() => restart()()}
                        >
                          Start again
                        </button>
                      )}
                    </Show>
                  </div>
                )}
              </Show>
            </div>
          </div>
          <Show when={props.view.error === null && props.view.footer}>
            {(footer) => (
              <Footer
                footer={footer()}
                waiting={waiting()}
                under={under()}
                onTap={() => send({ type: 'tap', target: 'footer' })}
              />
            )}
          </Show>
          <p class={styles.managed}>
            Managed by <bdi>{props.businessName ?? 'the business'}</bdi>. <span>Learn more</span>
          </p>
        </div>
        <Show when={over() && props.ended}>
          <div class={styles.ended}>{props.ended}</div>
        </Show>
        <div class={styles.overlay} ref={setOverlay} />
        <Snackbar text={props.view.snackbar} stays={props.picture} />
      </section>
    </ScreenContext.Provider>
  )
}

export function Footer(props: {
  footer: FooterView
  waiting: boolean
  /** Content lies under it. */
  under?: boolean
  onTap: () => void
}) {
  return (
    <footer class={styles.footer} data-under={props.under}>
      <Placed path={props.footer.path}>
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
      </Placed>
    </footer>
  )
}
