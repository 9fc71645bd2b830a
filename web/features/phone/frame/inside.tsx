/** The phone frame's own page: draws what the page around it sends and says what the person does. */
import '@fontsource-variable/inter/wght.css'
import './inside.css'
import { createEffect, createSignal, ErrorBoundary, onMount, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { FlowScreen } from '../flow-screen.tsx'
import { CloseIcon, TickIcon, WarnIcon } from '../marks.tsx'
import { PhoneGlass, PhoneSheet, StatusBar } from '../phone.tsx'
import styles from './inside.module.css'
import { type FromFrame, isAppKey, PORT, READY, readShown, type Shown } from './messages.ts'

/** Drawing waits this long for the letters, so that nothing moves when they come. */
const FONT_WAIT_MS = 400

const [shown, setShown] = createSignal<Shown | null>(null)
let port: MessagePort | null = null
/** Events that were said on this port. */
let said = 0
const say = (message: FromFrame) => port?.postMessage(message)

/** The one answer that counts: the parent's port, from the address that this page came from. */
window.addEventListener('message', (event) => {
  const [given] = event.ports
  if (event.source !== window.parent || event.data !== PORT || !given) return
  if (event.origin !== new URL(location.href).origin) return
  port?.close()
  port = given
  said = 0
  const letters = Promise.race([
    document.fonts.load('13px "Inter Variable"').catch(() => null),
    new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS)),
  ])
  let ready = false
  let latest: Shown | null = null
  const show = (next: Shown) => {
    setShown(next)
    say({ type: 'drawn', seq: next.seq })
  }
  void letters.then(() => {
    ready = true
    if (latest) show(latest)
  })
  given.onmessage = ({ data }) => {
    const next = readShown(data)
    // Whoever types on meanwhile keeps their letters: what answers the last of them is on its way.
    if (next && next.heard < said) return
    latest = next
    if (latest && ready) show(latest)
  }
})

window.addEventListener('pointerdown', () => say({ type: 'press' }), { capture: true })

/** Keys of the app around the phone go to it; what is typed into a field stays here. */
window.addEventListener('keydown', (event) => {
  const mod = event.ctrlKey || event.metaKey
  if (event.defaultPrevented || event.altKey || !isAppKey(event.key, mod)) return
  const typing = (event.target as Element | null)?.closest?.('input, textarea, select')
  if (!mod && event.key.length === 1 && typing) return
  event.preventDefault()
  say({ type: 'key', key: event.key, ctrl: event.ctrlKey, meta: event.metaKey })
})

function Inside() {
  return (
    <Show when={shown()}>
      {(now) => (
        <PhoneGlass
          theme={now().settings.theme}
          platform={now().settings.platform}
          zoom={now().zoom}
        >
          <PhoneSheet calm behind={<StatusBar platform={now().settings.platform} />}>
            <ErrorBoundary fallback={(_, reset) => <Fault reset={reset} />}>
              <Show
                when={now().view}
                fallback={
                  <p class={styles.empty}>
                    The first screen appears here as soon as the flow has one with a layout.
                  </p>
                }
              >
                {(view) => (
                  <FlowScreen
                    view={view()}
                    draft={now().draft}
                    businessName={now().businessName ?? undefined}
                    onEvent={(event) => {
                      // Answers of endpoints come from the page alone.
                      if (event.type === 'reply' || event.type === 'request-failed') return
                      said++
                      say({ type: 'event', event })
                    }}
                    open={(url) => say({ type: 'open', url })}
                    onRestart={() => say({ type: 'restart' })}
                    onRetry={now().retry ? () => say({ type: 'retry' }) : undefined}
                    pointing={{
                      picked: now().picked,
                      picking: now().picking,
                      marks: now().marks,
                      onPick: (path) => say({ type: 'pick', path }),
                      onMark: (path) => say({ type: 'mark', path }),
                    }}
                    ended={<Ended completed={view().status === 'completed'} />}
                  />
                )}
              </Show>
            </ErrorBoundary>
          </PhoneSheet>
        </PhoneGlass>
      )}
    </Show>
  )
}

/** The end of a run, in place of the screen. */
function Ended(props: { completed: boolean }) {
  let again: HTMLButtonElement | undefined
  // The button that was tapped is gone; whoever tapped it by keyboard goes on from here. Nobody who
  // works outside of the phone loses the focus to it.
  onMount(() => {
    if (document.hasFocus() && document.activeElement === document.body)
      again?.focus({ preventScroll: true })
  })
  return (
    <div class={styles.ended}>
      <Show when={props.completed} fallback={<CloseIcon />}>
        <TickIcon />
      </Show>
      <strong>{props.completed ? 'Response sent' : 'Flow closed'}</strong>
      <p>
        {props.completed
          ? 'A customer would now be back in the chat. What was sent stands below.'
          : 'A customer who closes the flow sends nothing.'}
      </p>
      <button
        ref={again}
        type="button"
        class={styles.again}
        onClick={() => say({ type: 'restart' })}
      >
        Run again
      </button>
    </div>
  )
}

/** Drawing failed: the phone says so, and begins again when asked or when the flow changes. */
function Fault(props: { reset: () => void }) {
  createEffect((first: Shown | null) => {
    const now = shown()
    if (first && now?.view && first.view !== now.view) queueMicrotask(props.reset)
    return first ?? now
  }, null)
  return (
    <div class={styles.ended} role="alert">
      <WarnIcon />
      <strong>The phone cannot draw this screen</strong>
      <p>Nothing in the flow was changed by it.</p>
      <button
        type="button"
        class={styles.again}
        onClick={() => {
          say({ type: 'restart' })
          props.reset()
        }}
      >
        Start again
      </button>
    </div>
  )
}

const root = document.getElementById('root')
if (root) render(() => <Inside />, root)
window.parent.postMessage(READY, '*')
